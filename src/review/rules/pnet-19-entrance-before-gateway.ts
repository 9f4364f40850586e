import type { Rule } from '../rule.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import { toJson } from '../../azure/index.ts'
import type { Resource } from '../estate.ts'
import { isOnline } from '../setting.ts'

const ENTRANCES = [
  'Microsoft.Network/applicationGateways',
  'Microsoft.Cdn/profiles/originGroups/origins',
  'Microsoft.Network/frontDoors',
]

/** Told by the gateway’s name before the domain that API Management has. */
function leadsTo(entrance: Resource, gateway: Resource): boolean {
  const { name } = gateway.evaluated
  if (typeof name !== 'string') return false
  const body = JSON.stringify(toJson(entrance.evaluated.body)).toLowerCase()
  return body.includes(`"${name.toLowerCase()}.azure-api.net"`)
}

const GATEWAY = sample('Microsoft.ApiManagement/service', 'gateway', { virtualNetworkType: 'External' })

function entranceTo(fqdn: string) {
  return sample('Microsoft.Network/applicationGateways', 'entrance', {
    backendAddressPools: [{ name: 'gateway', properties: { backendAddresses: [{ fqdn }] } }],
  })
}

export const pnet19: Rule = {
  id: 'PNET-19',
  title: 'An entrance with a firewall stands before the gateway',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt:
    '`network.ingress` of workloads that are `online`; in templates, whether an API Management that the internet reaches stands behind Application Gateway or Front Door.',
  why: 'The gateway ends calls of clients it knows; what strangers send is for a firewall to sort out.',
  remedy: 'Put Application Gateway, or Front Door, with its web application firewall before the gateway.',
  workload: {
    *check(workload) {
      if (!isOnline(workload.declaration)) return
      const ingress = workload.declaration.network?.ingress
      yield workload.judge(['network', 'ingress', 'via'], ingress?.via, {
        isGood: (via) => via !== 'none' && ingress?.waf !== 'off',
        good: (via) => `${via} stands before the gateway`,
        bad: (via) =>
          via === 'none'
            ? 'nothing stands before the gateway'
            : `${via} stands before the gateway, without its firewall`,
      })
    },
    cases: {
      fails: [
        `exposure: online
network: { ingress: { via: none } }`,
        `exposure: online
network: { ingress: { via: front-door, waf: "off" } }`,
      ],
      passes: [
        `exposure: online
network: { ingress: { via: application-gateway, waf: prevention } }`,
      ],
      undetermined: [
        `exposure: online
network: {}`,
      ],
      notApplicable: ['exposure: corp'],
    },
  },
  resources: {
    *check(estate) {
      for (const gateway of estate.ofType('Microsoft.ApiManagement/service')) {
        const path = 'properties.virtualNetworkType'
        const mode = gateway.ask(path)
        const isClosed =
          gateway.text(path) === 'internal' || gateway.text('properties.publicNetworkAccess') === 'disabled'
        const entrances = estate.ofType(...ENTRANCES)
        const entrance = entrances.find((one) => leadsTo(one, gateway))
        if (entrance !== undefined)
          yield gateway.pass(path, `${entrance.name} stands before ${gateway.name}`, entrance)
        else if (isClosed) continue
        else if (mode.kind === 'unknown')
          yield gateway.unknown(path, `whether the internet reaches ${gateway.name} is not known`)
        else if (entrances.length > 0)
          yield gateway.unknown(path, `whether an entrance leads to ${gateway.name} is not known`)
        else
          yield estate.missing(`the internet reaches ${gateway.name}, and no entrance is before it`, [
            gateway,
          ])
      }
    },
    cases: {
      fails: [[GATEWAY]],
      passes: [[GATEWAY, entranceTo('gateway.azure-api.net')]],
      undetermined: [
        [GATEWAY, entranceTo(GIVEN)],
        [sample('Microsoft.ApiManagement/service', 'gateway', { virtualNetworkType: GIVEN })],
      ],
      notApplicable: [
        [sample('Microsoft.ApiManagement/service', 'gateway', { virtualNetworkType: 'Internal' })],
        [account()],
      ],
    },
  },
}
