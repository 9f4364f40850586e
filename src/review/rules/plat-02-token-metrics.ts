import type { Rule } from '../rule.ts'
import { modelGateways, policyWith } from '../gateway-policies.ts'
import { setting } from '../setting.ts'

export const plat02: Rule = {
  id: 'PLAT-02',
  title: 'Tokens are counted for each consumer and can be read',
  pillar: 'cost',
  severity: 'medium',
  source: { document: 'platform', section: 'Chargebacks' },
  looksAt: 'Whether metrics of the gateway can be scraped: `gateway.operations`.',
  why: 'Usage that is in no dashboard is noticed with the bill.',
  remedy:
    'Set `gateway.operations`, the listener for metrics, and scrape it; the ledger counts tokens by consumer in any case.',
  workload: {
    check: setting(['gateway', 'operations'], ({ gateway }) => gateway.operations ?? null, {
      isGood: (address) => address !== null,
      good: 'metrics can be scraped',
      bad: 'there is no listener that metrics can be scraped from',
    }),
    cases: {
      fails: ['gateway: {}'],
      passes: ['gateway: { operations: "127.0.0.1:9090" }'],
    },
  },
  resources: {
    check: (estate) =>
      modelGateways(estate).map((gateway) =>
        policyWith(estate, gateway, /(azure-openai|llm)-emit-token-metric/, 'emits token metrics'),
      ),
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: {},
          },
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
            type: 'Microsoft.ApiManagement/service/apis/policies',
            apiVersion: '2024-10-01',
            name: 'gateway/openai/policy',
            properties: { format: 'rawxml', value: '<policies/>' },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: {},
          },
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
            type: 'Microsoft.ApiManagement/service/apis/policies',
            apiVersion: '2024-10-01',
            name: 'gateway/openai/policy',
            properties: {
              format: 'rawxml',
              value: '<policies><inbound><azure-openai-emit-token-metric/></inbound></policies>',
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: {},
          },
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
            type: 'Microsoft.ApiManagement/service/apis/policies',
            apiVersion: '2024-10-01',
            name: 'gateway/openai/policy',
            properties: { format: 'rawxml', value: "[parameters('given')]" },
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
