import { DEFAULT_CLIENT_RANGE } from '../../workload/index.ts'
import { AddressSpace, formatRange } from '../address-plan.ts'
import type { Estate } from '../estate.ts'

/** What connects networks on premises, and devices there, with the hub of each region. */
export interface OnPremisesLinks {
  readonly expressRoute: boolean
  /** A tunnel to a device there. */
  readonly sites: boolean
  /** Of single devices, with Entra ID. */
  readonly devices: boolean
}

export function onPremisesLinks({ declaration }: Estate): OnPremisesLinks {
  const { link, connects } = declaration.network?.on_premises ?? {}
  return {
    expressRoute: link === 'expressroute',
    sites: link === 'site-to-site-vpn' || (link === 'point-to-site-vpn' && connects === 'both'),
    devices:
      link === 'point-to-site-vpn' ||
      (link === 'site-to-site-vpn' && (connects === 'both' || connects === 'devices')),
  }
}

export function isLinked({ expressRoute, sites, devices }: OnPremisesLinks): boolean {
  return expressRoute || sites || devices
}

/** Of the networks there. */
export function onPremisesRanges({ declaration }: Estate): readonly string[] {
  return (declaration.network?.on_premises?.ranges ?? []).map(formatRange)
}

const CLIENTS_PREFIX_LENGTH = 24

/** That devices get in each region, in the order of the regions; null where there is no room for one more. */
export function clientRange({ declaration, regions }: Estate, region: string): string | null {
  const space = new AddressSpace(declaration.network?.on_premises?.client_range ?? DEFAULT_CLIENT_RANGE)
  for (const one of regions) {
    const range = space.take(CLIENTS_PREFIX_LENGTH)
    if (one.region === region) return range === null ? null : formatRange(range)
  }
  return null
}

/** All that comes in from there, as the firewall of a region sees it. */
export function onPremisesSources(estate: Estate): readonly string[] {
  const { expressRoute, sites, devices } = onPremisesLinks(estate)
  return [
    ...(expressRoute || sites ? onPremisesRanges(estate) : []),
    ...(devices ? estate.regions.flatMap(({ region }) => clientRange(estate, region) ?? []) : []),
  ]
}
