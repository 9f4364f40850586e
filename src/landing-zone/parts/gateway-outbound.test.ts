import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoneWith } from '../zone.fixture.ts'

interface Rule {
  readonly name: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** What may leave a subnet: name, where to, ports; the last is what is refused. */
const outbound = (sections: string, group = 'gatewaySecurityGroupSwedencentral') => {
  const rules = zoneWith(sections).one(group).properties['securityRules'] as readonly Rule[]
  return rules
    .filter(({ properties }) => properties['direction'] === 'Outbound')
    .map(({ name, properties: { access, ...one } }) => [
      `${String(access)} ${name}`,
      one['destinationAddressPrefixes'] ?? one['destinationAddressPrefix'],
      one['destinationPortRanges'] ?? one['destinationPortRange'],
    ])
}

test('the gateway reaches endpoints of all regions at the ports of what it uses, and Container Apps its platform', () => {
  assert.deepEqual(
    outbound('storage: { database: env:LEDGER }\nlanding_zone: { gateway: { runs_on: container-apps } }'),
    [
      ['Allow AllowPrivateEndpoints', ['10.64.1.0/25', '10.64.5.0/25'], ['443', '2049', '5432']],
      ['Allow AllowAmongMachines', '10.64.0.0/24', ['0-65535']],
      ['Allow AllowNames', ['168.63.129.16/32'], ['53']],
      ['Allow AllowSignIn', 'AzureActiveDirectory', ['443']],
      ['Allow AllowImagesOfThePlatform', 'MicrosoftContainerRegistry', ['443']],
      ['Allow AllowImagesByFrontDoor', 'AzureFrontDoor.FirstParty', ['443']],
      ['Allow AllowTelemetry', 'AzureMonitor', ['443']],
      ['Allow AllowHostsOfThePlatform', 'AzureCloud', ['443']],
      ['Allow AllowTime', '*', ['123']],
      ['Deny DenyAllOtherOutbound', '*', '*'],
    ],
  )
})

test('endpoints begin nothing, in the network and in the hub', () => {
  const sections = 'network: { portals: private }'
  for (const group of ['endpointsSecurityGroupSwedencentral', 'endpointsHubSecurityGroupSwedencentral'])
    assert.deepEqual(outbound(sections, group), [['Deny DenyAllOtherOutbound', '*', '*']])
})

test('what the file lists may leave on its ports: names anywhere, ranges and tags where they are', () => {
  const rules = outbound(`network:
  egress:
    allow:
      - { to: api.example.org, reason: rates }
      - { to: '*.partner.example', ports: [8443] }
      - { to: 203.0.113.0/24, ports: [22] }
      - { to: Storage.SwedenCentral }
`)
  assert.deepEqual(rules.slice(-4, -1), [
    ['Allow AllowListedNames', 'Internet', ['443', '8443']],
    ['Allow AllowListed-203.0.113.0-24', '203.0.113.0/24', ['22']],
    ['Allow AllowListed-Storage.SwedenCentral', 'Storage.SwedenCentral', ['443']],
  ])
  const open = outbound('network: { egress: { mode: internet, reason: partners everywhere } }')
  assert.deepEqual(open.at(-2), ['Allow AllowListedNames', 'Internet', ['80', '443']])
})

test('servers of the network are asked for names: in its own hub, or at the firewall of the platform', () => {
  const asked = (sections: string) => outbound(sections).find(([name]) => name === 'Allow AllowNames')?.[1]
  assert.deepEqual(asked('network: { dns: { servers: custom } }'), ['168.63.129.16/32', '10.65.0.0/23'])
  const hub =
    '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub'
  assert.deepEqual(
    asked(`network: { dns: { servers: custom } }
landing_zone: { existing: { hubs: { swedencentral: { network: ${hub}, firewall_address: 10.9.0.4 } } } }`),
    ['168.63.129.16/32', '10.9.0.4/32'],
  )
})

test('nodes and pods of AKS talk among themselves, and nodes reach what Container Apps does', () => {
  const gateway =
    'gateway: { listen: 0.0.0.0:8443, operations: 0.0.0.0:9090, signing_key: env:KEY, tls_ends_in_front: true }'
  const rules = outbound(`${gateway}\nlanding_zone: { gateway: { runs_on: aks } }`)
  assert.deepEqual(rules.slice(0, 4), [
    ['Allow AllowPrivateEndpoints', ['10.64.1.0/25', '10.64.5.0/25'], ['443', '2049']],
    ['Allow AllowAmongMachines', '10.64.0.0/24', ['0-65535']],
    ['Allow AllowNodesToPods', '100.64.0.0/16', ['0-65535']],
    ['Allow AllowAmongPods', '100.64.0.0/16', ['0-65535']],
  ])
  assert.ok(rules.some(([name, to]) => name === 'Allow AllowHostsOfThePlatform' && to === 'Internet'))
  const names = (sections: string) => outbound(sections).map(([name]) => name)
  const more = new Set(['Allow AllowNodesToPods', 'Allow AllowAmongPods'])
  assert.deepEqual(
    rules.map(([name]) => name).filter((name) => !more.has(String(name))),
    names('landing_zone: { gateway: { runs_on: container-apps } }'),
  )
})
