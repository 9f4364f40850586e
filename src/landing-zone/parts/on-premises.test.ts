import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { zoneWith } from '../zone.fixture.ts'

const SITE = 'ranges: [10.200.0.0/16, 192.168.8.0/24], peer_address: 203.0.113.7'
const CIRCUIT =
  '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg-er/providers/Microsoft.Network/expressRouteCircuits/er'
const HUB =
  '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
const GATEWAYS = 'Microsoft.Network/virtualNetworkGateways'
const PEERINGS = 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings'

const linked = (keys: string) => zoneWith(`network: { on_premises: { ${keys} } }`)

describe('networks on premises', () => {
  test('nothing leads there that the file does not ask for', () => {
    const zone = zoneWith('')
    assert.equal(zone.of(GATEWAYS).length, 0)
    for (const { properties } of zone.of(PEERINGS))
      assert.deepEqual([properties['allowGatewayTransit'], properties['useRemoteGateways']], [false, false])
  })

  test('a site: a tunnel from each region, with a key that only the deployment knows', () => {
    const zone = linked(`link: site-to-site-vpn, ${SITE}`)
    assert.equal(zone.of(GATEWAYS).length, 2)
    const { sku, activeActive, ipConfigurations } = zone.one('vpnGatewaySwedencentral').properties
    assert.deepEqual(sku, { name: 'VpnGw2AZ', tier: 'VpnGw2AZ' })
    assert.equal(activeActive, true)
    assert.equal((ipConfigurations as unknown[]).length, 2)
    assert.deepEqual(zone.one('localGatewaySwedencentral').properties, {
      localNetworkAddressSpace: { addressPrefixes: ['10.200.0.0/16', '192.168.8.0/24'] },
      gatewayIpAddress: '203.0.113.7',
    })
    assert.equal(
      zone.one('siteConnectionSwedencentral').properties['sharedKey'],
      "[parameters('vpnSharedKey')]",
    )
    assert.deepEqual(zone.asked('17-link-swedencentral'), ['vpnSharedKey (secret)'])
  })

  test('what comes from there and what goes there passes the firewall', () => {
    const zone = linked(`link: site-to-site-vpn, ${SITE}`)
    const subnet = zone.one('gatewaysSubnetHubSwedencentral')
    assert.match(subnet.name, /\/GatewaySubnet$/)
    assert.ok(!('networkSecurityGroup' in subnet.properties))
    const { routes, disableBgpRoutePropagation } = zone.one('routesGatewaysSwedencentral').properties
    assert.equal(disableBgpRoutePropagation, false)
    assert.match(
      JSON.stringify(routes),
      /"addressPrefix":"10\.64\.0\.0\/22".*"nextHopIpAddress":"10\.65\.0\.4"/,
    )
    assert.match(
      JSON.stringify(zone.one('routesSwedencentral').properties),
      /"addressPrefix":"10\.200\.0\.0\/16","nextHopType":"VirtualAppliance"/,
    )
    assert.match(
      JSON.stringify(zone.one('firewallRulesSwedencentral')),
      /"name":"https-to-the-workload".*"sourceAddresses":\["10\.200\.0\.0\/16","192\.168\.8\.0\/24"\]/,
    )
  })

  test("the network borrows the hub's gateway, after the hub lends it", () => {
    const zone = linked(`link: site-to-site-vpn, ${SITE}`)
    const flags = zone
      .of(PEERINGS)
      .filter(({ name }) => /to-(hub|spoke)$/.test(name))
      .map(({ stage, properties }) => [
        stage,
        properties['allowGatewayTransit'],
        properties['useRemoteGateways'],
      ])
    assert.deepEqual(flags.slice(0, 2), [
      ['25-peering-hub-swedencentral', true, false],
      ['26-peering-swedencentral', false, true],
    ])
    const [borrowing] = zone.graph.stages
      .flatMap(({ resources }) => resources)
      .filter(({ symbol }) => symbol === 'peeringNetworkSwedencentralToHub')
    assert.deepEqual(
      borrowing?.after.map(({ type }) => type),
      [GATEWAYS, PEERINGS],
    )
  })

  test('devices sign in with Entra ID, from a range of their own in each region', () => {
    const zone = linked('link: point-to-site-vpn, connects: devices')
    const { vpnClientConfiguration } = zone.one('vpnGatewayFrancecentral').properties
    assert.deepEqual(vpnClientConfiguration, {
      vpnClientAddressPool: { addressPrefixes: ['172.20.1.0/24'] },
      vpnClientProtocols: ['OpenVPN'],
      vpnAuthenticationTypes: ['AAD'],
      aadTenant: "[concat('https://login.microsoftonline.com/', tenant().tenantId, '/')]",
      aadAudience: 'c632b3df-fb67-4d84-bdcf-b95ad541b5c8',
      aadIssuer: "[concat('https://sts.windows.net/', tenant().tenantId, '/')]",
    })
    assert.equal(zone.of('Microsoft.Network/localNetworkGateways').length, 0)
    assert.deepEqual(zone.asked('17-link-swedencentral'), [])
    assert.match(JSON.stringify(zone.one('firewallRulesSwedencentral')), /172\.20\.0\.0\/24/)
  })

  test('ExpressRoute: the circuit by id or as a parameter; FastPath takes the largest gateway', () => {
    const named = linked(
      `link: expressroute, circuit: ${CIRCUIT}, circuit_authorization: true, fast_path: true`,
    )
    const { peer, expressRouteGatewayBypass } = named.one('expressRouteConnectionSwedencentral').properties
    assert.deepEqual([peer, expressRouteGatewayBypass], [{ id: CIRCUIT }, true])
    assert.match(JSON.stringify(named.one('expressRouteGatewaySwedencentral').properties['sku']), /ErGw3AZ/)
    assert.deepEqual(named.asked('17-link-swedencentral'), ['expressRouteAuthorizationKey (secret)'])
    const asked = linked('link: expressroute')
    assert.deepEqual(asked.asked('17-link-swedencentral'), ['expressRouteCircuit'])
    assert.match(JSON.stringify(asked.one('expressRouteGatewaySwedencentral').properties['sku']), /ErGw1AZ/)
  })

  test('what is missing is said: addresses of a site, room for devices, a gateway of the platform', () => {
    assert.match(linked('link: site-to-site-vpn').notes.join('\n'), /No tunnel leads to networks/)
    const devices = linked('link: point-to-site-vpn, client_range: 172.30.0.0/22')
    assert.doesNotMatch(devices.notes.join('\n'), /client_range/)
    const existing = (gateway: string) =>
      zoneWith(
        `network: { on_premises: { link: expressroute } }\nlanding_zone: { existing: { hubs: { swedencentral: { network: ${HUB}, firewall_address: 10.0.0.4${gateway} } } } }`,
      )
    const without = existing('')
    assert.match(without.notes.join('\n'), /hub of swedencentral is the platform's: the link/)
    assert.equal(without.one('peeringNetworkSwedencentralToHub').properties['useRemoteGateways'], false)
    const borrowing = existing(', gateway: true')
    assert.equal(borrowing.one('peeringNetworkSwedencentralToHub').properties['useRemoteGateways'], true)
    assert.match(borrowing.notes.join('\n'), /--allow-gateway-transit`, before 26-peering-swedencentral/)
  })
})
