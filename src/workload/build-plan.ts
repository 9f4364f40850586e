import { findPtu } from '../azure/index.ts'
import type { ConsumerPath } from '../base/index.ts'
import { deepFreeze } from './deep-freeze.ts'
import type {
  Account,
  AuthSetting,
  Capacity,
  Consumer,
  Deployment,
  GatewaySettings,
  Model,
  Plan,
  PriceOverride,
  Processing,
} from './plan.ts'
import { azureProcessing, claimedProcessing } from './residency.ts'
import type {
  AccountDeclaration,
  ConsumerDeclaration,
  Declaration,
  DeploymentDeclaration,
  GatewayDeclaration,
  ModelDeclaration,
  PriceDeclaration,
} from './schema.ts'

/** Azure's ratio for models without a published one is guessed at four, as for most of the GPT-4.1 family. */
const DEFAULT_OUTPUT_WEIGHT = 4
const DEFAULT_SOFT_CAP = 0.9
/** Base models that think before they answer; their chat variants do not. */
const REASONING = /^(?:o[134]|gpt-[56])(?!.*-chat)(?:[.-]|$)/
const PICO_USD_PER_TOKEN = 1_000_000

/** The plan of a declaration that was found sound; `revision` tells one text of the file from another. */
export function buildPlan(declaration: Declaration, source: string, revision: string): Plan {
  const accounts = new Map<string, Account>()
  for (const [name, declared] of Object.entries(declaration.accounts))
    accounts.set(name, account(name, declared))
  const models = new Map<string, Model>()
  const deployments = new Map<string, Deployment>()
  for (const [name, declared] of Object.entries(declaration.models)) {
    const model = planModel(name, declared, accounts)
    models.set(name, model)
    for (const deployment of model.deployments) deployments.set(deployment.id, deployment)
  }
  const { regions } = declaration
  return deepFreeze({
    source,
    revision,
    workload: declaration.workload,
    exposure: declaration.exposure,
    environment: declaration.environment,
    residency: declaration.residency,
    regions:
      regions === undefined ? null : { primary: regions.primary, secondary: regions.secondary ?? null },
    accounts,
    models,
    deployments,
    consumers: consumers(declaration.consumers, [...models.keys()]),
    gateway: gatewaySettings(declaration.gateway),
    prices: declaration.prices.map(priceOverride),
  })
}

function account(name: string, declared: AccountDeclaration): Account {
  const { provider, region, endpoint, subscription, api_version: apiVersion } = declared
  const isClassic = declared.api === 'classic' || (declared.api === undefined && apiVersion !== undefined)
  return {
    name,
    provider,
    region: region ?? null,
    processedIn: declared.processed_in ?? null,
    endpoint: endpoint ?? null,
    auth: auth(declared.auth),
    subscription,
    api: isClassic && apiVersion !== undefined ? { kind: 'classic', apiVersion } : { kind: 'v1' },
  }
}

function auth(declared: AccountDeclaration['auth']): AuthSetting {
  if (declared === undefined || declared === 'none') return { kind: 'none' }
  if (declared === 'managed-identity') return { kind: 'managed-identity', clientId: null }
  if (declared === 'default-azure') return { kind: 'default-azure' }
  if ('key' in declared) return { kind: 'key', secret: declared.key }
  return { kind: 'managed-identity', clientId: declared.managed_identity.client_id }
}

function planModel(name: string, declared: ModelDeclaration, accounts: ReadonlyMap<string, Account>): Model {
  const baseModel = declared.base_model ?? name
  return {
    name,
    task: declared.task,
    baseModel,
    reasoning: declared.reasoning ?? REASONING.test(baseModel),
    deployments: declared.deployments
      .map((deployment) => planDeployment(name, baseModel, declared.version ?? null, deployment, accounts))
      .sort((a, b) => a.priority - b.priority),
    fallback: declared.fallback,
  }
}

function planDeployment(
  model: string,
  baseModel: string,
  version: string | null,
  declared: DeploymentDeclaration,
  accounts: ReadonlyMap<string, Account>,
): Deployment {
  const place = accounts.get(declared.account)
  const type = declared.type ?? null
  const group = [place?.subscription ?? '', place?.region ?? declared.account, baseModel, type ?? declared.id]
  return {
    id: declared.id,
    model,
    account: declared.account,
    type,
    upstreamName: declared.name ?? declared.id,
    capacity: capacity(baseModel, declared),
    priority: declared.priority,
    version: declared.version ?? version,
    processing: processing(place, type),
    quotaGroup: group.join('|'),
  }
}

