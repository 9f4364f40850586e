import { isOneLine, NANO_USD_PER_USD } from '../base/index.ts'
import { type Raise, raiseEndMs } from '../workload/index.ts'
import type { BoundLimit } from './limit-book.ts'

/** A raise that an operator made while the program ran, and not in the file. */
export interface MadeRaise extends Raise {
  /** Key of the limit. */
  readonly limit: string
  readonly by: string
  readonly reason: string
}

export type RaiseAnswer =
  { readonly ok: true; readonly raise: MadeRaise } | { readonly ok: false; readonly problem: string }

const MAX_REASON_CHARACTERS = 500
const MAX_NAME_CHARACTERS = 100

/**
 * From what an operator asks for, which is not trusted to have any shape: `limit`, `amount` (dollars for budgets),
 * `until`, `reason`, `by`. A date without a time is a whole day in `timeZone`.
 */
export function makeRaise(
  order: unknown,
  limits: readonly BoundLimit[],
  timeZone: string,
  nowMs: number,
): RaiseAnswer {
  const { limit: key, amount, until, reason, by } = fieldsOf(order)
  const limit = limits.find((one) => one.key === key)
  if (typeof key !== 'string' || limit === undefined)
    return no(`there is no limit ${String(key).slice(0, 200)}; see causeway limits list`)
  if (!isText(reason, MAX_REASON_CHARACTERS))
    return no(`reason has to say why, in one line of up to ${MAX_REASON_CHARACTERS} characters`)
  if (!isText(by, MAX_NAME_CHARACTERS))
    return no(`by has to say who, in one line of up to ${MAX_NAME_CHARACTERS} characters`)
  const isMoney = limit.measure === 'nano-usd'
  const whole =
    typeof amount === 'number' ? (isMoney ? Math.round(amount * NANO_USD_PER_USD) : amount) : Number.NaN
  if (!Number.isSafeInteger(whole))
    return no(isMoney ? 'amount has to be US dollars, at most 9 million' : 'amount has to be a whole number')
  if (whole <= limit.amount)
    return no(
      `that is no raise: the limit is ${isMoney ? limit.amount / NANO_USD_PER_USD : limit.amount} without it`,
    )
  const untilMs = typeof until === 'string' ? raiseEndMs(until, timeZone) : null
  if (untilMs === null)
    return no('until has to be a date such as 2026-12-24, or a time such as 2026-12-24T18:00Z')
  if (untilMs <= nowMs) return no('until has passed')
  return { ok: true, raise: { limit: key, amount: whole, fromMs: nowMs, untilMs, by, reason } }
}

/** As the limit book takes them; the last that was made wins. */
export function raisesByLimit(raises: readonly MadeRaise[]): ReadonlyMap<string, readonly Raise[]> {
  const byLimit = new Map<string, Raise[]>()
  for (const raise of raises) {
    const known = byLimit.get(raise.limit)
    if (known === undefined) byLimit.set(raise.limit, [raise])
    else known.push(raise)
  }
  return byLimit
}

function fieldsOf(order: unknown): Readonly<Record<string, unknown>> {
  return typeof order === 'object' && order !== null ? { ...order } : {}
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= most && isOneLine(value)
}

function no(problem: string): RaiseAnswer {
  return { ok: false, problem }
}
