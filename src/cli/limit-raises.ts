import type { Clock } from '../base/index.ts'
import {
  type LimitBook,
  makeRaise,
  type MadeRaise,
  type RaiseAnswer,
  raisesByLimit,
} from '../limits/index.ts'
import { appendAudit, type AuditWriter, readRaises, writeRaises } from '../storage/index.ts'
import type { Raise } from '../workload/index.ts'
import { CouldNotRun } from './exit-code.ts'
import type { StateFolder } from './state-folder.ts'

/** At once; an operator who needs more wants another workload file. */
const MAX_RAISES = 1_000

/**
 * The raises that operators made: kept in the state folder, each a line of the audit log before it holds. Whoever has
 * the state folder's lock may open them.
 */
export class LimitRaises {
  /** How many were made since the start: tells whether others hold than did before. */
  count = 0
  readonly #state: StateFolder
  readonly #clock: Clock
  readonly #pid: number
  #made: readonly MadeRaise[]
  #changes: Promise<unknown> = Promise.resolve()

  private constructor(state: StateFolder, { pid, clock }: AuditWriter, made: readonly MadeRaise[]) {
    this.#state = state
    this.#pid = pid
    this.#clock = clock
    this.#made = made
  }

  static async open(state: StateFolder, writer: AuditWriter): Promise<LimitRaises> {
    const made = await readRaises(state.raises).catch((error: unknown) => {
      throw new CouldNotRun(
        `the raises of limits in ${state.raises} cannot be read: ${(error as Error).message}`,
        {
          cause: error,
        },
      )
    })
    return new LimitRaises(state, writer, made)
  }

  byLimit(): ReadonlyMap<string, readonly Raise[]> {
    return raisesByLimit(this.#made)
  }

  /** Those that have not ended, in the order in which they were made. */
  get made(): readonly MadeRaise[] {
    const nowMs = this.#clock.nowMs()
    return this.#made.filter(({ untilMs }) => untilMs > nowMs)
  }

  /** One after another, so that none overwrites another. */
  add(order: unknown, book: LimitBook, timeZone: string): Promise<RaiseAnswer> {
    const added = this.#changes.then(() => this.#add(order, book, timeZone))
    this.#changes = added.catch(() => {})
    return added
  }

  async #add(order: unknown, book: LimitBook, timeZone: string): Promise<RaiseAnswer> {
    const nowMs = this.#clock.nowMs()
    const answer = makeRaise(order, book.all(), timeZone, nowMs)
    if (!answer.ok) return answer
    const standing = this.made
    if (standing.length >= MAX_RAISES) return { ok: false, problem: `there are ${MAX_RAISES} raises already` }
    const { limit, amount, untilMs, by, reason } = answer.raise
    const details = { limit, amount, until: new Date(untilMs).toISOString() }
    await appendAudit(
      this.#state.audit,
      { atMs: nowMs, who: by, what: 'limits.raise', why: reason, details },
      { pid: this.#pid, clock: this.#clock },
    )
    const next = [...standing, answer.raise]
    await writeRaises(this.#state.raises, next)
    this.#made = next
    this.count++
    return answer
  }
}
