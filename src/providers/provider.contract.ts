import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { Failure } from '../base/index.ts'
import type { Account, Deployment } from '../workload/index.ts'
import { deploymentWith } from './deployment.fixture.ts'
import { type Call, OPERATIONS, type Provider, type Target } from './provider.ts'
import { MAX_RETRY_AFTER_MS } from './retry-after.ts'
import type { Headers, Verdict } from './verdict.ts'

/** What every provider must do, whatever its wire; `wire` is its folder of replies under `test/wire/`. */
export function providerContract(provider: Provider, account: Account, wire: string): void {
  const { name } = provider
  const base = 'http://127.0.0.1:8080/tenant-a'
  const target = provider.target(account, deploymentAt(account), base)

  test(`${name}: has a reply on record for each class of error, and more`, () => {
    const files = readdirSync(folder(wire))
    for (const start of REQUIRED) {
      assert.ok(
        files.some((file) => file.startsWith(start)),
        `test/wire/${wire}/${start}*.json is missing`,
      )
    }
  })

  for (const file of readdirSync(folder(wire)).filter((entry) => entry.endsWith('.json'))) {
    test(`${name}: reads ${wire}/${file} as it says`, () => {
      const reply = JSON.parse(readFileSync(folder(wire) + file, 'utf8')) as RecordedReply
      assert.ok(reply.source.length > 10, 'a recording says whether it was recorded or written')
      const body = Buffer.from(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
      const { status, headers } = reply
      const verdict = provider.classify({
        status,
        headers,
        body,
        nowMs: NOW_MS,
        isProvisioned: reply.isProvisioned === true,
      })
      assert.deepEqual(verdict, reply.verdict)
      const asked = provider.target(account, { ...deploymentAt(account), upstreamName: reply.asked }, base)
      const facts = provider.facts(headers, asked)
      for (const [fact, expected] of Object.entries(reply.facts)) {
        assert.equal(facts[fact as keyof typeof facts], expected, fact)
      }
    })
  }

  for (const file of readdirSync(folder(wire)).filter((entry) => entry.endsWith('.sse'))) {
    test(`${name}: reads the error in ${wire}/${file} as it says`, () => {
      const stream = readFileSync(folder(wire) + file, 'utf8')
      const expected: unknown = JSON.parse(/^: verdict (.+)$/m.exec(stream)?.[1] ?? '')
      const errors = [...stream.matchAll(/^data: (\{.+)$/gm)]
        .map((match) => JSON.parse(match[1] ?? '') as Record<string, unknown>)
        .filter((data) => 'error' in data || data['type'] === 'error' || data['type'] === 'response.failed')
      assert.equal(errors.length, 1, 'one event of the stream is an error')
      assert.deepEqual(provider.classifyStreamError(errors[0]), expected)
    })
  }

  test(`${name}: every operation stands under the base URL, each at its own path`, () => {
    const paths = OPERATIONS.map((operation) => target.path(callOf({ operation })))
    for (const path of paths) assert.ok(path.startsWith('/tenant-a/'), path)
    assert.equal(new Set(paths).size, OPERATIONS.length)
    assert.equal(target.origin, 'http://127.0.0.1:8080')
  })

  test(`${name}: asks for the deployment by its name at the account; a call on the account leaves the body alone`, () => {
    assert.equal(target.upstreamName, 'upstream-name')
    assert.equal(target.modelField, 'replace')
    assert.equal(provider.target(account, null, base).modelField, 'leave')
  })

  test(`${name}: no name, id or query of anyone leaves its place in the path`, () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 24 }), fc.constantFrom(...HOSTILE))
    fc.assert(
      fc.property(text, text, text, text, (upstreamName, id, query, apiVersion) => {
        const hostile = targetOrNull(upstreamName)
        if (hostile === null) return
        for (const [operation, suffix] of [
          ['chat', ''],
          ['responses', `/${id}`],
          ['responses', `/${id}/cancel`],
        ] as const) {
          let path: string
          try {
            path = hostile.path(callOf({ operation, suffix, query: `?${query}`, apiVersion }))
          } catch (error) {
            assert.ok(error instanceof Failure && error.code === 'id_not_owned', String(error))
            continue
          }
          assert.match(path, /^[\x21-\x7e]+$/)
          assert.ok(!path.includes('#'), path)
          const url = new URL(path, hostile.origin)
          assert.equal(url.pathname + url.search, path, 'a URL parser finds nothing to put right')
          assert.equal(url.origin, hostile.origin)
          const clean = hostile.path(callOf({ operation })).split('?', 1)[0] ?? ''
          assert.ok(url.pathname.startsWith(clean), `${url.pathname} leaves ${clean}`)
          const extra = url.pathname.slice(clean.length).split('/').length - 1
          assert.ok(extra <= (suffix === '' ? 0 : 2), path)
          const versions = [...url.searchParams.keys()].filter((key) => key.toLowerCase() === 'api-version')
          assert.ok(versions.length <= 1, path)
        }
      }),
      { numRuns: 400 },
    )
  })

  /** A name that is no path segment may be refused when the plan is made ready; most must not be. */
  function targetOrNull(upstreamName: string): Target | null {
    try {
      return provider.target(account, { ...deploymentAt(account), upstreamName }, base)
    } catch (error) {
      assert.ok(error instanceof TypeError, String(error))
      assert.ok(['', '.', '..'].includes(upstreamName) || !upstreamName.isWellFormed(), upstreamName)
      return null
    }
  }

  test(`${name}: refuses a base URL that cannot be called, and does not repeat a secret in it`, () => {
    for (const wrong of ['', 'my-account', 'ftp://host', 'https://host/?api-version=1', 'https://host/#x']) {
      assert.throws(() => provider.target(account, null, wrong), TypeError, wrong)
    }
    assert.throws(
      () => provider.target(account, null, 'https://user:hunter2@host'),
      (error: Error) => error instanceof TypeError && !error.message.includes('hunter2'),
    )
  })

  test(`${name}: any bytes with any status get a verdict, and a wait within a day`, () => {
    const header = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        '-1',
        '1e400',
        '99999999999999999999',
        'Infinity',
        'Wed, 21 Oct 2099 07:28:00 GMT',
        '6m0s',
        '',
      ),
    )
    const headers = fc.dictionary(
      fc.constantFrom(...TOLD_IN_HEADERS),
      fc.oneof(header, fc.array(header, { maxLength: 2 })),
    )
    const body = fc.oneof(
      fc.constant(null),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(json)),
      fc.jsonValue().map((error) => Buffer.from(JSON.stringify({ error }))),
    )
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), headers, body, (status, given, bytes) => {
        const verdict = provider.classify({ status, headers: given, body: bytes, nowMs: NOW_MS })
        assertSound(verdict)
        assert.equal(verdict.kind === 'answer', status >= 200 && status < 300)
        if (status >= 500) assert.notEqual(verdict.kind, 'refuse')
        const { utilization, remainingTokens } = provider.facts(given, target)
        assert.ok(utilization === null || (utilization >= 0 && utilization <= 1))
        assert.ok(remainingTokens === null || remainingTokens >= 0)
      }),
      { numRuns: 400 },
    )
  })

  test(`${name}: anything in place of an answer in a stream gets a verdict, and never that of an answer`, () => {
    fc.assert(
      fc.property(fc.jsonValue(), (error) => {
        const verdict = provider.classifyStreamError(error)
        assertSound(verdict)
        assert.notEqual(verdict.kind, 'answer')
      }),
      { numRuns: 200 },
    )
  })

  test(`${name}: a filtered prompt is never tried again, and counts as billed`, () => {
    const body = Buffer.from(
      JSON.stringify({ error: { code: 'content_filter', message: 'Please retry after 3 seconds' } }),
    )
    const verdict = provider.classify({ status: 400, headers: { 'retry-after': '3' }, body, nowMs: NOW_MS })
    assert.deepEqual(verdict, { kind: 'refuse', code: 'content_filter', billedPrompt: true })
  })
}

