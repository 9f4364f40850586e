import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_RETRY_AFTER_MS } from './retry-after.ts'
import type { Headers, Verdict } from './verdict.ts'
import { VERDICT_ROWS } from './verdict-rows.ts'
import { verdictOf, verdictOfStreamError } from './verdicts.ts'

function verdict(status: number, error: unknown, headers: Headers = {}): Verdict {
  return verdictOf({ status, headers, body: Buffer.from(JSON.stringify({ error })), nowMs: 0 })
}

test('every row has its own id and says what it means, and each can be reached', () => {
  assert.equal(new Set(VERDICT_ROWS.map((row) => row.id)).size, VERDICT_ROWS.length)
  for (const [index, row] of VERDICT_ROWS.entries()) {
    assert.ok(row.meaning.length > 0)
    for (const code of row.codes ?? []) assert.equal(code, code.toLowerCase(), row.id)
    const hiding = VERDICT_ROWS.slice(0, index).find(
      (before) =>
        before.codes === undefined &&
        before.says === undefined &&
        row.statuses.every((s) => before.statuses.some((b) => covers(b, s))),
    )
    assert.equal(hiding, undefined, `${hiding?.id} hides ${row.id}`)
  }
})

function covers(
  wide: number | readonly [number, number],
  narrow: number | readonly [number, number],
): boolean {
  const [from, to] = typeof wide === 'number' ? [wide, wide] : wide
  const [low, high] = typeof narrow === 'number' ? [narrow, narrow] : narrow
  return from <= low && high <= to
}

test('a 429 that says nothing is told by its headers, or has a default wait', () => {
  const cases: readonly (readonly [Headers, string])[] = [
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-remaining-tokens': '500' }, 'requests'],
    [{ 'x-ratelimit-remaining-requests': '5', 'x-ratelimit-remaining-tokens': '0' }, 'tokens'],
    [{ 'x-ratelimit-reset-requests': '10' }, 'requests'],
    [{ 'x-ratelimit-reset-tokens': '10' }, 'tokens'],
    [{ 'x-ratelimit-reset-tokens': '10', 'x-ratelimit-reset-requests': '10' }, 'unknown'],
    [{ 'azure-openai-deployment-utilization': '100%' }, 'provisioned'],
    [{}, 'unknown'],
  ]
  for (const [headers, cause] of cases) {
    const got = verdict(429, { message: 'Too many' }, headers)
    assert.equal(got.kind === 'saturated' && got.cause, cause, JSON.stringify(headers))
  }
  for (const [text, cause] of [
    ['on tokens per min (TPM)', 'tokens'],
    ['on requests per min (RPM)', 'requests'],
    ['the provisioned deployment is full', 'provisioned'],
    ['experiencing high demand', 'demand'],
    ['', 'unknown'],
  ] as const) {
    const got = verdict(429, { message: text })
    assert.equal(got.kind === 'saturated' && got.retryAfterMs, DEFAULT_RETRY_AFTER_MS[cause], text)
  }
})

test('one deployment that is full does not put out its neighbours; a short pool does', () => {
  const full = verdict(429, { message: 'have exceeded token rate limit' })
  const short = verdict(429, { message: '', code: 'no_capacity' })
  assert.equal(full.kind === 'saturated' && full.scope, 'deployment')
  assert.equal(short.kind === 'saturated' && short.scope, 'quota-group')
})

test("an operation that a server lacks takes nothing out of use, so that no client's path can", () => {
  for (const status of [404, 405, 501]) assert.equal(verdict(status, 'no such route').kind, 'elsewhere')
})

test('the inner code counts when the outer says less', () => {
  const error = { code: '400', innererror: { code: 'ResponsibleAIPolicyViolation' } }
  assert.deepEqual(verdict(400, error), { kind: 'refuse', code: 'http_400', billedPrompt: true })
})

test('what is no reply of a provider is a fault: a redirect to a log-in page, an early hint', () => {
  for (const status of [100, 302, 304, 999])
    assert.deepEqual(verdict(status, 'x'), { kind: 'fault', retryAfterMs: null })
})

test('a body that was cut, is empty or is no JSON is told by its status', () => {
  for (const body of [
    null,
    Buffer.alloc(0),
    Buffer.from('{"error":{"code":"content_fil'),
    Buffer.from('<html>'),
  ]) {
    assert.deepEqual(verdictOf({ status: 400, headers: {}, body, nowMs: 0 }), {
      kind: 'refuse',
      code: 'http_400',
      billedPrompt: false,
    })
  }
})

test('an error in a stream is told by number, code, type or words, else it is a fault', () => {
  const kinds: readonly (readonly [unknown, Verdict['kind']])[] = [
    [{ error: { code: '429', message: '' } }, 'saturated'],
    [{ code: 429 }, 'saturated'],
    [{ error: { type: 'rate_limit_error' } }, 'saturated'],
    [{ error: { message: 'Too many requests' } }, 'saturated'],
    [{ type: 'error', code: 'server_error', message: 'x' }, 'fault'],
    [
      { type: 'response.failed', response: { error: { code: 'rate_limit_exceeded', message: '' } } },
      'saturated',
    ],
    [
      { type: 'response.failed', response: { error: { code: 'invalid_base64_image', message: '' } } },
      'refuse',
    ],
    [{ type: 'response.failed', response: { error: { code: 'image_too_large', message: '' } } }, 'refuse'],
    [
      { type: 'response.failed', response: { error: { code: 'vector_store_timeout', message: '' } } },
      'fault',
    ],
    [{ error: { code: 'invalid_encrypted_content' } }, 'elsewhere'],
    [{ error: { code: 'DeploymentNotFound' } }, 'misconfigured'],
    [{ error: { type: 'authentication_error' } }, 'credential'],
    [{ error: { code: 'timeout' } }, 'fault'],
    [{ error: {} }, 'fault'],
    ['gone', 'fault'],
    [null, 'fault'],
  ]
  for (const [error, kind] of kinds)
    assert.equal(verdictOfStreamError(error).kind, kind, JSON.stringify(error))
})
