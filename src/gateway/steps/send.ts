import { Failure } from '../../base/index.ts'
import type { Verdict } from '../../providers/index.ts'
import { Attempt, type AttemptResult } from '../attempt.ts'
import { attemptOpened, closeAttempt } from '../attempt-records.ts'
import type { Exchange } from '../exchange.ts'
import type { Granted, Withheld } from '../allowances.ts'
import type { FleetAccount, FleetDeployment, FleetModel } from '../fleet.ts'
import type { GatewayDependencies } from '../gateway.ts'
import { addCandidates } from '../routing/candidates.ts'
import { upstreamRequest } from '../upstream-request.ts'

const NO_CANDIDATE_RETRY_MS = 5_000
const FAILED_RETRY_MS = 1_000
const LEDGER_RETRY_MS = 5_000
/** Turns in line of one exchange: each that found everything full again is an attempt in the ledger. */
const MAX_TURNS = 100

/**
 * The only loop of the corridor: the next candidate, at once, until an answer has soundly begun. Each attempt is in
 * the journal before its first byte leaves. One table of error classes (`providers/verdicts.ts`) decides what a
 * failure says of the deployment and whether another may be tried.
 */
export async function send(x: Exchange, deps: GatewayDependencies): Promise<void> {
  if (x.stored !== null && x.model === null) {
    await sendToAccount(x, x.stored.account, deps)
    return
  }
  try {
    await sendOrWait(x, deps)
  } finally {
    x.place?.end()
  }
}

/** Round after round: when every deployment is full, the exchange waits in line, as long as its consumer's class may. */
async function sendOrWait(x: Exchange, deps: GatewayDependencies): Promise<void> {
  const { lines, clock, sharedHealth } = deps
  const line = x.stored === null && x.operation !== null ? lineOf(x) : null
  for (let turn = 0; ; turn++) {
    const isFirst = turn === 0
    // Who comes while others wait for the same deployments waits with them.
    const looks = !isFirst || line === null || !lines.isBusy(line)
    if (looks && (await tryCandidates(x, deps))) return
    const failure = nothingLeft(x)
    if (turn >= MAX_TURNS) throw failure
    if (line === null || (failure.code !== 'deployments_saturated' && !(isFirst && lines.isBusy(line))))
      throw failure
    const sinceMs = clock.monotonicMs()
    const waiting = lines.wait(x, line, x.saturatedWaitMs, looks)
    sharedHealth.touch()
    const waited = await waiting
    sharedHealth.touch()
    const untilMs = clock.monotonicMs()
    x.waitedMs += untilMs - sinceMs
    if (x.trace !== null) (x.waits ??= []).push({ sinceMs, untilMs, ended: waited })
    if (waited === 'gone') throw new Failure('client_closed')
    if (waited !== 'go')
      throw new Failure('deployments_saturated', {
        retryAfterMs: Math.max(1, x.saturatedWaitMs ?? FAILED_RETRY_MS),
      })
    x.saturatedWaitMs = null
    x.candidates.length = 0
    x.skipped.length = 0
    addCandidates(x, x.model as FleetModel, deps, true)
  }
}

function lineOf(x: Exchange): string | null {
  const { consumer, model, operation } = x
  if (
    consumer === null ||
    model === null ||
    operation === null ||
    x.fleet.plan.gateway.queue.maxWaiting === 0
  )
    return null
  return `${model.model.name}: ${consumer.route(model, operation).line}`
}

/**
 * True when one of them answers. False when none did, or was there. The most attempts of the file are those of one turn:
 * whoever waits goes on until its time is up, and only after answers that said no more than that all was full.
 */
