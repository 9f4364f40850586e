import type { Rule } from '../rule.ts'
import { isOnline, setting } from '../setting.ts'

const WAF_POLICIES = [
  'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
  'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies',
]

export const net22: Rule = {
  id: 'NET-22',
  title: 'A web application firewall stands before internet-facing workloads',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.ingress.waf` of workloads that are `online`, and of others that have one.',
  why: 'Injections and scans reach the application itself.',
  remedy: 'Turn the firewall of Application Gateway or Front Door on, in prevention mode.',
  workload: {
    check: setting(
      ['network', 'ingress', 'waf'],
      ({ network }) => network?.ingress?.waf,
      {
        isGood: (mode) => mode === 'prevention',
        good: 'the firewall prevents',
        bad: (mode) =>
          mode === 'off'
            ? 'no web application firewall stands before it'
            : 'the web application firewall only detects',
      },
      (declaration) => isOnline(declaration) || declaration.network?.ingress?.waf !== undefined,
    ),
    cases: {
      fails: [
        `exposure: online
network: { ingress: { waf: "off" } }`,
        `exposure: online
network: { ingress: { waf: detection } }`,
        `exposure: corp
network: { ingress: { via: application-gateway, waf: detection } }`,
      ],
      passes: [
        `exposure: online
network: { ingress: { waf: prevention } }`,
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
      for (const gateway of estate.ofType('Microsoft.Network/applicationGateways')) {
        const path = 'properties.sku.tier'
        yield gateway.judge(path, {
          whenUnset: null,
          isGood: (tier) => tier === 'waf_v2' || tier === 'waf',
          bad: 'it has no web application firewall',
        })
      }
      for (const policy of estate.ofType(...WAF_POLICIES))
        yield policy.judge('properties.policySettings.mode', {
          whenUnset: 'Detection',
          isGood: (mode) => mode === 'prevention',
          bad: 'attacks are only noted',
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
            properties: { sku: { name: 'Standard_v2', tier: 'Standard_v2' } },
          },
        ],
        [
          {
            type: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
            apiVersion: '2024-10-01',
            name: 'waf',
            location: 'swedencentral',
            properties: {
              managedRules: { managedRuleSets: [{ ruleSetType: 'OWASP', ruleSetVersion: '3.2' }] },
            },
          },
        ],
        [
          {
            type: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
            apiVersion: '2024-10-01',
            name: 'waf',
            location: 'swedencentral',
            properties: {
              managedRules: { managedRuleSets: [{ ruleSetType: 'OWASP', ruleSetVersion: '3.2' }] },
              policySettings: { mode: 'Detection', state: 'Enabled' },
            },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Network/applicationGateways',
            apiVersion: '2024-10-01',
            name: 'entrance',
            location: 'swedencentral',
            properties: { sku: { name: 'WAF_v2', tier: 'WAF_v2' } },
          },
          {
            type: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
            apiVersion: '2024-10-01',
            name: 'waf',
            location: 'swedencentral',
            properties: {
              managedRules: { managedRuleSets: [{ ruleSetType: 'OWASP', ruleSetVersion: '3.2' }] },
              policySettings: { mode: 'Prevention', state: 'Enabled' },
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
            apiVersion: '2024-10-01',
            name: 'waf',
            location: 'swedencentral',
            properties: {
              managedRules: { managedRuleSets: [{ ruleSetType: 'OWASP', ruleSetVersion: '3.2' }] },
              policySettings: { mode: "[parameters('given')]", state: 'Enabled' },
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
