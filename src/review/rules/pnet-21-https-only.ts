import type { Rule } from '../rule.ts'
import { partsOf } from '../indexed.ts'
import { isOnline, setting } from '../setting.ts'

export const pnet21: Rule = {
  id: 'PNET-21',
  title: 'The internet is answered over HTTPS alone',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: 'TLS of the gateway, and `network.ingress.https_only` of workloads that are `online`.',
  why: 'Prompts, answers and keys can be read and changed on the way.',
  remedy: 'Serve HTTPS at the entrance (Application Gateway or Front Door) and let plain HTTP only redirect.',
  workload: {
    check: setting(
      ['network', 'ingress', 'https_only'],
      ({ network }) => network?.ingress?.https_only,
      { isGood: (on) => on, good: 'the entrance takes HTTPS alone', bad: 'the entrance takes plain HTTP' },
      isOnline,
    ),
    cases: {
      fails: [
        `exposure: online
network: { ingress: { https_only: false } }`,
      ],
      passes: [
        `exposure: online
network: { ingress: { https_only: true } }`,
      ],
      undetermined: [
        `exposure: online
network: {}`,
      ],
      notApplicable: ['exposure: corp'],
    },
  },
  resources: {
    *check(estate) {
      for (const { resource, properties, name } of partsOf(
        estate,
        'Microsoft.Network/applicationGateways',
        'httpListeners',
      )) {
        const redirects = partsOf(
          estate,
          'Microsoft.Network/applicationGateways',
          'requestRoutingRules',
        ).some(
          (rule) =>
            rule.resource === resource &&
            resource.ask(`${rule.properties}.redirectConfiguration`).kind !== 'unset',
        )
        if (resource.text(`${properties}.protocol`) === 'http' && redirects)
          yield resource.pass(properties, `the listener ${name} redirects`)
        else
          yield resource.judge(`${properties}.protocol`, {
            whenUnset: null,
            isGood: (protocol) => protocol === 'https',
            bad: `the listener ${name} answers over plain HTTP`,
          })
      }
      for (const route of estate.ofType('Microsoft.Cdn/profiles/afdEndpoints/routes'))
        yield route.judge('properties.httpsRedirect', {
          whenUnset: 'Disabled',
          isGood: (value) => value === 'enabled',
          bad: 'plain HTTP is answered',
        })
      for (const site of estate.ofType('Microsoft.Web/sites'))
        yield site.judge('properties.httpsOnly', {
          whenUnset: false,
          isGood: (on) => on === true,
          bad: 'plain HTTP is answered',
        })
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Network/applicationGateways',
            apiVersion: '2024-10-01',
            name: 'entrance',
            location: 'swedencentral',
            properties: {
              sku: { name: 'WAF_v2', tier: 'WAF_v2' },
              httpListeners: [{ name: 'in', properties: { protocol: 'Http' } }],
              requestRoutingRules: [],
            },
          },
        ],
        [
          {
            type: 'Microsoft.Web/sites',
            apiVersion: '2024-04-01',
            name: 'chat',
            location: 'swedencentral',
            kind: 'app',
            properties: { serverFarmId: 'plan' },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Web/sites',
            apiVersion: '2024-04-01',
            name: 'chat',
            location: 'swedencentral',
            kind: 'app',
            properties: { serverFarmId: 'plan', httpsOnly: true },
          },
        ],
        [
          {
            type: 'Microsoft.Network/applicationGateways',
            apiVersion: '2024-10-01',
            name: 'entrance',
            location: 'swedencentral',
            properties: {
              sku: { name: 'WAF_v2', tier: 'WAF_v2' },
              httpListeners: [{ name: 'in', properties: { protocol: 'Https' } }],
              requestRoutingRules: [],
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Network/applicationGateways',
            apiVersion: '2024-10-01',
            name: 'entrance',
            location: 'swedencentral',
            properties: {
              sku: { name: 'WAF_v2', tier: 'WAF_v2' },
              httpListeners: [{ name: 'in', properties: { protocol: "[parameters('given')]" } }],
              requestRoutingRules: [],
            },
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
