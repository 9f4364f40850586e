import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

import type { FinishedSpan } from '../base/index.ts'
import { type AzureIngestion, type Certificate, startAzureIngestion } from './azure-ingestion.fixture.ts'
import { azureMonitorExporters, NO_STATISTICS, type TokenSource } from './azure-monitor.ts'
import { logExport } from './otel-logs.ts'
import { spanExport } from './otel-spans.ts'

/** Signing in at an Application Insights that takes no keys ("Microsoft Entra authentication for Application Insights"). */
const COMMON = { resource: { 'service.name': 'causeway' }, version: '1.2.3' }
const HOUR_MS = 3_600_000
const TIMEOUT_MS = 500

const SPAN: FinishedSpan = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: null,
  hasRemoteParent: false,
  traceState: null,
  name: 'POST /v1/chat/completions',
  kind: 'server',
  startMs: Date.UTC(2026, 10, 21),
  endMs: Date.UTC(2026, 10, 21) + 250,
  attributes: {},
  isFailed: false,
}

let certificate: Certificate
let ingestion: AzureIngestion

/** Makes a certificate for this machine, which the exporters' own client then trusts. */
function withCertificate(): string | false {
  const folder = mkdtempSync(path.join(tmpdir(), 'cw-ingestion-'))
  try {
    const made =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost ' +
      '-addext subjectAltName=IP:127.0.0.1 -keyout tls.key -out tls.crt'
    execFileSync('openssl', made.split(' '), { cwd: folder, stdio: 'ignore' })
    const read = (name: string) => readFileSync(path.join(folder, name))
    certificate = { key: read('tls.key'), cert: read('tls.crt') }
    return false
  } catch (error) {
    return `LEFT OUT: openssl makes the certificate: ${(error as Error).message}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Gives one answer after the other, the last one for good. */
class Identity implements TokenSource {
  readonly asked: string[] = []
  readonly #answers: (() => ReturnType<TokenSource['getToken']>)[]

  constructor(...answers: (() => ReturnType<TokenSource['getToken']>)[]) {
    this.#answers = answers
  }

  getToken(scope: string): ReturnType<TokenSource['getToken']> {
    this.asked.push(scope)
    const next = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0]
    return next === undefined ? Promise.resolve(null) : next()
  }
}

const valid = (token: string, forMs: number) => () =>
  Promise.resolve({ token, expiresOnTimestamp: Date.now() + forMs })

/** Spans that were taken; each push has a description of the sender, too. */
function taken(): number {
  return ingestion.envelopes.filter(({ data }) => data.baseType === 'RequestData').length
}

async function sender(tokens: TokenSource) {
  const { connectionString } = ingestion
  const exporters = await azureMonitorExporters({ connectionString, timeoutMs: TIMEOUT_MS, tokens })
  return {
    exporters,
    send: await spanExport({ ...COMMON, exporter: await exporters.spans() }),
  }
}

describe('signing in at ingestion', { skip: withCertificate() }, () => {
  before(() => {
    process.env[NO_STATISTICS] = 'true'
    setDefaultCACertificates([certificate.cert])
  })
  beforeEach(async () => {
    ingestion = await startAzureIngestion(certificate)
  })
  afterEach(() => ingestion.close())
  after(() => setDefaultCACertificates(getCACertificates('bundled')))

  test('every signal goes with a token for Azure Monitor, which is asked for once', async () => {
    ingestion.wanted = 'first'
    const identity = new Identity(valid('first', HOUR_MS))
    const { exporters, send } = await sender(identity)
    assert.equal(await send([SPAN]), null)
    assert.equal(await send([SPAN]), null)
    assert.equal(identity.asked.length, 1)
    assert.match(identity.asked[0] ?? '', /^https:\/\/monitor\.azure\.com\/+\.default$/)
    const say = await logExport({ ...COMMON, exporter: await exporters.logs() })
    const line = { timeMs: SPAN.endMs, level: 'warn', message: 'm', attributes: {}, trace: null } as const
    assert.equal(await say([line]), null)
    assert.deepEqual([...new Set(ingestion.authorizations)], ['Bearer first'])
    assert.equal(taken(), 2)
    assert.equal(ingestion.envelopes.filter(({ data }) => data.baseType === 'MessageData').length, 1)
  })

  test('one that ends soon is renewed before the next call', async () => {
    ingestion.wanted = 'first'
    // Less than what it is renewed before.
    const identity = new Identity(valid('first', 1_000), valid('second', HOUR_MS))
    const { send } = await sender(identity)
    assert.equal(await send([SPAN]), null)
    ingestion.wanted = 'second'
    assert.equal(await send([SPAN]), null)
    assert.equal(await send([SPAN]), null)
    assert.equal(identity.asked.length, 2)
    assert.deepEqual(ingestion.authorizations, ['Bearer first', 'Bearer second', 'Bearer second'])
  })

  test('without a token nothing is called, and with the next one all is well', async () => {
    ingestion.wanted = 'first'
    const identity = new Identity(
      () => Promise.reject(new Error('no identity is assigned to this host')),
      () => Promise.resolve(null),
      valid('first', HOUR_MS),
    )
    const { send } = await sender(identity)
    const refused = await send([SPAN])
    assert.notEqual(refused, null)
    // With `null` the library calls without a token, which is not taken.
    assert.notEqual(await send([SPAN]), null)
    assert.equal(taken(), 0)
    assert.equal(await send([SPAN]), null)
    assert.equal(taken(), 1)
  })

  test('an identity that never answers holds a push no longer than its time', async () => {
    let given: AbortSignal | null = null
    const silent: TokenSource = {
      getToken: (_, { abortSignal }) =>
        new Promise((_resolve, reject) => {
          given = abortSignal
          abortSignal.addEventListener('abort', () => reject(new Error('given up')))
        }),
    }
    const { send } = await sender(silent)
    assert.notEqual(await send([SPAN]), null)
    assert.ok((given as AbortSignal | null)?.aborted)
    assert.equal(ingestion.authorizations.length, 0)
  })

  for (const [status, why] of [
    [401, 'the token is not taken'],
    [403, 'the role is missing'],
  ] as const) {
    test(`${status}: ${why}, which is said, and what is sent once it is there arrives`, async () => {
      ingestion.answer = status
      const { send } = await sender(new Identity(valid('first', HOUR_MS)))
      assert.equal(await send([SPAN]), `it answered ${status}`)
      assert.equal(taken(), 0)
      ingestion.answer = 200
      assert.equal(await send([SPAN]), null)
      assert.equal(taken(), 1)
    })
  }
})
