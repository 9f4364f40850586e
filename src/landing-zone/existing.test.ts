import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SHIPPED_FACTS } from '../azure/index.ts'
import { loadDesign } from '../workload/index.ts'
import { buildGraph, deployFiles, estimateCost, PRINTERS, type ResourceGraph } from './index.ts'
import { type Body, idOf } from './resource-graph.ts'

const PLATFORM = '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups'
const HUB = `${PLATFORM}/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub`
const WORKSPACE = `${PLATFORM}/rg-log/providers/Microsoft.OperationalInsights/workspaces/log`
const PLAN = `${PLATFORM}/rg-hub/providers/Microsoft.Network/ddosProtectionPlans/ddos`

function graphOf(existing: object, zone: object = {}): ResourceGraph {
  const text = JSON.stringify({
    workload: 'contoso-chat',
    environment: 'production',
    regions: { primary: 'swedencentral', secondary: 'francecentral' },
    accounts: Object.fromEntries(
      ['swedencentral', 'francecentral'].map((region) => [
        region,
        { provider: 'azure-openai', region, endpoint: 'env:E', auth: 'managed-identity' },
      ]),
    ),
    models: {
      'gpt-4.1': {
        deployments: ['swedencentral', 'francecentral'].map((account) => ({
          id: account,
          account,
          type: 'standard',
          tpm: '10k',
        })),
      },
    },
    consumers: { '/contoso/bot': { models: 'all' } },
    landing_zone: { existing, ...zone },
  })
  const loaded = loadDesign(text, { source: 'workload.yaml', nowMs: 0 })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph)
  return graph
}

const stageNames = ({ stages }: ResourceGraph): readonly string[] => stages.map(({ name }) => name)
const bodies = ({ stages }: ResourceGraph, type: string): readonly string[] =>
  stages
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.type === type)
    .map(({ name, body }) => `${JSON.stringify(name)} ${JSON.stringify(body)}`)
const readmeOf = (graph: ResourceGraph): string =>
  deployFiles(graph, PRINTERS).find(({ path }) => path === 'README.md')?.text ?? ''

