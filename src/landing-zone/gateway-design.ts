import type { Declaration, Plan, Reference, SecretReference } from '../workload/index.ts'
import type { Notes } from './notes.ts'

/** What the gateway runs on, and with what: as the file says, or as is safe where it does not. */
export interface GatewayDesign {
  readonly runsOn: 'container-apps' | 'aks'
  readonly listensOn: number
  /** The listener of probes and metrics. */
  readonly operationsOn: number
  /** Null where the file does not say. */
  readonly replicas: { readonly least: number | null; readonly most: number | null }
  /** Null where replicas share no counters, or in a Redis that is not built. */
  readonly redis: SharedStore | null
  /** Null where replicas share no ledger, or in a Postgres that is not built. */
  readonly postgres: SharedStore | null
  /** Values of `env:` references that are known when the gateway is deployed, by name. */
  readonly known: ReadonlyMap<string, KnownValue>
  /** Names of `env:` references that only the one who deploys can say, sorted. */
  readonly asked: readonly string[]
}

/** The store's name in Azure, where the file's address has it; null for one by rule. */
export interface SharedStore {
  readonly azureName: string | null
}

/** What an environment variable of the gateway holds. */
export type KnownValue =
  | { readonly kind: 'endpoint'; readonly account: string }
  | { readonly kind: 'redis-address' }
  | { readonly kind: 'postgres-address' }
  /** Of the Application Insights that is built, which takes no keys: it opens nothing. */
  | { readonly kind: 'telemetry-connection' }

const OPERATIONS_PORT = 9090
const REDIS_HOST = /^rediss:\/\/([a-z0-9-]+)\.[a-z0-9-]+\.redis\.azure\.net(?::\d+)?\/?$/i
const POSTGRES_HOST =
  /^postgres(?:ql)?:\/\/(?:[^@/]*@)?([a-z0-9-]+)\.postgres\.database\.azure\.com(?:[:/?]|$)/i
/** What the file says, so that callers speak HTTPS. */
const TLS_ON: Readonly<Record<GatewayDesign['runsOn'], string>> = {
  'container-apps': 'tls_ends_in_front: true',
  aks: 'tls: { certificate: env:TLS_CERTIFICATE, key: env:TLS_KEY }',
}
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** Null where the file, or what it leaves out, asks for no Causeway. */
export function gatewayDesignOf(plan: Plan, declaration: Declaration, notes: Notes): GatewayDesign | null {
  const wanted = declaration.landing_zone?.gateway
  const isInside = plan.environment === 'production' && declaration.network?.gateway === 'inside'
  const runsOn = wanted?.runs_on ?? (isInside ? 'container-apps' : 'none')
  if (runsOn === 'none' || runsOn === 'api-management') return null
  tellWhatDoesNotFit(plan, runsOn, notes)
  const isShared = wanted?.shared === true
  const { counters, database } = plan.storage
  const redis = sharedStore(counters?.redis ?? null, REDIS_HOST, isShared)
  const postgres = sharedStore(database?.address ?? null, POSTGRES_HOST, isShared)
  tellOfStores(plan, { redis, postgres }, notes)
  tellOfTelemetry(plan, notes)
  const known = knownValues(plan, { redis, postgres })
  const references = referencesIn(declaration)
  tellOfReferences(references, notes)
  const names = references.flatMap((reference) => (reference.kind === 'env' ? [reference.name] : []))
  return {
    runsOn,
    listensOn: plan.gateway.listen.port,
    operationsOn: plan.gateway.operations?.port ?? OPERATIONS_PORT,
    replicas: { least: wanted?.replicas?.least ?? null, most: wanted?.replicas?.most ?? null },
    redis,
    postgres,
    known,
    asked: [...new Set(names)].filter((name) => !known.has(name)).sort(),
  }
}

interface Stores {
  readonly redis: SharedStore | null
  readonly postgres: SharedStore | null
}

/** Built where the address comes from outside of the file, or names a host of Azure; another's host is left alone. */
function sharedStore(address: Reference | null, azureHost: RegExp, isWanted: boolean): SharedStore | null {
  if (address === null) return isWanted ? { azureName: null } : null
  if (address.kind === 'env') return { azureName: null }
  if (address.kind !== 'literal') return null
  const name = azureHost.exec(address.value)?.[1]
  return name === undefined ? null : { azureName: name.toLowerCase() }
}

function knownValues(plan: Plan, { redis, postgres }: Stores): ReadonlyMap<string, KnownValue> {
  const known = new Map<string, KnownValue>()
  for (const { name, provider, endpoint } of plan.accounts.values())
    if (provider === 'azure-openai' && endpoint?.kind === 'env')
      known.set(endpoint.name, { kind: 'endpoint', account: name })
  const { counters, database } = plan.storage
  if (redis !== null && counters?.redis.kind === 'env')
    known.set(counters.redis.name, { kind: 'redis-address' })
  if (postgres !== null && database?.address.kind === 'env')
    known.set(database.address.name, { kind: 'postgres-address' })
  const { azureMonitor } = plan.telemetry
  if (azureMonitor?.connectionString.kind === 'env')
    known.set(azureMonitor.connectionString.name, { kind: 'telemetry-connection' })
  return known
}

