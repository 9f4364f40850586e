import { type Clock, type Log, NANO_USD_PER_USD, type Random } from '../base/index.ts'
import {
  type BoundLimit,
  type BudgetNotices,
  type Crossing,
  describeNode,
  type FoundNotices,
} from '../limits/index.ts'
import type { Reference } from '../workload/index.ts'
import type { NoticeFile } from './notice-file.ts'

/**
 * Tells the webhook of a budget that a threshold was reached: each once in a window, and tried until it is taken, over
 * any end of the program; a receiver knows a try whose answer was lost by its `id`. The address mostly holds a key, in its path or query: neither is ever logged.
 */
export interface BudgetWebhooksOptions {
  /** Asked for each try, so that an address that changed is taken up. */
  readonly resolve: (reference: Reference) => Promise<string>
  readonly workload: () => string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** What outlives the program; null for nothing. */
  readonly file: NoticeFile | null
}

/** The body of the call. */
export interface BudgetNotice {
  readonly object: 'budget_notice'
  /** The same for each try. */
  readonly id: string
  readonly workload: string
  readonly node: string
  readonly limit: string
  readonly mode: BoundLimit['mode']
  readonly percent: number
  readonly unit: 'usd'
  readonly used: number
  readonly most: number
  readonly window: { readonly start: string; readonly end: string }
  readonly reached_at: string
}

const MAX_WAITING = 1_000
const MAX_AT_ONCE = 4
const MAX_TRIES = 12
const TRY_DEADLINE_MS = 10_000
const FIRST_RETRY_MS = 1_000
/** With 12 tries a receiver may be away for about half an hour. */
const LONGEST_RETRY_MS = 300_000
/** At the stop of the program. */
const CLOSE_DEADLINE_MS = 3_000

interface Waiting {
  readonly reference: Reference
  readonly notice: BudgetNotice
  tries: number
}

export class BudgetWebhooks implements BudgetNotices, FoundNotices {
  readonly #options: BudgetWebhooksOptions
  readonly #due: Waiting[] = []
  /** Those that wait for another try, with what calls it off. */
  readonly #later = new Map<Waiting, () => void>()
  readonly #underWay = new Set<Promise<void>>()
  #closing = false

  constructor(options: BudgetWebhooksOptions) {
    this.#options = options
    for (const { reference, notice } of options.file?.kept() ?? [])
      this.#due.push({ reference, notice, tries: 0 })
    this.#work()
  }

  /** Notices that were not yet taken. */
  get waiting(): number {
    return this.#due.length + this.#later.size + this.#underWay.size
  }

  crossed(limit: BoundLimit, crossing: Crossing): void {
    const reference = limit.budget?.webhook ?? null
    if (reference === null) return
    const { log, workload, clock, file } = this.#options
    if (file?.wasTold(limit.key, crossing) === true) return
    const notice = noticeOf(workload(), limit, crossing, clock.nowMs())
    // What comes while the program ends is told by the next start.
    if (this.#closing && file !== null) {
      file.tell(limit.key, crossing, { reference, notice })
      return
    }
    if (this.#closing || this.waiting >= MAX_WAITING) {
      log.error(
        { limit: limit.key, percent: crossing.percent },
        'a webhook of a budget cannot be told: too many wait',
      )
      return
    }
    file?.tell(limit.key, crossing, { reference, notice })
    this.#due.push({ reference, notice, tries: 0 })
    this.#work()
  }

  /** Where nothing is known of what was told before, all that a start finds is taken for told. */
  found(limit: BoundLimit, crossing: Crossing): void {
    const { file } = this.#options
    if (file === null || (limit.budget?.webhook ?? null) === null) return
    if (!file.isNew) this.crossed(limit, crossing)
    else if (!file.wasTold(limit.key, crossing)) file.tell(limit.key, crossing, null)
  }

