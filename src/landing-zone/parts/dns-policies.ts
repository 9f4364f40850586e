import type { PolicyDefinition } from '../../azure/index.ts'
import type { Estate } from '../estate.ts'
import {
  type Body,
  idOf,
  type Resource,
  resource,
  type Stage,
  type Text,
  userAssigned,
} from '../resource-graph.ts'
import type { Operations } from './operations.ts'
import { actionOf, ASSIGNMENTS, ASSIGNMENTS_API, definitionOf, MAX_WORKLOAD_CHARACTERS } from './policies.ts'
import { modeOf, type PolicySet, setsFor } from './policy-sets.ts'
import type { PrivateDns, Zone } from './private-dns.ts'
import { privateServices } from './private-services.ts'
import { roleAssignment } from './role-assignment.ts'
import { ZONE_GROUP_EFFECTS, zoneGroupParameters, zoneGroupPolicy } from './zone-group-policy.ts'

const SET: PolicySet = 'private-dns-zones'
/** What each definition names in `roleDefinitionIds`. */
const ROLE = 'Network Contributor'

const ONE_ZONE = ['privateDnsZoneId'] as const
const TWO_ZONES = ['privateDnsZoneId', 'secondPrivateDnsZoneId'] as const

interface DnsPolicy {
  /** Of the assignment, and lasting. */
  readonly name: string
  readonly policy: string
  /** Parameters that take zones, in the order of the zones of the sub-resource. */
  readonly takes: readonly string[]
}

/**
 * By the id of what an endpoint may lead to. Definitions: Azure/azure-policy, built-in-policies/policyDefinitions
 * (2026-04-29).
 */
const POLICIES: Readonly<Record<string, DnsPolicy>> = {
  searchService: { name: 'dns-search', policy: 'fbc14a67-53e4-4932-abcc-2049c6706009', takes: ONE_ZONE },
  vault: { name: 'dns-key-vault', policy: 'ac673a9a-f77d-4846-b2d8-a57f8e1c01d4', takes: ONE_ZONE },
  amlworkspace: { name: 'dns-ml', policy: 'ee40564d-486e-4f68-a5ca-7a621edae0fb', takes: TWO_ZONES },
  blob: { name: 'dns-blob', policy: '75973700-529f-4de2-b794-fb9b6781b6b0', takes: ONE_ZONE },
  blob_secondary: { name: 'dns-blob-2', policy: 'd847d34b-9337-4e2d-99a5-767e5ac9c582', takes: ONE_ZONE },
  dfs: { name: 'dns-dfs', policy: '83c6fe0f-2316-444a-99a1-1ecd8a7872ca', takes: ONE_ZONE },
  dfs_secondary: { name: 'dns-dfs-2', policy: '90bd4cb3-9f59-45f7-a6ca-f69db2726671', takes: ONE_ZONE },
  file: { name: 'dns-file', policy: '6df98d03-368a-4438-8730-a93c4d7693d6', takes: ONE_ZONE },
  queue: { name: 'dns-queue', policy: 'bcff79fb-2b0d-47c9-97e5-3023479b00d1', takes: ONE_ZONE },
  queue_secondary: { name: 'dns-queue-2', policy: 'da9b4ae8-5ddc-48c5-b9c0-25f8abf7a3d6', takes: ONE_ZONE },
  table: { name: 'dns-table', policy: '028bbd88-e9b5-461f-9424-a1b63a7bee1a', takes: ONE_ZONE },
  table_secondary: { name: 'dns-table-2', policy: 'c1d634a5-f73d-4cdd-889f-2cc7006eb47f', takes: ONE_ZONE },
}

/**
 * Names of assignments of the policy of our own: that of Microsoft for accounts takes one of their three zones, and of the
 * others it has none.
 */
const BY_OWN_POLICY: Readonly<Record<string, string>> = {
  account: 'dns-ai-services',
  registry: 'dns-container-registry',
  Sql: 'dns-cosmos',
  postgresqlServer: 'dns-postgresql',
  redisEnterprise: 'dns-redis',
  amlregistry: 'dns-ml-registry',
}

/** What the policies write zone groups as; null where none is assigned. */
export function dnsPolicyIdentity(estate: Estate): Resource | null {
  if (!setsFor(estate, estate.plan.exposure).has(SET)) return null
  return resource({
    symbol: 'dnsPolicyIdentity',
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2024-11-30',
    name: estate.name('managedIdentity', 'dns', 'policies'),
    body: { location: estate.homeRegion, tags: estate.tags },
    because: [{ rule: 'PNET-11', why: 'policies write zone groups of private endpoints as this identity.' }],
  })
}

/**
 * Policies that give private endpoints their zone groups. On the subscription even where others are on management groups:
 * endpoints of other subscriptions there are not for the zones of this workload. After everything that has endpoints,
 * because an endpoint takes one zone group, and those of the templates know all of its zones.
 */
