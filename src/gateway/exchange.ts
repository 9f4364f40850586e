import type { ExchangeId, Failure } from '../base/index.ts'
import type { AttemptClosed } from '../ledger/index.ts'
import type { Operation } from '../providers/index.ts'
import type { Attempt } from './attempt.ts'
import type { PromptMedia } from './bytes/prompt-media.ts'
import type { RateLimitHeaders } from '../limits/index.ts'
import type { ClientRoute } from './client-wire.ts'
import type { Fleet, FleetAccount, FleetConsumer, FleetDeployment, FleetModel } from './fleet.ts'
import type { Consumer } from '../workload/index.ts'
import type { Capture } from './tracing/capture.ts'
import type { Trace } from './tracing/tracing.ts'
import type { Place, Waited } from './waiting-lines.ts'
import type { Client } from './client.ts'

/** What the client asked for, as far as the gateway needs to know; written by `receive`. */
export interface Ask {
  readonly stream: boolean
  /** The client asked for a usage event itself; otherwise the gateway did, and hides it. */
  readonly wantsUsageEvent: boolean
  /** Tokens that each choice may have at most, as the client limits it; null when it does not. */
  readonly maxOutputTokens: number | null
  /** How many answers, or images, are asked for; at least 1. */
  readonly choices: number
  /** Of an image that is asked for, as the client writes them; null where it does not. */
  readonly size: string | null
  readonly quality: string | null
  /** What the bytes of the prompt's text alone say of its tokens, before what was learnt of such estimates. */
  readonly promptTokens: number
  /** What the prompt holds beside text; null when it is text alone. */
  readonly media: PromptMedia | null
  /** Hash of a prompt long enough for the provider's prompt cache; null otherwise. */
  readonly prefixKey: number | null
  readonly background: boolean
  /** A stored response that this request goes on from: the signed id that the client sent. */
  readonly previousResponseId: string | null
}

/** A stored response that the request names, verified and with the provider's own id; written by `admit`. */
export interface StoredResponse {
  readonly account: FleetAccount
  readonly upstreamId: string
}

export type Answer =
  /** Made by the gateway: an error, a list. */
  | {
      readonly kind: 'local'
      readonly status: number
      readonly body: string
      readonly retryAfterMs: number | null
    }
  /** The bytes of a file that the gateway has, or fetches. */
  | {
      readonly kind: 'file'
      readonly status: number
      /** Null when it is not known before. */
      readonly bytes: number | null
      readonly pieces: () => AsyncIterable<Buffer>
    }
  /** A provider's, whole in memory. */
  | { readonly kind: 'whole'; readonly status: number; readonly attempt: Attempt; body: Buffer }
  /** A provider's, on its way. */
  | { readonly kind: 'flowing'; readonly status: number; readonly attempt: Attempt }

/** Times are monotonic. */
export interface Wait {
  readonly sinceMs: number
  readonly untilMs: number
  readonly ended: Waited
}

/**
 * One request of a client, and its answer. Every field is there from birth, and is written by the one step that its
 * comment names. A step that needs to tell a later one something leaves it here.
 */
export class Exchange {
  readonly id: ExchangeId
  readonly client: Client
  /** The fleet of the plan in force when the exchange began; a reload does not change it under way. */
  readonly fleet: Fleet
  /** Monotonic. */
  readonly startedMs: number

  /** receive; null where nothing is traced */
  trace: Trace | null = null
  /** receive */
  route: ClientRoute | null = null
  /** receive; null where no body belongs to the request */
  body: Buffer | null = null
  /** receive: what `body` counts in the gateway's total; given back when the body is let go */
  heldBytes = 0
  /** receive */
  operation: Operation | null = null
  /** receive: the model's name as the client gave it */
  asked: string | null = null
  /** receive */
  ask: Ask | null = null
  /** receive: the bytes of the body that the gateway may replace, for each upstream anew */
  edits: BodyEdits | null = null
  /** read; null unless the plan asks for prompts in the log */
  loggedPrompt: string | null = null

  /** read; null unless the consumer's part of the plan asks for text */
  capture: Capture | null = null

  /** identify; of a line of a batch from the start */
  consumer: FleetConsumer | null = null
  /** identify: the consumer's, and `batch` for a line of a batch, whoever's it is */
  priority: Consumer['priority'] = 'standard'

  /** admit */
  model: FleetModel | null = null
  /** admit; null when the request names no stored response */
  stored: StoredResponse | null = null

  /** route: in the order to try */
  candidates: FleetDeployment[] = []
  /** route: who is not a candidate, and why */
  skipped: string[] = []
  /** route: the shortest wait after which a saturated deployment may be free; null when none is saturated */
  saturatedWaitMs: number | null = null
  /** route: tokens, corrected by what such estimates were worth before */
  estimatedInput = 0
  estimatedOutput = 0

  /** send */
  attempts: Attempt[] = []
  /** send: milliseconds in which the gateway waited for providers before the answer began */
  waitedMs = 0

  /** send: what is left of the consumer's rates, and when to come back, as its clients read it */
  limitHeaders: RateLimitHeaders | null = null

  /** send: its place in the line of those who wait for a deployment; null when it did not have to wait */
  place: Place | null = null

  /** send: each time in line, of a traced exchange; null until it waits */
  waits: Wait[] | null = null

  /** The step that ended the search for an answer; a thrown failure becomes one in `pipeline`. */
  answer: Answer | null = null
  /** pipeline, or relay when the answer broke off */
  failure: Failure | null = null

  /** relay: milliseconds from the first byte of the answer to its last */
  relayedMs = 0
  /** relay: bytes with which a flowing answer ends, not yet sent */
  lastChunk: Buffer | null = null

  /** settle: how the attempt that answered ended */
  closed: AttemptClosed | null = null
  /** settle: until when the ledger keeps the text; null where it does not */
  textUntilMs: number | null = null
  /** settle; null when the record could be written */
  settleError: Error | null = null

  constructor(id: ExchangeId, client: Client, fleet: Fleet, startedMs: number) {
    this.id = id
    this.client = client
    this.fleet = fleet
    this.startedMs = startedMs
  }
}

/** Where the fields stand that an upstream body may differ in; offsets into `Exchange.body`, -1 where absent. */
export interface BodyEdits {
  readonly kind: 'json' | 'multipart'
  readonly modelStart: number
  readonly modelEnd: number
  readonly streamOptionsStart: number
  readonly streamOptionsEnd: number
  readonly previousIdStart: number
  readonly previousIdEnd: number
}