interface RecordedReply {
  readonly source: string
  /** Name of the deployment that the call was for. */
  readonly asked: string
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly isProvisioned?: boolean
  readonly verdict: unknown
  /** Those worth checking. */
  readonly facts: Record<string, unknown>
}

const NOW_MS = Date.UTC(2026, 10, 21)

const REQUIRED = [
  'chat-answer',
  '429-tokens',
  '401-',
  '403-',
  '404-',
  '400-content-filter',
  '400-context-length',
  '400-encrypted-content',
  '500',
  '503',
  'stream-',
]

const HOSTILE = [
  '..',
  '.',
  '../../files',
  '%2e%2e',
  'x/../../y',
  'a\r\nhost: evil',
  'x?api-version=2020-01-01',
  'API-Version=2020&a=1',
  'api%2Dversion=1',
  'a b#c',
  '\\..\\',
  "it's",
  '\ud800',
  '',
]

const TOLD_IN_HEADERS = [
  'retry-after',
  'retry-after-ms',
  'x-ms-retry-after-ms',
  'x-ratelimit-reset-tokens',
  'x-ratelimit-reset-requests',
  'x-ratelimit-remaining-tokens',
  'azure-openai-deployment-utilization',
  'x-ms-deployment-name',
]

function assertSound(verdict: Verdict): void {
  if (verdict.kind === 'saturated' || (verdict.kind === 'fault' && verdict.retryAfterMs !== null)) {
    const waitMs = verdict.retryAfterMs ?? 0
    assert.ok(Number.isSafeInteger(waitMs) && waitMs >= 0 && waitMs <= MAX_RETRY_AFTER_MS, String(waitMs))
  }
  if (verdict.kind === 'refuse' || verdict.kind === 'elsewhere') assert.ok(verdict.code.length > 0)
}

function folder(wire: string): string {
  return fileURLToPath(new URL(`../../test/wire/${wire}/`, import.meta.url))
}

function callOf(given: Partial<Call>): Call {
  return { operation: 'chat', method: 'POST', suffix: '', query: '', apiVersion: null, ...given }
}

function deploymentAt(account: Account): Deployment {
  return deploymentWith({ account: account.name })
}
