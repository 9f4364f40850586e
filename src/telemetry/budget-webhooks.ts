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
import { type QueuedCall, WebhookQueue } from './webhook-queue.ts'

/**
 * Tells the webhook of a budget that a threshold was reached: each once in a window, and tried until it is taken, over
 * any end of the program; a receiver knows a try whose answer was lost by its `id`. The address mostly holds a key, in its
 * path or query: neither is ever logged.
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
  /** Called when the notice of a threshold is in the file, or there is nobody to be told of it. */
  readonly kept: (limit: BoundLimit, crossing: Crossing) => void
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
  /** All in one line, for whatever shows a message. */
  readonly text: string
}

const MAX_WAITING = 1_000

export interface BudgetCall extends QueuedCall {
  readonly notice: BudgetNotice
}

export class BudgetWebhooks implements BudgetNotices, FoundNotices {
  readonly #options: BudgetWebhooksOptions
  readonly #queue: WebhookQueue<BudgetCall>

  constructor(options: BudgetWebhooksOptions) {
    this.#options = options
    const { file } = options
    this.#queue = new WebhookQueue<BudgetCall>({
      ...options,
      whose: 'a budget',
      said: ({ notice: { node, limit, percent } }) => ({ node, limit, percent }),
      ended: ({ notice }) => file?.ended(notice.id),
      order: 'any',
    })
    for (const call of file?.kept() ?? []) this.#queue.add(call)
  }

  /** Notices that were not yet taken. */
  get waiting(): number {
    return this.#queue.waiting
  }

  crossed(limit: BoundLimit, crossing: Crossing): void {
    const { file, kept } = this.#options
    if (file?.wasTold(limit.key, crossing) === true) kept(limit, crossing)
    else this.takeOver(limit, crossing)
  }

  /** One that another replica found out and did not keep: also where this one has told of a higher threshold meanwhile. */
  takeOver(limit: BoundLimit, crossing: Crossing): void {
    const { log, workload, clock, file, kept } = this.#options
    if (limit.budget === null || limit.budget.webhook === null) {
      kept(limit, crossing)
      return
    }
    const { webhook: reference, webhookSecret: secret } = limit.budget
    const call: BudgetCall = {
      reference,
      secret,
      notice: noticeOf(workload(), limit, crossing, clock.nowMs()),
    }
    // What comes while the program ends is told by the next start.
    const { isClosing } = this.#queue
    if (isClosing && file !== null) {
      if (file.tell(limit.key, crossing, call)) kept(limit, crossing)
      return
    }
    if (isClosing || this.waiting >= MAX_WAITING) {
      log.error(
        { limit: limit.key, percent: crossing.percent },
        'a webhook of a budget cannot be told: too many wait',
      )
      return
    }
    if (file?.tell(limit.key, crossing, call) !== false) kept(limit, crossing)
    this.#queue.add(call)
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
    await this.#queue.close()
    const { log, file } = this.#options
    const left = file === null ? this.waiting : file.kept().length
    if (left > 0) log.error({ notices: left }, 'webhooks of budgets were not told of everything')
  }
}

function noticeOf(workload: string, limit: BoundLimit, crossing: Crossing, nowMs: number): BudgetNotice {
  const { percent, used, most, windowStartMs, windowEndMs } = crossing
  const node = describeNode(limit.node)
  return {
    object: 'budget_notice',
    id: `${workload} ${limit.key} ${windowStartMs} ${percent}`,
    workload,
    node,
    limit: limit.name,
    mode: limit.mode,
    percent,
    unit: 'usd',
    used: used / NANO_USD_PER_USD,
    most: most / NANO_USD_PER_USD,
    window: { start: new Date(windowStartMs).toISOString(), end: new Date(windowEndMs).toISOString() },
    reached_at: new Date(nowMs).toISOString(),
    text: `${node} of ${workload} has used ${percent} % of ${limit.name}: ${dollars(used)} of ${dollars(most)} US dollars.`,
  }
}

function dollars(nanoUsd: number): string {
  return (nanoUsd / NANO_USD_PER_USD).toFixed(2)
}
