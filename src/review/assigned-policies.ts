import {
  landingZonePolicyName,
  membersOfPolicySet,
  type PolicyDefinition,
  splitValue,
  rawAt,
} from '../azure/index.ts'
import type { Estate, Resource } from './estate.ts'
import type { Observation } from './finding.ts'

const ASSIGNMENTS = 'Microsoft.Authorization/policyAssignments'
const DEFINITION = 'properties.policyDefinitionId'
const EFFECT = 'properties.parameters.effect.value'

export interface AssignedPolicy {
  readonly assignment: Resource
  /** The last part of the definition's id in lower case: of a built-in one a GUID, else its name. */
  readonly id: string
}

export interface AssignedPolicies {
  readonly policies: readonly AssignedPolicy[]
  /** Assignments of which it is not known what they assign, or whether it is disabled. */
  readonly opaque: readonly Resource[]
}

/** What assignments of these templates assign, initiatives taken apart. A disabled policy is none. */
export function assignedPolicies(estate: Estate, assignments = estate.ofType(ASSIGNMENTS)): AssignedPolicies {
  const policies: AssignedPolicy[] = []
  const opaque: Resource[] = []
  for (const assignment of assignments) {
    if (assignment.text(EFFECT) === 'disabled') continue
    const ids = assignment.ask(EFFECT).kind === 'unknown' ? null : assignedBy(estate, assignment)
    if (ids === null) opaque.push(assignment)
    else for (const id of ids) policies.push({ assignment, id })
  }
  return { policies, opaque }
}

function assignedBy(estate: Estate, assignment: Resource): readonly string[] | null {
  const definition = definitionAt(assignment, DEFINITION)
  if (definition === null) return null
  const { isSet, name } = definition
  const landingZone = landingZonePolicyName(name)
  if (landingZone !== null) return [landingZone]
  if (!isSet) return [name]
  const known = membersOfPolicySet(name)
  if (known !== null) return known
  const deployed = estate.at(assignment, DEFINITION)
  if (deployed === null) return null
  const members = deployed
    .items('properties.policyDefinitions')
    .map((_, index) => definitionAt(deployed, `properties.policyDefinitions[${index}].policyDefinitionId`))
  return members.includes(null) ? null : members.flatMap((member) => member?.name ?? [])
}

function definitionAt(
  resource: Resource,
  path: string,
): { readonly isSet: boolean; readonly name: string } | null {
  const id = rawAt(resource.evaluated, path)
  const [kind, name] = (id === undefined ? null : splitValue(id, '/'))?.slice(-2) ?? []
  if (typeof kind !== 'string' || typeof name !== 'string') return null
  return { isSet: kind.toLowerCase() === 'policysetdefinitions', name: name.toLowerCase() }
}

/** One thing that policies have to see to. */
export interface PolicyNeed {
  /** As in "no policy is assigned on ...". */
  readonly on: string
  /** `definition` is what the table of built-in definitions has under that id. */
  readonly isOne: (id: string, definition: PolicyDefinition | null) => boolean
}

/**
 * The check of the rules on assigned policies. It speaks of templates that assign policies, and have something that they
 * are for. A subscription inherits the policies of the management groups above: only where templates assign to those
 * too, one that is not here is missing.
 */
export function policiesOn(
  needs: readonly PolicyNeed[],
  isFor: (estate: Estate, assignments: readonly Resource[]) => boolean,
  among: (assignment: Resource) => boolean = () => true,
): (estate: Estate) => Iterable<Observation> {
  return function* (estate) {
    const assignments = estate.ofType(ASSIGNMENTS).filter(among)
    const { policies, opaque } = assignedPolicies(estate, assignments)
    const found = needs.map(({ isOne }) =>
      policies.filter(({ id }) => isOne(id, estate.facts.policies.find(id))),
    )
    const isMeant = found.some((those) => those.length > 0) || isFor(estate, assignments)
    if (assignments.length === 0 || !isMeant) return
    for (const [index, { on }] of needs.entries()) {
      const those = found[index] ?? []
      const one = those.find(({ assignment }) => assignment.doubt === null) ?? those[0]
      const [unclear] = opaque
      const [first] = assignments
      if (one !== undefined) {
        const { assignment } = one
        yield assignment.doubt === null
          ? assignment.pass(DEFINITION, `${assignment.name} is a policy on ${on}`)
          : assignment.unknown(
              DEFINITION,
              `whether ${assignment.name}, a policy on ${on}, is assigned at all (${assignment.doubt})`,
            )
      } else if (unclear !== undefined)
        yield unclear.unknown(
          DEFINITION,
          `whether a policy is assigned on ${on}: what ${unclear.name} assigns, or with which effect, is not known`,
        )
      else if (assignments.some(isOfManagementGroup))
        yield estate.missing(`no policy is assigned on ${on}`, assignments)
      else if (first !== undefined)
        yield first.unknown(
          DEFINITION,
          `whether a policy is assigned on ${on}: none is here, and what management groups above assign is not known`,
        )
    }
  }
}

/** Where there are resources that the policies are for. */
export function having(...types: readonly string[]): (estate: Estate) => boolean {
  return (estate) => estate.ofType(...types).length > 0
}

/** Assigned to a management group, by its id. */
export function isOfManagementGroup(assignment: Resource): boolean {
  return managementGroupOf(assignment) !== null
}

/** The name of the management group that it is assigned to, in lower case; null where it is not known to be one. */
export function managementGroupOf({ evaluated }: Resource): string | null {
  const [kind, name] = splitValue(evaluated.scope, '/')?.slice(-2) ?? []
  if (typeof kind !== 'string' || kind.toLowerCase() !== 'managementgroups') return null
  return typeof name === 'string' ? name.toLowerCase() : ''
}
