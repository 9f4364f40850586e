import type { Clock, Log, Random } from '../base/index.ts'
import type { Reference } from '../workload/index.ts'
import { callWebhook, type Failed } from './webhook-call.ts'

/** Calls of webhooks that are tried until they are taken, or were tried too often. */
export interface WebhookQueueOptions<Item extends QueuedCall> {
  /** Asked for each try, so that an address or secret that changed is taken up. */
  readonly resolve: (reference: Reference) => Promise<string>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Whose webhook it is, for the log: `a budget`. */
  readonly whose: string
  /** What of a call the log may say. */
  readonly said: (item: Item) => object
  /** It was taken, or is given up. */
  readonly ended: (item: Item, wasTaken: boolean) => void
  /** `in-order`: the next one waits until the one before it has ended. */
  readonly order: 'any' | 'in-order'
}

export interface QueuedCall {
  readonly reference: Reference
  readonly secret: Reference | null
  readonly notice: { readonly id: string }
}

const MAX_AT_ONCE = 4
const MAX_TRIES = 12
const FIRST_RETRY_MS = 1_000
/** With 12 tries a receiver may be away for about half an hour. */
const LONGEST_RETRY_MS = 300_000
/** At the stop of the program. */
const CLOSE_DEADLINE_MS = 3_000

interface Waiting<Item> {
  readonly item: Item
  tries: number
}

export class WebhookQueue<Item extends QueuedCall> {
  readonly #options: WebhookQueueOptions<Item>
  readonly #due: Waiting<Item>[] = []
  /** Those that wait for another try, with what calls it off. */
  readonly #later = new Map<Waiting<Item>, () => void>()
  readonly #underWay = new Set<Promise<void>>()
  #closing = false

  constructor(options: WebhookQueueOptions<Item>) {
    this.#options = options
  }

  /** Calls that were not yet taken. */
  get waiting(): number {
    return this.#due.length + this.#later.size + this.#underWay.size
  }

  get isClosing(): boolean {
    return this.#closing
  }

  /** Whoever calls this bounds how many wait. */
  add(item: Item): void {
    this.#due.push({ item, tries: 0 })
    this.#work()
  }

  /** One more try for all that waits, within some seconds. */
  async close(): Promise<void> {
    this.#closing = true
    for (const [waiting, cancel] of this.#later) {
      cancel()
      this.#due.unshift(waiting)
    }
    this.#later.clear()
    this.#work()
    let cancel = () => {}
    const late = new Promise<void>(
      (resolve) => (cancel = this.#options.clock.after(CLOSE_DEADLINE_MS, resolve)),
    )
    await Promise.race([this.#emptied(), late])
    cancel()
  }

  async #emptied(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  #mayBegin(): boolean {
    const { size } = this.#underWay
    return this.#options.order === 'in-order' ? size + this.#later.size === 0 : size < MAX_AT_ONCE
  }

  #work(): void {
    while (this.#mayBegin()) {
      const next = this.#due.shift()
      if (next === undefined) return
      const trying = this.#try(next).finally(() => {
        this.#underWay.delete(trying)
        this.#work()
      })
      this.#underWay.add(trying)
    }
  }

  async #try(waiting: Waiting<Item>): Promise<void> {
    const { log, whose, said, ended } = this.#options
    const { item } = waiting
    waiting.tries++
    const { tries } = waiting
    const failure = await this.#call(item)
    if (failure === null) {
      ended(item, true)
      log.info({ ...said(item), tries }, `the webhook of ${whose} was told`)
      return
    }
    const { reason, isFinal } = failure
    const isGivenUp = isFinal || tries >= MAX_TRIES
    if (isGivenUp) ended(item, false)
    if (isGivenUp || this.#closing) {
      log.error({ ...said(item), tries, reason }, `the webhook of ${whose} could not be told`)
      return
    }
    const delayMs = this.#delayMs(tries)
    log.warn({ ...said(item), tries, reason, delayMs }, `the webhook of ${whose} is told again later`)
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#later.delete(waiting)
      this.#due.unshift(waiting)
      this.#work()
    })
    this.#later.set(waiting, cancel)
  }

  async #call({ reference, secret, notice }: Item): Promise<Failed | null> {
    const { resolve, clock } = this.#options
    try {
      const address = await resolve(reference)
      const key = secret === null ? null : await resolve(secret)
      return await callWebhook({ address, id: notice.id, body: notice, secret: key, atMs: clock.nowMs() })
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error), isFinal: false }
    }
  }

  /** Doubled with each try; up to a fifth less, so that many gateways do not call at one instant. */
  #delayMs(tries: number): number {
    const delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1))
    return Math.round(delayMs * (1 - this.#options.random.next() / 5))
  }
}
