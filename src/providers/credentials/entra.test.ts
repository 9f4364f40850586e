import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'
import { ManualClock, silentLog } from '../../base/index.ts'
import { EntraCredential } from './entra.ts'
import { TokenProblem } from './token-problem.ts'
import type { AccessToken, TokenOptions, TokenSource } from './token-source.ts'

const MINUTE_MS = 60_000
const LIFE_MS = 60 * MINUTE_MS

/** Issues tokens t1, t2, ... or does what the test says instead. */
class Issuer implements TokenSource {
  readonly clock = new ManualClock()
  calls = 0
  behaviour: 'issue' | 'fail' | 'hang' | AccessToken | null = 'issue'
  refreshAfterMs: number | null = null
  lastSignal: AbortSignal | null = null
  /** Calls for another token than the one that was refused. */
  readonly refused: number[] = []

  async getToken(_scope: string, options: TokenOptions): Promise<AccessToken | null> {
    this.calls++
    this.lastSignal = options.abortSignal
    if (options.isRefused === true) this.refused.push(this.calls)
    if (this.behaviour === 'fail') throw new Error('IMDS unreachable\nwith much more\nto say')
    if (this.behaviour === 'hang') return new Promise(() => undefined)
    if (this.behaviour !== 'issue') return this.behaviour
    const nowMs = this.clock.nowMs()
    return {
      token: `t${this.calls}`,
      expiresOnTimestamp: nowMs + LIFE_MS,
      refreshAfterTimestamp: this.refreshAfterMs === null ? undefined : nowMs + this.refreshAfterMs,
    }
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms)
    await turn()
  }
}

function made(): { issuer: Issuer; credential: EntraCredential } {
  const issuer = new Issuer()
  const credential = new EntraCredential({
    name: 'aoai-swc',
    scope: 'scope',
    source: issuer,
    clock: issuer.clock,
    log: silentLog,
  })
  return { issuer, credential }
}

function tokenOf(credential: EntraCredential): string | null {
  return credential.header()?.[1].replace('Bearer ', '') ?? null
}

test('a token is renewed at 80 % of its life, in the background', async () => {
  const { issuer, credential } = made()
  await credential.start()
  assert.equal(tokenOf(credential), 't1')
  await issuer.pass(47 * MINUTE_MS)
  assert.equal(tokenOf(credential), 't1')
  await issuer.pass(2 * MINUTE_MS)
  assert.equal(tokenOf(credential), 't2')
  assert.equal(issuer.calls, 2)
  credential.close()
})

test('where the issuer names the time to renew, it is kept', async () => {
  const { issuer, credential } = made()
  issuer.refreshAfterMs = 10 * MINUTE_MS
  await credential.start()
  await issuer.pass(10 * MINUTE_MS)
  assert.equal(tokenOf(credential), 't2')
  credential.close()
})

test('while renewal fails the old token serves until it expires; then there is none; then the new one', async () => {
  const { issuer, credential } = made()
  await credential.start()
  issuer.behaviour = 'fail'
  for (let minute = 0; minute < 59; minute++) await issuer.pass(MINUTE_MS)
  assert.equal(tokenOf(credential), 't1')
  assert.equal(credential.state().kind, 'ready')
  await issuer.pass(MINUTE_MS)
  assert.equal(tokenOf(credential), null)
  assert.deepEqual(credential.state(), { kind: 'unavailable', reason: 'Error: IMDS unreachable' })
  issuer.behaviour = 'issue'
  await issuer.pass(MINUTE_MS)
  assert.match(tokenOf(credential) ?? '', /^t\d+$/)
  credential.close()
})

test('failures are tried again ever more slowly, up to once a minute', async () => {
  const { issuer, credential } = made()
  issuer.behaviour = 'fail'
  await credential.start()
  const seconds: number[] = []
  let calls = issuer.calls
  for (let second = 1; second <= 300; second++) {
    await issuer.pass(1_000)
    if (issuer.calls > calls) seconds.push(second)
    calls = issuer.calls
  }
  assert.deepEqual(seconds.slice(0, 6), [1, 3, 7, 15, 31, 63])
  assert.deepEqual(seconds.slice(6), [123, 183, 243])
  credential.close()
})

