import {
  type AttemptClosed,
  type AttemptOpened,
  type AttemptOutcome,
  costNanoUsd,
  type Usage,
} from '../ledger/index.ts'
import type { Attempt } from './attempt.ts'
import { scanAnswer } from './bytes/usage.ts'
import type { Exchange } from './exchange.ts'
import type { FleetDeployment } from './fleet.ts'
import type { GatewayDependencies } from './gateway.ts'

/** The ledger's records of an attempt, and what its end means for metrics and for the deployment's health. */
export function attemptOpened(x: Exchange, made: Attempt, atMs: number): AttemptOpened {
  const { account } = made.account
  const consumer = x.consumer?.consumer
  if (consumer === undefined) throw new Error('an attempt was made before its consumer was known')
  return {
    kind: 'opened',
    attempt: made.id,
    exchange: x.id,
    atMs,
    consumer: consumer.path,
    costCenter: consumer.costCenter,
    asked: x.asked ?? '',
    model: made.deployment?.model.name ?? '',
    baseModel: made.deployment?.model.baseModel ?? '',
    operation: x.operation ?? 'responses',
    deployment: made.deployment?.deployment.id ?? '',
    deploymentType: made.deployment?.deployment.type ?? null,
    account: account.name,
    region: account.region,
    estimate: { input: x.estimatedInput, output: x.estimatedOutput },
  }
}

interface Used {
  readonly usage: Usage | null
  readonly quality: AttemptClosed['quality']
  readonly servedModel: string | null
  readonly serviceTier: string | null
}

const NO_USE: Usage = { input: 0, cached: 0, output: 0, reasoning: 0, audioInput: 0, audioOutput: 0 }
const NOTHING: Used = { usage: null, quality: 'none', servedModel: null, serviceTier: null }

/**
 * Ends an attempt, exactly once: finds what it used, prices it where it was served, counts it, and gives the
 * deployment back what the estimate had too much.
 */
export function closeAttempt(
  x: Exchange,
  made: Attempt,
  outcome: AttemptOutcome,
  { allowances, clock, pricing, sharedHealth }: GatewayDependencies,
): AttemptClosed {
  made.isClosed = true
  const nowMs = clock.monotonicMs()
  const { deployment } = made
  const used = usedBy(x, made, outcome)
  const { usage } = used
  const spilledTo = made.facts?.servedBy ?? null
  let nanoUsd: number | null = null
  if (usage !== null && deployment !== null) {
    // What Azure spilled was served, and is billed, by a pay-as-you-go deployment beside the provisioned one.
    const rates =
      spilledTo === null ? deployment.rates : pricing.ratesFor(deployment.model.baseModel, 'standard')
    nanoUsd = costNanoUsd(rates, usage, used.serviceTier)
  }
  if (made.granted !== null) {
    // What a background response uses is told to whoever reads it later: limits count what was set aside for it.
    const counted = usage ?? (isBackground(x, made, outcome) ? setAside(x) : null)
    const countedNanoUsd = usage === null ? costOf(deployment, counted) : nanoUsd
    allowances.ended(made.granted, counted, countedNanoUsd, made.wasSent && outcome !== 'failed')
  }
  if (deployment !== null) {
    const { health, metrics, estimates } = deployment
    if (made.chargedTokens !== null) {
      const weighted = usage === null ? 0 : usage.input - usage.cached + usage.output * health.outputWeight
      // A call that Azure spilled never counted on the provisioned deployment.
      health.ended(made.chargedTokens - (spilledTo === null ? weighted : 0), nowMs)
    }
    if (made.facts !== null) {
      if (made.facts.remainingTokens !== null) health.window?.told(made.facts.remainingTokens, nowMs)
      if (made.facts.utilization !== null) health.bucket?.observe(made.facts.utilization, nowMs)
    }
    sharedHealth.touch()
    const operation = x.operation ?? 'responses'
    metrics.answeredWith(made.status)
    metrics.ended(operation, outcome, ((made.endedMs ?? nowMs) - made.startedMs) / 1000)
    if (made.firstByteMs !== null && outcome === 'answered') {
      metrics.began(made.firstByteMs - made.startedMs)
      if (made.observer !== null) {
        const restSeconds = ((made.endedMs ?? nowMs) - made.firstByteMs) / 1000
        const tokens = usage !== null && used.quality === 'measured' ? usage.output : null
        metrics.streamed(operation, (made.firstByteMs - made.startedMs) / 1000, restSeconds, tokens)
      }
    }
    if (usage !== null) {
      if (used.quality === 'measured' && x.ask?.media === null) {
        estimates.learn(x.ask.promptTokens, usage.input)
        metrics.measured(x.estimatedInput, usage.input)
      }
      metrics.used(operation, usage, nanoUsd, used.quality === 'measured')
      x.consumer?.metrics.used(metrics, usage, nanoUsd)
    }
  }
  return {
    kind: 'closed',
    attempt: made.id,
    exchange: x.id,
    atMs: clock.nowMs(),
    outcome,
    status: made.status,
    reason: made.failureReason,
    usage,
    quality: used.quality,
    nanoUsd,
    spilledTo,
    serviceTier: used.serviceTier,
    servedModel: used.servedModel,
    providerRequest: made.facts?.providerRequestId ?? null,
    firstByteMs: made.firstByteMs === null ? null : round(made.firstByteMs - made.startedMs),
    totalMs: round((made.endedMs ?? nowMs) - made.startedMs),
  }
}

