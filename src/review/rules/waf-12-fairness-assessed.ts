import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const waf12: Rule = {
  id: 'WAF-12',
  title: 'Fairness and explanations were looked at',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'principles', section: 'Design Principles for AI Solutions' },
  looksAt: '`governance.assessments`.',
  why: 'Bias is found by those it hits, unless somebody looks for it first.',
  remedy:
    'Assess fairness and how answers are explained, keep the results, attach a content filter policy, and name them.',
  workload: {
    *check(workload) {
      const assessments = workload.declaration.governance?.assessments
      const path = ['governance', 'assessments']
      if (assessments === undefined) {
        yield workload.silent(path)
        return
      }
      const missing = (['fairness', 'explainability', 'content_filter'] as const).filter(
        (key) => assessments[key] === undefined,
      )
      if (missing.length > 0) yield workload.fail(path, `nothing is said of ${namesOf(missing)}`)
      else yield workload.pass(path, 'fairness, explanations and the content filter are named')
    },
    cases: {
      fails: ['governance: { assessments: { fairness: the fairness report } }'],
      passes: [
        'governance: { assessments: { fairness: the fairness report, explainability: sources are shown, content_filter: strict } }',
      ],
      undetermined: ['governance: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const deployment of estate.ofType('Microsoft.CognitiveServices/accounts/deployments'))
        yield deployment.judge('properties.raiPolicyName', {
          whenUnset: null,
          isGood: (name) => name !== null,
          bad: 'no content filter policy is chosen',
        })
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: {
              model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' },
              raiPolicyName: 'strict',
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: {
              model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' },
              raiPolicyName: "[parameters('given')]",
            },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
        ],
      ],
    },
  },
}