async function tryCandidates(x: Exchange, deps: GatewayDependencies): Promise<boolean> {
  const mostAttempts = x.attempts.length + x.fleet.plan.gateway.maxAttempts
  const retryable: FleetDeployment[] = []
  let withheld: Withheld | null = null
  /** Models whose own limits refused: none of their deployments is asked again. */
  const refusedModels = new Set<string>()
  let hasFallenBack = false
  let elsewhere: { readonly made: Attempt; readonly body: Buffer } | null = null
  for (let next = 0; x.attempts.length < mostAttempts; next++) {
    const candidate = x.candidates[next] ?? retryable.shift()
    if (candidate === undefined) break
    if (x.client.isGone) throw new Failure('client_closed')
    if (refusedModels.has(candidate.model.name) || !isStillUsable(x, candidate, deps)) continue
    const result = await attempt(x, candidate.account, candidate, deps)
    if (result === null) continue
    if (result.kind === 'withheld') {
      x.skipped.push(`${candidate.deployment.id}: ${result.failure.detail ?? result.failure.code}`)
      withheld = sooner(withheld, result)
      if (result.detour === 'deployment') continue
      const fallback = hasFallenBack ? undefined : x.fleet.models.get(result.fallback ?? '')
      if (fallback === undefined) {
        if (result.detour === 'none') break
        // The models that this one falls back to stand after it among the candidates, as far as the consumer may use them.
        refusedModels.add(candidate.model.name)
        continue
      }
      // A used-up budget names the model to go on with: its deployments take the place of those not asked yet.
      hasFallenBack = true
      x.candidates.length = Math.min(x.candidates.length, next + 1)
      retryable.length = 0
      addCandidates(x, fallback, deps)
      continue
    }
    if (await conclude(x, candidate, result, deps)) return true
    if (result.kind === 'failed' && result.verdict.kind === 'elsewhere') {
      elsewhere = { made: x.attempts[x.attempts.length - 1] as Attempt, body: result.body ?? EMPTY }
    }
    // A connection that the peer closed while it lay idle says nothing of the deployment: once more, if nothing else.
    if (result.kind === 'failed' && isOnce(x, candidate)) retryable.push(candidate)
  }
  if (elsewhere !== null) {
    x.answer = {
      kind: 'whole',
      status: elsewhere.made.status ?? 400,
      attempt: elsewhere.made,
      body: elsewhere.body,
    }
    return true
  }
  if (withheld !== null && x.attempts.every((made) => made.status === 429)) {
    x.limitHeaders = withheld.headers
    throw withheld.failure
  }
  return false
}

const EMPTY = Buffer.alloc(0)

/** Of two refusals the client is told the one that ends first. */
function sooner(known: Withheld | null, next: Withheld): Withheld {
  if (known === null) return next
  const never = Number.POSITIVE_INFINITY
  return (next.failure.retryAfterMs ?? never) < (known.failure.retryAfterMs ?? never) ? next : known
}

function isOnce(x: Exchange, candidate: FleetDeployment): boolean {
  let tries = 0
  for (const attempt of x.attempts) if (attempt.deployment === candidate) tries++
  const last = x.attempts[x.attempts.length - 1]
  return (
    tries === 1 &&
    last !== undefined &&
    last.status === null &&
    last.failureReason?.startsWith('deadline') !== true
  )
}

/** An earlier attempt of this very exchange, or of another, may have changed what `route` saw. */
function isStillUsable(x: Exchange, candidate: FleetDeployment, { clock }: GatewayDependencies): boolean {
  if (x.attempts.length === 0) return true
  const availability = candidate.health.availability(clock.monotonicMs(), 0)
  if (availability.kind === 'ready' || availability.kind === 'reluctant') return true
  x.skipped.push(`${candidate.deployment.id}: ${availability.reason}`)
  if (availability.kind === 'saturated') {
    x.saturatedWaitMs = Math.min(x.saturatedWaitMs ?? Number.POSITIVE_INFINITY, availability.waitMs)
  }
  return false
}

/** Null when nothing could be sent: no credential, and the deployment is passed over. Withheld where a limit refuses. */
async function attempt(
  x: Exchange,
  account: FleetAccount,
  deployment: FleetDeployment | null,
  deps: GatewayDependencies,
): Promise<AttemptResult | Withheld | null> {
  const { clock, deadlines, journal } = deps
  const header = account.credential.header()
  if (header === null) {
    x.skipped.push(`${deployment?.deployment.id ?? account.account.name}: no credential yet`)
    return null
  }
  let granted: Granted | null = null
  if (deployment !== null) {
    const ruling = deps.allowances.reserve(x, deployment)
    const ruled = ruling instanceof Promise ? await ruling : ruling
    if (ruled.kind === 'withheld') return ruled
    granted = ruled
    x.limitHeaders = ruled.headers
  }
  const settings = x.fleet.plan.gateway
  const limits = deployment?.model.reasoning === true ? settings.reasoningDeadlines : settings.deadlines
  const startedMs = clock.monotonicMs()
  const result = await new Promise<AttemptResult>((resolve, reject) => {
    const made = new Attempt(x, account, deployment, limits, clock, deadlines, resolve)
    // Before it counts as tried: what the journal refused has no end to be recorded.
    try {
      journal.append(attemptOpened(x, made, clock.nowMs()))
    } catch (error) {
      if (granted !== null) deps.allowances.ended(granted, null, null, false)
      throw error
    }
    made.granted = granted
    if (deps.tracing !== null) made.spanId = deps.tracing.newSpanId()
    x.attempts.push(made)
    // Before the commit: of calls that arrive together, each has to see what those before it set aside.
    if (deployment !== null) {
      x.place?.served(deployment.health.paceMs(x.estimatedInput + x.estimatedOutput))
      deployment.health.sent(x.estimatedInput, x.estimatedOutput, made.startedMs)
      made.chargedTokens = x.estimatedInput + x.estimatedOutput * deployment.health.outputWeight
      deps.sharedHealth.touch()
    }
    journal.whenCommitted((error) => {
      if (error !== null) {
        deployment?.health.breaker.released()
        reject(
          new Failure('ledger_unavailable', {
            detail: error.message,
            cause: error,
            retryAfterMs: LEDGER_RETRY_MS,
          }),
        )
        return
      }
      if (x.client.isGone) {
        made.giveUp()
        return
      }
      x.client.whenGone(() => made.abort('client_closed'))
      made.send(upstreamRequest(x, made, header))
    })
  })
  x.waitedMs += clock.monotonicMs() - startedMs
  return result
}

