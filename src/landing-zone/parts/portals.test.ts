import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { zoneWith } from '../zone.fixture.ts'

const HUB =
  '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
const LINKS = 'Microsoft.Network/privateDnsZones/virtualNetworkLinks'

describe('portals', () => {
  test('each hub has endpoints to the accounts of every region, in a subnet of their own', () => {
    const zone = zoneWith('network: { portals: private }')
    const endpoints = zone.of('Microsoft.Network/privateEndpoints', '42-portals-francecentral')
    assert.equal(endpoints.length, 2)
    for (const { properties } of endpoints)
      assert.match(
        JSON.stringify(properties['subnet']),
        /vnet-contoso-assistant-prod-hub-francecentral', 'snet-endpoints'/,
      )
    assert.equal(zone.one('endpointsSubnetHubFrancecentral').properties['addressPrefix'], '10.65.3.0/26')
  })

  test('a hub is linked to one zone of a name: its own, where its endpoints write', () => {
    const zone = zoneWith('network: { portals: private }')
    const own = zone
      .of('Microsoft.Network/privateDnsZones', '42-portals-swedencentral')
      .map(({ name }) => name)
    assert.deepEqual(own.toSorted(), [
      'privatelink.cognitiveservices.azure.com',
      'privatelink.openai.azure.com',
      'privatelink.services.ai.azure.com',
    ])
    const central = zone.of(LINKS, '30-private-dns').map(({ name }) => name)
    for (const name of own) {
      assert.ok(central.includes(`${name}/link-swedencentral`))
      assert.ok(!central.includes(`${name}/link-hub-swedencentral`))
    }
    assert.equal(zone.of(LINKS, '42-portals-swedencentral').length, 3)
    const group = JSON.stringify(zone.one('zoneGroupPortalAccountSwcSwedencentral'))
    assert.match(group, /zoneOpenaiAzureComHubSwedencentral|privatelink\.openai\.azure\.com/)
    assert.doesNotMatch(group, /rg-contoso-assistant-prod-dns/)
  })

  test('in public, or in a hub of the platform, none is made', () => {
    assert.equal(
      zoneWith('').graph.stages.some(({ name }) => name.startsWith('42-portals')),
      false,
    )
    const existing = `landing_zone: { existing: { hubs: { swedencentral: { network: ${HUB}, firewall_address: 10.0.0.4 } } } }`
    const zone = zoneWith(`network: { portals: private }\n${existing}`)
    assert.equal(zone.of('Microsoft.Network/privateEndpoints', '42-portals-swedencentral').length, 0)
    assert.equal(zone.of('Microsoft.Network/privateEndpoints', '42-portals-francecentral').length, 2)
    assert.match(zone.notes.join('\n'), /no endpoints for people are made there/)
  })
})
