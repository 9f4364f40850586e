import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { zoneWith } from '../zone.fixture.ts'

const HUB =
  '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'

const serversOf = (zone: ReturnType<typeof zoneWith>) =>
  zone.one('networkFrancecentral').properties['dhcpOptions']

describe('names', () => {
  test('private zones are linked to the networks and to the hubs', () => {
    const links = zoneWith('').of('Microsoft.Network/privateDnsZones/virtualNetworkLinks')
    assert.deepEqual(
      links.filter(({ name }) => name.includes('openai')).map(({ name }) => name.split('/')[1]),
      ['link-swedencentral', 'link-francecentral', 'link-hub-swedencentral', 'link-hub-francecentral'],
    )
  })

  test("networks ask Azure, or the firewall's proxy, or a resolver where no firewall answers", () => {
    assert.equal(serversOf(zoneWith('')), undefined)
    const proxy = zoneWith('network: { dns: { servers: custom } }')
    assert.deepEqual(serversOf(proxy), { dnsServers: ['10.65.2.4'] })
    assert.equal(proxy.of('Microsoft.Network/dnsResolvers').length, 0)
    for (const egress of ['tier: basic', 'via: none', 'via: other-firewall']) {
      const zone = zoneWith(`network: { dns: { servers: custom }, egress: { ${egress} } }`)
      assert.deepEqual(serversOf(zone), { dnsServers: ['10.65.2.196'] }, egress)
      assert.match(
        JSON.stringify(zone.one('resolverInboundFrancecentral').properties),
        /"privateIpAllocationMethod":"Static","privateIpAddress":"10\.65\.2\.196"/,
      )
    }
  })

  test('DNS on premises asks a resolver, which the firewall asks as well', () => {
    const zone = zoneWith('network: { dns: { forwarders: true, servers: custom } }')
    assert.equal(zone.of('Microsoft.Network/dnsResolvers/inboundEndpoints').length, 2)
    assert.equal(zone.of('Microsoft.Network/dnsForwardingRulesets').length, 0)
    assert.deepEqual(zone.one('firewallPolicyFrancecentral').properties['dnsSettings'], {
      enableProxy: true,
      servers: ['10.65.2.196'],
    })
    const subnet = zone.one('resolverInboundSubnetHubFrancecentral').properties
    assert.match(JSON.stringify(subnet), /Microsoft\.Network\/dnsResolvers/)
    assert.match(JSON.stringify(subnet['networkSecurityGroup']), /resolver-inbound/)
  })

  test('domains on premises are asked there, from the hub and the network', () => {
    const zone = zoneWith(
      'network: { dns: { forward: [{ domain: corp.contoso.com, to: [10.200.0.4, 10.200.0.5] }, { domain: Lab.contoso.com, to: [10.200.0.6] }] } }',
    )
    const rules = zone.of('Microsoft.Network/dnsForwardingRulesets/forwardingRules', '27-names-francecentral')
    assert.deepEqual(
      rules.map(({ properties }) => [properties['domainName'], properties['targetDnsServers']]),
      [
        [
          'corp.contoso.com.',
          [
            { ipAddress: '10.200.0.4', port: 53 },
            { ipAddress: '10.200.0.5', port: 53 },
          ],
        ],
        ['lab.contoso.com.', [{ ipAddress: '10.200.0.6', port: 53 }]],
      ],
    )
    assert.equal(
      zone.of('Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks', '27-names-francecentral').length,
      2,
    )
    assert.equal(zone.of('Microsoft.Network/dnsResolvers/inboundEndpoints').length, 0)
  })

  test('with a hub of the platform its firewall is asked, and its team forwards', () => {
    const zone = zoneWith(
      `network: { dns: { servers: custom, forwarders: true } }\nlanding_zone: { existing: { hubs: { francecentral: { network: ${HUB}, firewall_address: 10.0.0.4 } } } }`,
    )
    assert.deepEqual(serversOf(zone), { dnsServers: ['10.0.0.4'] })
    assert.match(zone.notes.join('\n'), /DNS proxy of that firewall has to be on/)
    assert.match(zone.notes.join('\n'), /names are forwarded .* by its team/)
    assert.deepEqual(
      zone.of('Microsoft.Network/dnsResolvers').map(({ stage }) => stage),
      ['27-names-swedencentral'],
    )
  })
})
