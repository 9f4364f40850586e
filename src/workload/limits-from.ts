import { NANO_USD_PER_USD, startOfDayMs } from '../base/index.ts'
import { budgetsIn, limitBlocks, type LimitBlock, quotasIn, windowedName } from './limit-blocks.ts'
import {
  type BudgetDeclaration,
  type LimitsDeclaration,
  MONTHS,
  type QuotaDeclaration,
  type RaiseDeclaration,
  WEEKDAYS,
} from './limits-schema.ts'
import type {
  AtEnd,
  FiscalYear,
  Limit,
  LimitNode,
  LimitWindow,
  PlanLimits,
  Raise,
  TokenWeights,
} from './plan-limits.ts'
import type { Declaration } from './schema.ts'
import { moment, type Moment } from './scalars.ts'

/** Limits of the plan, from a declaration that the checks found nothing wrong with. */
export function limitsFrom(declaration: Declaration): PlanLimits {
  const limits = {
    consumers: new Map(),
    models: new Map(),
    deployments: new Map(),
    timeZone: declaration.calendar.time_zone,
  } satisfies PlanLimits
  for (const block of limitBlocks(declaration)) {
    const own = ownLimits(block, declaration.calendar)
    if (block.node.kind === 'consumer') limits.consumers.set(block.node.path, own)
    else if (block.node.kind === 'model') limits.models.set(block.node.name, own)
    else limits.deployments.set(block.node.id, own)
  }
  return limits
}

const MINUTE: LimitWindow = { kind: 'sliding', lengthMs: 60_000 }
const EQUAL_WEIGHTS: TokenWeights = { input: 1, cached: 1, output: 1, reasoning: 1, audio: 1 }
const DEFAULT_THRESHOLDS = [50, 80, 100]

type Calendar = Declaration['calendar']

function ownLimits({ node, limits }: LimitBlock, calendar: Calendar): readonly Limit[] {
  const { requests_per_minute: requests, tokens_per_minute: tokens, concurrent, mode } = limits
  const base = { node, mode, weights: limits.token_weights ?? EQUAL_WEIGHTS, budget: null }
  const rate = (name: Limit['name'], measure: Limit['measure'], amount: number): Limit => ({
    ...base,
    name,
    key: keyOf(node, name),
    measure,
    kind: 'rate',
    amount,
    window: measure === 'concurrent' ? { kind: 'at-once' } : MINUTE,
    raises: raisesOf(name, null, limits, calendar),
  })
  const own: Limit[] = []
  if (requests !== undefined) own.push(rate('requests_per_minute', 'requests', requests))
  if (tokens !== undefined) own.push(rate('tokens_per_minute', 'tokens', tokens))
  if (concurrent !== undefined) own.push(rate('concurrent', 'concurrent', concurrent))
  for (const { item } of quotasIn(limits)) {
    const name = windowedName('tokens', item)
    own.push({
      ...base,
      name,
      key: keyOf(node, name),
      measure: 'tokens',
      kind: 'quota',
      amount: item.amount,
      window: windowOf(item, calendar),
      mode: item.mode ?? mode,
      raises: raisesOf('tokens', item.per, limits, calendar),
    })
  }
  for (const { item } of budgetsIn(limits)) own.push(budgetLimit(item, base, limits, calendar))
  return own
}

function budgetLimit(
  item: BudgetDeclaration,
  base: Pick<Limit, 'node' | 'mode' | 'weights'>,
  limits: LimitsDeclaration,
  calendar: Calendar,
): Limit {
  const name = windowedName('budget', item)
  return {
    ...base,
    name,
    key: keyOf(base.node, name),
    measure: 'nano-usd',
    kind: 'quota',
    amount: nanoUsd(item.usd),
    window: windowOf(item, calendar),
    mode: item.mode ?? base.mode,
    raises: raisesOf('budget', item.per, limits, calendar),
    budget: {
      thresholds: item.thresholds ?? (item.window === 'sliding' ? [] : DEFAULT_THRESHOLDS),
      webhook: item.webhook ?? null,
      webhookSecret: item.webhook_secret ?? null,
      atEnd: atEndOf(item),
    },
  }
}

function atEndOf({ at_end: atEnd }: BudgetDeclaration): AtEnd {
  if (typeof atEnd === 'object') return { kind: 'fall-back', model: atEnd.fall_back_to }
  return { kind: atEnd ?? 'refuse' }
}

function keyOf(node: LimitNode, name: string): string {
  if (node.kind === 'consumer') return `${node.path}|${name}`
  return `${node.kind}:${node.kind === 'model' ? node.name : node.id}|${name}`
}

function nanoUsd(usd: number): number {
  return Math.round(usd * NANO_USD_PER_USD)
}

const HOUR_MS = 3_600_000
const SLIDING_MS: Readonly<Record<string, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS }

function windowOf(
  item: Pick<QuotaDeclaration, 'per' | 'window' | 'time_zone'>,
  calendar: Calendar,
): LimitWindow {
  const lengthMs = SLIDING_MS[item.per]
  if (item.window === 'sliding' && lengthMs !== undefined) return { kind: 'sliding', lengthMs }
  const timeZone = item.time_zone ?? calendar.time_zone
  const weekStart = WEEKDAYS.indexOf(calendar.week_starts)
  const fiscalYear: FiscalYear = {
    startMonth: MONTHS.indexOf(calendar.fiscal_year?.starts ?? 'january') + 1,
    pattern: calendar.fiscal_year?.pattern ?? 'months',
  }
  const id = [item.per, timeZone, weekStart, fiscalYear.startMonth, fiscalYear.pattern].join(' ')
  return { kind: 'calendar', period: item.per, timeZone, weekStart, fiscalYear, id }
}

function raisesOf(
  limit: string,
  per: string | null,
  { raises }: LimitsDeclaration,
  { time_zone: zone }: Calendar,
): readonly Raise[] {
  return raises
    .filter((raise) => raise.limit === limit && (raise.per === undefined || raise.per === per))
    .map((raise) => ({
      fromMs: raise.from === undefined ? 0 : startMs(raise.from, zone),
      untilMs: endMs(raise.until, zone),
      amount: amountOf(raise),
    }))
}

function amountOf({ amount, usd }: RaiseDeclaration): number {
  if (usd !== undefined) return nanoUsd(usd)
  if (amount === undefined) throw new Error('a raise passed the checks without an amount')
  return amount
}

const DAY_MS = 24 * HOUR_MS

function startMs(moment: Moment, zone: string): number {
  return moment.kind === 'instant' ? moment.atMs : startOfDayMs(zone, moment.dayMs)
}

/** A date is part of what ends with it. */
function endMs(moment: Moment, zone: string): number {
  return moment.kind === 'instant' ? moment.atMs : startOfDayMs(zone, moment.dayMs + DAY_MS)
}

/** Until when a raise holds that says so in these words; null where they name no moment. */
export function raiseEndMs(written: string, zone: string): number | null {
  const read = moment().safeParse(written)
  return read.success ? endMs(read.data, zone) : null
}
