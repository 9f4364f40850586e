import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { zoneWith } from '../zone.fixture.ts'

const HUB =
  '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'

interface Rule {
  readonly name: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** As [name, direction, protocol, source, destination, ports], without the last ones, which refuse the rest. */
function rulesOf(properties: Readonly<Record<string, unknown>>): readonly unknown[][] {
  return (properties['securityRules'] as Rule[])
    .filter(({ properties: rule }) => rule['access'] === 'Allow')
    .map(({ name, properties: rule }) => [
      name,
      rule['direction'],
      rule['protocol'],
      rule['sourceAddressPrefix'],
      rule['destinationAddressPrefix'],
      rule['destinationPortRanges'],
    ])
}

describe('people', () => {
  test('nothing is built for them that the file does not ask for', () => {
    const zone = zoneWith('')
    assert.equal(zone.of('Microsoft.Network/bastionHosts').length, 0)
    assert.equal(zone.of('Microsoft.Compute/virtualMachines').length, 0)
  })

  test('Bastion stands in the hub of each region, with the eight rules that it wants and no others', () => {
    const zone = zoneWith('network: { operators: { bastion: true } }')
    assert.equal(zone.of('Microsoft.Network/bastionHosts').length, 2)
    assert.deepEqual(rulesOf(zone.one('bastionSecurityGroupSwedencentral').properties), [
      ['AllowHttpsInbound', 'Inbound', 'Tcp', 'Internet', '*', ['443']],
      ['AllowGatewayManagerInbound', 'Inbound', 'Tcp', 'GatewayManager', '*', ['443']],
      ['AllowAzureLoadBalancerInbound', 'Inbound', 'Tcp', 'AzureLoadBalancer', '*', ['443']],
      ['AllowBastionHostCommunication', 'Inbound', '*', 'VirtualNetwork', 'VirtualNetwork', ['8080', '5701']],
      ['AllowSshRdpOutbound', 'Outbound', '*', '*', 'VirtualNetwork', ['22', '3389']],
      ['AllowAzureCloudOutbound', 'Outbound', 'Tcp', '*', 'AzureCloud', ['443']],
      ['AllowBastionCommunication', 'Outbound', '*', 'VirtualNetwork', 'VirtualNetwork', ['8080', '5701']],
      ['AllowHttpOutbound', 'Outbound', '*', '*', 'Internet', ['80']],
    ])
    const subnet = zone.one('bastionSubnetHubSwedencentral')
    assert.match(subnet.name, /\/AzureBastionSubnet$/)
    assert.equal(subnet.properties['addressPrefix'], '10.65.0.64/26')
  })

  test('a jumpbox in the hub: behind Bastion alone, out by the firewall, without a password or a public address', () => {
    const zone = zoneWith('network: { operators: { jumpbox: hub } }')
    const machine = zone.one('jumpboxSwedencentral')
    const text = JSON.stringify(machine.properties)
    assert.match(text, /"encryptionAtHost":true/)
    assert.match(text, /"securityType":"TrustedLaunch"/)
    assert.match(text, /"disablePasswordAuthentication":true/)
    assert.match(text, /"patchMode":"AutomaticByPlatform"/)
    assert.doesNotMatch(text, /adminPassword/)
    assert.deepEqual(machine.whole['identity'], { type: 'SystemAssigned' })
    assert.doesNotMatch(JSON.stringify(zone.one('jumpboxInterfaceSwedencentral')), /publicIPAddress/)
    assert.match(zone.one('jumpboxSignInSwedencentral').name, /AADSSHLoginForLinux$/)
    const rules = rulesOf(zone.one('jumpboxHubSecurityGroupFrancecentral').properties)
    assert.deepEqual(rules[0], [
      'AllowRemoteAccessFromBastion',
      'Inbound',
      'Tcp',
      '10.65.2.64/26',
      '10.65.2.224/27',
      ['22'],
    ])
    assert.match(JSON.stringify(zone.one('routesHubFrancecentral')), /"nextHopIpAddress":"10\.65\.2\.4"/)
    assert.match(
      JSON.stringify(zone.one('jumpboxSubnetHubFrancecentral').properties['routeTable']),
      /rt-contoso-assistant-prod-hub-francecentral/,
    )
    const firewall = JSON.stringify(zone.one('firewallRulesSwedencentral'))
    assert.match(firewall, /"name":"management-by-people".*"sourceAddresses":\["10\.65\.0\.224\/27"/)
    assert.equal(zone.of('Microsoft.Network/bastionHosts').length, 2)
    assert.deepEqual(zone.asked('23-jumpbox-swedencentral'), ['jumpboxPublicKey'])
  })

  test('beside the models it stands in their network; with Windows its password is a secret of the deployment', () => {
    const zone = zoneWith('network: { operators: { jumpbox: workload-network, jumpbox_system: windows } }')
    assert.equal(zone.one('jumpboxSubnetFrancecentral').properties['addressPrefix'], '10.64.5.192/27')
    assert.match(
      JSON.stringify(zone.one('jumpboxFrancecentral').properties),
      /"adminPassword":"\[parameters\('jumpboxPassword'\)\]"/,
    )
    const rules = rulesOf(zone.one('jumpboxSecurityGroupFrancecentral').properties)
    assert.deepEqual(rules[0]?.slice(3), ['10.65.2.64/26', '10.64.5.192/27', ['3389']])
    assert.deepEqual(zone.asked('23-jumpbox-francecentral'), ['jumpboxPassword (secret)'])
  })

  test('in a hub of the platform nothing is built, and the notes say so', () => {
    const existing = `landing_zone: { existing: { hubs: { swedencentral: { network: ${HUB}, firewall_address: 10.0.0.4 } } } }`
    const zone = zoneWith(`network: { operators: { jumpbox: hub } }\n${existing}`)
    assert.deepEqual(
      zone.of('Microsoft.Compute/virtualMachines').map(({ stage }) => stage),
      ['23-jumpbox-francecentral'],
    )
    assert.match(zone.notes.join('\n'), /no jumpbox is built there/)
    assert.match(zone.notes.join('\n'), /through the Bastion of its team/)
    const beside = zoneWith(`network: { operators: { jumpbox: workload-network } }\n${existing}`)
    const rules = rulesOf(beside.one('jumpboxSecurityGroupSwedencentral').properties)
    assert.equal(rules[0]?.[3], '10.64.3.128/26')
    assert.deepEqual(
      beside.of('Microsoft.Network/bastionHosts').map(({ stage }) => stage),
      ['22-bastion-swedencentral', '22-bastion-francecentral'],
    )
    const subnet = beside.one('bastionSubnetSwedencentral')
    assert.match(subnet.name, /\/AzureBastionSubnet$/)
    assert.ok(!('routeTable' in subnet.properties))
  })
})
