import { NANO_USD_PER_USD } from '../base/index.ts'
import type { LimitReport } from '../gateway/index.ts'
import type { BoundLimit, MadeRaise } from '../limits/index.ts'

/** Limits and raises as the admin API and `causeway limits` show them: money in US dollars. */
export interface ShownLimit {
  readonly key: string
  readonly node: string
  readonly limit: string
  readonly unit: 'usd' | Exclude<BoundLimit['measure'], 'nano-usd'>
  readonly mode: BoundLimit['mode']
  readonly most: number
  readonly used: number
  readonly left: number
  readonly resetMs: number | null
}

export interface ShownRaise {
  readonly limit: string
  readonly unit: ShownLimit['unit'] | null
  readonly amount: number
  readonly from: string
  readonly until: string
  readonly by: string
  readonly reason: string
}

export function shownLimit({
  key,
  node,
  limit,
  measure,
  mode,
  most,
  used,
  left,
  resetMs,
}: LimitReport): ShownLimit {
  const show = (amount: number) => (measure === 'nano-usd' ? amount / NANO_USD_PER_USD : amount)
  return {
    key,
    node,
    limit,
    unit: unitOf(measure),
    mode,
    most: show(most),
    used: show(used),
    left: show(left),
    resetMs,
  }
}

/** Of a limit that the file no longer has, only the plain number is known. */
export function shownRaise(
  { limit, amount, fromMs, untilMs, by, reason }: MadeRaise,
  limits: readonly BoundLimit[],
): ShownRaise {
  const measure = limits.find(({ key }) => key === limit)?.measure ?? null
  return {
    limit,
    unit: measure === null ? null : unitOf(measure),
    amount: measure === 'nano-usd' ? amount / NANO_USD_PER_USD : amount,
    from: new Date(fromMs).toISOString(),
    until: new Date(untilMs).toISOString(),
    by,
    reason,
  }
}

function unitOf(measure: BoundLimit['measure']): ShownLimit['unit'] {
  return measure === 'nano-usd' ? 'usd' : measure
}
