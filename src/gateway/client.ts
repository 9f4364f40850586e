import type { Headers } from './http1/header-lines.ts'
import type { BodySink } from './http1/client-channel.ts'

/** Who an exchange is for, as the steps see it: a connection, or a line of a batch. */
export interface Client {
  readonly method: string
  readonly url: string
  /** Names in lower case. */
  readonly headers: Headers
  /** Of the other end of the connection, as the system writes it; null where there is none, or it is known no more. */
  readonly peerAddress: string | null
  readonly isGone: boolean
  readonly hasHead: boolean
  readonly bodyWasRead: boolean
  /** One callback: the last one set is the one that is told. */
  whenGone(callback: (() => void) | null): void
  /** Null when it is not said. */
  declaredLength(): number | null
  readBody(limitBytes: number, take: (bytes: number) => void): Buffer | Promise<Buffer>
  streamBody(sink: BodySink): void
  pauseBody(): void
  /** Names and values in turn. */
  head(status: number, headers: readonly string[]): void
  /** False when it takes less than it is given: wait for `whenDrained`. */
  write(chunk: Buffer): boolean
  whenDrained(callback: () => void): void
  end(chunk?: Buffer | string): void
  destroy(): void
}
