import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SHIPPED_FACTS } from '../../azure/index.ts'
import { zoneWith } from '../zone.fixture.ts'
import { destinationOf } from './firewall-destinations.ts'

interface Collection {
  readonly name: string
  readonly rules: readonly Readonly<Record<string, unknown>>[]
}

const collectionsOf = (sections: string): Readonly<Record<string, Collection['rules']>> => {
  const { ruleCollections } = zoneWith(sections).one('firewallRulesSwedencentral').properties
  return Object.fromEntries((ruleCollections as Collection[]).map(({ name, rules }) => [name, rules]))
}

describe('the list of a firewall', () => {
  test('names become application rules, ranges and tags network rules, each with who wants it', () => {
    const rules = collectionsOf(`network:
  egress:
    allow:
      - { to: https://Rates.example.org/today, reason: rates, owner: platform, review_by: 2027-06-30 }
      - { to: '*.partner.example', ports: [443, 80, 8443] }
      - { to: 203.0.113.0/24, ports: [22] }
      - { to: Storage.SwedenCentral }
`)
    assert.deepEqual(Object.keys(rules), ['listed-addresses', 'platform', 'listed-names'])
    assert.deepEqual(
      rules['listed-names']?.map(({ name, targetFqdns, description, protocols }) => [
        name,
        targetFqdns,
        description,
        protocols,
      ]),
      [
        [
          'rates.example.org',
          ['rates.example.org'],
          'rates; owner: platform; until 2027-06-30',
          [{ protocolType: 'Https', port: 443 }],
        ],
        [
          'all.partner.example',
          ['*.partner.example'],
          'listed in the workload file',
          [
            { protocolType: 'Https', port: 443 },
            { protocolType: 'Http', port: 80 },
            { protocolType: 'Https', port: 8443 },
          ],
        ],
      ],
    )
    assert.deepEqual(
      rules['listed-addresses']?.map(({ destinationAddresses, destinationPorts }) => [
        destinationAddresses,
        destinationPorts,
      ]),
      [
        [['203.0.113.0/24'], ['22']],
        [['Storage.SwedenCentral'], ['443']],
      ],
    )
  })

  test('what would let out everything, or nobody can tell, is left out, and the build says so', () => {
    const { notes, one } = zoneWith(`network:
  egress: { allow: [{ to: 0.0.0.0/0 }, { to: 'rates.*' }] }
`)
    assert.equal(notes.filter((note) => note.includes('network.egress.allow')).length, 2)
    assert.doesNotMatch(JSON.stringify(one('firewallRulesSwedencentral')), /0\.0\.0\.0|rates/)
  })

  test('the internet is open only where the file says why', () => {
    const open = zoneWith('network: { egress: { mode: internet, reason: public model hubs } }')
    assert.match(JSON.stringify(open.one('firewallRulesSwedencentral')), /"targetFqdns":\["\*"\]/)
    const closed = zoneWith('network: { egress: { mode: internet } }')
    assert.doesNotMatch(JSON.stringify(closed.one('firewallRulesSwedencentral')), /"targetFqdns":\["\*"\]/)
    assert.match(closed.notes.join(), /without a reason/)
  })

  test('kinds of destinations', () => {
    const kinds = [
      'AzureMonitor',
      'AzureFrontDoor.FirstParty',
      'Contoso.com',
      '10.0.0.1',
      '10.0.0.1/8',
      'a.b:81',
      '*',
    ]
    assert.deepEqual(
      kinds.map((one) => destinationOf(one, SHIPPED_FACTS).kind),
      ['tag', 'tag', 'host', 'addresses', 'unclear', 'unclear', 'everywhere'],
    )
  })
})

describe('the way out', () => {
  test('every subnet of the workload sends what leaves to the firewall of its region', () => {
    const zone = zoneWith('')
    const { routes } = zone.one('routesFrancecentral').properties as { routes: { properties: unknown }[] }
    assert.deepEqual(routes[0]?.properties, {
      addressPrefix: '0.0.0.0/0',
      nextHopType: 'VirtualAppliance',
      nextHopIpAddress: '10.65.2.4',
    })
    const subnets = zone.of('Microsoft.Network/virtualNetworks/subnets', '20-network-francecentral')
    assert.ok(subnets.length > 0)
    for (const { properties } of subnets)
      assert.match(JSON.stringify(properties['routeTable']), /rt-contoso-assistant-prod-francecentral/)
  })

  test('without a firewall each region has an address of its own to leave by', () => {
    const zone = zoneWith('network: { egress: { via: none } }')
    assert.equal(zone.of('Microsoft.Network/azureFirewalls').length, 0)
    assert.equal(zone.of('Microsoft.Network/natGateways').length, 2)
    for (const { properties } of zone.of(
      'Microsoft.Network/virtualNetworks/subnets',
      '20-network-swedencentral',
    ))
      assert.ok('natGateway' in properties)
  })

  test('a firewall of somebody else is routed to; nothing leaves until the file says where it stands', () => {
    const egress = 'via: other-firewall, next_hop: { swedencentral: 10.9.0.4 }'
    const zone = zoneWith(`network: { egress: { ${egress} } }`)
    assert.match(JSON.stringify(zone.one('routesSwedencentral')), /"nextHopIpAddress":"10\.9\.0\.4"/)
    assert.match(JSON.stringify(zone.one('routesFrancecentral')), /"nextHopType":"None"/)
    assert.equal(zone.notes.filter((note) => note.includes('francecentral')).length, 1)
    assert.equal(zone.of('Microsoft.Network/azureFirewalls').length, 0)
  })

  test('the tier is that of the file; Basic is managed from a subnet of its own', () => {
    const basic = zoneWith('network: { egress: { tier: basic } }')
    assert.ok('managementIpConfiguration' in basic.one('firewallSwedencentral').properties)
    assert.ok(
      basic
        .of('Microsoft.Network/virtualNetworks/subnets', '15-hub-swedencentral')
        .some(({ name }) => name.endsWith('/AzureFirewallManagementSubnet')),
    )
    const premium = zoneWith('network: { egress: { tier: premium } }').one('firewallPolicySwedencentral')
    assert.deepEqual(premium.properties['intrusionDetection'], { mode: 'Deny' })
  })
})
