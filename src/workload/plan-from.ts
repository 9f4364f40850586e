import { createHash } from 'node:crypto'
import type { AzureFacts } from '../azure/index.ts'
import type { ConsumerPath } from '../base/index.ts'
import { alertRules } from '../monitoring/index.ts'
import { chargebackFrom, priceFrom } from './chargeback-from.ts'
import { ancestorsOf } from './consumer-tree.ts'
import { deepFreeze } from './deep-freeze.ts'
import { capacityOf, processingOf, quotaGroupOf, reasonsByDefault } from './deployment-facts.ts'
import { limitsFrom } from './limits-from.ts'
import type { Account, AuthSetting, Consumer, Deployment, GatewaySettings, Model, Plan } from './plan.ts'
import type { AdminSettings } from './plan-admin.ts'
import type { EntraSetting, StorageSettings } from './plan-storage.ts'
import type { CaptureSettings, Objectives, TelemetrySettings } from './plan-telemetry.ts'
import type { AccountDeclaration, Declaration, GatewayDeclaration, ModelDeclaration } from './schema.ts'

const DAY_MS = 86_400_000

export interface PlanOrigin {
  readonly source: string
  /** The file's, and those of the files of facts that it names. */
  readonly texts: readonly string[]
  readonly facts: AzureFacts
}

/** The plan of a declaration that the checks found nothing wrong with. */
export function planFrom(declaration: Declaration, { source, texts, facts }: PlanOrigin): Plan {
  const { workload, exposure, environment, residency, regions } = declaration
  const accounts = mapOf(declaration.accounts, accountFrom)
  const models = mapOf(declaration.models, (name, model) => modelFrom(name, model, declaration, facts))
  const deployments = new Map<string, Deployment>()
  for (const model of models.values()) for (const one of model.deployments) deployments.set(one.id, one)
  const consumers = new Map<ConsumerPath, Consumer>()
  for (const path of Object.keys(declaration.consumers)) {
    const consumer = consumerFrom(path as ConsumerPath, declaration)
    consumers.set(consumer.path, consumer)
  }
  return deepFreeze<Plan>({
    source,
    revision: createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 12),
    workload,
    exposure,
    environment,
    residency,
    regions:
      regions === undefined ? null : { primary: regions.primary, secondary: regions.secondary ?? null },
    accounts,
    models,
    deployments,
    consumers,
    limits: limitsFrom(declaration),
    gateway: gatewayFrom(declaration.gateway),
    admin: adminFrom(declaration.admin),
    storage: storageFrom(declaration.storage),
    telemetry: telemetryFrom(declaration),
    prices: declaration.prices.map(priceFrom),
    chargeback: chargebackFrom(declaration.chargeback),
    facts,
  })
}

function mapOf<From, To>(
  record: Readonly<Record<string, From>>,
  make: (name: string, from: From) => To,
): Map<string, To> {
  return new Map(Object.entries(record).map(([name, from]) => [name, make(name, from)]))
}

function accountFrom(name: string, account: AccountDeclaration): Account {
  const { provider, region, endpoint, auth, subscription, api_version: apiVersion } = account
  return {
    name,
    provider,
    region: region ?? null,
    processedIn: account.processed_in ?? null,
    endpoint: endpoint ?? null,
    auth: authFrom(auth),
    subscription,
    api: apiVersion === undefined ? { kind: 'v1' } : { kind: 'classic', apiVersion },
  }
}

function authFrom(auth: AccountDeclaration['auth']): AuthSetting {
  if (auth === undefined || auth === 'none') return { kind: 'none' }
  if (auth === 'default-azure') return { kind: 'default-azure' }
  if (auth === 'managed-identity') return { kind: 'managed-identity', clientId: null }
  if ('key' in auth) return { kind: 'key', secret: auth.key }
  return { kind: 'managed-identity', clientId: auth.managed_identity.client_id }
}

