import { parseDurationMs } from '../base/index.ts'
import { WrongUse } from './exit-code.ts'

const DAY_MS = 86_400_000
const ISO = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/

/**
 * A moment as `--from` and `--to` take it, in milliseconds since the epoch: `2026-11-01`, `2026-11-01T08:00Z`, `now`,
 * `today`, `month` (its first day), or a duration back from now such as `24h` or `7d`. What names no zone is UTC: a
 * report has to say the same wherever it is run.
 */
export function parseMoment(flag: string, text: string, nowMs: number): number {
  const now = new Date(nowMs)
  if (text === 'now') return nowMs
  if (text === 'today') return nowMs - (nowMs % DAY_MS)
  if (text === 'month') return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)
  const backMs = parseDurationMs(text)
  if (backMs !== null) return nowMs - backMs
  const match = ISO.exec(text)
  const ms =
    match === null ? Number.NaN : Date.parse(text.includes('T') && match[2] === undefined ? `${text}Z` : text)
  // Date.parse rolls 30 February over into March; a report for a day that is none is a slip.
  if (Number.isNaN(ms) || !isDay(match?.[1] ?? '')) {
    throw new WrongUse(
      `--${flag} is no moment: ${text}`,
      'Write a date (2026-11-01), a moment (2026-11-01T08:00Z), today, month, now, or how long ago (24h, 7d).',
    )
  }
  return ms
}

function isDay(text: string): boolean {
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}