describe('what the platform has already', () => {
  test('a hub: none is built in its region, the spoke peers with it and leaves by its firewall', () => {
    const graph = graphOf({ hubs: { swedencentral: { network: HUB, firewall_address: '10.0.0.4' } } })
    const names = stageNames(graph)
    assert.ok(!names.includes('15-hub-swedencentral') && !names.includes('25-peering-hub-swedencentral'))
    assert.ok(names.includes('15-hub-francecentral') && names.includes('25-peering-hub-francecentral'))
    const [toHub] = bodies(graph, 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings')
    assert.ok(toHub?.includes(`"remoteVirtualNetwork":{"id":"${HUB}"}`), toHub)
    const [routes] = bodies(graph, 'Microsoft.Network/routeTables')
    assert.match(routes ?? '', /"nextHopIpAddress":"10\.0\.0\.4"/)
    const groups = bodies(graph, 'Microsoft.Resources/resourceGroups').filter((one) => one.includes('-hub-'))
    assert.equal(groups.length, 1)
  })

  test('the team of the hub is told what it has to do, with the command', () => {
    const { notes } = graphOf({ hubs: { swedencentral: { network: HUB, firewall_address: '10.0.0.4' } } })
    const [peering = '', firewall = ''] = notes
    assert.match(peering, /az network vnet peering create .*--resource-group rg-hub --vnet-name vnet-hub /)
    assert.match(
      peering,
      /--remote-vnet \/subscriptions\/SUBSCRIPTION\/resourceGroups\/rg-contoso-chat-prod-net-swedencentral\/.*\/vnet-contoso-chat-prod-swedencentral /,
    )
    assert.match(firewall, /10\.64\.0\.0\/22 .*login\.microsoftonline\.com/)
  })

  test('a hub without a firewall: its own routes hold', () => {
    const graph = graphOf({ hubs: { swedencentral: { network: HUB, firewall_address: 'none' } } })
    const [routes] = bodies(graph, 'Microsoft.Network/routeTables')
    assert.match(routes ?? '', /"disableBgpRoutePropagation":false,"routes":\[\]/)
    assert.match(graph.notes.join('\n'), /hub of swedencentral has no firewall/)
  })

  test('zones: none is made, and endpoints write into those of the platform', () => {
    const graph = graphOf({ private_dns_zones: `${PLATFORM}/rg-dns` })
    assert.ok(!stageNames(graph).includes('30-private-dns'))
    const [group] = bodies(graph, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups')
    assert.ok(
      group?.includes(
        `${PLATFORM}/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com`,
      ),
    )
    assert.match(graph.notes.join('\n'), /rg-dns has to hold .*privatelink\.openai\.azure\.com/)
    assert.ok(!bodies(graph, 'Microsoft.Resources/resourceGroups').some((one) => one.includes('-dns')))
  })

  test('a workspace: all logs go there', () => {
    const graph = graphOf({ log_workspace: WORKSPACE })
    assert.deepEqual(bodies(graph, 'Microsoft.OperationalInsights/workspaces'), [])
    for (const setting of bodies(graph, 'Microsoft.Insights/diagnosticSettings'))
      assert.ok(setting.includes(`"workspaceId":"${WORKSPACE}"`))
    const [insights] = bodies(graph, 'Microsoft.Insights/components')
    assert.ok(insights?.includes(`"WorkspaceResourceId":"${WORKSPACE}"`))
  })

  test('a DDoS plan: every network joins it, and public addresses inherit it', () => {
    const graph = graphOf({ ddos_plan: PLAN })
    for (const network of bodies(graph, 'Microsoft.Network/virtualNetworks'))
      assert.ok(network.includes(`"ddosProtectionPlan":{"id":"${PLAN}"}`))
    for (const address of bodies(graph, 'Microsoft.Network/publicIPAddresses'))
      assert.ok(address.includes('VirtualNetworkInherited'))
  })

  test('a DDoS plan goes before one that would be built, which is built once and joined by every network', () => {
    const ddos = 'network-plan'
    const plansOf = (graph: ResourceGraph) => bodies(graph, 'Microsoft.Network/ddosProtectionPlans')
    assert.deepEqual(plansOf(graphOf({ ddos_plan: PLAN }, { ddos })), [])
    for (const none of [{}, { ddos: 'each-address' }]) {
      const graph = graphOf({}, none)
      assert.deepEqual(plansOf(graph), [])
      const addresses = bodies(graph, 'Microsoft.Network/publicIPAddresses')
      assert.ok(addresses.length > 0 && addresses.every((one) => one.includes('"protectionMode":"Enabled"')))
    }
    const graph = graphOf({}, { ddos })
    assert.equal(plansOf(graph).length, 1)
    const networks = graph.stages
      .flatMap(({ resources }) => resources)
      .filter(({ type }) => type === 'Microsoft.Network/virtualNetworks')
    assert.equal(networks.length, 4)
    const plan = graph.stages
      .find(({ name }) => name === '10-operations')
      ?.resources.find(({ symbol }) => symbol === 'ddosPlan')
    assert.ok(plan !== undefined)
    for (const { body } of networks) {
      const { enableDdosProtection, ddosProtectionPlan } = body['properties'] as Body
      assert.deepEqual([enableDdosProtection, ddosProtectionPlan], [true, { id: idOf(plan) }])
    }
    for (const address of bodies(graph, 'Microsoft.Network/publicIPAddresses'))
      assert.ok(address.includes('VirtualNetworkInherited'))
    const { priced, unknown } = estimateCost(graph, SHIPPED_FACTS)
    const price = priced.find(({ resource }) => resource === plan)
    assert.ok(price !== undefined && price.centsPerMonth > 100_000)
    assert.ok(!unknown.some(({ why }) => why.includes('DDoS')))
  })

  test('the page names the roles that it takes on what is there, and no others', () => {
    const roles = (existing: object): readonly string[] =>
      [...readmeOf(graphOf(existing)).matchAll(/^- \*\*(.+)\*\* on (\S+)/gm)].map(
        ([, role = '', on = '']) => `${role} on ${on}`,
      )
    const own = [
      'Contributor on the',
      'Resource Policy Contributor on the',
      'Role Based Access Control Administrator on the',
    ]
    assert.deepEqual(roles({}), own)
    const all = roles({
      hubs: { swedencentral: { network: HUB, firewall_address: '10.0.0.4' } },
      private_dns_zones: `${PLATFORM}/rg-dns`,
      log_workspace: WORKSPACE,
      ddos_plan: PLAN,
    }).map((role) => role.replace(/,$/, ''))
    assert.deepEqual(
      new Set(all.slice(own.length)),
      new Set([
        `Log Analytics Contributor on ${WORKSPACE}`,
        `Network Contributor on ${HUB}`,
        `Network Contributor on ${PLAN}`,
        `Private DNS Zone Contributor on ${PLATFORM}/rg-dns`,
      ]),
    )
  })

  test('the page has the notes', () => {
    assert.match(
      readmeOf(graphOf({ private_dns_zones: `${PLATFORM}/rg-dns` })),
      /## Beside it\n\n(?:- .*\n)*- The private/,
    )
  })
})
