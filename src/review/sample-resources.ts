import type { ResourceCase } from './rule.ts'

type SampleResource = ResourceCase[number]

/** A resource of a rule's cases, in the region that all of them are in unless it is said otherwise. */
export function sample(
  type: string,
  name: string,
  properties: object = {},
  more: object = {},
): SampleResource {
  return { type, apiVersion: '2024-10-01', name, location: 'swedencentral', ...more, properties }
}

/** What nobody has given. */
export const GIVEN = "[parameters('given')]"
/** Whether a resource is deployed hangs on what nobody has given. */
export const PERHAPS = { condition: "[equals(parameters('given'), 'on')]" }

export function account(name = 'aoai-swc', more: object = {}, properties: object = {}): SampleResource {
  return sample('Microsoft.CognitiveServices/accounts', name, properties, {
    kind: 'OpenAI',
    sku: { name: 'S0' },
    ...more,
  })
}

/** A deployment of a model, named `account/deployment`. */
export function deployment(name: string, sku: object, model: object): SampleResource {
  return sample(
    'Microsoft.CognitiveServices/accounts/deployments',
    name,
    { model },
    { sku, location: undefined },
  )
}

export function atManagementGroup(resource: SampleResource, group = 'contoso'): SampleResource {
  return { ...resource, scope: `/providers/Microsoft.Management/managementGroups/${group}` }
}

/** `/providers/Microsoft.Authorization/policyDefinitions/ID`, or a name below a management group. */
export function assignment(
  name: string,
  policyDefinitionId: string,
  properties: object = {},
): SampleResource {
  return sample('Microsoft.Authorization/policyAssignments', name, { policyDefinitionId, ...properties })
}

export function builtIn(id: string): string {
  return `/providers/Microsoft.Authorization/policyDefinitions/${id}`
}

/** An initiative of the tenant, as landing zones have theirs. */
export function landingZoneSet(name: string): string {
  return `/providers/Microsoft.Management/managementGroups/contoso/providers/Microsoft.Authorization/policySetDefinitions/${name}`
}
