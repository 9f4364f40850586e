import { type CollectedFamily, FAILURES, type FailureCode, type Histogram } from '../base/index.ts'

/**
 * What was counted since the start, in one small value: whoever takes two of them knows what happened in between. Made
 * from what is counted anyway, so that nobody pays for it while nobody looks.
 */
export interface LiveTotals {
  readonly exchangesUnderWay: number
  readonly waiting: number
  readonly answered: number
  /** Refused by a limit, a right or the provider for what was asked: the client's matter. */
  readonly refused: number
  readonly failed: number
  readonly tokens: number
  readonly nanoUsd: number
  /** Upper ends of the counts below, in seconds; the last count is of what is above them all. */
  readonly boundsSeconds: readonly number[]
  readonly firstTokenCounts: readonly number[]
  readonly totalCounts: readonly number[]
  readonly deployments: Readonly<Record<string, DeploymentTotals>>
}

export interface DeploymentTotals {
  readonly attempts: number
  readonly failed: number
  readonly firstTokenCounts: readonly number[]
}

export const LIVE_FAMILIES: ReadonlySet<string> = new Set([
  'causeway_requests_total',
  'causeway_request_seconds',
  'causeway_attempts_total',
  'causeway_first_token_seconds',
  'causeway_tokens_total',
  'causeway_cost_nano_usd_total',
])

type Now = Pick<LiveTotals, 'exchangesUnderWay' | 'waiting'>

export function liveTotals(families: readonly CollectedFamily[], now: Now): LiveTotals {
  const requests = { answered: 0, refused: 0, failed: 0 }
  let tokens = 0
  let nanoUsd = 0
  let bounds: readonly number[] = []
  let firstTokenCounts: readonly number[] = []
  let totalCounts: readonly number[] = []
  const deployments: Record<string, DeploymentTotals> = {}
  const of = (deployment = ''): DeploymentTotals =>
    (deployments[deployment] ??= { attempts: 0, failed: 0, firstTokenCounts: [] })
  for (const { name, series } of families) {
    for (const { labels, child } of series) {
      const { deployment } = labels
      if ('bounds' in child) {
        bounds = child.bounds
        const counts = countsOf(child)
        if (name === 'causeway_request_seconds') totalCounts = sumOf(totalCounts, counts)
        else {
          firstTokenCounts = sumOf(firstTokenCounts, counts)
          const before = of(deployment)
          deployments[deployment ?? ''] = {
            ...before,
            firstTokenCounts: sumOf(before.firstTokenCounts, counts),
          }
        }
      } else if (name === 'causeway_requests_total') requests[endOf(labels['outcome'])] += child.value
      else if (name === 'causeway_attempts_total') {
        const before = of(deployment)
        const failed = before.failed + (labels['outcome'] === 'failed' ? child.value : 0)
        deployments[deployment ?? ''] = { ...before, attempts: before.attempts + child.value, failed }
      } else if (name === 'causeway_cost_nano_usd_total') nanoUsd += child.value
      // What was cached or reasoned is part of the two.
      else if (labels['class'] === 'input' || labels['class'] === 'output') tokens += child.value
    }
  }
  return {
    ...now,
    ...requests,
    tokens,
    nanoUsd,
    boundsSeconds: bounds,
    firstTokenCounts,
    totalCounts,
    deployments,
  }
}

/** Of several processes that serve together. */
export function mergedTotals(all: readonly LiveTotals[]): LiveTotals {
  const sum = (of: (totals: LiveTotals) => number) => all.reduce((total, one) => total + of(one), 0)
  const counts = (of: (totals: LiveTotals) => readonly number[]) =>
    all.reduce<readonly number[]>((total, one) => sumOf(total, of(one)), [])
  const deployments: Record<string, DeploymentTotals> = {}
  for (const one of all) {
    for (const [id, totals] of Object.entries(one.deployments)) {
      const before = deployments[id] ?? { attempts: 0, failed: 0, firstTokenCounts: [] }
      deployments[id] = {
        attempts: before.attempts + totals.attempts,
        failed: before.failed + totals.failed,
        firstTokenCounts: sumOf(before.firstTokenCounts, totals.firstTokenCounts),
      }
    }
  }
  return {
    exchangesUnderWay: sum(({ exchangesUnderWay }) => exchangesUnderWay),
    waiting: sum(({ waiting }) => waiting),
    answered: sum(({ answered }) => answered),
    refused: sum(({ refused }) => refused),
    failed: sum(({ failed }) => failed),
    tokens: sum(({ tokens }) => tokens),
    nanoUsd: sum(({ nanoUsd }) => nanoUsd),
    boundsSeconds: all.find(({ boundsSeconds }) => boundsSeconds.length > 0)?.boundsSeconds ?? [],
    firstTokenCounts: counts(({ firstTokenCounts }) => firstTokenCounts),
    totalCounts: counts(({ totalCounts }) => totalCounts),
    deployments,
  }
}

function endOf(outcome = ''): 'answered' | 'refused' | 'failed' {
  if (outcome === 'answered' || outcome === 'refused') return outcome
  if (!Object.hasOwn(FAILURES, outcome)) return 'failed'
  return FAILURES[outcome as FailureCode].type === 'server_error' ? 'failed' : 'refused'
}

function countsOf({ counts }: Histogram): readonly number[] {
  return Array.from(counts)
}

function sumOf(a: readonly number[], b: readonly number[]): readonly number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0))
}
