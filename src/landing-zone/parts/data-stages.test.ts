import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { armProblems, withoutArmTypes } from '../arm-types.fixture.ts'
import type { ResourceGraph } from '../index.ts'
import { declared, graphOf, notesOf } from './assistant.fixture.ts'

function endpointsOf(graph: ResourceGraph): readonly string[] {
  return [...declared(graph).entries()]
    .filter(
      ([symbol, { type }]) => type === 'Microsoft.Network/privateEndpoints' && /Docs|Index/.test(symbol),
    )
    .map(([symbol, { location = '' }]) => `${symbol} ${location}`)
    .sort()
}

const stageNames = ({ stages }: ResourceGraph): readonly string[] =>
  stages.map(({ name }) => name).filter((name) => name.startsWith('3'))

describe('a storage account', () => {
  test('is private, without keys, and kept in the paired region where the file says nothing', () => {
    const graph = graphOf('data: { stores: { docs: { kind: storage } } }')
    const store = declared(graph).get('storeDocs')
    assert.equal(store?.location, 'swedencentral')
    assert.equal(store.sku?.name, 'Standard_RAGZRS')
    const { publicNetworkAccess, allowSharedKeyAccess, allowBlobPublicAccess, minimumTlsVersion } =
      store.properties
    assert.deepEqual(
      { publicNetworkAccess, allowSharedKeyAccess, allowBlobPublicAccess, minimumTlsVersion },
      {
        publicNetworkAccess: 'Disabled',
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        minimumTlsVersion: 'TLS1_2',
      },
    )
    assert.deepEqual(endpointsOf(graph), [
      'endpointDocsBlob swedencentral',
      'endpointDocsBlobSecondary francecentral',
    ])
    assert.deepEqual(notesOf(graph), [])
  })

  test('has an endpoint for each service, and blobs behind Data Lake, without versions', () => {
    const graph = graphOf(
      'data: { stores: { docs: { kind: storage, region: francecentral, redundancy: zone, uses: [dfs, queue] } } }',
    )
    assert.deepEqual(endpointsOf(graph), [
      'endpointDocsBlob francecentral',
      'endpointDocsDfs francecentral',
      'endpointDocsQueue francecentral',
    ])
    const all = declared(graph)
    assert.equal(all.get('storeDocs')?.properties['isHnsEnabled'], true)
    assert.equal(all.get('storeDocsBlob')?.properties['isVersioningEnabled'], undefined)
    assert.equal(all.get('storeDocs')?.sku?.name, 'Standard_ZRS')
  })

  test('sends logs of its services, and of itself metrics alone', () => {
    const all = declared(graphOf('data: { stores: { docs: { kind: storage } } }'))
    assert.equal(all.get('diagnosticsStoreDocs')?.properties['logs'], undefined)
    assert.notEqual(all.get('diagnosticsStoreDocsBlob')?.properties['logs'], undefined)
  })

  test('in a region that Azure copies to nowhere is copied to the place that the file names, or it is told', () => {
    const alone = graphOf('data: { stores: { docs: { kind: storage, region: italynorth } } }')
    assert.equal(declared(alone).get('storeDocs')?.sku?.name, 'Standard_ZRS')
    assert.match(alone.notes.join('\n'), /the store docs is kept in italynorth alone/)
    assert.match(alone.notes.join('\n'), /data\.stores\.docs is in italynorth, where no model is/)
    const copied = graphOf(`data: { stores: { docs: { kind: storage, region: italynorth } } }
continuity: { assets: { docs: { kind: training-data, primary: italynorth, replica: francecentral } } }`)
    assert.equal(declared(copied).get('storeDocsCopy')?.location, 'francecentral')
    assert.doesNotMatch(copied.notes.join('\n'), /alone/)
  })

  test('is not copied out of the residency', () => {
    const graph = graphOf(`data: { stores: { docs: { kind: storage } } }
continuity: { assets: { docs: { kind: training-data, replica: eastus2 } } }`)
    assert.equal(declared(graph).has('storeDocsCopy'), false)
    assert.match(graph.notes.join('\n'), /assets\.docs is not copied to eastus2, .+ `residency: eu`/)
  })

  test('that no store holds, is told', () => {
    const graph = graphOf(`data: { stores: { docs: { kind: storage, region: francecentral } } }
continuity: { assets: { corpus: { kind: retrieval-data, replica: francecentral } } }`)
    assert.match(graph.notes.join('\n'), /assets\.corpus is not copied: no store of data\.stores/)
  })
})

