import { createHash } from 'node:crypto'

import {
  attemptId,
  type AttemptId,
  type ConsumerPath,
  exchangeIds,
  type FailureCode,
} from '../../src/base/index.ts'
import type { AttemptClosed, AttemptOpened, ExchangeSettled } from '../../src/ledger/index.ts'
import {
  BASE_MODEL,
  CONSUMERS,
  consumerPath,
  costCenter,
  deploymentName,
  isProvisioned,
  modelName,
  MODELS,
  REGIONS,
} from './large-workload.ts'

/**
 * Exchanges of a month as gateways write them: most are of few consumers, each uses three models in three regions, some
 * tries fail and go elsewhere, some exchanges are refused before any try.
 */
export interface MadeExchange {
  readonly attempts: readonly { readonly opened: AttemptOpened; readonly closed: AttemptClosed }[]
  readonly settled: ExchangeSettled
}

export interface LedgerSpan {
  readonly fromMs: number
  readonly toMs: number
}

/** The same number in each place of a sequence, and evenly spread (a linear congruential generator). */
function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Of the exchange with this number: as random as those of callers. */
export function traceOf(number: number): string {
  return createHash('sha256').update(String(number)).digest('hex').slice(0, 32)
}

const REFUSALS: readonly FailureCode[] = ['budget_exhausted', 'rate_limit_exceeded', 'model_not_allowed']
const NANO_PER_TOKEN = 400

export function* largeLedger(exchanges: number, { fromMs, toMs }: LedgerSpan): Generator<MadeExchange> {
  const chance = chances(7)
  let nowMs = fromMs
  const newId = exchangeIds(() => nowMs)
  for (let n = 0; n < exchanges; n++) {
    nowMs = Math.floor(fromMs + ((toMs - fromMs) * n) / exchanges)
    const number = Math.floor(CONSUMERS * chance() ** 3)
    const consumer = consumerPath(number) as ConsumerPath
    const model = (number * 7 + Math.floor(chance() * 3)) % MODELS
    const exchange = newId()
    const about = {
      exchange,
      consumer,
      costCenter: costCenter(number),
      operation: 'chat',
      asked: modelName(model),
    }
    const fate = chance()
    const totalMs = 300 + Math.floor(9_000 * chance() ** 2)
    const base = {
      ...about,
      kind: 'settled',
      stream: chance() < 0.5,
      detail: null,
      skipped: [],
      candidates: REGIONS.slice(0, 3).map((_, region) => deploymentName(model, region)),
      overheadMs: 0.4,
      planRevision: 'abcdef012345',
      trace: traceOf(n),
    } as const
    if (fate < 0.02) {
      const failure = REFUSALS[n % REFUSALS.length] ?? 'budget_exhausted'
      const ended = { status: 403, failure, attempts: 0, deployment: null, atMs: nowMs, totalMs: 1 }
      yield { attempts: [], settled: { ...base, ...ended } }
      continue
    }
    const tries = fate < 0.05 ? 2 : 1
    const isFailed = fate > 0.995
    const attempts = Array.from({ length: tries }, (_, index) => {
      const isLast = index === tries - 1
      const region = (number + Math.floor(chance() * 3) + index) % REGIONS.length
      const attempt = attemptId(exchange, index + 1)
      return attemptOf(
        { attempt, model, region, nowMs, totalMs, isAnswered: isLast && !isFailed, chance },
        about,
      )
    })
    const last = attempts[attempts.length - 1]?.opened.deployment ?? null
    yield {
      attempts,
      settled: {
        ...base,
        status: isFailed ? 503 : 200,
        failure: isFailed ? 'deployments_failed' : null,
        attempts: tries,
        deployment: isFailed ? null : last,
        atMs: nowMs + totalMs,
        totalMs,
      },
    }
  }
}

interface Try {
  readonly attempt: AttemptId
  readonly model: number
  readonly region: number
  readonly nowMs: number
  readonly totalMs: number
  readonly isAnswered: boolean
  readonly chance: () => number
}

function attemptOf(
  { attempt, model, region, nowMs, totalMs, isAnswered, chance }: Try,
  about: Pick<AttemptOpened, 'exchange' | 'consumer' | 'costCenter' | 'operation' | 'asked'>,
): { readonly opened: AttemptOpened; readonly closed: AttemptClosed } {
  const provisioned = isProvisioned(model, region)
  const input = 200 + Math.floor(3_000 * chance())
  const output = 50 + Math.floor(500 * chance())
  return {
    opened: {
      ...about,
      kind: 'opened',
      attempt,
      atMs: nowMs,
      model: modelName(model),
      baseModel: BASE_MODEL,
      deployment: deploymentName(model, region),
      deploymentType: provisioned ? 'provisioned-managed' : 'global-standard',
      account: REGIONS[region] ?? '',
      region: REGIONS[region] ?? null,
      estimate: { input: 500, output: 300 },
    },
    closed: {
      kind: 'closed',
      attempt,
      exchange: about.exchange,
      atMs: nowMs + totalMs,
      outcome: isAnswered ? 'answered' : 'failed',
      status: isAnswered ? 200 : 503,
      reason: isAnswered ? null : 'service_unavailable',
      usage: isAnswered
        ? { input, cached: input >> 2, output, reasoning: 0, audioInput: 0, audioOutput: 0 }
        : null,
      quality: isAnswered ? 'measured' : 'none',
      nanoUsd: isAnswered ? (provisioned ? 0 : (input + output) * NANO_PER_TOKEN) : null,
      spilledTo: null,
      serviceTier: null,
      servedModel: BASE_MODEL,
      providerRequest: `p-${nowMs}`,
      firstByteMs: isAnswered ? totalMs / 4 : null,
      totalMs: totalMs - 1,
    },
  }
}
