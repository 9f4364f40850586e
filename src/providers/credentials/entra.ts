import type { Clock, Log } from '../../base/index.ts'
import { type Credential, type CredentialState, isHeaderValue } from './credential.ts'
import { TokenProblem } from './token-problem.ts'
import type { TokenSource } from './token-source.ts'

/** A token is renewed when so much of its life is over, unless its issuer names a time. */
const REFRESH_AT_SHARE = 0.8
/** Between two successful renewals, so that a source that keeps giving the same old token is not asked in a loop. */
const MIN_REFRESH_MS = 10_000
/** setTimeout takes no more than 2^31 ms, and no token lives so long. */
const MAX_REFRESH_MS = 86_400_000
const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000
/** After a refusal by the provider, at most one renewal in this time. */
const REJECTED_REFRESH_MS = 30_000
const GET_TOKEN_TIMEOUT_MS = 30_000
const MAX_REASON_CHARS = 300

export interface EntraOptions {
  /** The account's, for the log. */
  readonly name: string
  readonly scope: string
  readonly source: TokenSource
  readonly clock: Clock
  readonly log: Log
  /** Told of each token as it comes, by whoever keeps a connection that a token opened. */
  readonly whenRenewed?: (token: string) => void
}

/**
 * A Microsoft Entra token, renewed in the background well before it expires. While a renewal fails, the token at hand
 * serves as long as it is valid; the path of a request only ever reads memory.
 */
export class EntraCredential implements Credential {
  readonly #options: EntraOptions
  #header: readonly [string, string] | null = null
  #expiresMs = 0
  /** Why the last try failed; null when it did not. */
  #problem: string | null = 'no token was asked for yet'
  #failures = 0
  /** Cancels the try that is planned. */
  #nextTry: (() => void) | null = null
  #nextTryMs = Number.POSITIVE_INFINITY
  #underWay: Promise<void> | null = null
  #abort: AbortController | null = null
  /** The provider refused the token at hand. */
  #isRefused = false
  /** When one was last asked for because of that. */
  #lastRefusedMs = Number.NEGATIVE_INFINITY
  #closed = false

  constructor(options: EntraOptions) {
    this.#options = options
  }

  header(): readonly [string, string] | null {
    return this.#header !== null && this.#options.clock.nowMs() < this.#expiresMs ? this.#header : null
  }

  state(): CredentialState {
    if (this.header() !== null) return { kind: 'ready', expiresMs: this.#expiresMs }
    return { kind: 'unavailable', reason: this.#problem ?? 'the token expired' }
  }

  start(): Promise<void> {
    return this.#renew()
  }

  close(): void {
    this.#closed = true
    this.#header = null
    this.#problem = 'closed'
    this.#nextTry?.()
    this.#nextTry = null
    this.#abort?.abort()
  }

  rejected(): void {
    if (this.#closed || this.#underWay !== null) return
    this.#isRefused = true
    const nowMs = this.#options.clock.monotonicMs()
    const delayMs = Math.max(0, this.#lastRefusedMs + REJECTED_REFRESH_MS - nowMs)
    if (nowMs + delayMs < this.#nextTryMs) this.#schedule(delayMs)
  }

  #schedule(delayMs: number): void {
    this.#nextTry?.()
    this.#nextTryMs = this.#options.clock.monotonicMs() + delayMs
    this.#nextTry = this.#options.clock.after(delayMs, () => {
      this.#nextTry = null
      this.#nextTryMs = Number.POSITIVE_INFINITY
      void this.#renew()
    })
  }

  #renew(): Promise<void> {
    if (this.#closed) return Promise.resolve()
    this.#underWay ??= this.#tryOnce().finally(() => {
      this.#underWay = null
    })
    return this.#underWay
  }

  async #tryOnce(): Promise<void> {
    const { clock, scope, source } = this.#options
    if (this.#isRefused) this.#lastRefusedMs = clock.monotonicMs()
    const abort = new AbortController()
    this.#abort = abort
    const stopTimer = clock.after(GET_TOKEN_TIMEOUT_MS, () => abort.abort())
    try {
      const wish = { abortSignal: abort.signal, isRefused: this.#isRefused }
      const given = await untilAborted(source.getToken(scope, wish), abort.signal)
      if (this.#closed) return
      if (given === null) throw new Error('the identity gave no token')
      // Its text stays out of the message: a broken token may be half a secret.
      if (!isHeaderValue(given.token)) throw new Error('the token has characters that no token has')
      const nowMs = clock.nowMs()
      if (!(given.expiresOnTimestamp > nowMs)) throw new Error('the token had expired when it came')
      this.#accept(given.token, given.expiresOnTimestamp, given.refreshAfterTimestamp, nowMs)
    } catch (error) {
      if (!this.#closed) this.#failed(error)
    } finally {
      stopTimer()
      this.#abort = null
    }
  }

  #accept(token: string, expiresMs: number, refreshAfterMs: number | undefined, nowMs: number): void {
    const { log, name } = this.#options
    if (this.#failures > 0) log.info({ account: name }, 'Entra token renewed after failures')
    this.#failures = 0
    this.#problem = null
    this.#isRefused = false
    this.#header = ['authorization', `Bearer ${token}`]
    this.#expiresMs = expiresMs
    const byShareMs = (expiresMs - nowMs) * REFRESH_AT_SHARE
    const delayMs = refreshAfterMs === undefined ? byShareMs : Math.min(refreshAfterMs - nowMs, byShareMs)
    this.#schedule(Math.min(Math.max(delayMs, MIN_REFRESH_MS), MAX_REFRESH_MS))
    this.#options.whenRenewed?.(token)
  }

  #failed(error: unknown): void {
    const { log, name } = this.#options
    const reason = reasonOf(error)
    const remedy = error instanceof TokenProblem ? error.remedy : undefined
    this.#problem = remedy === undefined ? reason : `${reason}. ${remedy}`
    const retryInMs = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, MAX_RETRY_MS)
    this.#failures++
    const hasToken = this.header() !== null
    log.warn(
      { account: name, reason, remedy, failures: this.#failures, retryInMs, hasToken },
      hasToken
        ? 'Entra token not renewed; the one at hand is still valid'
        : 'no Entra token: the account is out of use',
    )
    this.#schedule(retryInMs)
  }
}

/** A source that ignores the signal must not hold the renewal up for ever. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener(
    'abort',
    () => reject(new Error(`no token within ${GET_TOKEN_TIMEOUT_MS / 1000} s`)),
    {
      once: true,
    },
  )
  return Promise.race([work, promise])
}

/** The library's messages run over many lines and end in stack-like detail: the first line says what failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the identity library failed without saying why'
  if (error instanceof TokenProblem) return error.message.slice(0, MAX_REASON_CHARS)
  return `${error.name}: ${error.message.split('\n', 1)[0] ?? ''}`.slice(0, MAX_REASON_CHARS)
}
