import type { Estate, RegionEstate } from '../estate.ts'
import type { GatewayDesign } from '../gateway-design.ts'
import { type Output, propertyOf, type Resource, type Stage } from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import {
  type GatewayPostgres,
  gatewayPostgres,
  ledgerStatements,
  postgresParameters,
} from './gateway-postgres.ts'
import { type GatewayRedis, gatewayRedis } from './gateway-redis.ts'
import { gatewayRegistry } from './gateway-registry.ts'
import { POSTGRES, REDIS, REGISTRY, SHARE, VAULT } from './gateway-services.ts'
import { type GatewayShare, gatewayShare } from './gateway-share.ts'
import { gatewaySecrets, gatewayVault } from './gateway-vault.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'
import { roleAssignment } from './role-assignment.ts'

/** What the gateways of all regions share. */
export interface SharedState {
  readonly registry: Resource
  readonly redis: GatewayRedis | null
  readonly postgres: GatewayPostgres | null
}

/** What the gateway of a region keeps, and what it is given. */
export interface RegionState {
  readonly stage: Stage
  readonly vault: Resource
  readonly share: GatewayShare
}

interface Around {
  readonly operations: Operations
  readonly dns: PrivateDns
  readonly network: RegionNetwork
}

/** In the home region: the registry, and the stores that replicas of all regions meet in. */
export function sharedStateStage(
  estate: Estate,
  gateway: GatewayDesign,
  { groups }: RegionEstate,
  { operations: { workspaceId, gatewayIdentities }, dns, network }: Around,
): { readonly stage: Stage; readonly state: SharedState } {
  const [registry, ...copies] = gatewayRegistry(estate)
  const redis = gateway.redis === null ? null : gatewayRedis(estate, gateway.redis, gatewayIdentities)
  const postgres = gateway.postgres === null ? null : gatewayPostgres(estate, gateway.postgres)
  const endpointOf = (target: Resource, groupId: string, word: string, after: readonly Resource[]) =>
    privateEndpointOf(estate, network, dns, { target, groupId, words: [word], after })
  const outputs: Output[] = [
    {
      name: estate.symbols.of('registryServer'),
      description: 'Where the image of the gateway is pushed.',
      value: propertyOf(registry, 'loginServer'),
    },
  ]
  return {
    state: { registry, redis, postgres },
    stage: {
      name: '45-gateway-shared',
      purpose: 'The registry of the gateway’s image, and what the gateways of all regions share.',
      scope: estate.groupScope(groups.gateway),
      parameters: postgres === null ? [] : postgresParameters(estate),
      resources: [
        registry,
        ...copies,
        ...endpointOf(registry, REGISTRY.groupId, 'registry', copies.slice(-1)),
        diagnosticsOf(estate, ['registry'], registry, workspaceId),
        ...[...gatewayIdentities].map(([from, identity]) =>
          roleAssignment(estate, ['pull', 'from', from], {
            role: 'AcrPull',
            on: registry,
            to: identity,
            because: { rule: 'WAF-04', why: `the gateway in ${from} may pull its image, and push none.` },
          }),
        ),
        ...(redis === null
          ? []
          : [
              redis.cluster,
              redis.database,
              ...redis.users,
              ...endpointOf(redis.cluster, REDIS.groupId, 'redis', [redis.database]),
              diagnosticsOf(estate, ['redis'], redis.cluster, workspaceId, 'metrics'),
            ]),
        ...(postgres === null
          ? []
          : [
              ...postgres.resources,
              ...endpointOf(postgres.server, POSTGRES.groupId, 'ledger', postgres.resources.slice(-1)),
              diagnosticsOf(estate, ['ledger'], postgres.server, workspaceId),
            ]),
      ],
      outputs,
    },
  }
}

/** The statements that let the gateways into the ledger; null where they share none. */
export function ledgerFile({ gateway, name, regions }: Estate): string | null {
  if (gateway === null || gateway.postgres === null) return null
  return ledgerStatements(regions.map(({ region }) => name('managedIdentity', 'gateway', region)))
}

/** In each region: the vault of its secrets and the share of its journals. */
export function regionStateStage(
  estate: Estate,
  home: RegionEstate,
  { operations: { workspaceId, gatewayIdentities }, dns, network }: Around,
): RegionState {
  const { region, groups } = home
  const [vault, ...secrets] = gatewayVault(estate, region)
  const share = gatewayShare(estate, home)
  const identity = gatewayIdentities.get(region)
  if (identity === undefined) throw new Error(`the gateway in ${region} has no identity`)
  return {
    vault,
    share,
    stage: {
      name: `46-gateway-state-${region}`,
      purpose: `Secrets of the gateway in ${region}, and the share that its journals are on.`,
      scope: estate.groupScope(groups.gateway),
      parameters: gatewaySecrets(estate).map((secret) => secret.parameter),
      resources: [
        vault,
        ...secrets,
        ...privateEndpointOf(estate, network, dns, {
          target: vault,
          groupId: VAULT.groupId,
          words: ['gateway', 'vault', region],
        }),
        diagnosticsOf(estate, ['gatewayVault', region], vault, workspaceId),
        roleAssignment(estate, ['gatewaySecrets', 'in', region], {
          role: 'Key Vault Secrets User',
          on: vault,
          to: identity,
          because: { rule: 'WAF-04', why: 'the gateway reads its own secrets, and writes none.' },
        }),
        share.account,
        share.service,
        share.share,
        ...privateEndpointOf(estate, network, dns, {
          target: share.account,
          groupId: SHARE.groupId,
          words: ['journals', region],
          after: [share.share],
        }),
        diagnosticsOf(estate, ['journals', region], share.account, workspaceId, 'metrics'),
      ],
      outputs: [],
    },
  }
}
