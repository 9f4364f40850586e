import { type ErrorReply, readErrorBody, readErrorObject } from './error-reply.ts'
import { DEFAULT_RETRY_AFTER_MS, resetMs, retryAfterInMessageMs, retryAfterMs } from './retry-after.ts'
import {
  type Headers,
  headerText,
  type SaturationCause,
  type UpstreamReply,
  type Verdict,
} from './verdict.ts'
import { VERDICT_ROWS, type VerdictRow } from './verdict-rows.ts'

/** Reads `verdict-rows.ts`: what a reply means, from its status, its error object and its headers. */
export function verdictOf(reply: UpstreamReply): Verdict {
  if (reply.status >= 200 && reply.status < 300) return ANSWER
  return verdictFrom(
    reply.status,
    readErrorBody(reply.body),
    reply.headers,
    reply.nowMs,
    reply.isProvisioned === true,
  )
}

const ANSWER: Verdict = { kind: 'answer' }

/**
 * An error in place of an answer in a 200 stream. It has no status of its own: its code or type stands for one, and
 * what says nothing is the server's fault.
 */
export function verdictOfStreamError(error: unknown): Verdict {
  const said = readErrorObject(error)
  return verdictFrom(statusOf(said), said, {}, 0, false)
}

function verdictFrom(
  status: number,
  said: ErrorReply,
  headers: Headers,
  nowMs: number,
  isProvisioned: boolean,
): Verdict {
  const row = VERDICT_ROWS.find((candidate) => fits(candidate, status, said))
  // 1xx and 3xx: no provider sends them, so something else answered, such as a proxy's log-in page.
  if (row === undefined) return { kind: 'fault', retryAfterMs: null }
  const { verdict } = row
  if (verdict.kind === 'refuse') {
    return { kind: 'refuse', code: codeOf(status, said), billedPrompt: verdict.billedPrompt }
  }
  if (verdict.kind === 'elsewhere') return { kind: 'elsewhere', code: codeOf(status, said) }
  if (verdict.kind === 'fault') return { kind: 'fault', retryAfterMs: retryAfterMs(headers, nowMs) }
  if (verdict.kind !== 'saturated') return verdict
  const cause = verdict.cause === 'unknown' ? causeFromHeaders(headers, isProvisioned) : verdict.cause
  const waitMs =
    retryAfterMs(headers, nowMs) ??
    resetMs(headers, cause) ??
    retryAfterInMessageMs(said.message) ??
    DEFAULT_RETRY_AFTER_MS[cause]
  return { kind: 'saturated', retryAfterMs: waitMs, scope: verdict.scope, cause }
}

function fits(row: VerdictRow, status: number, said: ErrorReply): boolean {
  if (!row.statuses.some((s) => (typeof s === 'number' ? s === status : s[0] <= status && status <= s[1])))
    return false
  const { codes, says } = row
  if (
    codes !== undefined &&
    !codes.includes(said.code) &&
    !codes.includes(said.innerCode) &&
    !codes.includes(said.type)
  ) {
    return false
  }
  return says === undefined || says.test(said.message)
}

/** A message that does not say why; the headers may. */
function causeFromHeaders(headers: Headers, isProvisioned: boolean): SaturationCause {
  if (isProvisioned || headers['azure-openai-deployment-utilization'] !== undefined) return 'provisioned'
  const tokens = headerText(headers, 'x-ratelimit-remaining-tokens')
  const requests = headerText(headers, 'x-ratelimit-remaining-requests')
  if (requests === '0') return 'requests'
  if (tokens === '0') return 'tokens'
  // Azure sends the reset of the limit that was hit alone.
  const tokensReset = headers['x-ratelimit-reset-tokens'] !== undefined
  const requestsReset = headers['x-ratelimit-reset-requests'] !== undefined
  if (tokensReset === requestsReset) return 'unknown'
  return tokensReset ? 'tokens' : 'requests'
}

function codeOf(status: number, said: ErrorReply): string {
  if (said.code !== '' && !/^\d+$/.test(said.code)) return said.code
  return said.type !== '' && said.type !== 'error' ? said.type : `http_${status}`
}

/** Codes and types by which errors in a stream are known. Source: OpenAI API reference, error codes and ResponseError. */
const STREAM_STATUS: Readonly<Record<string, number>> = {
  rate_limit_exceeded: 429,
  rate_limit_error: 429,
  too_many_requests: 429,
  no_capacity: 429,
  insufficient_quota: 429,
  server_error: 500,
  internal_error: 500,
  internal_server_error: 500,
  internalservererror: 500,
  timeout: 408,
  overloaded_error: 503,
  service_unavailable: 503,
  content_filter: 400,
  responsibleaipolicyviolation: 400,
  invalid_request_error: 400,
  invalid_encrypted_content: 400,
  invalid_prompt: 400,
  context_length_exceeded: 400,
  badrequesterror: 400,
  authentication_error: 401,
  permission_error: 403,
  deploymentnotfound: 404,
  model_not_found: 404,
  not_found_error: 404,
}

function statusOf(said: ErrorReply): number {
  if (/^[45]\d\d$/.test(said.code)) return Number(said.code)
  // `error` is how the Responses API marks the event itself, not a type of error.
  for (const name of [said.code, said.innerCode, said.type]) {
    const status = STREAM_STATUS[name]
    if (status !== undefined) return status
    // ResponseError has some twenty codes for images and files that cannot be used: invalid_image, invalid_base64_image...
    if (/^invalid_|^unsupported_|_too_(?:large|small|long)$/.test(name)) return 400
  }
  if (/rate limit|too many requests|high demand/i.test(said.message)) return 429
  return 500
}
