import { formatRange, overlaps } from '../../base/index.ts'
import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { landingZoneAddresses } from '../landing-zone-schema.ts'
import { checkRegion } from './places-of-processing.ts'

/** Ranges that do not overlap, and regions that exist. */
export function checkLandingZone({ declaration, facts }: Declared, findings: Findings): void {
  checkAddresses(declaration, findings)
  for (const region of Object.keys(declaration.landing_zone?.existing?.hubs ?? {}))
    checkRegion(region, ['landing_zone', 'existing', 'hubs', region], facts, findings, 'key')
  for (const region of Object.keys(declaration.network?.egress?.next_hop ?? {}))
    checkRegion(region, ['network', 'egress', 'next_hop', region], facts, findings, 'key')
}

function checkAddresses(declaration: Declared['declaration'], findings: Findings): void {
  const { networks, hubs } = landingZoneAddresses(declaration)
  const path = ['landing_zone', 'addresses']
  if (!overlaps(networks, hubs) || !findings.isWhole(path)) return
  if (declaration.landing_zone?.addresses?.hubs === undefined)
    findings.error([...path, 'networks'], `overlaps ${formatRange(hubs)}, which hubs are cut from`)
  else findings.error([...path, 'hubs'], `overlaps ${formatRange(networks)}, which networks are cut from`)
}
