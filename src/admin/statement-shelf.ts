import { longContextThresholds, makeStatement, type Statement } from '../ledger/index.ts'
import type { Plan } from '../workload/index.ts'
import { ApiProblem } from './api-problem.ts'
import { type CalendarMonth, calendarMonth } from './calendar-month.ts'
import type { ApiPorts } from './ports.ts'

/**
 * Statements of months as they were last made: what is asked of a large month is asked many times, page by page. One that
 * is no longer what the ledger holds is made anew when it is asked for.
 */
const MOST_KEPT = 3
/** One so young is not even compared with the ledger. */
const FRESH_MS = 120_000

export interface MonthStatement {
  readonly month: CalendarMonth
  readonly statement: Statement
}

interface Kept extends MonthStatement {
  readonly revision: string
  readonly checkedMs: number
}

export class StatementShelf {
  readonly #ports: Pick<ApiPorts, 'clock' | 'design' | 'ledger'>
  /** The one asked last comes last. */
  readonly #kept = new Map<string, Kept>()
  readonly #making = new Map<string, Promise<Kept>>()

  constructor(ports: Pick<ApiPorts, 'clock' | 'design' | 'ledger'>) {
    this.#ports = ports
  }

  async statement(name: string): Promise<MonthStatement> {
    const nowMs = this.#ports.clock.nowMs()
    const month = calendarMonth(name, nowMs)
    if (month === null) throw new ApiProblem('not_found', `${name} has not begun`)
    const kept = this.#kept.get(name)
    if (kept === undefined || kept.statement.planRevision !== this.#ports.design().plan.revision)
      return this.#make(month)
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    return nowMs - kept.checkedMs < FRESH_MS ? kept : this.#make(month)
  }

  /** Once at a time for each month. */
  #make(month: CalendarMonth): Promise<Kept> {
    const { month: name } = month
    const under = this.#making.get(name)
    if (under !== undefined) return under
    const making = this.#made(month).finally(() => this.#making.delete(name))
    this.#making.set(name, making)
    return making
  }

  async #made(month: CalendarMonth): Promise<Kept> {
    const { ledger, design, clock } = this.#ports
    const { plan } = design()
    const before = this.#kept.get(month.month)
    // Asked first: what comes while it is summed makes it another.
    const revision = await ledger.revision(month)
    const isSame =
      before?.revision === revision &&
      before.statement.planRevision === plan.revision &&
      // The hours of provisioned deployments go on without any record.
      before.month.toMs === before.month.endMs
    const made = isSame
      ? { ...before, checkedMs: clock.nowMs() }
      : { month, statement: await this.#summed(month, plan), revision, checkedMs: clock.nowMs() }
    this.#kept.delete(month.month)
    this.#kept.set(month.month, made)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break
      this.#kept.delete(oldest)
    }
    return made
  }

  /** As `causeway report statement` makes it. */
  async #summed({ fromMs, toMs, endMs }: CalendarMonth, plan: Plan): Promise<Statement> {
    const { ledger } = this.#ports
    const longContext = longContextThresholds(plan.facts)
    // All that the month holds by now, so that it comes out of the sums of whole months.
    const [uses, provisionedUses] = await Promise.all([
      ledger.billedUse({ fromMs, toMs: endMs, longContext }),
      ledger.provisionedUse({ fromMs, toMs: endMs }),
    ])
    return makeStatement({ plan, fromMs, toMs, periodEndMs: endMs, uses, provisionedUses })
  }
}
