import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { evaluateTarget } from '../azure/index.ts'
import { review, RULES, type Target } from '../review/index.ts'
import { PRINTERS, type ResourceGraph } from './index.ts'
import { type Zone, zoneWith } from './zone.fixture.ts'

const NOW_MS = Date.UTC(2026, 10, 21)
const GATEWAYS = 'Microsoft.Network/applicationGateways'
const FIREWALLS = 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies'
const SUBNETS = 'Microsoft.Network/virtualNetworks/subnets'

const zoneOf = (exposure: string, ingress: string, more = ''): Zone =>
  zoneWith(`exposure: ${exposure}\nnetwork: { gateway: inside, ingress: { ${ingress} } }\n${more}`)

/** Failures of the review that are of these types. */
function failures({ stages, ...rest }: ResourceGraph, types: readonly string[]): readonly string[] {
  const linked = new Map<string, string>()
  const printed = PRINTERS.find(({ name }) => name === 'arm')?.print({ stages, ...rest }) ?? []
  const targets = printed.map(({ path, text }): Target => {
    const evaluation = evaluateTarget({ name: path, text }, { parameterFiles: [], linked })
    return { kind: evaluation.kind, file: path, evaluation }
  })
  const { findings } = review(targets, {
    rules: RULES,
    allRuleIds: new Set(RULES.map(({ id }) => id)),
    nowMs: NOW_MS,
    baseline: new Set(),
  })
  return findings
    .filter(({ verdict, subject }) => verdict === 'fail' && types.some((type) => subject.startsWith(type)))
    .map(({ rule, subject, message }) => `${rule.id} ${subject}: ${message}`)
}

/** The value at a path of names and positions. */
function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<string | number, unknown>>)[key],
    value,
  )
}