function modelFrom(
  name: string,
  model: ModelDeclaration,
  declaration: Declaration,
  facts: AzureFacts,
): Model {
  const baseModel = model.base_model ?? name
  return {
    name,
    task: model.task,
    baseModel,
    reasoning: model.reasoning ?? reasonsByDefault(baseModel),
    deployments: model.deployments.map((deployment): Deployment => {
      const account = declaration.accounts[deployment.account]
      if (account === undefined)
        throw new Error(`deployment ${deployment.id} passed the checks without an account`)
      return {
        id: deployment.id,
        model: name,
        account: deployment.account,
        type: deployment.type ?? null,
        upstreamName: deployment.name ?? deployment.id,
        capacity: capacityOf(deployment, baseModel, facts),
        priority: deployment.priority,
        version: deployment.version ?? model.version ?? null,
        processing: processingOf(deployment, account, facts),
        quotaGroup: quotaGroupOf(deployment, account, baseModel),
      }
    }),
    expectedOutputTokens: model.expected_output_tokens ?? null,
    fallback: model.fallback,
  }
}

function consumerFrom(path: ConsumerPath, { consumers, models }: Declaration): Consumer {
  const lineage = [path, ...ancestorsOf(path, consumers)].flatMap((step) => consumers[step] ?? [])
  const lists = lineage.flatMap(({ models: list }) => (Array.isArray(list) ? [new Set(list)] : []))
  // Closed until opened: where no path says which models, there is none to use.
  const isOpened = lineage.some(({ models: list }) => list !== undefined)
  return {
    path,
    costCenter: lineage.find(({ cost_center: center }) => center !== undefined)?.cost_center ?? null,
    models: new Set(
      Object.keys(models).filter((model) => isOpened && lists.every((list) => list.has(model))),
    ),
    priority: lineage.find(({ priority }) => priority !== undefined)?.priority ?? 'standard',
    queueWeight: lineage.find(({ queue_weight: weight }) => weight !== undefined)?.queue_weight ?? 1,
    residencies: [...new Set(lineage.flatMap(({ residency }) => residency ?? []))],
    capture: captureFrom(lineage.find(({ capture }) => capture !== undefined)?.capture),
  }
}

function captureFrom(written: Declaration['consumers'][string]['capture']): CaptureSettings | null {
  if (written === undefined || (!written.prompts && !written.answers)) return null
  const { prompts, answers, most, keep, redact } = written
  return { prompts, answers, mostCharacters: most, keepMs: keep ?? null, masks: redact }
}

function storageFrom({ counters, database }: Declaration['storage']): StorageSettings {
  return {
    database: database === undefined ? null : databaseFrom(database),
    counters: counters === undefined ? null : countersFrom(counters),
  }
}

function countersFrom(
  counters: NonNullable<Declaration['storage']['counters']>,
): NonNullable<StorageSettings['counters']> {
  const { redis, auth, user, when_away: whenAway } = counters
  return { redis, auth: auth === undefined ? null : entraFrom(auth), user: user ?? null, whenAway }
}

/** Where the file says none, they are what providers of models can be held to. */
const OBJECTIVES: Objectives = { availability: 0.995, firstTokenMs: 10_000, firstTokenShare: 0.95 }

