import type { BatchStore, FileStore } from '../../batches/index.ts'
import type { Clock, ConsumerPath } from '../../base/index.ts'
import type { Allowances } from '../allowances.ts'
import type { ResponseIds } from '../response-ids.ts'
import type { Exchange } from '../exchange.ts'

/**
 * What the gateway needs to serve files and batches. Any process may: all of it is in the stores. That lines are run
 * is another part's matter, in one process of the state folder.
 */
export interface Batching {
  readonly files: FileStore
  readonly batches: BatchStore
  /** A batch was made, or is to be cancelled: whoever runs them, if in this process, looks at once. */
  nudge(): void
}

/** One call of the API. */
export interface BatchingCall {
  readonly x: Exchange
  readonly batching: Batching
  readonly clock: Clock
  readonly owner: ConsumerPath
  readonly query: URLSearchParams
  readonly responseIds: ResponseIds
  readonly allowances: Allowances
}

export function answerJson(x: Exchange, body: string): void {
  x.answer = { kind: 'local', status: 200, body, retryAfterMs: null }
}
