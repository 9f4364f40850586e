import type { Estate, RegionEstate } from '../estate.ts'
import type { Body, Reason } from '../resource-graph.ts'
import type { SpokeSlot } from '../subnet-slots.ts'
import { entranceSubnets } from './entrance-wish.ts'
import { apiManagementSubnet } from './api-management-subnet.ts'
import { agentNetworkOf } from './foundry-agents.ts'
import { gatewayOutbound } from './gateway-outbound.ts'
import { gatewayStorePorts } from './gateway-services.ts'
import { BASTION_SUBNET, bastionInbound, bastionOutbound, bastionPlace } from './bastion-subnet.ts'
import { kubernetesSubnet } from './kubernetes-subnet.ts'
import { jumpboxRules, jumpboxWish } from './jumpbox-subnet.ts'
import { storePorts } from './stores/planned-sites.ts'
import { allow, healthProbes, httpsFromNetwork, type SecurityRule } from './security-rules.ts'

/** What a part of the landing zone wants of the workload's network in each region. */
export interface SubnetWish {
  /** Names the subnet and its security group. */
  readonly use: string
  /** Where Azure finds it by its name; by rule when left out. */
  readonly name?: string
  /** False for a subnet that Azure itself gives its way out. */
  readonly leaves?: boolean
  readonly slot: SpokeSlot
  /** What may come in, beside which everything is refused; `range` is the subnet's own. */
  readonly inbound: (range: string, region: RegionEstate) => readonly SecurityRule[]
  /** What may leave, beside which everything is refused; null where the firewall alone decides. */
  readonly outbound: ((range: string, region: RegionEstate) => readonly SecurityRule[]) | null
  /** True where nothing that leaves it may go by the firewall. */
  readonly hasOwnWayOut?: boolean
  /** Beside those that every subnet has. */
  readonly properties: Body
  readonly because: readonly Reason[]
}

/** Subnets of the workload's network, the same in every region but for what stands in the hub where that is built. */
export function spokeSubnets(estate: Estate, region: RegionEstate): readonly SubnetWish[] {
  return [
    estate.gateway?.runsOn === 'aks' ? kubernetesSubnet(estate) : gateway(estate),
    endpoints(estate),
    ...agents(estate),
    ...jumpboxInNetwork(estate),
    ...bastionInNetwork(estate, region),
    ...entranceSubnets(estate, region),
    ...apiManagementSubnet(estate, region),
  ]
}

/** Of Container Apps: the gateway, or what the workload brings itself where none is built. */
function gateway(estate: Estate): SubnetWish {
  return {
    use: 'gateway',
    slot: 'gateway',
    inbound: (range) => [
      allow({
        name: 'AllowHttpsFromNetwork',
        direction: 'Inbound',
        priority: 100,
        from: 'VirtualNetwork',
        to: range,
        // The second is where Container Apps takes HTTPS behind its balancer ("Configuring UDR and NSG" of Container Apps).
        ports: ['443', '31443'],
        why: 'Clients of the gateway, and the balancer before it',
      }),
      allow({
        name: 'AllowWithinSubnet',
        direction: 'Inbound',
        priority: 105,
        from: range,
        to: range,
        ports: ['0-65535'],
        protocol: '*',
        why: 'Machines of Container Apps talk among themselves',
      }),
      healthProbes(range),
    ],
    outbound: (range, region) =>
      gatewayOutbound(estate, region, {
        range,
        platform: 'Container Apps',
        inside: [],
        storePorts: estate.gateway === null ? storePorts(estate) : gatewayStorePorts(estate),
      }),
    properties: {
      delegations: [{ name: 'container-apps', properties: { serviceName: 'Microsoft.App/environments' } }],
    },
    because: [{ rule: 'NET-16', why: 'what leaves it is named, beside what the firewall lets out.' }],
  }
}

function endpoints(estate: Estate): SubnetWish {
  const databasePorts = [
    ...new Set([...storePorts(estate), ...gatewayStorePorts(estate)].filter((port) => port !== '443')),
  ]
  return {
    use: 'endpoints',
    slot: 'endpoints',
    inbound: (range) => [
      httpsFromNetwork(range),
      ...(databasePorts.length === 0
        ? []
        : [
            allow({
              name: 'AllowDatabasesFromNetwork',
              direction: 'Inbound',
              priority: 110,
              from: 'VirtualNetwork',
              to: range,
              ports: databasePorts,
            }),
          ]),
    ],
    // Endpoints answer, and begin nothing.
    outbound: () => [],
    properties: { privateEndpointNetworkPolicies: 'Enabled' },
    because: [],
  }
}

/** Agents of Foundry run in Container Apps, whose machines talk among themselves; nobody else calls them. */
function agents(estate: Estate): readonly SubnetWish[] {
  if (agentNetworkOf(estate)?.kind !== 'own') return []
  return [
    {
      use: 'agents',
      slot: 'agents',
      inbound: (range) => [
        allow({
          name: 'AllowAmongAgents',
          direction: 'Inbound',
          priority: 100,
          from: range,
          to: range,
          ports: ['0-65535'],
        }),
        healthProbes(range),
      ],
      outbound: null,
      properties: {
        delegations: [{ name: 'container-apps', properties: { serviceName: 'Microsoft.App/environments' } }],
      },
      because: [{ rule: 'PNET-01', why: 'agents reach out from here, by the firewall.' }],
    },
  ]
}

function jumpboxInNetwork(estate: Estate): readonly SubnetWish[] {
  const jumpbox = jumpboxWish(estate)
  if (jumpbox?.place !== 'workload-network') return []
  return [{ use: 'jumpbox', slot: 'jumpbox', ...jumpboxRules(estate, jumpbox), properties: {}, because: [] }]
}

function bastionInNetwork(estate: Estate, region: RegionEstate): readonly SubnetWish[] {
  if (bastionPlace(estate, region) !== 'network') return []
  return [
    {
      use: 'bastion',
      name: BASTION_SUBNET,
      leaves: false,
      slot: 'bastion',
      inbound: bastionInbound,
      outbound: bastionOutbound,
      properties: {},
      because: [],
    },
  ]
}
