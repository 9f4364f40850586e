import { type Headers, headerText, type SaturationCause } from './verdict.ts'

/** No wait is longer. Azure has answered 86 400 s for an exhausted free tier. */
export const MAX_RETRY_AFTER_MS = 86_400_000

/** How long a saturated deployment is left alone when the reply does not say. */
export const DEFAULT_RETRY_AFTER_MS: Readonly<Record<SaturationCause, number>> = {
  // Azure counts tokens by the minute; half of one is the mean wait.
  tokens: 30_000,
  // Azure enforces requests over slices of 1 s or 10 s.
  requests: 2_000,
  // A full bucket of PTUs drains at once; waits seen are tens of milliseconds.
  provisioned: 200,
  demand: 5_000,
  unknown: 5_000,
}

const DURATION_PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g
const WHOLE_DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const NUMBER = /^\d+(?:\.\d+)?$/
/** Azure: `Please retry after 26 seconds`. OpenAI: `Please try again in 1m2.5s`. */
const IN_MESSAGE =
  /(?:retry after|try again in) (\d+(?:\.\d+)?) ?(milliseconds?|seconds?|minutes?|hours?)|try again in ((?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)/i

/**
 * How long the provider asks to wait, in milliseconds from 0 to `MAX_RETRY_AFTER_MS`; null when it does not say. SDKs
 * of both makers read `retry-after-ms` first, which is finer than `retry-after`.
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const fine =
    milliseconds(headerText(headers, 'retry-after-ms')) ??
    milliseconds(headerText(headers, 'x-ms-retry-after-ms'))
  if (fine !== null) return fine
  const coarse = headerText(headers, 'retry-after')?.trim() ?? ''
  if (NUMBER.test(coarse)) return clamp(Number(coarse) * 1_000)
  // Date.parse takes nearly any text with a number in it: an HTTP date has a day's name and letters.
  const dateMs = /^[A-Za-z]{3}/.test(coarse) ? Date.parse(coarse) : Number.NaN
  return Number.isNaN(dateMs) ? null : clamp(dateMs - nowMs)
}

/** When the limit that was hit starts anew: for replies without a `retry-after`. */
export function resetMs(headers: Headers, cause: SaturationCause): number | null {
  const tokens = durationMs(headerText(headers, 'x-ratelimit-reset-tokens'))
  const requests = durationMs(headerText(headers, 'x-ratelimit-reset-requests'))
  if (cause === 'tokens') return tokens
  if (cause === 'requests') return requests
  if (tokens === null || requests === null) return tokens ?? requests
  return Math.min(tokens, requests)
}

export function retryAfterInMessageMs(message: string): number | null {
  const match = IN_MESSAGE.exec(message)
  if (match === null) return null
  if (match[3] !== undefined) return durationMs(match[3])
  const unit = (match[2] ?? '').toLowerCase()
  return durationMs(`${match[1]}${unit.startsWith('milli') ? 'ms' : unit.charAt(0)}`)
}

/** Azure sends whole seconds, OpenAI `20ms`, `1s` or `6m0s`. */
function durationMs(text: string | null): number | null {
  const trimmed = text?.trim() ?? ''
  if (NUMBER.test(trimmed)) return clamp(Number(trimmed) * 1_000)
  if (!WHOLE_DURATION.test(trimmed)) return null
  let ms = 0
  for (const [, value, unit] of trimmed.matchAll(DURATION_PART))
    ms += Number(value) * (UNIT_MS[unit ?? ''] ?? 0)
  return clamp(ms)
}

function milliseconds(text: string | null): number | null {
  const trimmed = text?.trim() ?? ''
  return NUMBER.test(trimmed) ? clamp(Number(trimmed)) : null
}

function clamp(ms: number): number {
  return Math.min(Math.max(Math.ceil(ms), 0), MAX_RETRY_AFTER_MS)
}
