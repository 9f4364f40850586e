import { asOneLine } from '../../base/index.ts'
import type { ExchangeSettled } from '../../ledger/index.ts'
import type { AttemptOutcome } from '../../ledger/index.ts'
import type { Attempt } from '../attempt.ts'
import { closeAttempt } from '../attempt-records.ts'
import { backgroundUsage } from '../background-usage.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayDependencies } from '../gateway.ts'

/**
 * True usage into the ledger, exactly once, whatever ended the exchange; resolves when the journal has it, as firmly
 * as the plan asks. Refusals of callers that nobody knows are recorded up to a rate, so that a stranger cannot fill
 * the disk; and while the disk takes nothing no refusals are, so that the memory is left to what was billed.
 */
export function settle(x: Exchange, deps: GatewayDependencies): Promise<void> | undefined {
  const kind = x.route?.target.kind
  if (kind !== undefined && UNMETERED.has(kind)) return undefined
  const { journal } = deps
  const wasTried = x.attempts.length > 0
  if (!wasTried && (journal.state.kind === 'failed' || !mayRecord(x, deps))) {
    deps.metrics.refusedUnrecorded.with().add()
    return undefined
  }
  return new Promise((resolve) => {
    try {
      for (const made of x.attempts) {
        if (made.isClosed) continue
        const closed = closeAttempt(x, made, outcomeOf(x, made), deps)
        x.closed = closed
        journal.append(closed)
      }
      const background = backgroundUsage(x, deps)
      if (background !== null) for (const record of background) journal.append(record)
      x.textUntilMs = textUntil(x, deps)
      journal.append(settled(x, deps))
    } catch (error) {
      // The journal's buffer is full: the exchange is not lost silently, `deliver` refuses its last byte.
      x.settleError = error instanceof Error ? error : new Error(String(error))
      resolve()
      return
    }
    journal.whenCommitted((error) => {
      x.settleError = error
      resolve()
    })
  })
}

/** Targets that use no model. What a batch uses is settled by its lines. */
const UNMETERED: ReadonlySet<string> = new Set(['models', 'limits', 'files', 'batches'])

function mayRecord(x: Exchange, { strangers, clock }: GatewayDependencies): boolean {
  return x.consumer !== null || strangers.take(clock.monotonicMs())
}

function outcomeOf(x: Exchange, made: Attempt): AttemptOutcome {
  if (made.verdict?.kind === 'refuse') return 'refused'
  if (x.failure === null) return 'answered'
  return x.failure.code === 'client_closed' ? 'abandoned' : 'failed'
}

function textUntil({ capture }: Exchange, { clock }: GatewayDependencies): number | null {
  const keepMs = capture?.settings.keepMs ?? null
  return keepMs === null ? null : Math.round(clock.nowMs() + keepMs)
}

function settled(x: Exchange, { clock }: GatewayDependencies): ExchangeSettled {
  const totalMs = clock.monotonicMs() - x.startedMs
  const { answer, consumer, failure } = x
  const served =
    answer === null || answer.kind === 'local' || answer.kind === 'file' ? null : answer.attempt.deployment
  return {
    kind: 'settled',
    exchange: x.id,
    atMs: clock.nowMs(),
    consumer: consumer?.consumer.path ?? null,
    costCenter: consumer?.consumer.costCenter ?? null,
    asked: x.asked === null ? null : asOneLine(x.asked.slice(0, 128)),
    operation: x.operation ?? x.route?.target.kind ?? 'none',
    stream: x.ask?.stream ?? false,
    status: failure?.code === 'client_closed' ? failure.status : (answer?.status ?? failure?.status ?? 500),
    failure: failure?.code ?? null,
    detail: failure?.detail ?? null,
    attempts: x.attempts.length,
    deployment: served?.deployment.id ?? null,
    skipped: x.skipped,
    candidates: x.candidates.map((candidate) => candidate.deployment.id),
    totalMs: Math.round(totalMs * 100) / 100,
    overheadMs: Math.round(Math.max(0, totalMs - x.waitedMs - x.relayedMs) * 100) / 100,
    planRevision: x.fleet.plan.revision,
    ...(x.trace === null ? {} : { trace: x.trace.traceId }),
    ...(x.textUntilMs === null ? {} : { textUntilMs: x.textUntilMs }),
  }
}
