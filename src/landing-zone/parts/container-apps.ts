import type { Estate, RegionEstate } from '../estate.ts'
import type { GatewayDesign } from '../gateway-design.ts'
import {
  type Body,
  idOf,
  joined,
  type Parameter,
  parameter,
  propertyOf,
  type Resource,
  resource,
  type Stage,
  userAssigned,
} from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { carriedFile } from './carried-file.ts'
import { plainVariables } from './gateway-environment.ts'
import { replicasOf } from './gateway-scale.ts'
import type { EntranceTarget } from './entrance-target.ts'
import { CONTAINER_APPS, SHARE } from './gateway-services.ts'
import type { RegionState, SharedState } from './gateway-state.ts'
import { addressOfSecret, KEYS_SECRET, secretNameOf } from './gateway-vault.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'

const APP_API = '2026-01-01'
/** A core for the gateway, some of another for the records process beside it. */
const CORES = 2
const MEMORY = '4Gi'
/** Calls under way in one replica, beyond which another is started. */
const CALLS_OF_A_REPLICA = 200
const MARGIN_SECONDS = 30
/** What Azure grants a replica at most to end its work. */
const LONGEST_GRACE_SECONDS = 600
/** Every hour: journals of replicas that are gone. */
const COLLECTED_AT = '17 * * * *'
const COLLECTION_SECONDS = 1800

export const GATEWAY_IMAGE: Parameter = {
  name: 'gatewayImage',
  description: 'Image of the gateway by its digest: REGISTRY.azurecr.io/causeway@sha256:...',
  isSecret: false,
  default: null,
}

export interface RegionGateway {
  readonly stage: Stage
  readonly target: EntranceTarget
}

export interface ContainerAppsParts {
  readonly operations: Operations
  readonly dns: PrivateDns
  readonly network: RegionNetwork
  readonly shared: SharedState
  readonly state: RegionState
  /** Accounts of models by their names in the workload file. */
  readonly accounts: ReadonlyMap<string, Resource>
}

/** Causeway on Azure Container Apps, in the network of its region, reached over a private endpoint. */
export function containerAppsStage(
  estate: Estate,
  gateway: GatewayDesign,
  home: RegionEstate,
  parts: ContainerAppsParts,
): RegionGateway {
  const { region, groups, hasZones } = home
  const { symbols, name, tags, plan } = estate
  const { operations, dns, network, state } = parts
  const identity = operations.gatewayIdentities.get(region)
  if (identity === undefined) throw new Error(`the gateway in ${region} has no identity`)
  const environment = resource({
    symbol: symbols.of('containerApps', region),
    type: CONTAINER_APPS.resourceType,
    apiVersion: APP_API,
    name: name('containerAppsEnvironment', region),
    body: {
      location: region,
      tags,
      properties: {
        vnetConfiguration: { internal: true, infrastructureSubnetId: idOf(network.subnet('gateway')) },
        publicNetworkAccess: 'Disabled',
        zoneRedundant: hasZones,
        workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }],
        // By a diagnostic setting: the other way takes the key of a workspace that has none.
        appLogsConfiguration: { destination: 'azure-monitor' },
        peerTrafficConfiguration: { encryption: { enabled: true } },
      },
    },
    because: [
      { rule: 'PNET-18', why: 'the gateway runs inside the network.' },
      { rule: 'PLAT-06', why: 'its replicas stand in several zones where there are any.' },
    ],
  })
  const storage = resource({
    symbol: symbols.of('journalMount', region),
    type: `${CONTAINER_APPS.resourceType}/storages`,
    apiVersion: APP_API,
    name: 'journals',
    parent: environment,
    body: {
      properties: {
        nfsAzureFile: {
          accessMode: 'ReadWrite',
          // Of Azure's public cloud, as the private DNS zones are.
          server: joined(accountName(state.share.account), '.file.core.windows.net'),
          shareName: joined('/', accountName(state.share.account), '/journals'),
        },
      },
    },
    after: [state.share.share],
  })
  const workload = runningAs(estate, gateway, region, identity, parts)
  const { least, most } = replicasOf(gateway, home)
  const app = resource({
    symbol: symbols.of('gateway', region),
    type: 'Microsoft.App/containerApps',
    apiVersion: APP_API,
    name: name('containerApp', region),
    after: [storage],
    body: {
      location: region,
      tags,
      identity: userAssigned(identity),
      properties: {
        environmentId: idOf(environment),
        workloadProfileName: 'Consumption',
        configuration: {
          activeRevisionsMode: 'Single',
          ...workload.configuration,
          // External to the environment, which is internal to the network.
          ingress: {
            external: true,
            targetPort: gateway.listensOn,
            transport: 'http',
            allowInsecure: false,
          },
        },
        template: {
          ...workload.template(['serve.sh'], probes(gateway)),
          scale: {
            minReplicas: least,
            maxReplicas: most,
            rules: [
              { name: 'calls', http: { metadata: { concurrentRequests: String(CALLS_OF_A_REPLICA) } } },
              { name: 'processor', custom: { type: 'cpu', metadata: { type: 'Utilization', value: '70' } } },
            ],
          },
          terminationGracePeriodSeconds: Math.min(
            LONGEST_GRACE_SECONDS,
            Math.ceil(plan.gateway.drainDeadlineMs / 1000) + MARGIN_SECONDS,
          ),
        },
      },
    },
    because: [
      { rule: 'PLAT-15', why: 'one gateway stands before all accounts.' },
      { rule: 'PLAT-04', why: 'replicas come and go with the load.' },
    ],
  })
  const collector = resource({
    symbol: symbols.of('journalCollector', region),
    type: 'Microsoft.App/jobs',
    apiVersion: APP_API,
    name: name('containerAppsJob', region),
    after: [storage],
    body: {
      location: region,
      tags,
      identity: userAssigned(identity),
      properties: {
        environmentId: idOf(environment),
        workloadProfileName: 'Consumption',
        configuration: {
          ...workload.configuration,
          triggerType: 'Schedule',
          replicaTimeout: COLLECTION_SECONDS,
          replicaRetryLimit: 0,
          scheduleTriggerConfig: { cronExpression: COLLECTED_AT, parallelism: 1, replicaCompletionCount: 1 },
        },
        template: workload.template(['collect.sh'], []),
      },
    },
    because: [{ rule: 'PLAT-03', why: 'what a lost replica served is billed all the same.' }],
  })
  const host = propertyOf(app, 'configuration', 'ingress', 'fqdn')
  return {
    target: {
      region,
      address: { fqdn: host },
      host,
      probePath: '/readyz',
      link: {
        id: idOf(environment),
        groupId: CONTAINER_APPS.groupId,
        kind: 'Container Apps environment',
      },
    },
    stage: {
      name: `50-gateway-${region}`,
      purpose: `Causeway in ${region}, on Azure Container Apps.`,
      scope: estate.groupScope(groups.gateway),
      parameters: [GATEWAY_IMAGE],
      resources: [
        environment,
        storage,
        ...privateEndpointOf(estate, network, dns, {
          target: environment,
          groupId: CONTAINER_APPS.groupId,
          words: ['gateway', region],
          after: [storage],
        }),
        diagnosticsOf(estate, ['containerApps', region], environment, operations.workspaceId),
        app,
        // Without a shared ledger there is nothing to collect into.
        ...(parts.shared.postgres === null && plan.storage.database === null ? [] : [collector]),
      ],
      outputs: [
        {
          name: symbols.of('gatewayHost', region),
          description: `Where the gateway in ${region} answers, within the network.`,
          value: host,
        },
      ],
    },
  }
}