function capacity(baseModel: string, declared: DeploymentDeclaration): Capacity {
  const { tpm, rpm, ptu } = declared
  if (ptu !== undefined) {
    const facts = findPtu(baseModel)
    const published = facts === null ? null : facts.inputTokensPerMinutePerPtu * ptu
    return {
      kind: 'provisioned',
      units: ptu,
      inputTokensPerMinute: declared.input_tokens_per_minute ?? published,
      outputWeight: declared.output_weight ?? facts?.outputWeight ?? DEFAULT_OUTPUT_WEIGHT,
      softCap: declared.soft_cap ?? DEFAULT_SOFT_CAP,
    }
  }
  if (tpm === undefined) return { kind: 'unlimited' }
  return { kind: 'tokens', tokensPerMinute: tpm, requestsPerMinute: rpm ?? null }
}

export function processing(place: Account | undefined, type: Deployment['type']): Processing | null {
  if (place === undefined) return null
  if (place.processedIn !== null) return claimedProcessing(place.processedIn)
  return type === null || place.region === null ? null : azureProcessing(type, place.region)
}

/** What holds for a path holds for all below it: lists of models cut each other, the nearest cost center counts. */
function consumers(
  declared: Readonly<Record<string, ConsumerDeclaration>>,
  models: readonly string[],
): ReadonlyMap<ConsumerPath, Consumer> {
  const plans = new Map<ConsumerPath, Consumer>()
  for (const path of Object.keys(declared)) {
    // From the top down, the path itself last.
    const line = ancestry(path).flatMap((at) => (declared[at] === undefined ? [] : [declared[at]]))
    const lists = line.flatMap((at) => (at.models === undefined ? [] : [at.models]))
    // Closed until opened: where no path names a model, there is none to use.
    const allowed =
      lists.length === 0
        ? []
        : models.filter((model) => lists.every((list) => list === 'all' || list.includes(model)))
    plans.set(path as ConsumerPath, {
      path: path as ConsumerPath,
      costCenter: line.findLast((at) => at.cost_center !== undefined)?.cost_center ?? null,
      models: new Set(allowed),
      priority: line.findLast((at) => at.priority !== undefined)?.priority ?? 'standard',
      residencies: [...new Set(line.flatMap((at) => at.residency ?? []))],
    })
  }
  return plans
}

/** `/a`, `/a/b`, `/a/b/c` for `/a/b/c`. */
export function ancestry(path: string): string[] {
  const segments = path.slice(1).split('/')
  return segments.map((_, i) => `/${segments.slice(0, i + 1).join('/')}`)
}

function gatewaySettings(declared: GatewayDeclaration): GatewaySettings {
  const { deadlines, breaker } = declared
  return {
    listen: declared.listen,
    operations: declared.operations ?? null,
    tls: declared.tls ?? null,
    tlsEndsInFront: declared.tls_ends_in_front,
    bodyLimitBytes: declared.body_limit,
    bodiesLimitBytes: declared.bodies_limit,
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
    maxAttempts: declared.max_attempts,
    maxConnectionsPerAccount: declared.max_connections_per_account,
    breaker: { failures: breaker.failures, openMs: breaker.open_for },
    stateFolder: declared.state_folder,
    signingKey: declared.signing_key ?? null,
    journalCommit: declared.journal.commit,
    log: declared.log,
  }
}

function priceOverride(declared: PriceDeclaration): PriceOverride {
  const pico = (usd: number) => Math.round(usd * PICO_USD_PER_TOKEN)
  const { input, cached_input: cached, output, audio_input: audioIn, audio_output: audioOut } = declared
  return {
    baseModel: declared.base_model,
    type: declared.type ?? null,
    price: {
      inputPicoUsd: pico(input),
      cachedInputPicoUsd: pico(cached ?? input),
      outputPicoUsd: pico(output ?? 0),
      audioInputPicoUsd: audioIn === undefined ? null : pico(audioIn),
      audioOutputPicoUsd: audioOut === undefined ? null : pico(audioOut),
    },
  }
}