describe('Application Gateway on the internet', () => {
  const zone = zoneOf(
    'online',
    'via: application-gateway',
    'landing_zone: { entrance: { host: ai.contoso.com } }',
  )
  const [entrance] = zone.of(GATEWAYS, '60-entrance-swedencentral')

  test('the review has nothing against it', () =>
    assert.deepEqual(failures(zone.graph, [GATEWAYS, FIREWALLS, 'Microsoft.Network/publicIPAddresses']), []))

  test('stands in each region, in all zones, and answers over HTTPS alone', () => {
    assert.equal(zone.of(GATEWAYS).length, 2)
    assert.deepEqual(entrance?.whole['zones'], ['1', '2', '3'])
    const listeners = at(entrance?.properties, 'httpListeners') as readonly unknown[]
    assert.equal(listeners.length, 1)
    assert.equal(at(listeners, 0, 'properties', 'protocol'), 'Https')
    assert.equal(
      at(entrance?.properties, 'backendHttpSettingsCollection', 0, 'properties', 'protocol'),
      'Https',
    )
  })

  test('waits as long as the gateway does, and looks whether it is ready', () => {
    // 30 minutes of `gateway.deadlines.reasoning.total`.
    assert.equal(
      at(entrance?.properties, 'backendHttpSettingsCollection', 0, 'properties', 'requestTimeout'),
      1800,
    )
    assert.equal(at(entrance?.properties, 'probes', 0, 'properties', 'path'), '/readyz')
  })

  test('its firewall prevents, and takes neither long nor technical prompts for attacks', () => {
    const [firewall] = zone.of(FIREWALLS)
    const settings = at(firewall?.properties, 'policySettings') as Readonly<Record<string, unknown>>
    assert.deepEqual([settings['mode'], settings['state']], ['Prevention', 'Enabled'])
    assert.deepEqual([settings['requestBodyCheck'], settings['requestBodyEnforcement']], [true, false])
    const exclusions = at(firewall?.properties, 'managedRules', 'exclusions') as readonly unknown[]
    assert.ok(exclusions.some((one) => at(one, 'selector') === 'messages'))
    const detecting = zoneOf('online', 'via: application-gateway, waf: detection').of(FIREWALLS)[0]
    assert.equal(at(detecting?.properties, 'policySettings', 'mode'), 'Detection')
  })

  test('its subnet lets in what Azure needs, and leads nothing to a firewall', () => {
    const [subnet] = zone
      .of(SUBNETS, '20-network-swedencentral')
      .filter(({ name }) => name.endsWith('/snet-entrance'))
    assert.ok(subnet !== undefined)
    assert.equal(subnet.properties['routeTable'], undefined)
    const [group] = zone
      .of('Microsoft.Network/networkSecurityGroups', '20-network-swedencentral')
      .filter(({ name }) => name.includes('entrance'))
    const rules = at(group?.properties, 'securityRules') as readonly unknown[]
    assert.deepEqual(
      rules.map((rule) => [
        at(rule, 'properties', 'sourceAddressPrefix'),
        at(rule, 'properties', 'destinationPortRanges') ?? '*',
      ]),
      [
        ['Internet', ['443']],
        ['GatewayManager', ['65200-65535']],
        ['AzureLoadBalancer', ['0-65535']],
        ['*', '*'],
      ],
    )
  })

  test('its certificate is asked for, and is in the vault that it may read', () => {
    assert.ok(zone.asked('46-gateway-state-swedencentral').includes('entranceCertificate (secret)'))
    assert.match(
      String(at(entrance?.properties, 'sslCertificates', 0, 'properties', 'keyVaultSecretId')),
      /secrets\/entrance-certificate/,
    )
    assert.ok(
      (at(entrance?.whole, 'dependsOn') as readonly string[]).includes('entranceCertificateInSwedencentral'),
    )
  })

  test('one name leads to the region that is well', () => {
    const [profile] = zone.of('Microsoft.Network/trafficmanagerprofiles')
    const endpoints = at(profile?.properties, 'endpoints') as readonly unknown[]
    assert.deepEqual(
      endpoints.map((one) => [at(one, 'name'), at(one, 'properties', 'priority')]),
      [
        ['swedencentral', 1],
        ['francecentral', 2],
      ],
    )
    const addresses = zone
      .of('Microsoft.Network/publicIPAddresses')
      .filter(({ stage }) => stage.startsWith('60-'))
    assert.equal(addresses.length, 2)
    for (const { properties, stage } of addresses) {
      // Traffic Manager asks by this name, and is answered.
      const [one] = zone.of(GATEWAYS, stage)
      const region = stage.replace('60-entrance-', '')
      assert.deepEqual(at(one?.properties, 'httpListeners', 0, 'properties', 'hostNames'), [
        'ai.contoso.com',
        `${String(at(properties, 'dnsSettings', 'domainNameLabel'))}.${region}.cloudapp.azure.com`,
      ])
      assert.equal(at(properties, 'ddosSettings', 'protectionMode'), 'Enabled')
      assert.match(String(at(properties, 'dnsSettings', 'domainNameLabel')), /^entrance-[a-z0-9-]+$/)
    }
  })
})

test('Application Gateway of a corporate workload has no address on the internet', () => {
  const zone = zoneOf('corp', 'via: application-gateway')
  const [entrance] = zone.of(GATEWAYS, '60-entrance-swedencentral')
  const [frontend] = at(entrance?.properties, 'frontendIPConfigurations') as readonly unknown[]
  assert.equal(at(frontend, 'properties', 'privateIPAddress'), '10.64.2.250')
  assert.ok(!zone.of('Microsoft.Network/publicIPAddresses').some(({ stage }) => stage.startsWith('60-')))
  assert.equal(zone.of('Microsoft.Network/trafficmanagerprofiles').length, 0)
  assert.ok(zone.notes.some((note) => note.includes('EnableApplicationGatewayNetworkIsolation')))
})

