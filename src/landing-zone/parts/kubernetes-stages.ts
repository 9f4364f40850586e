import type { Estate, RegionEstate } from '../estate.ts'
import type { GatewayDesign } from '../gateway-design.ts'
import { type GraphFile, propertyOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { KUBERNETES } from './gateway-services.ts'
import type { RegionState, SharedState } from './gateway-state.ts'
import type { EntranceTarget } from './entrance-target.ts'
import { clusterOf } from './kubernetes-cluster.ts'
import { kubernetesFiles } from './kubernetes-files.ts'
import { SIGN_IN_SUBJECT } from './kubernetes-manifests.ts'
import { kubernetesTargets } from './kubernetes-entrance.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'
import { roleAssignment } from './role-assignment.ts'

export interface KubernetesRegion {
  readonly home: RegionEstate
  readonly network: RegionNetwork
  readonly state: RegionState
}

export interface KubernetesParts {
  readonly regions: readonly KubernetesRegion[]
  readonly shared: SharedState
  readonly operations: Operations
  readonly dns: PrivateDns
  /** Accounts of models by their names in the workload file. */
  readonly accounts: ReadonlyMap<string, Resource>
  /** Stages that have what the manifests ask Azure for. */
  readonly earlier: readonly Stage[]
}

/** As what a cluster acts: itself on its network, its nodes to pull images. */
export interface ClusterIdentities {
  readonly cluster: Resource
  readonly nodes: Resource
}

const IDENTITY_API = '2024-11-30'

/** A private cluster in each region, what it may do, and the manifests of the gateway in it. */
export function kubernetesStages(
  estate: Estate,
  gateway: GatewayDesign,
  parts: KubernetesParts,
): {
  readonly stages: readonly Stage[]
  readonly targets: readonly EntranceTarget[]
  readonly files: readonly GraphFile[]
} {
  const { operations, dns } = parts
  const regions = parts.regions.map((one) => ({ ...one, identities: identitiesOf(estate, one.home) }))
  const clusters = regions.map((one) => ({ ...one, cluster: clusterOf(estate, gateway, one, dns) }))
  estate.notes.add(
    'Run `kubernetes/deploy.sh` of the output after the other script, from within the network: it applies the gateway to the clusters, whose API servers have no public address. It needs kubectl, kubelogin and GATEWAY_IMAGE.',
  )
  return {
    stages: [
      identityStage(estate, parts.shared, regions),
      ...regions.map((one) => networkRightsStage(estate, one)),
      ...nameRightsStage(estate, dns, regions),
      ...clusters.map(({ home, cluster }): Stage => ({
        name: `50-gateway-${home.region}`,
        purpose: `A private Kubernetes cluster for Causeway in ${home.region}.`,
        scope: estate.groupScope(home.groups.gateway),
        parameters: [],
        resources: [
          cluster,
          diagnosticsOf(estate, ['cluster', home.region], cluster, operations.workspaceId),
        ],
        outputs: [],
      })),
      signInStage(estate, operations, clusters),
    ],
    targets: kubernetesTargets(estate, parts.regions),
    files: kubernetesFiles(estate, gateway, parts, clusters),
  }
}

type WithIdentities = KubernetesRegion & { readonly identities: ClusterIdentities }
type WithCluster = WithIdentities & { readonly cluster: Resource }

function identitiesOf({ symbols, name, tags }: Estate, { region }: RegionEstate): ClusterIdentities {
  const identity = (of: string): Resource =>
    resource({
      symbol: symbols.of(of, 'identity', region),
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      apiVersion: IDENTITY_API,
      name: name('managedIdentity', of, region),
      body: { location: region, tags },
      because: [{ rule: 'APP-27', why: 'the cluster acts without a password that could leak.' }],
    })
  return { cluster: identity('cluster'), nodes: identity('nodes') }
}

/** Beside the registry, on which the nodes of every region have a right. */
function identityStage(estate: Estate, { registry }: SharedState, regions: readonly WithIdentities[]): Stage {
  const { homeRegion, groupScope } = estate
  const home = regions.find((one) => one.home.region === homeRegion)
  if (home === undefined) throw new Error('the home region has no network')
  return {
    name: '47-cluster-identities',
    purpose: 'What the clusters of all regions act as, and their right to the registry.',
    scope: groupScope(home.home.groups.gateway),
    parameters: [],
    resources: regions.flatMap(({ home: { region }, identities: { cluster, nodes } }) => [
      cluster,
      nodes,
      roleAssignment(estate, ['nodes', 'of', region], {
        role: 'Managed Identity Operator',
        on: nodes,
        to: cluster,
        because: { rule: 'WAF-04', why: 'the cluster gives its nodes their identity, and no other.' },
      }),
      roleAssignment(estate, ['nodes', 'pull', 'from', region], {
        role: 'AcrPull',
        on: registry,
        to: nodes,
        because: { rule: 'WAF-04', why: `nodes in ${region} may pull images, and push none.` },
      }),
    ]),
    outputs: [],
  }
}

/** AKS joins nodes to the subnet, keeps the addresses of its balancers and looks at the routes as its own identity. */
function networkRightsStage(
  estate: Estate,
  { home: { region, groups }, network, identities: { cluster } }: WithIdentities,
): Stage {
  const routes = network.stage.resources.filter(({ type }) => type === 'Microsoft.Network/routeTables')
  return {
    name: `48-cluster-network-${region}`,
    purpose: `Rights of the cluster in ${region} on its network.`,
    scope: estate.groupScope(groups.network),
    parameters: [],
    resources: [network.network, ...routes].map((on) =>
      roleAssignment(estate, ['cluster', 'on', on.symbol], {
        role: 'Network Contributor',
        on,
        to: cluster,
        because: { rule: 'WAF-04', why: 'the cluster keeps what it has in this network, and no other.' },
      }),
    ),
    outputs: [],
  }
}

/** The API server's name goes into the central zone, where whoever works on the cluster finds it. */
function nameRightsStage(
  estate: Estate,
  dns: PrivateDns,
  regions: readonly WithIdentities[],
): readonly Stage[] {
  const { stage } = dns
  if (stage === null) {
    const names = regions.map(({ home: { region } }) => estate.name('managedIdentity', 'cluster', region))
    estate.notes.add(
      `Clusters write the names of their API servers into the platform's zones: give the identities ${names.join(', ')} the role Private DNS Zone Contributor there before step 50.`,
    )
    return []
  }
  const resources = regions.flatMap(({ home: { region }, identities: { cluster } }) =>
    dns.zonesOf(KUBERNETES.resourceType, KUBERNETES.groupId, region).map(({ name }) => {
      const zone = stage.resources.find((one) => one.parent === null && one.name === name)
      if (zone === undefined) throw new Error(`no zone ${name} was made`)
      return roleAssignment(estate, ['cluster', 'names', region], {
        role: 'Private DNS Zone Contributor',
        on: zone,
        to: cluster,
        because: { rule: 'NET-11', why: 'the API server is found by its private address.' },
      })
    }),
  )
  return [
    {
      name: '49-cluster-names',
      purpose: 'Rights of the clusters on the zones that their API servers are found in.',
      scope: stage.scope,
      parameters: [],
      resources,
      outputs: [],
    },
  ]
}

/** Beside the identities of the gateways, which only their service account in their region's cluster signs in as. */
function signInStage(
  estate: Estate,
  { gatewayIdentities }: Operations,
  clusters: readonly WithCluster[],
): Stage {
  return {
    name: '52-gateway-sign-in',
    purpose: 'Lets the gateway of each cluster sign in as the identity of its region.',
    scope: estate.groupScope(estate.groups.operations),
    parameters: [],
    resources: clusters.map(({ home: { region }, cluster }) => {
      const identity = gatewayIdentities.get(region)
      if (identity === undefined) throw new Error(`the gateway in ${region} has no identity`)
      return resource({
        symbol: estate.symbols.of('gatewaySignIn', region),
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
        apiVersion: IDENTITY_API,
        name: 'kubernetes',
        parent: identity,
        body: {
          properties: {
            issuer: propertyOf(cluster, 'oidcIssuerProfile', 'issuerURL'),
            subject: SIGN_IN_SUBJECT,
            audiences: ['api://AzureADTokenExchange'],
          },
        },
        because: [{ rule: 'APP-27', why: 'the gateway signs in by a token of its cluster: no key exists.' }],
      })
    }),
    outputs: [],
  }
}