/** True when the search is over. */
async function conclude(
  x: Exchange,
  candidate: FleetDeployment | null,
  result: AttemptResult,
  deps: GatewayDependencies,
): Promise<boolean> {
  const nowMs = deps.clock.monotonicMs()
  const made = x.attempts[x.attempts.length - 1] as Attempt
  const status = made.status ?? 0
  deps.sharedHealth.touch()
  switch (result.kind) {
    case 'committed':
      candidate?.health.answered((made.firstByteMs ?? nowMs) - made.startedMs, nowMs)
      x.answer = { kind: 'flowing', status, attempt: made }
      return true
    case 'whole':
      candidate?.health.answered((made.firstByteMs ?? nowMs) - made.startedMs, nowMs)
      x.answer = { kind: 'whole', status, attempt: made, body: result.body }
      return true
    case 'abandoned':
      made.failureReason = 'client_closed'
      candidate?.health.breaker.released()
      throw new Failure('client_closed')
    case 'failed': {
      const { verdict } = result
      made.failureReason = result.reason
      made.verdict = verdict
      if (verdict.kind === 'credential') {
        made.account.credential.rejected()
      }
      if (verdict.kind === 'refuse') {
        candidate?.health.failed(verdict, nowMs)
        x.answer = { kind: 'whole', status, attempt: made, body: result.body ?? EMPTY }
        return true
      }
      noteSaturation(x, verdict)
      if (verdict.kind === 'saturated') x.place?.refused()
      // What the call had set aside is given back first: a deployment that says it is full stays full in our model.
      const closed = closeAttempt(x, made, 'failed', deps)
      candidate?.health.failed(verdict, nowMs)
      deps.journal.append(closed)
      return false
    }
  }
}

function noteSaturation(x: Exchange, verdict: Verdict): void {
  if (verdict.kind === 'saturated') {
    x.saturatedWaitMs = Math.min(x.saturatedWaitMs ?? Number.POSITIVE_INFINITY, verdict.retryAfterMs)
  }
}

/** A stored response lives in one account: there is nowhere else to go. */
async function sendToAccount(x: Exchange, account: FleetAccount, deps: GatewayDependencies): Promise<void> {
  const nowMs = deps.clock.monotonicMs()
  if (nowMs < account.health.out.untilMs) {
    x.skipped.push(`${account.account.name}: ${account.health.out.reason}`)
    throw nothingLeft(x)
  }
  const result = await attempt(x, account, null, deps)
  if (result !== null && result.kind !== 'withheld' && (await conclude(x, null, result, deps))) return
  throw nothingLeft(x)
}

function nothingLeft(x: Exchange): Failure {
  const waitMs = x.saturatedWaitMs
  const allSaturated = waitMs !== null && x.attempts.every((made) => made.status === 429)
  if (allSaturated) {
    const code = x.stored === null ? 'deployments_saturated' : 'state_saturated'
    return new Failure(code, { retryAfterMs: Math.max(1, waitMs) })
  }
  if (x.attempts.length === 0) {
    return new Failure('no_candidate', { retryAfterMs: NO_CANDIDATE_RETRY_MS })
  }
  const last = x.attempts[x.attempts.length - 1] as Attempt
  const allLate = x.attempts.every((made) => made.failureReason?.startsWith('deadline') === true)
  if (allLate && last.failureReason === 'deadline_total') return new Failure('deadline_exceeded')
  return new Failure('deployments_failed', { retryAfterMs: waitMs ?? FAILED_RETRY_MS })
}
