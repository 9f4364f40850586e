import type { Rule } from '../rule.ts'
import { property } from '../property.ts'
import { setting } from '../setting.ts'

export const gov09: Rule = {
  id: 'GOV-09',
  title: 'Assigned policies are enforced',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance', isDerived: true },
  looksAt: '`governance.enforcement`.',
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
    check: property(['Microsoft.Authorization/policyAssignments'], 'properties.enforcementMode', {
      whenUnset: 'Default',
      isGood: (mode) => mode === 'default',
      bad: 'the assignment only reports',
    }),
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
      ],
      passes: [
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
