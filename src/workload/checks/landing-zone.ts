import { formatRange, overlaps } from '../../base/index.ts'
import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { POLICY_SETS } from '../governance-schema.ts'
import { MANAGEMENT_GROUP_NAME } from '../azure-values.ts'
import { quoted } from '../shape-messages.ts'
import { DEFAULT_CLIENT_RANGE, landingZoneAddresses } from '../landing-zone-schema.ts'
import { checkRegion } from './places-of-processing.ts'

/** Ranges that do not overlap, regions that exist, and management groups and policies that fit together. */
export function checkLandingZone({ declaration, facts }: Declared, findings: Findings): void {
  checkAddresses(declaration, findings)
  checkManagementGroups(declaration, findings)
  checkPolicies(declaration, findings)
  checkTags(declaration, findings)
  checkOnPremises(declaration, findings)
  checkForwarding(declaration, findings)
  for (const region of Object.keys(declaration.landing_zone?.existing?.hubs ?? {}))
    checkRegion(region, ['landing_zone', 'existing', 'hubs', region], facts, findings, 'key')
  for (const region of Object.keys(declaration.network?.egress?.next_hop ?? {}))
    checkRegion(region, ['network', 'egress', 'next_hop', region], facts, findings, 'key')
}

function checkManagementGroups(
  { landing_zone: zone, governance }: Declared['declaration'],
  findings: Findings,
): void {
  if (zone?.management_groups === undefined) return
  if (zone.existing?.management_group !== undefined)
    findings.error(
      ['landing_zone', 'existing', 'management_group'],
      'is one that is there, and landing_zone.management_groups asks for new ones: leave one of the two out',
    )
  const { online, corp } = governance?.management_groups ?? {}
  for (const [key, name] of Object.entries({ online, corp }))
    if (name !== undefined && !MANAGEMENT_GROUP_NAME.test(name))
      findings.error(
        ['governance', 'management_groups', key],
        `${quoted(name)} cannot be the name of a management group: up to 90 letters, digits, hyphens, underscores, dots and parentheses`,
      )
  if (online !== undefined && online.toLowerCase() === corp?.toLowerCase())
    findings.error(['governance', 'management_groups', 'corp'], 'is the group of `online`, too')
}

/** Names of tags are the same in any case, and these say which build made a resource. */
const OWN_TAGS = new Set(['workload', 'environment', 'managed-by'])

function checkTags({ landing_zone: zone }: Declared['declaration'], findings: Findings): void {
  const seen = new Set<string>()
  for (const name of Object.keys(zone?.tags ?? {})) {
    const small = name.toLowerCase()
    if (OWN_TAGS.has(small))
      findings.error(['landing_zone', 'tags', name], 'is a tag that the build writes itself', { at: 'key' })
    else if (seen.has(small))
      findings.error(
        ['landing_zone', 'tags', name],
        'is there twice: names of tags are the same in any case',
        {
          at: 'key',
        },
      )
    seen.add(small)
  }
}

/** A set that is not assigned has no effect. */
function checkPolicies(
  { landing_zone: zone, governance }: Declared['declaration'],
  findings: Findings,
): void {
  const assigned = governance?.policies
  if (assigned === undefined || !findings.isWhole(['governance', 'policies'])) return
  for (const set of POLICY_SETS)
    if (zone?.policies?.[set] !== undefined && !assigned.includes(set))
      findings.error(
        ['landing_zone', 'policies', set],
        'is not among governance.policies, so nothing of it is assigned',
        { at: 'key' },
      )
}

function checkAddresses(declaration: Declared['declaration'], findings: Findings): void {
  const { networks, hubs } = landingZoneAddresses(declaration)
  const path = ['landing_zone', 'addresses']
  if (!overlaps(networks, hubs) || !findings.isWhole(path)) return
  if (declaration.landing_zone?.addresses?.hubs === undefined)
    findings.error([...path, 'networks'], `overlaps ${formatRange(hubs)}, which hubs are cut from`)
  else findings.error([...path, 'hubs'], `overlaps ${formatRange(networks)}, which networks are cut from`)
}

/** Networks on premises and devices that come from there have addresses that nothing else here has. */
function checkOnPremises(declaration: Declared['declaration'], findings: Findings): void {
  const { networks, hubs } = landingZoneAddresses(declaration)
  const taken = [
    [networks, 'which networks are cut from'],
    [hubs, 'which hubs are cut from'],
  ] as const
  const { ranges = [], client_range: clients, link } = declaration.network?.on_premises ?? {}
  const path = ['network', 'on_premises']
  for (const [index, range] of ranges.entries())
    for (const [other, what] of taken)
      if (overlaps(range, other))
        findings.error([...path, 'ranges', index], `overlaps ${formatRange(other)}, ${what}`)
  const others = [...taken, ...ranges.map((range) => [range, 'which is on premises'] as const)]
  for (const [other, what] of others)
    if (clients !== undefined && overlaps(clients, other))
      findings.error([...path, 'client_range'], `overlaps ${formatRange(other)}, ${what}`)
    else if (clients === undefined && (link ?? '').endsWith('-vpn') && overlaps(DEFAULT_CLIENT_RANGE, other))
      findings.error(
        path,
        `gives devices addresses of ${formatRange(DEFAULT_CLIENT_RANGE)}, which overlaps ${formatRange(other)}, ${what}; name others as client_range`,
      )
}

/** Each domain once: a ruleset takes no second rule for it. */
function checkForwarding(declaration: Declared['declaration'], findings: Findings): void {
  const seen = new Set<string>()
  for (const [index, { domain }] of (declaration.network?.dns?.forward ?? []).entries()) {
    const name = domain.toLowerCase()
    if (seen.has(name)) findings.error(['network', 'dns', 'forward', index, 'domain'], 'is forwarded already')
    seen.add(name)
  }
}
