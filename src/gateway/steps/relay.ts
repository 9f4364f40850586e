import { Failure } from '../../base/index.ts'
import type { Attempt, AttemptReader } from '../attempt.ts'
import { answerHeaders } from '../answer-headers.ts'
import { IdRewrite } from '../bytes/sse-observer.ts'
import { errorEvent } from '../client-wire.ts'
import type { Answer, Exchange } from '../exchange.ts'
import type { FleetConsumer } from '../fleet.ts'
import type { GatewayDependencies } from '../gateway.ts'

/**
 * Bytes to the client as they come, all but the last ones: these leave with `deliver`, when the ledger has the
 * settlement. Never throws and never tries again; what breaks is left on the exchange.
 */
export function relay(x: Exchange, deps: GatewayDependencies): Promise<void> | undefined {
  const { answer } = x
  if (answer?.kind === 'file') return relayFile(x, answer, deps)
  if (answer === null || answer.kind !== 'flowing') return undefined
  return new Promise((resolve) => {
    new Relay(x, answer.attempt, deps, resolve).start(answer.status)
  })
}

/** A file as fast as the client takes it; one that breaks off breaks the connection. */
async function relayFile(
  x: Exchange,
  answer: Answer & { readonly kind: 'file' },
  { clock, log }: GatewayDependencies,
): Promise<void> {
  const { client } = x
  const startedMs = clock.monotonicMs()
  let wake = (): void => {}
  client.whenGone(() => wake())
  client.head(answer.status, answerHeaders(x, startedMs, answer.bytes))
  try {
    for await (const piece of answer.pieces()) {
      if (client.isGone) throw new Failure('client_closed')
      if (client.method === 'HEAD' || client.write(piece)) continue
      await new Promise<void>((resolve) => {
        wake = resolve
        client.whenDrained(resolve)
      })
    }
  } catch (error) {
    x.failure = error instanceof Failure ? error : new Failure('upstream_cut', { cause: error })
    if (x.failure.code !== 'client_closed') log.error({ request: x.id, err: error }, 'a file broke off')
  }
  client.whenGone(null)
  x.relayedMs = clock.monotonicMs() - startedMs
}

class Relay implements AttemptReader {
  readonly #x: Exchange
  readonly #attempt: Attempt
  readonly #deps: GatewayDependencies
  readonly #done: () => void
  readonly #startedMs: number
  #rewrite: IdRewrite | null = null
  /** What came from the event on that ends the stream. */
  #last: Buffer[] = []
  #isDone = false
  #waitsForDrain = false

  constructor(x: Exchange, attempt: Attempt, deps: GatewayDependencies, done: () => void) {
    this.#x = x
    this.#attempt = attempt
    this.#deps = deps
    this.#done = done
    this.#startedMs = deps.clock.monotonicMs()
  }

  start(status: number): void {
    const { client } = this.#x
    client.whenGone(() => this.#clientLeft())
    if (client.isGone) {
      this.#clientLeft()
      return
    }
    client.head(status, answerHeaders(this.#x, this.#deps.clock.monotonicMs(), null))
    this.#attempt.read(this)
  }

  data(chunk: Buffer): boolean {
    if (this.#isDone) return true
    const x = this.#x
    const { observer } = this.#attempt
    const bytes = observer === null ? chunk : this.#withOwnIds(chunk)
    if (observer === null) {
      // Of an answer that is no event stream nobody knows which bytes are the last: one chunk is always kept back.
      const before = x.lastChunk
      x.lastChunk = bytes
      return before === null || this.#write(before)
    }
    x.capture?.keepPiece(chunk)
    if (!observer.isComplete) return this.#write(bytes)
    this.#last.push(bytes)
    return true
  }

  end(): void {
    const { observer } = this.#attempt
    if (observer !== null && !observer.isComplete && !observer.mayEndWithoutMarker)
      this.#fail('upstream_cut', 'cut_mid_stream')
    else this.#finish()
  }

  broken(reason: string): void {
    if (this.#attempt.observer?.isComplete === true) this.#finish()
    // The client took nothing for as long as an answer may pause: no fault of the provider.
    else if (reason === 'client_closed') this.#clientLeft()
    else this.#fail(reason.startsWith('deadline') ? 'deadline_exceeded' : 'upstream_cut', reason)
  }

  #clientLeft(): void {
    if (this.#isDone) return
    this.#x.failure = new Failure('client_closed')
    this.#attempt.failureReason = 'client_closed'
    // First, because nothing is to be ended of an attempt that is finished; the provider writes, and bills, until then.
    this.#attempt.abort('client_closed')
    this.#finish()
  }

  #fail(code: 'upstream_cut' | 'deadline_exceeded', reason: string): void {
    if (this.#isDone) return
    const x = this.#x
    const failure = new Failure(code)
    x.failure = failure
    this.#attempt.failureReason = reason
    if (this.#attempt.observer !== null) {
      x.lastChunk = Buffer.from(
        errorEvent(x.operation ?? 'chat', failure, x.id, this.#attempt.observer.events),
      )
    }
    this.#finish()
  }

  #finish(): void {
    if (this.#isDone) return
    this.#isDone = true
    const x = this.#x
    x.client.whenGone(null)
    x.relayedMs = this.#deps.clock.monotonicMs() - this.#startedMs
    const rest = this.#rewrite?.flush() ?? null
    if (rest !== null) this.#last.push(rest)
    if (this.#last.length > 0) {
      if (x.lastChunk !== null) this.#last.push(x.lastChunk)
      x.lastChunk = this.#last.length === 1 ? (this.#last[0] as Buffer) : Buffer.concat(this.#last)
    }
    if (x.failure === null && (this.#attempt.observer?.midStreamError ?? null) !== null) {
      // The client has the provider's own error event; the ledger has to know that this was no answer.
      x.failure = new Failure('upstream_cut', { detail: 'the provider ended the stream with an error' })
      this.#attempt.failureReason = 'error_in_stream'
    }
    this.#attempt.finish()
    this.#done()
  }

  #write(chunk: Buffer): boolean {
    const { client } = this.#x
    if (client.write(chunk)) return true
    if (!this.#waitsForDrain) {
      this.#waitsForDrain = true
      client.whenDrained(() => {
        this.#waitsForDrain = false
        this.#attempt.resume()
      })
    }
    return false
  }

  /** Stored responses leave with signed ids. */
  #withOwnIds(chunk: Buffer): Buffer {
    const x = this.#x
    if (x.operation !== 'responses') return chunk
    const { responseId } = this.#attempt.observer ?? { responseId: null }
    if (responseId === null) return chunk
    if (this.#rewrite === null) {
      const { path } = (x.consumer as FleetConsumer).consumer
      const { responseIds } = this.#deps
      this.#rewrite = new IdRewrite(responseId, responseIds.sign(responseId, this.#attempt.account, path))
      const { stored } = x
      if (stored !== null)
        this.#rewrite.add(stored.upstreamId, responseIds.sign(stored.upstreamId, stored.account, path))
    }
    return this.#rewrite.apply(chunk)
  }
}
