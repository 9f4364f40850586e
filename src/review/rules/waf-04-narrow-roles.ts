import type { Rule } from '../rule.ts'
import { RecordValue, textOrSymbol } from '../../azure/index.ts'

/** "Azure built-in roles" (learn.microsoft.com/azure/role-based-access-control/built-in-roles), 2026-11-21. */
const BROAD_ROLES: ReadonlyMap<string, string> = new Map([
  ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner'],
  ['b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor'],
  ['18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator'],
])

export const waf04: Rule = {
  id: 'WAF-04',
  title: 'No assignment gives the rights of Owner or Contributor',
  pillar: 'security',
  severity: 'high',
  source: { document: 'principles', section: 'Security' },
  looksAt: 'The role of each role assignment.',
  why: 'Owner and Contributor can read keys, change networks and delete: an application, or whoever takes it over, needs none of it.',
  remedy:
    'Assign the role made for the task, such as Cognitive Services OpenAI User, on the resource itself.',
  resources: {
    *check(estate) {
      for (const assignment of estate.ofType('Microsoft.Authorization/roleAssignments')) {
        const path = 'properties.roleDefinitionId'
        const properties = assignment.evaluated.body.get('properties')
        const id = properties instanceof RecordValue ? properties.get('roleDefinitionId') : undefined
        const text = id === undefined ? null : (textOrSymbol(id)?.toLowerCase() ?? null)
        const guid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=[^/]*$)/.exec(text ?? '')?.[0]
        const role = guid === undefined ? undefined : BROAD_ROLES.get(guid)
        if (guid === undefined)
          yield assignment.unknown(path, `which role ${assignment.name} assigns is not known`)
        else if (role !== undefined) yield assignment.fail(path, `${role} is assigned`)
        else
          yield assignment.pass(
            path,
            `the role ${estate.facts.roles.findById(guid)?.name ?? guid} is assigned`,
          )
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Authorization/roleAssignments',
            apiVersion: '2024-10-01',
            name: '0f7a1a2e-5b1a-4a5e-9a53-3b1b6b1f0a11',
            properties: {
              principalId: '11111111-1111-1111-1111-111111111111',
              roleDefinitionId:
                "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')]",
            },
          },
        ],
        [
          {
            type: 'Microsoft.Authorization/roleAssignments',
            apiVersion: '2024-10-01',
            name: '0f7a1a2e-5b1a-4a5e-9a53-3b1b6b1f0a11',
            properties: {
              principalId: '11111111-1111-1111-1111-111111111111',
              roleDefinitionId:
                '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
            },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Authorization/roleAssignments',
            apiVersion: '2024-10-01',
            name: '0f7a1a2e-5b1a-4a5e-9a53-3b1b6b1f0a11',
            properties: {
              principalId: '11111111-1111-1111-1111-111111111111',
              roleDefinitionId:
                "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')]",
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Authorization/roleAssignments',
            apiVersion: '2024-10-01',
            name: '0f7a1a2e-5b1a-4a5e-9a53-3b1b6b1f0a11',
            properties: {
              principalId: '11111111-1111-1111-1111-111111111111',
              roleDefinitionId: "[parameters('given')]",
            },
          },
        ],
      ],
    },
  },
}