describe('Front Door', () => {
  const zone = zoneOf('online', 'via: front-door', 'landing_zone: { entrance: { host: ai.contoso.com } }')

  test('the review has nothing against it', () =>
    assert.deepEqual(failures(zone.graph, ['Microsoft.Cdn', 'Microsoft.Network/FrontDoor']), []))

  test('reaches the gateway of each region over a private link, which somebody has to approve', () => {
    const origins = zone.of('Microsoft.Cdn/profiles/originGroups/origins')
    assert.deepEqual(
      origins.map(({ properties }) => [
        at(properties, 'sharedPrivateLinkResource', 'groupId'),
        at(properties, 'sharedPrivateLinkResource', 'privateLinkLocation'),
      ]),
      [
        ['managedEnvironments', 'swedencentral'],
        ['managedEnvironments', 'francecentral'],
      ],
    )
    assert.ok(zone.notes.some((note) => note.includes('approve')))
  })

  test('passes HTTPS alone, for the name of the file, behind its firewall', () => {
    const [route] = zone.of('Microsoft.Cdn/profiles/afdEndpoints/routes')
    assert.equal(route?.properties['httpsRedirect'], 'Enabled')
    assert.equal(route?.properties['forwardingProtocol'], 'HttpsOnly')
    assert.equal(route?.properties['linkToDefaultDomain'], 'Disabled')
    const [guard] = zone.of('Microsoft.Cdn/profiles/securityPolicies')
    const domains = at(guard?.properties, 'parameters', 'associations', 0, 'domains') as readonly unknown[]
    assert.equal(domains.length, 2)
    const [firewall] = zone.of('Microsoft.Network/FrontDoorWebApplicationFirewallPolicies')
    assert.equal(at(firewall?.properties, 'policySettings', 'mode'), 'Prevention')
    assert.match(firewall?.name ?? '', /^fdfp[a-z0-9]+$/)
  })
})

const ON_AKS = `landing_zone: { gateway: { runs_on: aks }, entrance: { host: ai.contoso.com } }
gateway:
  listen: 0.0.0.0:8443
  operations: 0.0.0.0:9090
  tls: { certificate: env:TLS_CERTIFICATE, key: env:TLS_KEY }
  signing_key: env:SIGNING_KEY
`

/** The Service of the gateway in a region, as it is handed to Kubernetes. */
function serviceIn({ graph }: Zone, region: string): unknown {
  const file = graph.files.find(({ path }) => path === `kubernetes/${region}/gateway.json`)
  const items = at(JSON.parse(file?.text ?? ''), 'items') as readonly unknown[]
  return items.find((one) => at(one, 'kind') === 'Service')
}

describe('before a gateway on AKS', () => {
  test('Application Gateway leads to the address of its balancer, by the name of its certificate', () => {
    const zone = zoneOf('online', 'via: application-gateway', ON_AKS)
    assert.deepEqual(failures(zone.graph, [GATEWAYS, FIREWALLS, 'Microsoft.Network/publicIPAddresses']), [])
    for (const region of ['swedencentral', 'francecentral']) {
      const [entrance] = zone.of(GATEWAYS, `60-entrance-${region}`)
      const annotations = at(serviceIn(zone, region), 'metadata', 'annotations')
      assert.deepEqual(at(entrance?.properties, 'backendAddressPools', 0, 'properties', 'backendAddresses'), [
        { ipAddress: at(annotations, 'service.beta.kubernetes.io/azure-load-balancer-ipv4') },
      ])
      const settings = at(entrance?.properties, 'backendHttpSettingsCollection', 0, 'properties')
      assert.equal(at(settings, 'hostName'), 'ai.contoso.com')
      assert.equal(at(settings, 'pickHostNameFromBackendAddress'), undefined)
      assert.ok(!Object.keys(annotations as object).some((name) => name.includes('pls')))
    }
    assert.equal(at(serviceIn(zone, 'swedencentral'), 'spec', 'externalTrafficPolicy'), 'Local')
    const [profile] = zone.of('Microsoft.Network/trafficmanagerprofiles')
    assert.equal((at(profile?.properties, 'endpoints') as readonly unknown[]).length, 2)
    assert.equal(
      zone.one('gatewaySubnetSwedencentral').properties['privateLinkServiceNetworkPolicies'],
      undefined,
    )
  })

  test('Front Door reaches the private link service that AKS makes before the balancer', () => {
    const zone = zoneOf('online', 'via: front-door', ON_AKS)
    assert.deepEqual(failures(zone.graph, ['Microsoft.Cdn', 'Microsoft.Network/FrontDoor']), [])
    const origins = zone.of('Microsoft.Cdn/profiles/originGroups/origins')
    assert.equal(origins.length, 2)
    for (const { name, properties } of origins) {
      const region = name.split('/').at(-1) ?? ''
      const cluster = zone
        .of('Microsoft.ContainerService/managedClusters')
        .find(({ whole }) => whole['location'] === region)
      const service = serviceIn(zone, region)
      const link = String(at(properties, 'sharedPrivateLinkResource', 'privateLink', 'id'))
      assert.ok(link.includes(`/resourceGroups/${String(cluster?.properties['nodeResourceGroup'])}/`), link)
      const made = at(service, 'metadata', 'annotations', 'service.beta.kubernetes.io/azure-pls-name')
      assert.ok(link.includes(`/privateLinkServices/${String(made)}'`), link)
      assert.equal(at(properties, 'sharedPrivateLinkResource', 'groupId'), undefined)
      assert.equal(properties['hostName'], 'ai.contoso.com')
      assert.equal(at(service, 'spec', 'externalTrafficPolicy'), 'Cluster')
      const subnet = zone.one(
        region === 'swedencentral' ? 'gatewaySubnetSwedencentral' : 'gatewaySubnetFrancecentral',
      )
      assert.equal(subnet.properties['privateLinkServiceNetworkPolicies'], 'Disabled')
    }
    assert.ok(zone.notes.some((note) => note.includes('stops at step 60')))
    assert.ok(zone.notes.some((note) => note.includes('private link service beside the nodes')))
  })
})

