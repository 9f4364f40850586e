import type { SharedStore } from '../gateway-design.ts'
import type { Estate } from '../estate.ts'
import { joined, propertyOf, type Resource, resource, type Text } from '../resource-graph.ts'
import { REDIS, REDIS_PORT } from './gateway-services.ts'

const REDIS_API = '2025-07-01'

export interface GatewayRedis {
  readonly cluster: Resource
  readonly database: Resource
  readonly users: readonly Resource[]
  /** As `storage.counters.redis` takes it. */
  readonly address: Text
}

/**
 * The Redis in which the replicas of all regions count together: one, because a limit that each region counted by itself
 * would be as many limits.
 */
export function gatewayRedis(
  { symbols, name, tags, homeRegion }: Estate,
  { azureName }: SharedStore,
  identities: ReadonlyMap<string, Resource>,
): GatewayRedis {
  const cluster = resource({
    symbol: symbols.of('redis'),
    type: REDIS.resourceType,
    apiVersion: REDIS_API,
    name: azureName ?? name('managedRedis'),
    body: {
      location: homeRegion,
      tags,
      sku: { name: 'Balanced_B1' },
      properties: { publicNetworkAccess: 'Disabled', highAvailability: 'Enabled', minimumTlsVersion: '1.2' },
    },
    because: [{ rule: 'APP-15', why: 'limits hold over all replicas.' }],
  })
  const database = resource({
    symbol: symbols.of('redisDatabase'),
    type: `${REDIS.resourceType}/databases`,
    apiVersion: REDIS_API,
    name: 'default',
    parent: cluster,
    body: {
      properties: {
        clientProtocol: 'Encrypted',
        port: REDIS_PORT,
        // One address for all keys: the gateway follows no redirections of a cluster.
        clusteringPolicy: 'EnterpriseCluster',
        // A counter that is evicted is a limit that is open.
        evictionPolicy: 'NoEviction',
        accessKeysAuthentication: 'Disabled',
      },
    },
    because: [{ rule: 'APP-27', why: 'who counts signs in with Entra ID: its keys are off.' }],
  })
  const users: Resource[] = []
  for (const [region, identity] of identities)
    users.push(
      resource({
        symbol: symbols.of('redisUser', region),
        type: `${REDIS.resourceType}/databases/accessPolicyAssignments`,
        apiVersion: REDIS_API,
        name: region,
        parent: database,
        after: users.slice(-1),
        body: {
          properties: {
            accessPolicyName: 'default',
            user: { objectId: propertyOf(identity, 'principalId') },
          },
        },
      }),
    )
  return {
    cluster,
    database,
    users,
    address: joined('rediss://', propertyOf(cluster, 'hostName'), `:${REDIS_PORT}`),
  }
}