function isBackground(x: Exchange, made: Attempt, outcome: AttemptOutcome): boolean {
  return outcome === 'answered' && x.ask?.background === true && x.answer?.kind !== 'local' && made.wasSent
}

function setAside(x: Exchange): Usage {
  return { ...NO_USE, input: x.estimatedInput, output: x.estimatedOutput }
}

function costOf(deployment: FleetDeployment | null, usage: Usage | null): number | null {
  return deployment === null || usage === null ? null : costNanoUsd(deployment.rates, usage, null)
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100
}

function usedBy(x: Exchange, made: Attempt, outcome: AttemptOutcome): Used {
  if (made.verdict?.kind === 'refuse') {
    // Azure bills the prompt of a filtered request (Microsoft Learn, "Content filtering: how it is billed").
    return made.verdict.billedPrompt ? estimated(x.estimatedInput, 0) : NOTHING
  }
  const { observer } = made
  if (observer !== null) {
    if (observer.usage !== null) {
      const { model, serviceTier } = observer
      return { usage: observer.usage, quality: 'measured', servedModel: model, serviceTier }
    }
    if (observer.contentEvents > 0 || outcome === 'answered') {
      // One content event is one token at nearly every provider; what thinking there was is not to be seen.
      return { ...estimated(x.estimatedInput, observer.contentEvents), servedModel: observer.model }
    }
  }
  if (x.answer?.kind === 'whole' && x.answer.attempt === made && x.operation !== 'speech') {
    const answer = scanAnswer(x.answer.body)
    if (answer === null) return NOTHING
    const { usage, model, serviceTier } = answer
    // A call on a stored response is no new use: what it cost was settled with the call that made it.
    if (made.deployment === null || usage === null) return { ...NOTHING, servedModel: model, serviceTier }
    return { usage, quality: 'measured', servedModel: model, serviceTier }
  }
  // Speech is answered by sound alone, which says nothing of what it cost.
  if (x.operation === 'speech' && outcome === 'answered' && made.wasSent)
    return estimated(x.estimatedInput, x.estimatedOutput)
  // The provider goes on with a call that was broken off, and may bill its prompt at the least.
  if (made.wasSent && (outcome === 'abandoned' || made.failureReason?.startsWith('deadline') === true)) {
    return made.deployment === null ? NOTHING : estimated(x.estimatedInput, 0)
  }
  return NOTHING
}

function estimated(input: number, output: number): Used {
  const usage = { ...NO_USE, input: Math.round(input), output }
  return { usage, quality: 'estimated', servedModel: null, serviceTier: null }
}