describe('before API Management', () => {
  const inPlace =
    'landing_zone: { gateway: { runs_on: api-management }, entrance: { host: ai.contoso.com } }\n'
  const zone = zoneOf('online', 'via: application-gateway', inPlace)

  test('Application Gateway of each region leads to the address there, by the name that it answers', () => {
    assert.deepEqual(failures(zone.graph, [GATEWAYS, FIREWALLS, 'Microsoft.Network/publicIPAddresses']), [])
    const [service] = zone.of('Microsoft.ApiManagement/service')
    for (const [region, address] of [
      ['swedencentral', /^\[reference\('apiManagement'\)\.privateIPAddresses\[0\]\]$/],
      [
        'francecentral',
        /^\[reference\('apiManagement'\)\.additionalLocations\[0\]\.privateIPAddresses\[0\]\]$/,
      ],
    ] as const) {
      const [entrance] = zone.of(GATEWAYS, `60-entrance-${region}`)
      const pool = at(entrance?.properties, 'backendAddressPools', 0, 'properties')
      assert.match(String(at(pool, 'backendAddresses', 0, 'ipAddress')), address)
      const settings = at(entrance?.properties, 'backendHttpSettingsCollection', 0, 'properties')
      assert.equal(at(settings, 'hostName'), `${service?.name}.azure-api.net`)
      assert.equal(at(entrance?.properties, 'probes', 0, 'properties', 'path'), '/status-0123456789abcdef')
    }
  })

  test('clients are led to the region that is well', () => {
    const [profile] = zone.of('Microsoft.Network/trafficmanagerprofiles')
    assert.equal(at(profile?.properties, 'monitorConfig', 'path'), '/status-0123456789abcdef')
    assert.equal((at(profile?.properties, 'endpoints') as readonly unknown[]).length, 2)
  })

  test('the certificate is asked for, and nothing of Causeway', () => {
    for (const region of ['swedencentral', 'francecentral']) {
      assert.deepEqual(zone.asked(`46-entrance-vault-${region}`), ['entranceCertificate (secret)'])
      const [vault] = zone.of('Microsoft.KeyVault/vaults', `46-entrance-vault-${region}`)
      assert.equal(vault?.properties['publicNetworkAccess'], 'Disabled')
      assert.equal(zone.of('Microsoft.Network/privateEndpoints', `46-entrance-vault-${region}`).length, 1)
    }
    assert.equal(zone.of('Microsoft.App/containerApps').length, 0)
  })

  test('Front Door reaches it over Application Gateways that the internet does not reach', () => {
    const behind = zoneOf('online', 'via: front-door', inPlace)
    assert.deepEqual(
      failures(behind.graph, [GATEWAYS, FIREWALLS, 'Microsoft.Cdn', 'Microsoft.Network/publicIPAddresses']),
      [],
    )
    const origins = behind.of('Microsoft.Cdn/profiles/originGroups/origins')
    assert.equal(origins.length, 2)
    for (const { name, properties } of origins) {
      const region = name.split('/').at(-1) ?? ''
      const [entrance] = behind.of(GATEWAYS, `60-entrance-${region}`)
      const link = at(properties, 'sharedPrivateLinkResource')
      assert.ok(String(at(link, 'privateLink', 'id')).includes(`'${entrance?.name ?? ''}'`))
      const [frontend, ...others] = at(entrance?.properties, 'frontendIPConfigurations') as readonly unknown[]
      assert.deepEqual(others, [])
      assert.equal(at(link, 'groupId'), at(frontend, 'name'))
      const [made] = at(entrance?.properties, 'privateLinkConfigurations') as readonly unknown[]
      assert.match(
        String(at(frontend, 'properties', 'privateLinkConfiguration', 'id')),
        new RegExp(`/privateLinkConfigurations/${String(at(made, 'name'))}'`),
      )
      assert.match(
        String(at(made, 'properties', 'ipConfigurations', 0, 'properties', 'subnet', 'id')),
        /'snet-entrance-link'/,
      )
      assert.equal(properties['hostName'], 'ai.contoso.com')
      assert.deepEqual(at(entrance?.properties, 'httpListeners', 0, 'properties', 'hostNames'), [
        'ai.contoso.com',
      ])
      assert.deepEqual(behind.asked(`46-entrance-vault-${region}`), ['entranceCertificate (secret)'])
    }
    assert.equal(
      behind.one('entranceLinkSubnetSwedencentral').properties['privateLinkServiceNetworkPolicies'],
      'Disabled',
    )
    const [group] = behind
      .of('Microsoft.Network/networkSecurityGroups', '20-network-swedencentral')
      .filter(({ name }) => name.endsWith('-entrance-swedencentral'))
    const rules = at(group?.properties, 'securityRules') as readonly unknown[]
    assert.ok(!rules.some((rule) => at(rule, 'properties', 'sourceAddressPrefix') === 'Internet'))
    assert.equal(rules.length, 4)
    assert.equal(behind.of('Microsoft.Network/trafficmanagerprofiles').length, 0)
    assert.ok(behind.notes.some((note) => /approve/.test(note) && note.includes('Application Gateway')))
  })

  test('with nothing before it, or without the name of a certificate, somebody is told', () => {
    const none = zoneOf('online', 'via: none', inPlace)
    assert.ok(none.notes.some((note) => note.includes('nothing stands before its gateway')))
    assert.equal(none.of('Microsoft.KeyVault/vaults').length, 0)
    const frontDoor = zoneOf('online', 'via: front-door', inPlace.replace(/, entrance: .*? \}/, ''))
    assert.equal(frontDoor.of('Microsoft.Cdn/profiles').length, 0)
    assert.equal(frontDoor.of(GATEWAYS).length, 0)
    assert.ok(frontDoor.notes.some((note) => /^No entrance is built .* entrance: \{ host/.test(note)))
  })
})

test('a workload that is online without an entrance is told so; one whose entrance is elsewhere is not', () => {
  const isTold = (ingress: string): boolean =>
    zoneOf('online', ingress).notes.some((note) => note.includes('nothing stands before its gateway'))
  assert.ok(isTold('via: none'))
  assert.ok(!isTold('via: other'))
  assert.ok(!isTold('via: front-door'))
  const nowhere = zoneOf('online', 'via: front-door', 'landing_zone: { gateway: { runs_on: none } }')
  assert.ok(nowhere.notes.some((note) => /^No entrance is built .* none is built/.test(note)))
})
