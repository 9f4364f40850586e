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
  live: {
    looksAt:
      'Whether tokens are told for each consumer, or some are folded into one because there are too many series.',
    *check(running) {
      const metric = 'causeway_consumer_tokens_total'
      if (running.sum({ metric: 'causeway_tokens_total' }) === 0) return
      const dropped = running.sum({ metric: 'causeway_metric_series_dropped_total', labels: { metric } })
      if (dropped > 0)
        yield running.fail(
          'metrics',
          { metric: 'causeway_metric_series_dropped_total', labels: { metric } },
          'some consumers are told of together only: raise telemetry.metrics.max_series or max_consumers',
        )
      else yield running.pass('metrics', { metric }, 'tokens are told for each consumer')
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_tokens_total{deployment="a",model="gpt-4.1",class="input"} 9
causeway_metric_series_dropped_total{metric="causeway_consumer_tokens_total"} 4`,
        },
      ],
      passes: [
        {
          metrics: `
causeway_tokens_total{deployment="a",model="gpt-4.1",class="input"} 9
causeway_metric_series_dropped_total{metric="causeway_consumer_tokens_total"} 0`,
        },
      ],
      notApplicable: [{ metrics: 'causeway_exchanges_in_flight 0' }],
    },
  },
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
