import type { Rule } from '../rule.ts'
import { GIVEN, sample } from '../sample-resources.ts'
import type { Estate, Resource } from '../estate.ts'
import { type Part, partsOf } from '../indexed.ts'
import { isAnywhere, type SecurityRule, securityRules } from '../security-rules.ts'
import { workloadSubnets } from '../networks.ts'
import { setting } from '../setting.ts'

const ROUTES = 'Microsoft.Network/routeTables'
const GROUPS = 'Microsoft.Network/networkSecurityGroups'

/** Rules and routes by what they are written in, or belong to. */
function byWhole<One extends Part>(estate: Estate, parts: readonly One[], type: string) {
  return Map.groupBy(parts, ({ resource }) =>
    resource.type === type.toLowerCase() ? resource : estate.parentOf(resource),
  )
}

/** Whether all that leaves is routed to a firewall or dropped; null where that is not known. */
function isRouted(estate: Estate, { resource, properties }: Part, routes: RoutesByTable): boolean | null {
  const path = `${properties}.routeTable`
  if (resource.ask(path).kind === 'unset') return false
  const table = estate.at(resource, `${path}.id`)
  if (table === null) return null
  const hops = (routes.get(table) ?? []).map((route) => {
    const prefix = route.resource.text(`${route.properties}.addressPrefix`)
    if (prefix !== null && prefix !== '0.0.0.0/0') return false
    const hop = route.resource.text(`${route.properties}.nextHopType`)
    return prefix === null || hop === null ? null : hop === 'virtualappliance' || hop === 'none'
  })
  return surest(hops, table)
}

/** Whether its security group denies what leaves for the internet; null where that is not known. */
function isDenied(estate: Estate, { resource, properties }: Part, rules: RulesByGroup): boolean | null {
  const path = `${properties}.networkSecurityGroup`
  if (resource.ask(path).kind === 'unset') return false
  const group = estate.at(resource, `${path}.id`)
  if (group === null) return null
  const denials = (rules.get(group) ?? []).map(({ effect, destinations }) => {
    if (effect !== null && effect !== 'deny out') return false
    return effect === null || destinations === null ? null : destinations.some(isAnywhere)
  })
  return surest(denials, group)
}

type RoutesByTable = ReadonlyMap<Resource | null, readonly Part[]>
type RulesByGroup = ReadonlyMap<Resource | null, readonly SecurityRule[]>

function surest(parts: readonly (boolean | null)[], of: Resource): boolean | null {
  if (parts.includes(true)) return of.doubt === null ? true : null
  return parts.includes(null) ? null : false
}

function subnet(properties: object) {
  return sample('Microsoft.Network/virtualNetworks', 'spoke', {
    subnets: [{ name: 'models', properties: { addressPrefix: '10.1.0.0/24', ...properties } }],
  })
}

const OF_GROUP = {
  networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'models')]" },
}
const OF_ROUTES = { routeTable: { id: "[resourceId('Microsoft.Network/routeTables', 'out')]" } }

function group(access: string) {
  const properties = {
    access,
    direction: 'Outbound',
    priority: 4000,
    protocol: '*',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: 'Internet',
    destinationPortRange: '*',
  }
  return sample(GROUPS, 'models', {
    securityRules: [{ name: 'out', properties }],
  })
}

function table(nextHopType: string) {
  return sample(ROUTES, 'out', {
    routes: [{ name: 'default', properties: { addressPrefix: '0.0.0.0/0', nextHopType } }],
  })
}

export const net16: Rule = {
  id: 'NET-16',
  title: 'Outbound traffic is governed too',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    '`network.egress.mode` and `via`; in templates, whether each subnet has a route to a firewall, or a security group that denies what leaves for the internet.',
  why: 'Rules on inbound traffic alone do not keep data in.',
  remedy: 'Deny outbound traffic that is not named, by network security groups or a route to a firewall.',
  workload: {
    check: setting(['network', 'egress', 'mode'], ({ network }) => network?.egress?.mode, {
      isGood: (mode) => mode === 'approved-only',
      good: 'outbound traffic goes to named destinations alone',
      bad: 'outbound traffic goes anywhere',
    }),
    cases: {
      fails: ['network: { egress: { mode: internet } }'],
      passes: ['network: { egress: { mode: approved-only } }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      const routes = byWhole(estate, partsOf(estate, ROUTES, 'routes'), ROUTES)
      const rules = byWhole(estate, securityRules(estate), GROUPS)
      for (const subnet of workloadSubnets(estate)) {
        const { resource, properties, name } = subnet
        const verdicts = [isRouted(estate, subnet, routes), isDenied(estate, subnet, rules)]
        if (verdicts.includes(true))
          yield resource.pass(properties, `what leaves the subnet ${name} passes a firewall, or is denied`)
        else if (verdicts.includes(null))
          yield resource.unknown(
            properties,
            `whether what leaves the subnet ${name} is governed: its routes or rules are not all known`,
          )
        else
          yield resource.fail(
            properties,
            `what leaves the subnet ${name} goes anywhere: no route to a firewall, and no rule that denies it`,
          )
      }
    },
    cases: {
      fails: [[subnet({})], [group('Allow'), subnet(OF_GROUP)]],
      passes: [
        [group('Deny'), subnet(OF_GROUP)],
        [table('VirtualAppliance'), subnet(OF_ROUTES)],
      ],
      undetermined: [
        [group(GIVEN), subnet(OF_GROUP)],
        [table(GIVEN), subnet(OF_ROUTES)],
        [subnet(OF_GROUP)],
        [subnet({ routeTable: { id: GIVEN } })],
      ],
      notApplicable: [
        [
          sample('Microsoft.Network/virtualNetworks', 'hub', {
            subnets: [{ name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.0.0.0/26' } }],
          }),
        ],
      ],
    },
  },
}
