import type { Estate } from '../estate.ts'

const TIERS = { basic: 'Basic', standard: 'Standard', premium: 'Premium' } as const

export type FirewallTier = (typeof TIERS)[keyof typeof TIERS]

/** Of the firewalls that are made; null where the file wants none of Azure's. */
export function firewallTier({ declaration }: Estate): FirewallTier | null {
  const { via = 'azure-firewall', tier = 'standard' } = declaration.network?.egress ?? {}
  return via === 'azure-firewall' ? TIERS[tier] : null
}

/** Basic has no proxy of DNS. */
export function answersNames(tier: FirewallTier | null): boolean {
  return tier !== null && tier !== 'Basic'
}