function telemetryFrom({ telemetry, operations }: Declaration): TelemetrySettings {
  const { alerts, metrics, otlp, traces, logs, azure_monitor: azureMonitor } = telemetry
  const { availability, latency, within } = operations?.objectives ?? {}
  return {
    alerts: {
      webhooks: alerts.webhooks.map(({ url, secret, severity }) => ({
        address: url,
        secret: secret ?? null,
        severity,
      })),
      rules: alertRules(alerts.rules),
      off: new Map(
        Object.entries(alerts.rules).flatMap(([id, change]) =>
          change?.isOff === true ? [[id, change.because ?? ''] as const] : [],
        ),
      ),
    },
    objectives: {
      availability: availability ?? OBJECTIVES.availability,
      firstTokenMs: latency ?? OBJECTIVES.firstTokenMs,
      firstTokenShare: within ?? OBJECTIVES.firstTokenShare,
    },
    metrics: {
      maxSeries: metrics.max_series,
      maxConsumers: metrics.max_consumers,
      consumerDepth: metrics.consumer_depth,
    },
    otlp:
      otlp === undefined
        ? null
        : {
            endpoint: otlp.endpoint ?? null,
            headers: new Map(Object.entries(otlp.headers)),
            protocol: otlp.protocol ?? null,
            intervalMs: otlp.interval ?? null,
          },
    traces:
      traces === undefined
        ? null
        : {
            sampleRatio: traces.sample_ratio,
            slowMs: traces.slow,
            keptPerSecond: traces.kept_per_second,
            callersDecide: traces.callers_decide,
            link: traces.link ?? null,
          },
    logs: logs ?? null,
    azureMonitor:
      azureMonitor === undefined
        ? null
        : {
            connectionString: azureMonitor.connection_string,
            auth: azureMonitor.auth === undefined ? null : entraFrom(azureMonitor.auth),
            intervalMs: azureMonitor.interval,
          },
  }
}

function databaseFrom(
  database: NonNullable<Declaration['storage']['database']>,
): NonNullable<StorageSettings['database']> {
  if ('kind' in database) return { address: database, auth: null }
  const { address, auth } = database
  return { address, auth: auth === undefined ? null : entraFrom(auth) }
}

function entraFrom(auth: NonNullable<NonNullable<Declaration['storage']['counters']>['auth']>): EntraSetting {
  if (auth === 'default-azure') return { kind: 'default-azure' }
  const clientId = auth === 'managed-identity' ? null : auth.managed_identity.client_id
  return { kind: 'managed-identity', clientId }
}

function adminFrom(admin: Declaration['admin']): AdminSettings | null {
  if (admin === undefined) return null
  return {
    listen: admin.listen,
    tls: admin.tls ?? null,
    tlsEndsInFront: admin.tls_ends_in_front,
    trustedProxies: admin.trusted_proxies,
  }
}

function gatewayFrom(gateway: GatewayDeclaration): GatewaySettings {
  const { deadlines, tls } = gateway
  return {
    listen: gateway.listen,
    operations: gateway.operations ?? null,
    tls: tls ?? null,
    tlsEndsInFront: gateway.tls_ends_in_front,
    trustedProxies: gateway.trusted_proxies,
    bodyLimitBytes: gateway.body_limit,
    bodiesLimitBytes: gateway.bodies_limit,
    requestDeadlineMs: deadlines.request,
    drainDeadlineMs: deadlines.drain,
    deadlines: {
      connectMs: deadlines.connect,
      firstTokenMs: deadlines.first_token,
      idleMs: deadlines.idle,
      totalMs: deadlines.total,
    },
    reasoningDeadlines: {
      connectMs: deadlines.connect,
      firstTokenMs: deadlines.reasoning.first_token,
      idleMs: deadlines.reasoning.idle,
      totalMs: deadlines.reasoning.total,
    },
    maxAttempts: gateway.max_attempts,
    maxConnectionsPerAccount: gateway.max_connections_per_account,
    queue: {
      maxWaiting: gateway.queue.max_waiting,
      maxWaitMs: {
        interactive: gateway.queue.interactive,
        standard: gateway.queue.standard,
        batch: gateway.queue.batch,
      },
    },
    batch: {
      fileLimitBytes: gateway.batch.file_limit,
      filesPerConsumerBytes: gateway.batch.files_per_consumer,
      filesBytes: gateway.batch.files,
      keepMs: gateway.batch.keep_days * DAY_MS,
      batchesPerConsumer: gateway.batch.batches_per_consumer,
      linesPerBatch: gateway.batch.lines_per_batch,
      lines: gateway.batch.lines,
      pollMs: gateway.batch.poll,
    },
    breaker: { failures: gateway.breaker.failures, openMs: gateway.breaker.open_for },
    stateFolder: gateway.state_folder,
    signingKey: gateway.signing_key ?? null,
    journalCommit: gateway.journal.commit,
    log: gateway.log,
  }
}
