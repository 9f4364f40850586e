import { HOUR_MS, MINUTE_MS, type Span, type TrafficRow, type TrafficSums } from '../ledger/index.ts'
import { NANO_USD_PER_USD } from '../base/index.ts'
import { type Window, WINDOWS } from './api/overview.ts'

/** A window up to now: its first step begins at a multiple of the step, and its last is under way. */
export interface WindowSpan extends Span {
  readonly stepMs: number
  /** As much of the window before, up to the same place in it. */
  readonly before: Span
}

export function windowSpan(window: Window, nowMs: number): WindowSpan {
  const { lengthMs, stepMs } = WINDOWS[window]
  const toMs = Math.floor(nowMs) + 1
  const fromMs = Math.floor(nowMs / stepMs) * stepMs + stepMs - lengthMs
  // Long windows reach back to where only hours are known.
  const unitMs = stepMs < HOUR_MS ? MINUTE_MS : HOUR_MS
  const beforeTo = Math.floor((toMs - lengthMs) / unitMs) * unitMs
  return { fromMs, toMs, stepMs, before: { fromMs: fromMs - lengthMs, toMs: beforeTo } }
}

export interface ShownTraffic extends Omit<TrafficSums, 'nanoUsd'> {
  readonly usd: number
}

export function shownTraffic(row: TrafficSums | undefined): ShownTraffic {
  const { exchanges, answered, refused, failed, attempts, attemptsAnswered } = row ?? NOTHING
  const { input, cached, output, nanoUsd } = row ?? NOTHING
  const { firstTokenP50Ms, firstTokenP95Ms, totalP50Ms, totalP95Ms } = row ?? NOTHING
  const counts = { exchanges, answered, refused, failed, attempts, attemptsAnswered, input, cached, output }
  return {
    ...counts,
    usd: nanoUsd / NANO_USD_PER_USD,
    firstTokenP50Ms,
    firstTokenP95Ms,
    totalP50Ms,
    totalP95Ms,
  }
}

/** One for each step of the window, also where nothing happened. */
export function shownSteps(
  { fromMs, toMs, stepMs }: WindowSpan,
  rows: readonly TrafficRow[],
): (ShownTraffic & { readonly atMs: number })[] {
  const byStep = new Map(rows.map((row) => [row.atMs, row]))
  const steps: (ShownTraffic & { readonly atMs: number })[] = []
  for (let atMs = fromMs; atMs < toMs; atMs += stepMs) steps.push({ ...shownTraffic(byStep.get(atMs)), atMs })
  return steps
}

const NOTHING: TrafficSums = {
  exchanges: 0,
  answered: 0,
  refused: 0,
  failed: 0,
  attempts: 0,
  attemptsAnswered: 0,
  input: 0,
  cached: 0,
  output: 0,
  nanoUsd: 0,
  firstTokenP50Ms: null,
  firstTokenP95Ms: null,
  totalP50Ms: null,
  totalP95Ms: null,
}
