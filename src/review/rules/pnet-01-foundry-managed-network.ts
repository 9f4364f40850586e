import { Resource } from '../estate.ts'
import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const pnet01: Rule = {
  id: 'PNET-01',
  title: 'Azure AI Foundry has a managed virtual network',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks' },
  looksAt: '`network.foundry.managed_network`, where Foundry is used.',
  why: 'Computes and agents of Foundry reach out over the internet otherwise, with the rights of the project.',
  remedy: 'Turn the managed virtual network on, or put agents into a subnet of yours.',
  workload: {
    check: setting(
      ['network', 'foundry', 'managed_network'],
      ({ network }) => network?.foundry?.managed_network,
      {
        isGood: (mode) => mode !== 'off',
        good: (mode) => `Foundry has a managed network: ${mode}`,
        bad: 'Foundry has no managed network',
      },
      ({ network }) => network?.foundry !== undefined,
    ),
    cases: {
      fails: ['network: { foundry: { managed_network: "off" } }'],
      passes: ['network: { foundry: { managed_network: approved-outbound } }'],
      undetermined: ['network: { foundry: {} }'],
      notApplicable: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const hub of estate.ofType('Microsoft.MachineLearningServices/workspaces')) {
        if (hub.text('kind') !== 'hub') continue
        yield hub.judge('properties.managedNetwork.isolationMode', {
          whenUnset: 'Disabled',
          isGood: (mode) => mode !== 'disabled',
          bad: 'the hub has no managed network',
        })
      }
      for (const account of estate.ofType('Microsoft.CognitiveServices/accounts')) {
        const path = 'properties.networkInjections'
        const projects = account.ask('properties.allowProjectManagement')
        if (account.text('kind') !== 'aiservices') continue
        if (projects.kind === 'unset' || (projects.kind === 'known' && projects.value !== true)) continue
        const injected = account.ask(path)
        const managed = estate.childOf(account, 'managedNetworks')
        if (managed instanceof Resource || account.items(path).some(({ kind }) => kind === 'known'))
          yield account.pass(
            path,
            `${account.name} runs agents in a network`,
            managed instanceof Resource ? managed : account,
          )
        else if (injected.kind === 'unknown' || projects.kind === 'unknown' || managed !== null)
          yield account.unknown(
            path,
            `whether agents of ${account.name} are put into a network: ${managed === null ? 'what its properties are is not known' : managed.unknown}`,
          )
        else yield account.fail(path, `${account.name} runs agents in no network of its own`)
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'hub',
            location: 'swedencentral',
            kind: 'Hub',
            properties: {},
          },
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'foundry',
            location: 'swedencentral',
            kind: 'AIServices',
            sku: { name: 'S0' },
            properties: { allowProjectManagement: true },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'hub',
            location: 'swedencentral',
            kind: 'Hub',
            properties: { managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound' } },
          },
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'foundry',
            location: 'swedencentral',
            kind: 'AIServices',
            sku: { name: 'S0' },
            properties: {
              allowProjectManagement: true,
              networkInjections: [{ scenario: 'agent', subnetArmId: '/subscriptions/1/x' }],
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'hub',
            location: 'swedencentral',
            kind: 'Hub',
            properties: { managedNetwork: { isolationMode: "[parameters('given')]" } },
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
