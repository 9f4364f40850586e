import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { armProblems, withoutArmTypes } from '../../arm-types.fixture.ts'
import { declared, graphOf, notesOf } from '../assistant.fixture.ts'

describe('Cosmos DB', () => {
  test('stands in both regions, and fails over by itself', () => {
    const account = declared(graphOf('data: { stores: { chats: { kind: cosmos } } }')).get('storeChats')
    assert.deepEqual(account?.properties['locations'], [
      { locationName: 'swedencentral', failoverPriority: 0, isZoneRedundant: true },
      { locationName: 'francecentral', failoverPriority: 1, isZoneRedundant: true },
    ])
    const { enableAutomaticFailover, disableLocalAuth, publicNetworkAccess } = account.properties
    assert.deepEqual(
      [enableAutomaticFailover, disableLocalAuth, publicNetworkAccess],
      [true, true, 'Disabled'],
    )
  })

  test('stands in one region where the file asks for no more', () => {
    const all = declared(graphOf('data: { stores: { chats: { kind: cosmos, redundancy: zone } } }'))
    assert.deepEqual(all.get('storeChats')?.properties['locations'], [
      { locationName: 'swedencentral', failoverPriority: 0, isZoneRedundant: true },
    ])
  })

  test('gives its own role, of the data alone, to who reaches it, one after the other', () => {
    const all = declared(
      graphOf('data: { stores: { chats: { kind: cosmos, reached_by: [answers, ingest] } } }'),
    )
    const grant = JSON.stringify(all.get('grantChatsToIngest'))
    assert.match(grant, /sqlRoleDefinitions/)
    assert.match(grant, /"dependsOn":\[[^\]]*"grantChatsToAnswers"/)
  })

  test('uses a key of yours as an identity made for it', () => {
    const { properties } =
      declared(graphOf('data: { stores: { chats: { kind: cosmos, encryption: customer-key } } }')).get(
        'storeChats',
      ) ?? assert.fail('no account')
    assert.match(String(properties['defaultIdentity']), /^\[concat\('UserAssignedIdentity=', /)
  })
})

describe('PostgreSQL', () => {
  const ADMINISTRATORS = `landing_zone:
  database_administrators: { name: dba, object_id: 7d8c1c5e-5a0b-4d0e-9a53-0c8f4e6c2b1d }`

  test('knows no passwords, has a standby in another zone, and says that nobody may sign in', () => {
    const graph = graphOf('data: { stores: { facts: { kind: postgresql } } }')
    const { authConfig, highAvailability, backup } = declared(graph).get('storeFacts')?.properties ?? {}
    assert.equal((authConfig as Record<string, unknown>)['passwordAuth'], 'Disabled')
    assert.deepEqual(highAvailability, { mode: 'ZoneRedundant' })
    assert.deepEqual(backup, { backupRetentionDays: 14, geoRedundantBackup: 'Enabled' })
    assert.match(graph.notes.join('\n'), /nobody may sign in to data\.stores\.facts yet/)
  })

  test('is replicated to where the asset is to be, after the original, and administered by the group', () => {
    const graph = graphOf(`data: { stores: { facts: { kind: postgresql } } }
continuity: { assets: { facts: { kind: retrieval-data, replica: francecentral } } }
${ADMINISTRATORS}`)
    const all = declared(graph)
    const copy = all.get('storeFactsCopy')
    assert.equal(copy?.location, 'francecentral')
    assert.equal(copy.properties['createMode'], 'Replica')
    assert.match(
      String(copy.properties['sourceServerResourceId']),
      /psql-contoso-assistant-prod-facts-sweden/,
    )
    assert.ok(all.has('storeFactsAdministrators') && !all.has('storeFactsCopyAdministrators'))
    assert.deepEqual(notesOf(graph), [])
  })

  test('is let in to the subnet of endpoints on its own port', () => {
    const rules = (text: string) =>
      JSON.stringify(declared(graphOf(text)).get('endpointsSecurityGroupSwedencentral'))
    assert.match(rules('data: { stores: { facts: { kind: postgresql } } }'), /"5432"/)
    assert.doesNotMatch(rules('data: { stores: { docs: { kind: storage } } }'), /5432/)
  })
})

test('a container registry has no administrator, and a replica where trained models are to be', () => {
  const all = declared(
    graphOf(`data: { stores: { images: { kind: container-registry, reached_by: [answers, ingest] } } }
continuity: { assets: { classifier: { kind: trained-model, replica: francecentral } } }`),
  )
  assert.equal(all.get('storeImages')?.properties['adminUserEnabled'], false)
  assert.equal(all.get('storeImagesReplication')?.location, 'francecentral')
  assert.match(JSON.stringify(all.get('grantImagesToAnswers')), /7f951dda-4ed3-4680-a7ca-43fe172d538d/)
})

test('a vault of secrets gives them to read alone, and has no key for itself', () => {
  const graph = graphOf(
    'data: { stores: { secrets: { kind: key-vault, classification: confidential, reached_by: [answers] } } }',
  )
  const all = declared(graph)
  assert.match(JSON.stringify(all.get('grantSecretsToAnswers')), /4633458b-17de-408a-b874-0445c86b69e6/)
  assert.deepEqual(
    graph.stages.filter(({ name }) => name.startsWith('34')),
    [],
  )
})

test('Azure takes all of it', { skip: withoutArmTypes }, () => {
  for (const encryption of ['customer-key', 'platform-key']) {
    const graph = graphOf(`data:
  stores:
    chats: { kind: cosmos, encryption: ${encryption}, reached_by: [answers, ingest] }
    facts: { kind: postgresql, encryption: ${encryption}, reached_by: [answers] }
    images: { kind: container-registry, encryption: ${encryption}, reached_by: [ingest] }
    secrets: { kind: key-vault, encryption: ${encryption}, reached_by: [ingest] }
landing_zone: { database_administrators: { name: dba, object_id: 7d8c1c5e-5a0b-4d0e-9a53-0c8f4e6c2b1d } }
continuity:
  assets:
    facts: { kind: retrieval-data, replica: francecentral }
    classifier: { kind: trained-model, replica: francecentral }`)
    for (const [symbol, resource] of declared(graph))
      assert.deepEqual(armProblems({ ...resource }), [], symbol)
  }
})