describe('a search service', () => {
  test('stands a second time where the asset is to be, with the same rights', () => {
    const graph = graphOf(`data: { stores: { index: { kind: search, reached_by: [answers] } } }
continuity: { assets: { corpus: { kind: retrieval-data, replica: francecentral } } }`)
    const all = declared(graph)
    assert.equal(all.get('storeIndex')?.location, 'swedencentral')
    assert.equal(all.get('storeIndexCopy')?.location, 'francecentral')
    for (const symbol of ['grantIndexToAnswers', 'grantIndexCopyToAnswers'])
      assert.match(JSON.stringify(all.get(symbol)), /1407120a-92aa-4202-b7e9-c0e197c71c8f/)
    assert.deepEqual(endpointsOf(graph), [
      'endpointIndexCopySearchService francecentral',
      'endpointIndexSearchService swedencentral',
    ])
  })

  test('stands once where nobody asks for more', () => {
    const all = declared(graphOf('data: { stores: { index: { kind: search } } }'))
    assert.equal(all.has('storeIndexCopy'), false)
    const { disableLocalAuth, publicNetworkAccess, replicaCount } = all.get('storeIndex')?.properties ?? {}
    assert.deepEqual([disableLocalAuth, publicNetworkAccess, replicaCount], [true, 'Disabled', 3])
  })
})

test('who reaches a store acts as itself; who fills it may write, and a page has no rights', () => {
  const graph = graphOf('data: { stores: { docs: { kind: storage, reached_by: [answers, ingest, page] } } }')
  const all = declared(graph)
  assert.deepEqual(
    graph.stages.find(({ name }) => name === '32-identities')?.resources.map(({ symbol }) => symbol),
    ['identityAnswers', 'identityIngest'],
  )
  const grants = [...all.keys()].filter((symbol) => symbol.startsWith('grant')).sort()
  assert.deepEqual(grants, [
    'grantDocsToAnswersStorageBlobDataReader',
    'grantDocsToIngestStorageBlobDataContributor',
  ])
})

describe('keys of yours', () => {
  test('lie in a vault beside what they encrypt, each with an identity that may use it and nothing else', () => {
    const graph = graphOf(`governance: { regulated: true }
data: { stores: { docs: { kind: storage, classification: confidential } } }`)
    assert.ok(stageNames(graph).includes('34-keys-swedencentral'))
    const all = declared(graph)
    const vault = all.get('keyVaultSwedencentral')
    assert.deepEqual(
      [vault?.properties['enablePurgeProtection'], vault?.properties['enableRbacAuthorization']],
      [true, true],
    )
    assert.deepEqual(vault?.properties['sku'], { family: 'A', name: 'premium' })
    assert.equal(all.get('keyDocs')?.properties['kty'], 'RSA-HSM')
    assert.match(all.get('keyGrantDocs')?.scope ?? '', /Microsoft\.KeyVault\/vaults\/keys/)
    assert.match(JSON.stringify(all.get('storeDocs')?.properties['encryption']), /Microsoft\.Keyvault/)
  })

  test('are made for the copy where the copy is', () => {
    const graph = graphOf(`data: { stores: { docs: { kind: storage, encryption: customer-key } } }
continuity: { assets: { docs: { kind: training-data, replica: francecentral } } }`)
    assert.equal(declared(graph).get('keyVaultFrancecentral')?.location, 'francecentral')
    assert.ok(declared(graph).has('keyDocsCopy'))
  })

  test('are not made where nobody asks', () => {
    const graph = graphOf('data: { stores: { docs: { kind: storage, classification: internal } } }')
    assert.deepEqual(
      stageNames(graph).filter((name) => name.includes('keys')),
      [],
    )
  })
})

test('what is not built is told', () => {
  const graph = graphOf('data: { stores: { lake: { kind: other } } }')
  assert.deepEqual(notesOf(graph), ['data.stores.lake is of kind other, of which nothing is built'])
})

test('a store changes nothing of another', () => {
  const one = declared(graphOf('data: { stores: { docs: { kind: storage } } }'))
  const two = declared(
    graphOf(
      'data: { stores: { alpha: { kind: search }, docs: { kind: storage }, zeta: { kind: storage } } }',
    ),
  )
  for (const [symbol, resource] of one)
    if (/[Dd]ocs/.test(symbol)) assert.deepEqual(two.get(symbol), resource, symbol)
})

test('Azure takes all of it', { skip: withoutArmTypes }, () => {
  const graph = graphOf(`governance: { regulated: true }
data:
  stores:
    docs: { kind: storage, classification: confidential, uses: [blob, file, queue, table], reached_by: [answers, ingest] }
    lake: { kind: storage, uses: [dfs], encryption: customer-key }
    index: { kind: search, classification: confidential, reached_by: [answers, ingest] }
continuity: { assets: { corpus: { kind: retrieval-data, replica: francecentral } } }`)
  for (const [symbol, resource] of declared(graph)) assert.deepEqual(armProblems({ ...resource }), [], symbol)
})
