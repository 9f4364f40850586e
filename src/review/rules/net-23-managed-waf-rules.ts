import type { Rule } from '../rule.ts'

export const net23: Rule = {
  id: 'NET-23',
  title: 'The web application firewall has managed rules',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking', isDerived: true },
  looksAt: 'Managed rule sets of policies of web application firewalls.',
  why: 'A firewall without rules lets SQL injections and scripts through, in whichever mode.',
  remedy:
    'Add the managed rule set of Microsoft (DRS) or OWASP; exclude single rules for prompts rather than sets.',
  resources: {
    *check(estate) {
      for (const policy of estate.ofType(
        'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
        'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies',
      )) {
        const path = 'properties.managedRules.managedRuleSets'
        if (policy.ask(path).kind === 'unknown')
          yield policy.unknown(path, `which managed rules ${policy.name} has is not known`)
        else if (policy.items(path).length > 0)
          yield policy.pass(path, `${policy.name} has ${policy.items(path).length} managed rule sets`)
        else yield policy.fail(path, `${policy.name} has no managed rules`)
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
            apiVersion: '2024-10-01',
            name: 'waf',
            location: 'swedencentral',
            properties: {
              managedRules: { managedRuleSets: [] },
              policySettings: { mode: 'Prevention', state: 'Enabled' },
            },
          },
        ],
      ],
      passes: [
        [
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
            properties: { managedRules: { managedRuleSets: "[parameters('given')]" } },
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
