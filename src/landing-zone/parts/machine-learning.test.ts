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

describe('the managed network of a workspace', () => {
  const STORES = `data:
  stores:
    docs: { kind: storage, uses: [blob, queue] }
    index: { kind: search }
    there: { kind: cosmos, region: francecentral }
`
  const EGRESS = `network:
  egress:
    allow:
      - { to: login.microsoftonline.com }
      - { to: '*.pythonhosted.org' }
      - { to: feed.example.com, ports: [8443] }
      - { to: 203.0.113.0/24, ports: [22, 443] }
      - { to: Storage.SwedenCentral }
`
  const rulesOf = (text: string, team: string) =>
    [...declared(graphOf(text))]
      .filter(([symbol]) => symbol.startsWith(`machineLearning${team}Reaches`))
      .map(([, { name, properties }]) => {
        const { type, destination } = properties as { type: string; destination: Record<string, unknown> }
        return [
          name
            .split('/')
            .at(-1)
            ?.replace(/-[a-z][a-z0-9]{4}$/, '-*'),
          type,
          destination,
        ] as const
      })

  test('has endpoints to the stores, models and registry of its region, one rule after the other', () => {
    const graph = graphOf(TEAMS + STORES)
    const reached = (team: string) =>
      rulesOf(TEAMS + STORES, team).map(([, , { subresourceTarget }]) => subresourceTarget)
    assert.deepEqual(reached('Scoring'), ['blob', 'queue', 'searchService', 'account'])
    assert.deepEqual(reached('Fraud'), ['Sql', 'account'])
    const resources = graph.stages.flatMap((stage) => stage.resources)
    const rules = resources.filter(({ symbol }) => symbol.startsWith('machineLearningScoringReaches'))
    for (const [at, { after }] of rules.entries()) if (at > 0) assert.deepEqual(after, [rules[at - 1]])
    const cluster = resources.find(({ symbol }) => symbol === 'clusterScoringGpu')
    assert.ok(cluster?.after.includes(rules.at(-1) ?? cluster))
  })

  test('approves what the role covers itself; who owns the rest is told', () => {
    const all = declared(graphOf(TEAMS + STORES))
    assert.ok(all.has('machineLearningScoringApprovesDocs'))
    assert.equal(all.has('machineLearningScoringApprovesIndex'), false)
    assert.match(
      graphOf(TEAMS + STORES).notes.join('\n'),
      /workspace scoring to AI Search.+wait for approval/,
    )
  })

  test('lets out what the file lists, but for hosts that it lets out anyway and ports that it has not', () => {
    const rules = rulesOf(TEAMS + EGRESS, 'Scoring').filter(([, type]) => type !== 'PrivateEndpoint')
    assert.deepEqual(
      rules.map(([, type, destination]) => [type, destination]),
      [
        ['FQDN', '*.pythonhosted.org'],
        [
          'ServiceTag',
          { addressPrefixes: ['203.0.113.0/24'], protocol: 'TCP', portRanges: '22,443', action: 'Allow' },
        ],
        [
          'ServiceTag',
          { serviceTag: 'Storage.SwedenCentral', protocol: 'TCP', portRanges: '443', action: 'Allow' },
        ],
      ],
    )
    const { notes } = graphOf(TEAMS + EGRESS)
    assert.match(notes.join('\n'), /feed\.example\.com .+ on 80 and 443 at most/)
    assert.match(notes.join('\n'), /get a firewall each/)
    const quiet = graphOf(`${TEAMS}network: { egress: { allow: [{ to: mcr.microsoft.com }] } }`)
    assert.doesNotMatch(quiet.notes.join('\n'), /get a firewall each/)
  })

  test('has a way to the registry of models, wherever that is', () => {
    const text = `${TEAMS}continuity: { assets: { scorecard: { kind: trained-model, replica: francecentral } } }`
    for (const team of ['Scoring', 'Fraud'])
      assert.ok(
        rulesOf(text, team).some(([, , { subresourceTarget }]) => subresourceTarget === 'amlregistry'),
      )
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
network: { egress: { allow: [{ to: '*.pythonhosted.org' }, { to: 203.0.113.0/24 }, { to: AzureMonitor }] } }
data: { stores: { docs: { kind: storage, uses: [blob, file] }, facts: { kind: postgresql }, index: { kind: search } } }
continuity: { assets: { scorecard: { kind: trained-model, replica: francecentral } } }`)
  for (const [symbol, resource] of declared(graph)) assert.deepEqual(armProblems({ ...resource }), [], symbol)
})
