import type { Rule } from '../rule.ts'
import { GIVEN, PERHAPS, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'

const GATEWAYS = [
  'Microsoft.Network/virtualNetworkGateways',
  'Microsoft.Network/vpnGateways',
  'Microsoft.Network/expressRouteGateways',
]
const GATEWAY = sample('Microsoft.Network/virtualNetworkGateways', 'er')

function firewallPolicy(enableProxy: unknown) {
  return sample('Microsoft.Network/firewallPolicies', 'policy', { dnsSettings: { enableProxy } })
}

export const net13: Rule = {
  id: 'NET-13',
  title: 'DNS on premises forwards private zones to Azure',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    '`network.dns.forwarders`, where a link to on premises is declared; in templates with a gateway to on premises, what in Azure its DNS could forward to: a resolver, or the proxy of a firewall.',
  why: 'Names of private endpoints cannot be resolved from on premises without it.',
  remedy: 'Add conditional forwarders for the public zone names to a DNS resolver in Azure.',
  workload: {
    check: setting(
      ['network', 'dns', 'forwarders'],
      ({ network }) => network?.dns?.forwarders,
      {
        isGood: (on) => on,
        good: 'DNS on premises forwards to Azure',
        bad: 'DNS on premises does not forward to Azure',
      },
      ({ network }) => network?.on_premises?.link !== undefined && network.on_premises.link !== 'none',
    ),
    cases: {
      fails: ['network: { on_premises: { link: expressroute }, dns: { forwarders: false } }'],
      passes: ['network: { on_premises: { link: expressroute }, dns: { forwarders: true } }'],
      undetermined: ['network: { on_premises: { link: expressroute } }'],
      notApplicable: ['network: { on_premises: { link: none } }'],
    },
  },
  resources: {
    *check(estate) {
      const gateways = estate.ofType(...GATEWAYS)
      if (gateways.length === 0) return
      const resolvers = estate.ofType('Microsoft.Network/dnsResolvers/inboundEndpoints')
      const [resolver] = [...resolvers].sort((a, b) => Number(a.doubt !== null) - Number(b.doubt !== null))
      const path = 'properties.dnsSettings.enableProxy'
      const proxies = estate
        .ofType('Microsoft.Network/firewallPolicies')
        .filter((policy) => policy.ask(path).kind !== 'unset')
      const servers = estate
        .ofType('Microsoft.Network/virtualNetworks')
        .find((network) => network.ask('properties.dhcpOptions.dnsServers').kind !== 'unset')
      if (resolver !== undefined) yield resolver.exists(`DNS on premises can forward to ${resolver.name}`)
      else if (proxies.length > 0)
        for (const proxy of proxies) {
          const judged = proxy.judge(path, {
            whenUnset: false,
            isGood: (on) => on === true,
            bad: 'DNS on premises has nothing to forward to',
          })
          yield judged.verdict === 'pass' ? proxy.exists(judged.message) : judged
        }
      else if (servers !== undefined)
        yield servers.unknown(
          'properties.dhcpOptions',
          `whether DNS on premises can forward to the servers of ${servers.name}: they are not here`,
        )
      else
        yield estate.missing(
          'there is a gateway to on premises, and nothing in Azure that DNS there could forward to',
          gateways,
        )
    },
    cases: {
      fails: [[GATEWAY], [GATEWAY, firewallPolicy(false)]],
      passes: [
        [GATEWAY, sample('Microsoft.Network/dnsResolvers/inboundEndpoints', 'resolver/in')],
        [GATEWAY, firewallPolicy(true)],
      ],
      undetermined: [
        [GATEWAY, firewallPolicy(GIVEN)],
        [GATEWAY, { ...firewallPolicy(true), ...PERHAPS }],
        [
          GATEWAY,
          sample('Microsoft.Network/virtualNetworks', 'hub', { dhcpOptions: { dnsServers: ['10.0.0.4'] } }),
        ],
      ],
      notApplicable: [[firewallPolicy(true)]],
    },
  },
}
