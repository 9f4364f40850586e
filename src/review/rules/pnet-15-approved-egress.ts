import type { Rule } from '../rule.ts'

export const pnet15: Rule = {
  id: 'PNET-15',
  title: 'Outbound traffic goes to approved destinations alone',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: '`network.egress.mode` and `allow`.',
  why: 'Data leaves by the way that is open: to a storage account of somebody else, or in the address of a picture.',
  remedy:
    'Restrict outbound traffic to a list of names, at the firewall, the managed network and the account itself.',
  workload: {
    *check(workload) {
      const egress = workload.declaration.network?.egress
      const path = ['network', 'egress']
      yield workload.judge([...path, 'mode'], egress?.mode, {
        isGood: (mode) => mode === 'approved-only' || egress?.reason !== undefined,
        good: (mode) =>
          mode === 'internet'
            ? 'the file says why outbound traffic goes anywhere'
            : 'outbound traffic goes to approved destinations alone',
        bad: 'outbound traffic goes anywhere',
      })
      for (const [index, { to }] of (egress?.allow ?? []).entries()) {
        if (/^(\*|0\.0\.0\.0\/0|any|internet)$/i.test(to))
          yield workload.fail([...path, 'allow', index], `${to} approves of every destination`)
      }
    },
    cases: {
      fails: [
        'network: { egress: { mode: internet } }',
        'network: { egress: { mode: approved-only, allow: [{ to: "*" }] } }',
      ],
      passes: ['network: { egress: { mode: approved-only, allow: [{ to: login.microsoftonline.com }] } }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const account of estate.ofType('Microsoft.CognitiveServices/accounts'))
        yield account.judge('properties.restrictOutboundNetworkAccess', {
          whenUnset: false,
          isGood: (on) => on === true,
          bad: 'it calls any address that it is given',
        })
      for (const workspace of estate.ofType('Microsoft.MachineLearningServices/workspaces')) {
        if (workspace.text('kind') === 'project') continue
        yield workspace.judge('properties.managedNetwork.isolationMode', {
          whenUnset: 'Disabled',
          isGood: (mode) => mode === 'allowonlyapprovedoutbound',
          bad: 'its computes reach any address',
        })
      }
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
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'train',
            location: 'swedencentral',
            kind: 'Default',
            properties: { managedNetwork: { isolationMode: 'AllowInternetOutbound' } },
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
            properties: { restrictOutboundNetworkAccess: true, allowedFqdnList: ['contoso.example'] },
          },
        ],
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'train',
            location: 'swedencentral',
            kind: 'Default',
            properties: { managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound' } },
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
            properties: { restrictOutboundNetworkAccess: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
