import { mostAt } from './counters.ts'
import type { BoundLimit } from './limit-book.ts'

/**
 * What is left of an exchange's rates, in the headers that OpenAI documents ("Rate limits", platform.openai.com) and its
 * clients read. Of several limits of one kind the one with the least left is told. OpenAI writes the time of a reset as a
 * duration (`6m0s`), Azure in whole seconds (openai/openai-python issue 937, openai/openai-dotnet issue 838).
 */
export type ResetForm = 'duration' | 'seconds'
export type RateLimitHeaders = Readonly<Record<string, string>>

interface Rate {
  readonly most: number
  readonly left: number
  readonly windowMs: number
}

/** `left[i]` is what is left of `limits[i]`. Limits that are not enforced are not told. */
export function rateLimitHeaders(
  limits: readonly BoundLimit[],
  left: readonly number[],
  nowMs: number,
  form: ResetForm,
): RateLimitHeaders {
  const headers: Record<string, string> = {}
  for (const measure of ['requests', 'tokens'] as const) {
    const rate = tightest(limits, left, measure, nowMs)
    if (rate === null) continue
    headers[`x-ratelimit-limit-${measure}`] = String(rate.most)
    headers[`x-ratelimit-remaining-${measure}`] = String(rate.left)
    // What was used this instant slides out a window later; all else does before.
    const resetMs = rate.left < rate.most ? rate.windowMs : 0
    headers[`x-ratelimit-reset-${measure}`] =
      form === 'duration' ? formatReset(resetMs) : String(Math.ceil(resetMs / SECOND_MS))
  }
  return headers
}

function tightest(
  limits: readonly BoundLimit[],
  left: readonly number[],
  measure: 'requests' | 'tokens',
  nowMs: number,
): Rate | null {
  let found: Rate | null = null
  for (let i = 0; i < limits.length; i++) {
    const limit = limits[i] as BoundLimit
    if (limit.kind !== 'rate' || limit.measure !== measure || !limit.enforced) continue
    if (limit.window.kind !== 'sliding') continue
    // A deployment's own is no matter of the client: the next deployment may serve.
    if (limit.node.kind === 'deployment') continue
    const rate = { most: mostAt(limit, nowMs), left: left[i] ?? 0, windowMs: limit.window.lengthMs }
    if (found === null || rate.left < found.left || (rate.left === found.left && rate.most < found.most))
      found = rate
  }
  return found
}

/** `retry-after` has whole seconds and is never too early; OpenAI's clients prefer `retry-after-ms`. */
export function retryAfterHeaders(retryAfterMs: number | null): RateLimitHeaders {
  // Without a time to wait, OpenAI's clients would try again at once, unless told not to.
  if (retryAfterMs === null) return { 'x-should-retry': 'false' }
  const ms = Math.max(1, Math.ceil(retryAfterMs))
  return { 'retry-after': String(Math.ceil(ms / 1000)), 'retry-after-ms': String(ms) }
}

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** `17ms`, `1s`, `8.64s`, `6m0s`, `1h0m0s`. */
export function formatReset(ms: number): string {
  const whole = Math.max(0, Math.ceil(ms))
  if (whole < SECOND_MS) return whole === 0 ? '0s' : `${whole}ms`
  const hours = Math.floor(whole / HOUR_MS)
  const minutes = Math.floor((whole % HOUR_MS) / MINUTE_MS)
  const seconds = `${(whole % MINUTE_MS) / SECOND_MS}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}