function accountName({ type, name }: Resource): string {
  if (type !== SHARE.resourceType || typeof name !== 'string') throw new Error('the share has no account')
  return name
}

interface Running {
  readonly configuration: Body
  template(this: void, args: readonly string[], probes: readonly Body[]): Body
}

/** What the gateway and the job beside it have in common: image, identity, values, volumes. */
function runningAs(
  estate: Estate,
  gateway: GatewayDesign,
  region: string,
  identity: Resource,
  { shared, state: { vault }, accounts, operations }: ContainerAppsParts,
): Running {
  const secretOf = (secret: string): Body => ({
    name: secret,
    keyVaultUrl: addressOfSecret(vault, secret),
    identity: idOf(identity),
  })
  const file = carriedFile(estate.text)
  const plain = plainVariables(estate, gateway, region, identity, { accounts, operations, shared })
  return {
    configuration: {
      registries: [{ server: propertyOf(shared.registry, 'loginServer'), identity: idOf(identity) }],
      secrets: [
        // No secret, since all of its own are references; but a file gets into a container as one.
        { name: 'workload', value: file.value },
        secretOf(KEYS_SECRET),
        ...gateway.asked.map((variable) => secretOf(secretNameOf(variable))),
      ],
    },
    template: (args, probes) => ({
      containers: [
        {
          name: 'causeway',
          image: parameter(GATEWAY_IMAGE),
          command: ['/bin/sh'],
          args: args.map((script) => `/opt/causeway/deploy/${script}`),
          resources: { cpu: CORES, memory: MEMORY },
          env: [
            ...plain.map(([variable, value]) => ({ name: variable, value })),
            ...gateway.asked.map((variable) => ({ name: variable, secretRef: secretNameOf(variable) })),
          ],
          volumeMounts: [
            { volumeName: 'workload', mountPath: '/etc/causeway' },
            { volumeName: 'keys', mountPath: '/etc/causeway-keys' },
            { volumeName: 'state', mountPath: '/state' },
            { volumeName: 'journals', mountPath: '/journals' },
          ],
          ...(probes.length === 0 ? {} : { probes }),
        },
      ],
      volumes: [
        {
          name: 'workload',
          storageType: 'Secret',
          secrets: [{ secretRef: 'workload', path: file.name }],
        },
        { name: 'keys', storageType: 'Secret', secrets: [{ secretRef: KEYS_SECRET, path: 'keys.json' }] },
        { name: 'state', storageType: 'EmptyDir' },
        { name: 'journals', storageType: 'NfsAzureFile', storageName: 'journals' },
      ],
    }),
  }
}

function probes({ operationsOn }: GatewayDesign): readonly Body[] {
  const at = (path: string): Body => ({ httpGet: { path, port: operationsOn, scheme: 'HTTP' } })
  return [
    { type: 'Startup', ...at('/livez'), periodSeconds: 6, failureThreshold: 10 },
    { type: 'Liveness', ...at('/livez'), periodSeconds: 10, failureThreshold: 3 },
    { type: 'Readiness', ...at('/readyz'), periodSeconds: 5, failureThreshold: 2 },
  ]
}