test('a source that hangs is given up after 30 s and tried again', async () => {
  const { issuer, credential } = made()
  issuer.behaviour = 'hang'
  const started = credential.start()
  await issuer.pass(30_000)
  await started
  assert.equal(issuer.lastSignal?.aborted, true)
  assert.deepEqual(credential.state(), { kind: 'unavailable', reason: 'Error: no token within 30 s' })
  issuer.behaviour = 'issue'
  await issuer.pass(1_000)
  assert.equal(tokenOf(credential), 't2')
  credential.close()
})

test('no token, an expired one and one with a line break are failures, and no part of a token is in the reason', async () => {
  for (const given of [
    null,
    { token: 'old', expiresOnTimestamp: 1 },
    { token: 'secret\r\nx-evil: 1', expiresOnTimestamp: Date.UTC(2030, 0, 1) },
    { token: 'x', expiresOnTimestamp: Number.NaN },
  ]) {
    const { issuer, credential } = made()
    issuer.behaviour = given
    await credential.start()
    assert.equal(credential.header(), null)
    assert.ok(!JSON.stringify(credential.state()).includes('secret'))
    credential.close()
  }
})

test('a source that gives the same old token is not asked in a loop', async () => {
  const { issuer, credential } = made()
  issuer.behaviour = { token: 'same', expiresOnTimestamp: issuer.clock.nowMs() + LIFE_MS }
  await credential.start()
  for (let second = 0; second < 3_599; second++) await issuer.pass(1_000)
  assert.equal(tokenOf(credential), 'same')
  assert.ok(issuer.calls < 15, `${issuer.calls} calls`)
  credential.close()
})

test('refusals by the provider renew the token soon, but not more than every 30 s', async () => {
  const { issuer, credential } = made()
  await credential.start()
  await issuer.pass(MINUTE_MS)
  for (let n = 0; n < 1_000; n++) credential.rejected()
  await issuer.pass(0)
  assert.equal(tokenOf(credential), 't2')
  for (let n = 0; n < 1_000; n++) credential.rejected()
  await issuer.pass(29_000)
  assert.equal(issuer.calls, 2)
  await issuer.pass(1_000)
  assert.equal(tokenOf(credential), 't3')
  assert.deepEqual(issuer.refused, [2, 3])
  await issuer.pass(50 * MINUTE_MS)
  assert.deepEqual([tokenOf(credential), issuer.refused], ['t4', [2, 3]])
  credential.close()
})

test('a token that is refused as soon as it came is renewed, too, and until it is, nothing else is taken for it', async () => {
  const { issuer, credential } = made()
  await credential.start()
  credential.rejected()
  issuer.behaviour = 'fail'
  await issuer.pass(0)
  assert.equal(tokenOf(credential), 't1')
  issuer.behaviour = 'issue'
  await issuer.pass(1_000)
  assert.deepEqual([tokenOf(credential), issuer.refused], ['t3', [2, 3]])
  credential.close()
})

test('what to do about a failure is said with it', async () => {
  const { issuer, credential } = made()
  issuer.getToken = () => Promise.reject(new TokenProblem('http://a answered 500', 'Wait.', null))
  await credential.start()
  assert.deepEqual(credential.state(), { kind: 'unavailable', reason: 'http://a answered 500. Wait.' })
  credential.close()
})

test('a refusal does not put off a try that is planned sooner', async () => {
  const { issuer, credential } = made()
  issuer.behaviour = 'fail'
  await credential.start()
  credential.rejected()
  issuer.behaviour = 'issue'
  await issuer.pass(1_000)
  assert.equal(tokenOf(credential), 't2')
  credential.close()
})

test('closing in the midst of a try leaves nothing behind', async () => {
  const { issuer, credential } = made()
  issuer.behaviour = 'hang'
  const started = credential.start()
  credential.close()
  await started
  await issuer.pass(LIFE_MS)
  assert.equal(issuer.calls, 1)
  assert.equal(credential.header(), null)
})