  /** One more try for all that waits; then what is left waits for the next start. */
  async close(): Promise<void> {
    this.#closing = true
    for (const [waiting, cancel] of this.#later) {
      cancel()
      this.#due.push(waiting)
    }
    this.#later.clear()
    this.#work()
    let cancel = () => {}
    const late = new Promise<void>(
      (resolve) => (cancel = this.#options.clock.after(CLOSE_DEADLINE_MS, resolve)),
    )
    await Promise.race([this.#emptied(), late])
    cancel()
    const { log, file } = this.#options
    const left = file === null ? this.waiting : file.kept().length
    if (left > 0) log.error({ notices: left }, 'webhooks of budgets were not told of everything')
  }

  async #emptied(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  #work(): void {
    while (this.#underWay.size < MAX_AT_ONCE) {
      const next = this.#due.shift()
      if (next === undefined) return
      const trying = this.#try(next).finally(() => {
        this.#underWay.delete(trying)
        this.#work()
      })
      this.#underWay.add(trying)
    }
  }

  async #try(waiting: Waiting): Promise<void> {
    const { resolve, log, file } = this.#options
    const { notice, reference } = waiting
    const said = { node: notice.node, limit: notice.limit, percent: notice.percent }
    waiting.tries++
    const failure = await resolve(reference).then(
      (address) => post(address, notice),
      (error: unknown) => ({
        reason: error instanceof Error ? error.message : String(error),
        isFinal: false,
      }),
    )
    if (failure === null) {
      file?.ended(notice.id)
      log.info({ ...said, tries: waiting.tries }, 'the webhook of a budget was told')
      return
    }
    const { reason, isFinal } = failure
    const isGivenUp = isFinal || waiting.tries >= MAX_TRIES
    if (isGivenUp) file?.ended(notice.id)
    if (isGivenUp || this.#closing) {
      log.error({ ...said, tries: waiting.tries, reason }, 'the webhook of a budget could not be told')
      return
    }
    const delayMs = this.#delayMs(waiting.tries)
    log.warn(
      { ...said, tries: waiting.tries, reason, delayMs },
      'the webhook of a budget is told again later',
    )
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#later.delete(waiting)
      this.#due.push(waiting)
      this.#work()
    })
    this.#later.set(waiting, cancel)
  }

  /** Doubled with each try; up to a fifth less, so that many gateways do not call at one instant. */
  #delayMs(tries: number): number {
    const delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1))
    return Math.round(delayMs * (1 - this.#options.random.next() / 5))
  }
}

function noticeOf(workload: string, limit: BoundLimit, crossing: Crossing, nowMs: number): BudgetNotice {
  const { percent, used, most, windowStartMs, windowEndMs } = crossing
  return {
    object: 'budget_notice',
    id: `${workload} ${limit.key} ${windowStartMs} ${percent}`,
    workload,
    node: describeNode(limit.node),
    limit: limit.name,
    mode: limit.mode,
    percent,
    unit: 'usd',
    used: used / NANO_USD_PER_USD,
    most: most / NANO_USD_PER_USD,
    window: { start: new Date(windowStartMs).toISOString(), end: new Date(windowEndMs).toISOString() },
    reached_at: new Date(nowMs).toISOString(),
  }
}

interface Failed {
  /** Says nothing of the address. */
  readonly reason: string
  /** Trying again would not help. */
  readonly isFinal: boolean
}

/** Null when it was taken. Redirects are not followed: they may lead where the file does not. */
async function post(address: string, notice: BudgetNotice): Promise<Failed | null> {
  const url = URL.parse(address.trim())
  if (url === null) return { reason: 'the address is no URL', isFinal: false }
  if (!isAllowed(url)) return { reason: 'the address is neither https nor of this machine', isFinal: false }
  if (url.username !== '' || url.password !== '')
    return { reason: 'the address has a user name, which is not sent', isFinal: false }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'causeway', 'idempotency-key': notice.id },
      body: JSON.stringify(notice),
      redirect: 'manual',
      signal: AbortSignal.timeout(TRY_DEADLINE_MS),
    })
    await response.body?.cancel()
    return response.ok ? null : { reason: `it answered ${response.status}`, isFinal: response.status === 410 }
  } catch (error) {
    return { reason: codeOf(error), isFinal: false }
  }
}

function isAllowed({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true
  return (
    protocol === 'http:' &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127\.[\d.]+$/.test(hostname))
  )
}

/** The message of an error may hold the address; its code does not. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at.name === 'TimeoutError') return `no answer within ${TRY_DEADLINE_MS / 1_000} s`
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return 'the call failed'
}
