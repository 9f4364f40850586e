import type { Rule } from '../rule.ts'
import { GIVEN, sample } from '../sample-resources.ts'
import { hubsOf } from '../networks.ts'
import { setting } from '../setting.ts'

const ENDPOINT = sample('Microsoft.Network/privateEndpoints', 'pe')

function asking(dnsServers: unknown) {
  return sample('Microsoft.Network/virtualNetworks', 'spoke', { dhcpOptions: { dnsServers } })
}

export const pnet14: Rule = {
  id: 'PNET-14',
  title: 'Virtual networks ask DNS servers of your own',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt:
    '`network.dns.servers`, where there are private endpoints; in templates with private endpoints, the DNS servers of networks that are no hub.',
  why: 'Names that are looked up elsewhere can lead to public addresses, and nobody sees who asked for what.',
  remedy: 'Set the networks’ DNS servers to a resolver or to the proxy of the firewall.',
  workload: {
    check: setting(
      ['network', 'dns', 'servers'],
      ({ network }) => network?.dns?.servers,
      {
        isGood: (servers) => servers === 'custom',
        good: 'networks ask DNS servers of your own',
        bad: 'networks ask Azure’s DNS',
      },
      ({ network }) => network?.models === 'private-endpoints' || network?.data === 'private-endpoints',
    ),
    cases: {
      fails: ['network: { models: private-endpoints, dns: { servers: azure } }'],
      passes: ['network: { models: private-endpoints, dns: { servers: custom } }'],
      undetermined: ['network: { models: private-endpoints }'],
      notApplicable: ['network: { models: public }'],
    },
  },
  resources: {
    *check(estate) {
      if (estate.ofType('Microsoft.Network/privateEndpoints').length === 0) return
      const hubs = hubsOf(estate)
      for (const network of estate.ofType('Microsoft.Network/virtualNetworks')) {
        if (hubs.has(network)) continue
        const path = 'properties.dhcpOptions.dnsServers'
        const servers = network.ask(path)
        if (servers.kind === 'unknown')
          yield network.unknown(path, `which DNS servers ${network.name} asks is not known`)
        else if (network.items(path).length > 0)
          yield network.pass(path, `${network.name} asks DNS servers of your own`)
        else yield network.fail(path, `${network.name} asks Azure’s DNS`)
      }
    },
    cases: {
      fails: [[ENDPOINT, sample('Microsoft.Network/virtualNetworks', 'spoke')]],
      passes: [[ENDPOINT, asking(['10.0.0.4'])]],
      undetermined: [[ENDPOINT, asking(GIVEN)]],
      notApplicable: [[sample('Microsoft.Network/virtualNetworks', 'spoke')]],
    },
  },
}
