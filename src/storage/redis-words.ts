import {
  type CalendarWindows,
  type CountedLimit,
  type Crossing,
  mostAt,
  type Refusal,
  type Wait,
  SLOTS_PER_WINDOW,
} from '../limits/index.ts'

/** Between words of a script's argument and of its answer; in no name of a workload file. */
export const TAB = '\t'

/** What a script needs of a limit's window: kind, then slot length, or boundaries and which calendar. */
export function windowWords({ window }: CountedLimit, calendar: CalendarWindows, nowMs: number): string {
  if (window.kind === 'at-once') return 'a\t0\t0\t-'
  if (window.kind === 'sliding') return `s\t${window.lengthMs / SLOTS_PER_WINDOW}\t0\t-`
  const { startMs, endMs } = calendar.at(window, nowMs)
  return `c\t${startMs}\t${endMs}\t${window.id}`
}

export function thresholdWord({ thresholds }: CountedLimit): string {
  return thresholds.length === 0 ? '-' : thresholds.join(',')
}

const WORDS_PER_REFUSAL = 6

/** The rest of an answer to `reserve`: what refuses, and what would if it were enforced. */
export function readRefusals(
  words: readonly string[],
  from: number,
  limits: readonly CountedLimit[],
  amounts: readonly number[],
  nowMs: number,
): { refusals: Refusal[]; wouldRefuse: Refusal[] } {
  const refusals: Refusal[] = []
  const wouldRefuse: Refusal[] = []
  for (let at = from; at < words.length; at += WORDS_PER_REFUSAL) {
    const index = Number(words[at])
    const limit = limits[index] as CountedLimit
    const refusal: Refusal = {
      index,
      most: mostAt(limit, nowMs),
      left: Number(words[at + 2]),
      asked: amounts[index] as number,
      wait: waitOf(words[at + 3], Number(words[at + 4])),
      isFirst: words[at + 5] === '1',
    }
    if (words[at + 1] === '1') refusals.push(refusal)
    else wouldRefuse.push(refusal)
  }
  return { refusals, wouldRefuse }
}

function waitOf(kind: string | undefined, ms: number): Wait {
  if (kind === 'n') return { kind: 'never' }
  return kind === 'o' ? { kind: 'when-one-ends' } : { kind: 'after', ms }
}

/** What a settlement says of a limit whose window is of a calendar. */
export interface Settled {
  readonly index: number
  readonly spent: number
}

export function readSettled(
  words: readonly string[],
  limits: readonly CountedLimit[],
  calendar: CalendarWindows,
  nowMs: number,
): { crossings: Crossing[]; settled: Settled[] } {
  const crossings: Crossing[] = []
  const settled: Settled[] = []
  for (let at = 1; at < words.length; at += 3) {
    const index = Number(words[at])
    const percent = Number(words[at + 1])
    const used = Number(words[at + 2])
    if (percent === 0) {
      settled.push({ index, spent: used })
      continue
    }
    const limit = limits[index] as CountedLimit
    if (limit.window.kind !== 'calendar') continue
    const { startMs: windowStartMs, endMs: windowEndMs } = calendar.at(limit.window, nowMs)
    crossings.push({ index, percent, used, most: mostAt(limit, nowMs), windowStartMs, windowEndMs })
  }
  return { crossings, settled }
}
