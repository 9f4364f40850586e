import type { PolicyDefinition } from '../../azure/index.ts'
import type { Estate } from '../estate.ts'
import { type Resource, resource, type Stage, type StageScope } from '../resource-graph.ts'
import { managementGroupsOf } from './management-groups.ts'
import {
  modeOf,
  type PolicySet,
  type SetMode,
  setsFor,
  strictest,
  WANTED_POLICIES,
  type WantedPolicy,
} from './policy-sets.ts'

/**
 * Built-in policies on the management groups, where the file has some, or on the subscription. They report at first;
 * what can only deny is assigned without being enforced. A team that sees no findings turns them to deny.
 */
export function policyStages(estate: Estate): readonly Stage[] {
  const { homeRegion: location, plan } = estate
  const groups = managementGroupsOf(estate)
  if (groups.kind === 'none')
    return stagesOf(estate, '05-policies', { kind: 'subscription', location }, plan.exposure)
  if (groups.kind === 'existing') {
    const scope = { kind: 'management-group', managementGroup: groups.name, location } as const
    return stagesOf(estate, '05-policies', scope, plan.exposure)
  }
  return (['online', 'corp'] as const).flatMap((exposure) => {
    const scope = { kind: 'management-group', managementGroup: groups[exposure], location } as const
    return stagesOf(estate, `05-policies-${exposure}`, scope, exposure)
  })
}

/** These refer to zones, and have a stage after them. */
const ASSIGNED_LATER: PolicySet = 'private-dns-zones'

/** Where nothing is assigned, there is no stage. */
function stagesOf(
  estate: Estate,
  name: string,
  scope: StageScope,
  exposure: 'online' | 'corp',
): readonly Stage[] {
  const sets = setsFor(estate, exposure)
  const resources = WANTED_POLICIES.flatMap((wanted) => {
    const asking = wanted.sets.filter((set) => sets.has(set))
    if (asking.length === 0) return []
    const mode = strictest(asking.map((set) => modeOf(estate, set)))
    return assignment(estate, wanted, mode, scope) ?? []
  })
  if (resources.length === 0) return []
  const target =
    scope.kind === 'management-group' ? `the management group ${scope.managementGroup}` : 'the subscription'
  return [
    {
      name,
      purpose: `Built-in policies on ${target}: ${[...sets].filter((set) => set !== ASSIGNED_LATER).join(', ')}.`,
      scope,
      parameters: [],
      resources,
      outputs: [],
    },
  ]
}

function assignment(
  estate: Estate,
  { name, policy: id, rule, parameters: given }: WantedPolicy,
  mode: SetMode,
  scope: StageScope,
): Resource | null {
  const { plan, symbols } = estate
  const policy = definitionOf(estate, id)
  const own = given === undefined ? {} : given(estate)
  if (own === null) return null
  const { effect, enforcementMode } = actionOf(policy, mode)
  const parameters = { ...(effect === null ? {} : { effect: { value: effect } }), ...own }
  const atGroup = scope.kind === 'management-group' ? [scope.managementGroup] : []
  return resource({
    symbol: symbols.of('policy', name, ...atGroup),
    type: ASSIGNMENTS,
    apiVersion: ASSIGNMENTS_API,
    // A management group's assignments are for all workloads below it, and their names have 24 characters at most.
    name:
      scope.kind === 'management-group' ? name : `${plan.workload.slice(0, MAX_WORKLOAD_CHARACTERS)}-${name}`,
    body: {
      properties: {
        displayName: policy.name,
        policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${policy.id}`,
        enforcementMode,
        ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      },
    },
    because: [
      { rule, why: `${policy.category}: ${SAYS[effect ?? 'fixed'] ?? 'what does not comply is seen'}.` },
    ],
  })
}

export const ASSIGNMENTS = 'Microsoft.Authorization/policyAssignments'
export const ASSIGNMENTS_API = '2026-07-01'
/** Of the 64 that a name at a subscription may have. */
export const MAX_WORKLOAD_CHARACTERS = 36

const SAYS: Readonly<Record<string, string>> = {
  Deny: 'what does not comply is refused',
  Disabled: 'assigned, and switched off',
}

export function definitionOf({ plan }: Estate, id: string): PolicyDefinition {
  const policy = plan.facts.policies.find(id)
  if (policy === null) throw new Error(`there is no policy ${id}`)
  return policy
}

const CANDIDATES: Readonly<Record<SetMode['effect'], readonly string[]>> = {
  deny: ['Deny', 'DeployIfNotExists', 'Audit', 'AuditIfNotExists'],
  audit: ['Audit', 'AuditIfNotExists', 'DeployIfNotExists'],
  disabled: ['Disabled'],
}
/** Effects that change something, and so are not enforced where a set only looks on. */
const ACTING: ReadonlySet<string> = new Set(['deny', 'deployifnotexists', 'modify'])

/** The effect to give, null where the definition takes none, and whether it is enforced. */
export function actionOf(
  { effects, isFixed }: Pick<PolicyDefinition, 'effects' | 'isFixed'>,
  { effect: wanted, isEnforced }: SetMode,
): { readonly effect: string | null; readonly enforcementMode: 'Default' | 'DoNotEnforce' } {
  const [fixed = ''] = effects
  const effect = isFixed ? fixed : (CANDIDATES[wanted].find((one) => effects.includes(one)) ?? fixed)
  const mayAct = wanted === 'deny' || !ACTING.has(effect.toLowerCase())
  const isOn = isEnforced && mayAct && !(isFixed && wanted === 'disabled')
  return { effect: isFixed ? null : effect, enforcementMode: isOn ? 'Default' : 'DoNotEnforce' }
}
