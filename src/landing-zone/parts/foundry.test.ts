import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { armProblems, withoutArmTypes } from '../arm-types.fixture.ts'
import { declared, graphOf } from './assistant.fixture.ts'

const STORES = `data:
  stores:
    docs: { kind: storage, uses: [dfs] }
    index: { kind: search }
    chats: { kind: cosmos }
`

describe('agents of Azure AI Foundry', () => {
  test('run in a subnet of ours, delegated to them, in a project of the account', () => {
    const all = declared(graphOf('network: { foundry: { managed_network: own-network } }'))
    const account = all.get('accountSwc')
    assert.equal(account?.properties['allowProjectManagement'], true)
    assert.match(JSON.stringify(account.properties['networkInjections']), /snet-agents/)
    assert.match(JSON.stringify(all.get('agentsSubnetSwedencentral')), /Microsoft\.App\/environments/)
    assert.ok(all.has('projectSwc') && all.has('projectFrc'))
  })

  test('run in a managed network that reaches stores by private endpoints', () => {
    const all = declared(
      graphOf(
        `${STORES}network: { foundry: { managed_network: approved-outbound }, egress: { allow: [{ to: api.example.org }] } }`,
      ),
    )
    const network = JSON.stringify(all.get('managedNetworkSwc'))
    assert.match(network, /"type":"FQDN","category":"UserDefined","destination":"api\.example\.org"/)
    assert.match(network, /AllowOnlyApprovedOutbound/)
    for (const group of ['blob', 'searchService', 'Sql']) assert.ok(network.includes(`"${group}"`), group)
    assert.match(network, /"approverSwcOnIndex"/)
    assert.doesNotMatch(network, /MicrosoftContainerRegistry/)
    const withAgents = graphOf('network: { foundry: { managed_network: approved-outbound } }', {
      agent: true,
    })
    assert.match(
      JSON.stringify(declared(withAgents).get('managedNetworkSwc')),
      /"serviceTag":"MicrosoftContainerRegistry","protocol":"TCP","portRanges":"443"/,
    )
    assert.equal(all.has('agentsSubnetSwedencentral'), false)
  })

  test('are not there where nobody asks', () => {
    const all = declared(graphOf(STORES))
    assert.deepEqual(
      [...all.keys()].filter((symbol) => /project|agents|managedNetwork/i.test(symbol)),
      [],
    )
    assert.equal(all.get('accountSwc')?.properties['allowProjectManagement'], undefined)
  })

  test('keep their state in stores of ours where all three are there, with roles given before', () => {
    const graph = graphOf(STORES, { agent: true })
    const all = declared(graph)
    const host = all.get('capabilityHostSwc')
    assert.deepEqual(Object.keys(host?.properties ?? {}).sort(), [
      'storageConnections',
      'threadStorageConnections',
      'vectorStoreConnections',
    ])
    assert.match(JSON.stringify(host), /"dependsOn":\[[^\]]*"projectSwcOnIndexSearchServiceContributor"/)
    assert.match(graph.notes.join(), /agents of the account frc keep their state with/)
  })
})

describe('content filters', () => {
  test('are made, and every deployment answers by them, after them', () => {
    const all = declared(graphOf('governance: { assessments: { content_filter: strict } }'))
    assert.equal(all.get('contentFilterSwc')?.properties['basePolicyName'], 'Microsoft.DefaultV2')
    assert.equal(all.get('deploymentSwcStdSwc')?.properties['raiPolicyName'], 'strict')
    assert.match(JSON.stringify(all.get('deploymentSwcStdSwc')), /"dependsOn":\[[^\]]*"contentFilterSwc"/)
  })

  test('of Microsoft are named and not made; a sentence is no name', () => {
    const own = declared(graphOf('governance: { assessments: { content_filter: Microsoft.DefaultV2 } }'))
    assert.equal(own.has('contentFilterSwc'), false)
    assert.equal(own.get('deploymentSwcStdSwc')?.properties['raiPolicyName'], 'Microsoft.DefaultV2')
    const graph = graphOf('governance: { assessments: { content_filter: the strict one } }')
    assert.match(graph.notes.join(), /content_filter is no name/)
  })
})

test('models of other makers are written with their maker, and the gateway may call them', () => {
  const all = declared(graphOf('', { model: 'DeepSeek-V3.2' }))
  assert.match(JSON.stringify(all.get('deploymentSwcStdSwc')?.properties['model']), /"format":"DeepSeek"/)
  assert.match(
    JSON.stringify(all.get('otherMakersSwcFromSwedencentral')),
    /a97b65f3-24c7-4388-baec-2e87135dc908/,
  )
})

test('Azure takes all of it', { skip: withoutArmTypes }, () => {
  for (const mode of ['own-network', 'approved-outbound', 'internet-outbound', '"off"']) {
    const graph = graphOf(
      `${STORES}network: { foundry: { managed_network: ${mode} } }
governance: { assessments: { content_filter: strict } }`,
      { agent: true },
    )
    for (const [symbol, resource] of declared(graph))
      assert.deepEqual(armProblems({ ...resource }), [], symbol)
  }
})
