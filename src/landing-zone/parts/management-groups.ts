import type { Estate } from '../estate.ts'
import { resource, type Resource, type Stage, subscriptionId } from '../resource-graph.ts'

const GROUPS = 'Microsoft.Management/managementGroups'
const GROUPS_API = '2023-04-01'

export type ManagementGroups =
  | { readonly kind: 'none' }
  /** The platform has it, and places the subscription under it. */
  | { readonly kind: 'existing'; readonly name: string }
  | { readonly kind: 'made'; readonly parent: string | null; readonly online: string; readonly corp: string }

export function managementGroupsOf({ declaration }: Estate): ManagementGroups {
  const { governance, landing_zone: zone } = declaration
  const existing = zone?.existing?.management_group
  if (existing !== undefined) return { kind: 'existing', name: existing }
  if (zone?.management_groups === undefined) return { kind: 'none' }
  const { online = 'online', corp = 'corp' } = governance?.management_groups ?? {}
  return { kind: 'made', parent: zone.management_groups.parent ?? null, online, corp }
}

/** Groups for internet-facing and for internal workloads, with the subscription under the one of its exposure. */
export function managementGroupStage(estate: Estate): Stage | null {
  const { homeRegion: location, plan, notes } = estate
  const groups = managementGroupsOf(estate)
  if (groups.kind === 'none') return null
  if (groups.kind === 'existing') {
    notes.add(
      `The subscription belongs under the management group ${groups.name}; where it is not there yet, \`az account management-group subscription add --name ${groups.name} --subscription SUBSCRIPTION\` moves it.`,
    )
    return null
  }
  const { parent } = groups
  const made = {
    online: managementGroup('online', groups.online, parent),
    corp: managementGroup('corp', groups.corp, parent),
  }
  const placed = resource({
    symbol: 'subscriptionPlace',
    type: `${GROUPS}/subscriptions`,
    apiVersion: GROUPS_API,
    name: subscriptionId,
    parent: made[plan.exposure],
    body: {},
    because: [{ rule: 'GOV-02', why: `the subscription is of ${plan.exposure} workloads alone.` }],
  })
  return {
    name: '00-management-groups',
    purpose: `Management groups that part internet-facing workloads from internal ones; ${plan.workload} is ${plan.exposure}.`,
    scope:
      parent === null
        ? { kind: 'tenant', location }
        : { kind: 'management-group', managementGroup: parent, location },
    parameters: [],
    resources: [made.online, made.corp, placed],
    outputs: [],
  }
}

const HOLDS = { online: 'internet-facing workloads', corp: 'internal workloads' } as const

function managementGroup(exposure: keyof typeof HOLDS, name: string, parent: string | null): Resource {
  return resource({
    symbol: `${exposure}Group`,
    type: GROUPS,
    apiVersion: GROUPS_API,
    name,
    body: {
      properties: {
        displayName: name,
        ...(parent === null ? {} : { details: { parent: { id: `/providers/${GROUPS}/${parent}` } } }),
      },
    },
    because: [{ rule: 'GOV-01', why: `${HOLDS[exposure]} have a management group of their own.` }],
  })
}