/** References anywhere in the file, as its schema reads them. */
function referencesIn(value: unknown): readonly SecretReference[] {
  if (typeof value !== 'object' || value === null) return []
  const { kind, name, path, vaultUrl } = value as Readonly<Record<string, unknown>>
  const isReference =
    (kind === 'env' && typeof name === 'string') ||
    (kind === 'file' && typeof path === 'string') ||
    (kind === 'keyvault' && typeof vaultUrl === 'string')
  return isReference ? [value as SecretReference] : Object.values(value).flatMap(referencesIn)
}

function tellWhatDoesNotFit({ gateway }: Plan, runsOn: GatewayDesign['runsOn'], notes: Notes): void {
  const { listen, operations, tls, tlsEndsInFront, signingKey } = gateway
  const missing = [
    ...(LOOPBACK.has(listen.host) ? [`listen: 0.0.0.0:${listen.port}`] : []),
    ...(operations === null || LOOPBACK.has(operations.host)
      ? [`operations: 0.0.0.0:${operations?.port ?? OPERATIONS_PORT}`]
      : []),
    ...(tls === null && !tlsEndsInFront ? [TLS_ON[runsOn]] : []),
    ...(signingKey === null ? ['signing_key: env:CAUSEWAY_SIGNING_KEY'] : []),
  ]
  if (missing.length > 0)
    notes.add(
      `The gateway runs in containers, several of them: say \`gateway: { ${missing.join(', ')} }\` in the workload file, so that it is reached there and its replicas know each other's ids.`,
    )
  if (tls !== null && runsOn === 'container-apps')
    notes.add(
      'Container Apps ends TLS before the gateway, which must not expect it: leave `gateway.tls` out.',
    )
  if (tls === null && runsOn === 'aks')
    notes.add(
      `Nothing before a gateway on AKS ends TLS, so it is reached from within its cluster alone, as by an ingress controller of yours. To reach it from the network, say \`gateway: { ${TLS_ON.aks} }\` in the workload file.`,
    )
}

function tellOfStores({ storage }: Plan, { redis, postgres }: Stores, notes: Notes): void {
  if (redis !== null && (storage.counters === null || storage.counters.auth === null))
    notes.add(
      'A Redis is built that takes no keys: say `storage: { counters: { redis: env:REDIS_ADDRESS, auth: managed-identity } }` in the workload file.',
    )
  if (postgres !== null && (storage.database === null || storage.database.auth === null))
    notes.add(
      'A Postgres is built that takes no passwords: say `storage: { database: { address: env:POSTGRES_ADDRESS, auth: managed-identity } }` in the workload file.',
    )
  if (postgres === null && storage.database === null)
    notes.add(
      'Replicas share no ledger, so what one served is lost with it: name a Postgres under `storage.database`, or say `landing_zone: { gateway: { shared: true } }`.',
    )
}

const TO_INSIGHTS =
  '`telemetry: { azure_monitor: { connection_string: env:APPLICATIONINSIGHTS_CONNECTION_STRING, auth: managed-identity }, traces: {} }`'

function tellOfTelemetry({ telemetry: { azureMonitor, otlp } }: Plan, notes: Notes): void {
  if (azureMonitor === null && otlp === null)
    notes.add(
      `Nothing sends metrics and traces to the Application Insights that is built: say ${TO_INSIGHTS} in the workload file, or name a collector under \`telemetry.otlp\`.`,
    )
  if (azureMonitor !== null && azureMonitor.auth === null)
    notes.add(
      'The Application Insights that is built takes no keys, so nothing that is sent there is taken: say `auth: managed-identity` under `telemetry.azure_monitor` in the workload file.',
    )
}

function tellOfReferences(references: readonly SecretReference[], notes: Notes): void {
  const files = references.flatMap((reference) => (reference.kind === 'file' ? [reference.path] : []))
  if (files.length > 0)
    notes.add(
      `The gateway's containers do not have the files that the workload file refers to (${[...new Set(files)].sort().join(', ')}): refer to them by \`env:\` or \`keyvault:\`.`,
    )
  const vaults = references.flatMap((reference) =>
    reference.kind === 'keyvault' ? [reference.vaultUrl] : [],
  )
  if (vaults.length > 0)
    notes.add(
      `The workload file names vaults that are not built here (${[...new Set(vaults)].sort().join(', ')}): give the gateways' identities the role Key Vault Secrets User on them, and a way to reach them.`,
    )
}
