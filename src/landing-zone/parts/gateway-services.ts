import type { Estate } from '../estate.ts'
import { apiManagementRegions } from './api-management-wish.ts'
import { hasApplicationGateways } from './entrance-wish.ts'
import type { PrivateService } from './private-services.ts'

/** What of the gateway is reached over private endpoints: by type and sub-resource, as Azure names them. */
export const VAULT = { resourceType: 'Microsoft.KeyVault/vaults', groupId: 'vault' } as const
export const SHARE = { resourceType: 'Microsoft.Storage/storageAccounts', groupId: 'file' } as const
export const REGISTRY = {
  resourceType: 'Microsoft.ContainerRegistry/registries',
  groupId: 'registry',
} as const
export const REDIS = { resourceType: 'Microsoft.Cache/redisEnterprise', groupId: 'redisEnterprise' } as const
export const POSTGRES = {
  resourceType: 'Microsoft.DBforPostgreSQL/flexibleServers',
  groupId: 'postgresqlServer',
} as const
export const CONTAINER_APPS = {
  resourceType: 'Microsoft.App/managedEnvironments',
  groupId: 'managedEnvironments',
} as const

/** AKS makes the endpoint of its API server itself, and takes the zone that the name goes into. */
export const KUBERNETES = {
  resourceType: 'Microsoft.ContainerService/managedClusters',
  groupId: 'management',
} as const

export const REDIS_PORT = 10_000
export const POSTGRES_PORT = 5432
const NFS_PORT = 2049

export function gatewayServices(estate: Estate): readonly PrivateService[] {
  const { gateway, regions, homeRegion } = estate
  if (gateway === null)
    return hasApplicationGateways(estate)
      ? apiManagementRegions(estate).map(({ region }) => ({ ...VAULT, region }))
      : []
  const host = gateway.runsOn === 'aks' ? KUBERNETES : CONTAINER_APPS
  return [
    ...regions.flatMap(({ region }) => [VAULT, SHARE, host].map((service) => ({ ...service, region }))),
    { ...REGISTRY, region: homeRegion },
    ...(gateway.redis === null ? [] : [{ ...REDIS, region: homeRegion }]),
    ...(gateway.postgres === null ? [] : [{ ...POSTGRES, region: homeRegion }]),
  ]
}

/** Ports beside that of HTTPS, on which the gateway reaches what it keeps state in. */
export function gatewayStorePorts({ gateway }: Estate): readonly string[] {
  if (gateway === null) return []
  return [
    NFS_PORT,
    ...(gateway.redis === null ? [] : [REDIS_PORT]),
    ...(gateway.postgres === null ? [] : [POSTGRES_PORT]),
  ].map(String)
}