export function dnsPolicyStage(
  estate: Estate,
  { dnsPolicyIdentity: identity }: Operations,
  dns: PrivateDns,
): Stage | null {
  if (identity === null) return null
  const served = new Map<string, ServedType>()
  const without = new Set<string>()
  for (const { resourceType, groupId, region } of privateServices(estate)) {
    if (!(groupId in POLICIES) && !(groupId in BY_OWN_POLICY)) without.add(`${resourceType} (${groupId})`)
    else if (!served.has(groupId))
      served.set(groupId, { resourceType, zones: dns.zonesOf(resourceType, groupId, region) })
  }
  if (without.size > 0)
    estate.notes.add(
      `Policies of the set ${SET} are not assigned for ${[...without].sort().join(', ')}: endpoints to them that others make need zone groups from whoever makes them. Those of these templates have theirs.`,
    )
  const { privateDnsZones } = estate.existing
  if (privateDnsZones !== null)
    estate.notes.add(
      `Policies write into the platform's private DNS zones as ${estate.name('managedIdentity', 'dns', 'policies')}, which needs the role Private DNS Zone Contributor on ${privateDnsZones} from whoever owns them.`,
    )
  const roles = roleAssignment(estate, ['roleOfDnsPolicies'], {
    role: ROLE,
    on: null,
    to: identity,
    because: { rule: 'PNET-11', why: 'the definitions ask for this role, where endpoints and zones are.' },
  })
  const definition = zoneGroupPolicy(estate)
  const own = Object.entries(BY_OWN_POLICY).flatMap(([groupId, name]): readonly Assigned[] => {
    const found = served.get(groupId)
    if (found === undefined) return []
    const { resourceType, zones } = found
    return [
      {
        name,
        title: `Private endpoints to ${resourceType} (${groupId}) get private DNS zone groups`,
        definitionId: idOf(definition),
        about: 'Network',
        effects: { effects: ZONE_GROUP_EFFECTS, isFixed: false },
        parameters: zoneGroupParameters(resourceType, groupId, zones),
      },
    ]
  })
  return {
    name: '68-dns-policies',
    purpose: 'Policies on the subscription that give private endpoints their records in the zones.',
    scope: { kind: 'subscription', location: estate.homeRegion },
    parameters: [],
    resources: [
      roles,
      ...Object.entries(POLICIES).flatMap(([groupId, policy]) => {
        const found = served.get(groupId)
        return found === undefined
          ? []
          : [assignment(estate, builtIn(estate, policy, found), identity, roles)]
      }),
      ...(own.length === 0 ? [] : [definition]),
      ...own.map((one) => assignment(estate, one, identity, roles)),
    ],
    outputs: [],
  }
}

interface ServedType {
  readonly resourceType: string
  readonly zones: readonly Zone[]
}

interface Assigned {
  /** Of the assignment, and lasting. */
  readonly name: string
  readonly title: string
  readonly definitionId: Text
  readonly about: string
  readonly effects: Pick<PolicyDefinition, 'effects' | 'isFixed'>
  readonly parameters: Body
}

function builtIn(estate: Estate, { name, policy: id, takes }: DnsPolicy, { zones }: ServedType): Assigned {
  const policy = definitionOf(estate, id)
  const given = takes.flatMap((parameter, i) => {
    const zone = zones[i]
    return zone === undefined ? [] : [[parameter, { value: zone.id }] as const]
  })
  return {
    name,
    title: policy.name,
    definitionId: `/providers/Microsoft.Authorization/policyDefinitions/${policy.id}`,
    about: policy.category,
    effects: policy,
    parameters: Object.fromEntries(given),
  }
}

function assignment(
  estate: Estate,
  { name, title, definitionId, about, effects, parameters }: Assigned,
  identity: Resource,
  roles: Resource,
): Resource {
  const { effect, enforcementMode } = actionOf(effects, modeOf(estate, SET))
  return resource({
    symbol: estate.symbols.of('policy', name),
    type: ASSIGNMENTS,
    apiVersion: ASSIGNMENTS_API,
    name: `${estate.plan.workload.slice(0, MAX_WORKLOAD_CHARACTERS)}-${name}`,
    after: [roles],
    body: {
      location: estate.homeRegion,
      identity: userAssigned(identity),
      properties: {
        displayName: title,
        policyDefinitionId: definitionId,
        enforcementMode,
        parameters: { ...(effect === null ? {} : { effect: { value: effect } }), ...parameters },
      },
    },
    because: [{ rule: 'PNET-11', why: `${about}: ${saysOf(effect, enforcementMode)}.` }],
  })
}

function saysOf(effect: string | null, mode: 'Default' | 'DoNotEnforce'): string {
  if (effect === 'Disabled') return 'assigned, and switched off'
  return `endpoints without a zone group ${mode === 'Default' ? 'get one' : 'are seen'}`
}
