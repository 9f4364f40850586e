import type { Rule } from '../rule.ts'

export const waf09: Rule = {
  id: 'WAF-09',
  title: 'Metrics of AI resources raise alerts',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'principles', section: 'Operational Excellence' },
  looksAt: 'Metric alerts, where there are Azure AI accounts.',
  why: 'Throttling and errors of an account are seen when somebody looks.',
  remedy: 'Add metric alerts on errors, latency and use of capacity, with an action group.',
  resources: {
    *check(estate) {
      const accounts = estate.ofType('Microsoft.CognitiveServices/accounts')
      if (accounts.length === 0) return
      const [alert] = estate.ofType(
        'Microsoft.Insights/metricAlerts',
        'Microsoft.Insights/scheduledQueryRules',
      )
      if (alert === undefined)
        yield estate.missing('there are AI accounts, and no alert on metrics or logs', accounts)
      else if (alert.doubt !== null) yield alert.exists('there is an alert')
      else
        yield alert.judge('properties.enabled', {
          whenUnset: true,
          isGood: (on) => on === true,
          bad: 'it is switched off',
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
            type: 'Microsoft.Insights/metricAlerts',
            apiVersion: '2024-10-01',
            name: 'errors',
            location: 'global',
            properties: { enabled: true },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'a',
            location: 'swedencentral',
            kind: 'OpenAI',
            properties: {},
          },
          {
            condition: "[equals(parameters('given'), 'x')]",
            type: 'Microsoft.Insights/metricAlerts',
            apiVersion: '2018-03-01',
            name: 'errors',
            properties: {},
          },
        ],
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
            type: 'Microsoft.Insights/metricAlerts',
            apiVersion: '2024-10-01',
            name: 'errors',
            location: 'global',
            properties: { enabled: "[parameters('given')]" },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] },
          },
        ],
      ],
    },
  },
}
