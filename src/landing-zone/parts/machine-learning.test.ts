import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { armProblems, withoutArmTypes } from '../arm-types.fixture.ts'
import { declared, graphOf } from './assistant.fixture.ts'

const TEAMS = `landing_zone:
  machine_learning:
    workspaces:
      scoring: { clusters: { gpu: { size: Standard_NC24ads_A100_v4, most_nodes: 4 } } }
      fraud: { region: francecentral }
`

describe('a workspace of Azure Machine Learning', () => {
  test('stands where its team has it, private, behind a network of approved destinations', () => {
    const all = declared(graphOf(TEAMS))
    assert.equal(all.get('machineLearningScoring')?.location, 'swedencentral')
    const workspace = all.get('machineLearningFraud')
    assert.equal(workspace?.location, 'francecentral')
    const { publicNetworkAccess, systemDatastoresAuthMode, managedNetwork } = workspace.properties
    assert.deepEqual(
      { publicNetworkAccess, systemDatastoresAuthMode, managedNetwork },
      {
        publicNetworkAccess: 'Disabled',
        systemDatastoresAuthMode: 'Identity',
        managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound', firewallSku: 'Standard' },
      },
    )
    const zones = JSON.stringify(all.get('zoneGroupMachineLearningFraud'))
    for (const zone of ['api.azureml.ms', 'notebooks.azure.net'])
      assert.ok(zones.includes(`privatelink.${zone}`), zone)
  })

  test('has files, secrets and images of its own, without keys, and works with them as itself', () => {
    const all = declared(graphOf(TEAMS))
    const files = all.get('storeMlScoringFiles')
    assert.equal(files?.properties['allowSharedKeyAccess'], false)
    assert.deepEqual(files.properties['networkAcls'], { defaultAction: 'Deny', bypass: 'AzureServices' })
    assert.ok(all.has('endpointMlScoringFilesFile') && all.has('endpointMlScoringImagesRegistry'))
    assert.match(
      JSON.stringify(all.get('machineLearningScoring')?.properties),
      /storageAccounts.*-?stcontoso/,
    )
    assert.ok(all.has('machineLearningScoringOnFilesStorageBlobDataContributor'))
  })

  test('trains on clusters without public addresses, local accounts or nodes that wait', () => {
    const cluster = declared(graphOf(TEAMS)).get('clusterScoringGpu')
    assert.equal(cluster?.properties['disableLocalAuth'], true)
    const { enableNodePublicIp, scaleSettings } = cluster.properties['properties'] as Record<string, unknown>
    assert.equal(enableNodePublicIp, false)
    assert.deepEqual(scaleSettings, {
      minNodeCount: 0,
      maxNodeCount: 4,
      nodeIdleTimeBeforeScaleDown: 'PT15M',
    })
  })

  test('is one where the file speaks of workspaces and names none, and none where it does not', () => {
    assert.ok(declared(graphOf('operations: { workspaces: shared }')).has('machineLearningMain'))
    assert.deepEqual(
      graphOf('')
        .stages.map(({ name }) => name)
        .filter((name) => name.startsWith('44')),
      [],
    )
  })

  test('is not built in a region without a network, which is told', () => {
    const graph = graphOf(
      'landing_zone: { machine_learning: { workspaces: { far: { region: italynorth } } } }',
    )
    assert.match(graph.notes.join(), /the workspace far is not built/)
  })
})

test('trained models are kept in a registry of two regions', () => {
  const registry = declared(
    graphOf('continuity: { assets: { scorecard: { kind: trained-model, replica: francecentral } } }'),
  ).get('modelRegistry')
  assert.ok(registry !== undefined)
  const places = registry.properties['regionDetails'] as readonly { readonly location: string }[]
  assert.deepEqual(
    places.map(({ location }) => location),
    ['swedencentral', 'francecentral'],
  )
  assert.equal(declared(graphOf('')).has('modelRegistry'), false)
  const outside = graphOf('continuity: { assets: { scorecard: { kind: trained-model, replica: eastus2 } } }')
  assert.equal(declared(outside).has('modelRegistry'), false)
  assert.match(outside.notes.join('\n'), /no copy in eastus2, which is outside `residency: eu`/)
})

test('Azure takes all of it', { skip: withoutArmTypes }, () => {
  const graph = graphOf(`${TEAMS}governance: { regulated: true }
continuity: { assets: { scorecard: { kind: trained-model, replica: francecentral } } }`)
  for (const [symbol, resource] of declared(graph)) assert.deepEqual(armProblems({ ...resource }), [], symbol)
})
