import { type Clock, Failure } from '../../base/index.ts'
import type { FleetAccount } from '../fleet.ts'
import type { UpstreamControl, UpstreamHeaders, UpstreamSink } from '../http-client.ts'

/**
 * A call on an account itself about files and batches. These use no model and cost nothing, so they are in no ledger;
 * what a batch used is put there when its results are read.
 */
export interface AccountAnswer {
  readonly status: number
  readonly headers: UpstreamHeaders
  /** In order, as fast as it is asked for; it must be read to its end, or left. */
  readonly pieces: AsyncGenerator<Buffer>
}

export interface AccountRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** JSON. */
  readonly body?: string
}

const USER_AGENT = 'causeway'
const RETRY_MS = 5_000
/** Without a byte from the provider, where one is waited for. */
const IDLE_MS = 60_000
/** Pieces that wait to be read before the provider is told to wait. */
const HIGH_WATER_PIECES = 16
/** Objects and lists; results are streamed. */
export const MAX_OBJECT_BYTES = 4 * 1024 * 1024

/** Throws `no_candidate` without a credential, and `deployments_failed` when no answer came. */
export async function callAccount(
  account: FleetAccount,
  request: AccountRequest,
  clock: Clock,
): Promise<AccountAnswer> {
  const headers = [...credentialOf(account), 'user-agent', USER_AGENT]
  if (request.body !== undefined) headers.push('content-type', 'application/json')
  const body = request.body === undefined ? null : Buffer.from(request.body)
  const { method, path } = request
  return new Promise((resolve, reject) => {
    account.upstream.send({ method, path, headers, body }, new Collecting(account, clock, resolve, reject))
  })
}

/** The name and value of its header; empty for an account that wants none. */
export function credentialOf(account: FleetAccount): string[] {
  const header = account.credential.header()
  if (header === null) {
    const detail = `${account.account.name} has no credential yet`
    throw new Failure('no_candidate', { detail, retryAfterMs: RETRY_MS })
  }
  return header[0] === '' ? [] : [...header]
}

export async function wholeOf(answer: AccountAnswer, mostBytes: number = MAX_OBJECT_BYTES): Promise<Buffer> {
  const held: Buffer[] = []
  let bytes = 0
  for await (const piece of answer.pieces) {
    bytes += piece.length
    if (bytes > mostBytes) throw failed('its answer is too long')
    held.push(piece)
  }
  return Buffer.concat(held)
}

export function failed(detail: string): Failure {
  return new Failure('deployments_failed', { detail, retryAfterMs: RETRY_MS })
}

class Collecting implements UpstreamSink {
  readonly #account: FleetAccount
  readonly #resolve: (answer: AccountAnswer) => void
  readonly #reject: (failure: Failure) => void
  #control: UpstreamControl | null = null
  readonly #held: Buffer[] = []
  #isPaused = false
  #end: 'open' | 'whole' | Failure = 'open'
  #wake = (): void => {}
  readonly #clock: Clock
  #movedMs: number
  readonly #stopWatching: () => void

  constructor(
    account: FleetAccount,
    clock: Clock,
    resolve: (answer: AccountAnswer) => void,
    reject: (failure: Failure) => void,
  ) {
    this.#account = account
    this.#clock = clock
    this.#movedMs = clock.monotonicMs()
    this.#stopWatching = clock.every(IDLE_MS / 4, () => this.#watch())
    this.#resolve = resolve
    this.#reject = reject
  }

  connected(control: UpstreamControl): void {
    this.#control = control
  }

  head(status: number, headers: UpstreamHeaders): void {
    this.#movedMs = this.#clock.monotonicMs()
    if (status === 401) this.#account.credential.rejected()
    this.#resolve({ status, headers, pieces: this.#pieces() })
  }

  data(chunk: Buffer): void {
    this.#movedMs = this.#clock.monotonicMs()
    this.#held.push(chunk)
    if (this.#held.length >= HIGH_WATER_PIECES && !this.#isPaused) {
      this.#isPaused = true
      this.#control?.pause()
    }
    this.#wake()
  }

  end(): void {
    this.#over('whole')
  }

  fault(fault: Parameters<UpstreamSink['fault']>[0]): void {
    const failure = failed(
      `${this.#account.account.name}: ${'message' in fault ? fault.message : fault.kind}`,
    )
    this.#over(failure)
    // Of no effect once the head is there.
    this.#reject(failure)
  }

  #over(how: 'whole' | Failure): void {
    this.#stopWatching()
    if (this.#end === 'open') this.#end = how
    this.#wake()
  }

  #watch(): void {
    if (this.#isPaused || this.#clock.monotonicMs() - this.#movedMs < IDLE_MS) return
    const failure = failed(`${this.#account.account.name}: nothing came for ${IDLE_MS} ms`)
    this.#over(failure)
    this.#reject(failure)
    this.#control?.abort()
  }

  async *#pieces(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const piece = this.#held.shift()
        if (piece !== undefined) {
          yield piece
          continue
        }
        if (this.#end === 'whole') return
        if (this.#end !== 'open') throw this.#end
        if (this.#isPaused) {
          this.#isPaused = false
          this.#movedMs = this.#clock.monotonicMs()
          this.#control?.resume()
        }
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    } finally {
      if (this.#end === 'open') {
        this.#stopWatching()
        this.#control?.abort()
      }
    }
  }
}
