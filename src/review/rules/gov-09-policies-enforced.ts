import type { Rule } from '../rule.ts'
import { assignment, builtIn } from '../sample-resources.ts'
import { setting } from '../setting.ts'

export const gov09: Rule = {
  id: 'GOV-09',
  title: 'Assigned policies are enforced',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance', isDerived: true },
  looksAt:
    '`governance.enforcement`; in templates, whether assignments are enforced and their effect is not `Disabled`.',
  why: 'A policy that only reports is read after the fact, if at all.',
  remedy: 'Move assignments from audit to deny once their reports are clean.',
  workload: {
    check: setting(['governance', 'enforcement'], ({ governance }) => governance?.enforcement, {
      isGood: (value) => value === 'enforced',
      good: 'assignments deny',
      bad: 'assignments only report',
    }),
    cases: {
      fails: ['governance: { enforcement: audit-only }'],
      passes: ['governance: { enforcement: enforced }'],
      undetermined: ['governance: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const assigned of estate.ofType('Microsoft.Authorization/policyAssignments')) {
        const effect = assigned.judge('properties.parameters.effect.value', {
          whenUnset: null,
          isGood: (value) => value !== 'disabled',
          bad: 'the policy does nothing',
        })
        yield effect.verdict === 'pass'
          ? assigned.judge('properties.enforcementMode', {
              whenUnset: 'Default',
              isGood: (mode) => mode === 'default',
              bad: 'the assignment only reports',
            })
          : effect
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Authorization/policyAssignments',
            apiVersion: '2024-10-01',
            name: 'ai-services',
            properties: { policyDefinitionId: '/providers/x', enforcementMode: 'DoNotEnforce' },
          },
        ],
        [
          assignment('ai-no-keys', builtIn('71ef260a-8f18-47b7-abcb-62d0673d94dc'), {
            parameters: { effect: { value: 'Disabled' } },
          }),
        ],
      ],
      passes: [
        [
          assignment('ai-no-keys', builtIn('71ef260a-8f18-47b7-abcb-62d0673d94dc'), {
            parameters: { effect: { value: 'Audit' } },
          }),
        ],
        [
          {
            type: 'Microsoft.Authorization/policyAssignments',
            apiVersion: '2024-10-01',
            name: 'ai-services',
            properties: { policyDefinitionId: '/providers/x', enforcementMode: 'Default' },
          },
        ],
        [
          {
            type: 'Microsoft.Authorization/policyAssignments',
            apiVersion: '2024-10-01',
            name: 'ai-services',
            properties: { policyDefinitionId: '/providers/x' },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Authorization/policyAssignments',
            apiVersion: '2024-10-01',
            name: 'ai-services',
            properties: { policyDefinitionId: '/providers/x', enforcementMode: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
