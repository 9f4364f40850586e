import type { Estate } from '../estate.ts'
import type { GatewayDesign } from '../gateway-design.ts'
import { type Body, idOf, propertyOf, type Resource, resource, userAssigned } from '../resource-graph.ts'
import { replicasOf } from './gateway-scale.ts'
import { KUBERNETES } from './gateway-services.ts'
import type { ClusterIdentities, KubernetesRegion } from './kubernetes-stages.ts'
import { CLUSTER_DNS, POD_RANGE, SERVICE_RANGE } from './kubernetes-subnet.ts'
import type { PrivateDns } from './private-dns.ts'

const AKS_API = '2026-05-01'
/** Four cores, 16 GiB, and a disk of its own that the system fits on. */
const NODE_SIZE = 'Standard_D4ds_v5'
const REPLICAS_OF_A_NODE = 2
const MOST_SYSTEM_NODES = 5
const IDLE_IMAGE_HOURS = 168
const ZONES = ['1', '2', '3']

/** A cluster for the gateway of a region, which is reached and managed from within the network alone. */
export function clusterOf(
  { symbols, name, tags }: Estate,
  gateway: GatewayDesign,
  { home, network, identities }: KubernetesRegion & { readonly identities: ClusterIdentities },
  dns: PrivateDns,
): Resource {
  const { region, hasZones } = home
  const { least, most } = replicasOf(gateway, home)
  const subnet = network.subnet('gateway')
  const zone = dns.zonesOf(KUBERNETES.resourceType, KUBERNETES.groupId, region)[0]
  if (zone === undefined) throw new Error(`no zone is known of API servers in ${region}`)
  const pool = (of: string, nodes: { readonly least: number; readonly most: number }, more: Body): Body => ({
    name: of,
    type: 'VirtualMachineScaleSets',
    vmSize: NODE_SIZE,
    osType: 'Linux',
    osSKU: 'AzureLinux',
    osDiskType: 'Ephemeral',
    vnetSubnetID: idOf(subnet),
    enableNodePublicIP: false,
    enableAutoScaling: true,
    count: nodes.least,
    minCount: nodes.least,
    maxCount: nodes.most,
    ...(hasZones ? { availabilityZones: ZONES } : {}),
    upgradeSettings: { maxSurge: '33%' },
    tags,
    ...more,
  })
  const leastNodes = hasZones ? ZONES.length : 2
  const clusterName = name('kubernetesCluster', region)
  return resource({
    symbol: symbols.of('cluster', region),
    type: KUBERNETES.resourceType,
    apiVersion: AKS_API,
    name: clusterName,
    body: {
      location: region,
      tags,
      sku: { name: 'Base', tier: 'Standard' },
      identity: userAssigned(identities.cluster),
      properties: {
        dnsPrefix: clusterName,
        nodeResourceGroup: name('nodeGroup', 'nodes', region),
        disableLocalAccounts: true,
        enableRBAC: true,
        aadProfile: { managed: true, enableAzureRBAC: true },
        apiServerAccessProfile: {
          enablePrivateCluster: true,
          enablePrivateClusterPublicFQDN: false,
          privateDNSZone: zone.id,
          // It would let whoever may write the cluster run commands in it from outside of the network.
          disableRunCommand: true,
        },
        identityProfile: {
          kubeletidentity: {
            resourceId: idOf(identities.nodes),
            clientId: propertyOf(identities.nodes, 'clientId'),
            objectId: propertyOf(identities.nodes, 'principalId'),
          },
        },
        oidcIssuerProfile: { enabled: true },
        securityProfile: {
          workloadIdentity: { enabled: true },
          imageCleaner: { enabled: true, intervalHours: IDLE_IMAGE_HOURS },
        },
        addonProfiles: {
          azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: 'true' } },
        },
        storageProfile: { fileCSIDriver: { enabled: true } },
        networkProfile: {
          networkPlugin: 'azure',
          networkPluginMode: 'overlay',
          networkDataplane: 'cilium',
          networkPolicy: 'cilium',
          podCidr: POD_RANGE,
          serviceCidr: SERVICE_RANGE,
          dnsServiceIP: CLUSTER_DNS,
          loadBalancerSku: 'standard',
          outboundType: isOverNatGateway(subnet) ? 'userAssignedNATGateway' : 'userDefinedRouting',
        },
        autoUpgradeProfile: { upgradeChannel: 'stable', nodeOSUpgradeChannel: 'NodeImage' },
        agentPoolProfiles: [
          pool(
            'system',
            { least: leastNodes, most: MOST_SYSTEM_NODES },
            { mode: 'System', nodeTaints: ['CriticalAddonsOnly=true:NoSchedule'] },
          ),
          pool(
            'gateway',
            {
              least: Math.max(leastNodes, Math.ceil(least / REPLICAS_OF_A_NODE)),
              // One more, for what is moved from a node that is replaced.
              most: Math.max(leastNodes, Math.ceil(most / REPLICAS_OF_A_NODE)) + 1,
            },
            { mode: 'User' },
          ),
        ],
      },
    },
    because: [
      { rule: 'PNET-18', why: 'the gateway runs inside the network, and so does what manages it.' },
      { rule: 'PLAT-06', why: 'its nodes stand in several zones where there are any.' },
      { rule: 'PLAT-04', why: 'nodes come and go with the load.' },
    ],
  })
}

function isOverNatGateway({ body }: Resource): boolean {
  const { properties } = body
  return typeof properties === 'object' && properties !== null && 'natGateway' in properties
}
