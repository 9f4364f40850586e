import * as fc from 'fast-check'

import type { AttemptId, ConsumerPath, ExchangeId, FailureCode } from '../base/index.ts'
import type { AttemptClosed, AttemptOpened, ExchangeSettled, LedgerRecord } from './records.ts'
import { closed, opened, settled } from './records.fixture.ts'

/**
 * Exchanges as gateways write them, with all that goes wrong: ends that come late or never, openings that are lost,
 * several tries, refusals before any try. Paths, names and texts are such that a careless comparison mixes them up.
 */
export const PATHS = ['/a', '/a/b', '/a/b/c', '/a/bc', '/a_b', "/a/b' OR '1'='1", '/z'] as const
export const DEPLOYMENTS = ['one', 'two', 'on', 'one,two', 'one"}', '%'] as const
const REGIONS = ['swedencentral', null, 'francecentral', 'swedencentral', 'west"us', ''] as const
const MODELS = ['gpt-4.1', 'gpt-4.1-mini', 'gpt_4.1'] as const
const FAILURES = [
  'budget_exhausted',
  'deployments_failed',
  'client_closed',
  'unknown_model',
  null,
  null,
  null,
] as const

/** One is another's with its last digit changed. */
export const TRACES = ['0af7651916cd43dd8448eb211c80319c', '0af7651916cd43dd8448eb211c80319d'] as const

const TYPES = [
  'standard',
  'provisioned-managed',
  null,
  'global-provisioned-managed',
  'standard',
  null,
] as const

const DAY_MS = 86_400_000

const attempt = fc.record({
  place: fc.nat(DEPLOYMENTS.length - 1),
  model: fc.constantFrom(...MODELS),
  fate: fc.constantFrom('answered', 'answered', 'failed', 'interrupted', 'open', 'lost'),
  tokens: fc.oneof(fc.nat(5_000), fc.constantFrom(0, 199_999, 200_000, 271_999, 272_000)),
  isEstimated: fc.boolean(),
  serviceTier: fc.constantFrom(null, null, 'priority', 'a\u0000b', ''),
  spilledTo: fc.constantFrom(null, null, 'elsewhere'),
  /** Also in the last millisecond of a half day, and in the first after it. */
  opensMs: fc.oneof(fc.nat(DAY_MS - 1), fc.constantFrom(DAY_MS / 2 - 1, DAY_MS / 2)),
  nanoUsd: fc.option(fc.nat(9_000_000), { freq: 5 }),
  firstByteMs: fc.option(fc.double({ min: 0, max: 700_000, noNaN: true }), { freq: 9 }),
  totalMs: fc.double({ min: 0, max: 700_000, noNaN: true }),
  endsMs: fc.nat(DAY_MS - 1),
  reason: fc.option(fc.constantFrom('timeout', '429', 'it\'s \\ "so"', 'x'.repeat(200))),
})

const exchange = fc.record({
  attempts: fc.array(attempt, { maxLength: 3 }),
  consumer: fc.constantFrom(...PATHS),
  isUnknown: fc.boolean(),
  asked: fc.constantFrom(...MODELS, 'what \u0000 ever'),
  costCenter: fc.constantFrom('CC-1', 'CC-2', null),
  failure: fc.constantFrom(...FAILURES),
  status: fc.constantFrom(200, 200, 200, 400),
  isSettled: fc.constantFrom(true, true, true, false),
  endsMs: fc.nat(DAY_MS - 1),
  totalMs: fc.double({ min: 0, max: 700_000, noNaN: true }),
  trace: fc.constantFrom(...TRACES, null, null),
})
type RandomExchange = typeof exchange extends fc.Arbitrary<infer Value> ? Value : never

export interface RandomLedger {
  readonly exchanges: readonly RandomExchange[]
  /** Whose turn it is to write its next record. */
  readonly turns: readonly number[]
  /** Records of a batch; and whether it is projected again, and by a store that knows nothing. */
  readonly batches: readonly { readonly size: number; readonly again: boolean; readonly restart: boolean }[]
}

export const randomLedger: fc.Arbitrary<RandomLedger> = fc.record({
  exchanges: fc.array(exchange, { minLength: 1, maxLength: 12 }),
  turns: fc.array(fc.nat(11), { minLength: 60, maxLength: 60 }),
  batches: fc.array(
    fc.record({ size: fc.integer({ min: 1, max: 9 }), again: fc.boolean(), restart: fc.boolean() }),
    { minLength: 60, maxLength: 60 },
  ),
})

/** Records of the exchanges, interleaved; those of one exchange in their order, but for ends that come late. */
export function recordsOf(ledger: RandomLedger, prefix: string, dayMs: number): readonly LedgerRecord[] {
  const lines = ledger.exchanges.map((one, index) => linesOf(one, `${prefix}${index}`, dayMs))
  const records: LedgerRecord[] = []
  for (const turn of ledger.turns) {
    const next = lines[turn % lines.length]?.shift()
    if (next !== undefined) records.push(next)
  }
  return [...records, ...lines.flat()]
}

function linesOf(one: RandomExchange, id: string, dayMs: number): LedgerRecord[] {
  const lines: LedgerRecord[] = []
  const late: LedgerRecord[] = []
  const about = { consumer: one.consumer as ConsumerPath, costCenter: one.costCenter }
  for (const [index, { place, model, fate, tokens, nanoUsd, reason, ...more }] of one.attempts.entries()) {
    const name = `${id}.${index + 1}` as AttemptId
    const opening: AttemptOpened = opened(id, {
      ...about,
      attempt: name,
      atMs: dayMs + more.opensMs,
      asked: one.asked,
      model,
      deployment: DEPLOYMENTS[place] ?? 'one',
      deploymentType: TYPES[place] ?? null,
      region: REGIONS[place] ?? null,
    })
    if (fate !== 'lost') lines.push(opening)
    if (fate === 'open') continue
    const end: AttemptClosed = closed(id, {
      attempt: name,
      atMs: dayMs + more.endsMs,
      outcome: fate === 'lost' ? 'answered' : fate,
      reason: fate === 'answered' ? null : reason,
      usage:
        fate === 'failed'
          ? null
          : { ...closed(id).usage!, input: tokens, cached: tokens >> 1, output: tokens >> 2 },
      quality: fate === 'failed' ? 'none' : more.isEstimated ? 'estimated' : 'measured',
      nanoUsd: fate === 'failed' ? null : nanoUsd,
      serviceTier: more.serviceTier,
      spilledTo: more.spilledTo,
      firstByteMs: more.firstByteMs,
      totalMs: more.totalMs,
    })
    if (fate === 'interrupted') late.push(end)
    else lines.push(end)
  }
  const settlement: ExchangeSettled = settled(id, {
    ...about,
    exchange: id as ExchangeId,
    consumer: one.isUnknown && one.attempts.length === 0 ? null : about.consumer,
    asked: one.asked,
    atMs: dayMs + one.endsMs,
    status: one.failure === null ? one.status : 500,
    failure: one.failure as FailureCode | null,
    attempts: one.attempts.length,
    deployment: one.failure === null ? (DEPLOYMENTS[one.attempts.at(-1)?.place ?? 0] ?? null) : null,
    totalMs: one.totalMs,
    ...(one.trace === null ? {} : { trace: one.trace }),
  })
  if (one.isSettled) lines.push(settlement)
  return [...lines, ...late]
}
