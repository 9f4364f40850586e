import { type BilledUseQuery, HOUR_MS, type Span } from '../ledger/index.ts'
import { type GroupValues, HOUR_COUNTERS, LONG_PROMPT_STEPS, MONTH_COUNTERS } from './billed-deltas.ts'
import {
  FoundHours,
  FoundUses,
  type PackedHours,
  type PackedUses,
  type Payer,
  type UseKind,
} from './packed-use.ts'
import type { SqlClient } from './sql-client.ts'

/**
 * What statements ask for, out of the sums; the caller folds before. All rows leave as one text for what is read in one
 * way: tens of thousands of rows one by one take several times as long, and so does a list for each in JSON.
 */
const MONTH = `
SELECT string_agg(g.about, E'\\n') AS abouts,
  '[' || string_agg(concat_ws(',', ${MONTH_COUNTERS.map((name) => `m.${name}`).join(', ')}), ',') || ']' AS counts,
  string_agg(m.nano_usd::text, ',') AS money
FROM billed_months m JOIN billed_groups g ON g.id = m.billed_group WHERE m.month_ms = $1 AND m.attempts <> 0`

const HOURS = `
SELECT '[' || string_agg(concat_ws(',', billed_group, hour_ms / ${HOUR_MS}, ${HOUR_COUNTERS.join(', ')}), ',') || ']' AS numbers
FROM provisioned_hours WHERE hour_ms >= $1 AND hour_ms < $2 AND attempts <> 0`

const GROUPS_OF_HOURS = `
SELECT id, about FROM billed_groups
WHERE id IN (SELECT billed_group FROM provisioned_hours WHERE hour_ms >= $1 AND hour_ms < $2)`

/** What was there before the sums is in them when this is gone. */
const UNFILLED = "SELECT FROM use_fill WHERE what = 'billed'"

export async function areBilledSumsWhole(client: SqlClient): Promise<boolean> {
  return (await client.query(UNFILLED)).rows.length === 0
}

/** The sums are by calendar months, and by what lies between two steps. */
export function isInBilledSums({ fromMs, toMs, longContext }: BilledUseQuery): boolean {
  const from = new Date(fromMs)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth()]
  return (
    fromMs === Date.UTC(year, month, 1) &&
    toMs === Date.UTC(year, month + 1, 1) &&
    longContext.every(({ fromInputTokens }) => LONG_PROMPT_STEPS.includes(fromInputTokens))
  )
}

export function areWholeHours({ fromMs, toMs }: Span): boolean {
  return fromMs % HOUR_MS === 0 && toMs % HOUR_MS === 0
}

interface MonthTexts {
  /** Null where there is nothing to list, as the others are then. */
  readonly abouts: string | null
  readonly counts: string
  readonly money: string
}

/** Of the JSON of a group, who pays: thousands of groups have few payers, and few of all else, each read once. */
const PAYER = /\[(?:null|"(?:[^"\\]|\\.)*"),(?:null|"(?:[^"\\]|\\.)*"),/y

export async function billedInMonth(
  client: SqlClient,
  { fromMs, longContext }: BilledUseQuery,
): Promise<PackedUses> {
  const found = new FoundUses()
  const { rows } = await client.query<MonthTexts>(MONTH, [fromMs])
  const [texts] = rows
  if (texts === undefined || texts.abouts === null) return found.packed([])
  const thresholds = new Map(
    longContext.map(({ baseModel, fromInputTokens }) => [baseModel, fromInputTokens] as const),
  )
  const payers = new Map<string, number>()
  const kinds = new Map<string, number>()
  const { abouts } = texts
  let from = 0
  for (const nanoUsd of texts.money.split(',')) {
    const end = abouts.indexOf('\n', from)
    const to = end === -1 ? abouts.length : end
    PAYER.lastIndex = from
    if (!PAYER.test(abouts)) throw new Error(`no group of attempts is ${abouts.slice(from, to)}`)
    const payerText = abouts.slice(from, PAYER.lastIndex)
    const kindText = abouts.slice(PAYER.lastIndex, to)
    let payer = payers.get(payerText)
    let kind = kinds.get(kindText)
    if (payer === undefined || kind === undefined) {
      const [consumer, costCenter, ...values] = JSON.parse(abouts.slice(from, to)) as GroupValues
      payers.set(payerText, (payer = found.payers.placeOf([consumer, costCenter])))
      kinds.set(kindText, (kind = found.kinds.placeOf(kindOf(values, thresholds))))
    }
    found.add(payer, kind, nanoUsd)
    from = to + 1
  }
  return found.packed(JSON.parse(texts.counts) as number[])
}

type KindValues = GroupValues extends readonly [Payer[0], Payer[1], ...infer Rest] ? Rest : never

/** Of one kind there are as many groups as its prompts lie between steps. */
function kindOf(values: KindValues, thresholds: ReadonlyMap<string, number>): UseKind {
  const [asked, model, baseModel, deployment, deploymentType, account, region] = values
  const [, , , , , , , outcome, serviceTier, isSpilled, isPriced, fromInput] = values
  const threshold = thresholds.get(baseModel)
  const isLong = threshold !== undefined && fromInput >= threshold
  const where = [asked, model, baseModel, deployment, deploymentType, account, region] as const
  return [...where, outcome, serviceTier, isSpilled, isPriced, isLong]
}

const HOUR_WIDTH = 2 + HOUR_COUNTERS.length

export async function provisionedInHours(client: SqlClient, { fromMs, toMs }: Span): Promise<PackedHours> {
  const found = new FoundHours()
  const { rows: groups } = await client.query<{ readonly id: number; readonly about: string }>(
    GROUPS_OF_HOURS,
    [fromMs, toMs],
  )
  const owners = new Map<number, { readonly deployment: number; readonly payer: number }>()
  for (const { id, about } of groups) {
    const [consumer, costCenter, , , , deployment] = JSON.parse(about) as GroupValues
    const payer = found.payers.placeOf([consumer, costCenter])
    owners.set(id, { deployment: found.deployments.placeOf([deployment]), payer })
  }
  const { rows } = await client.query<{ readonly numbers: string | null }>(HOURS, [fromMs, toMs])
  const numbers = JSON.parse(rows[0]?.numbers ?? '[]') as readonly number[]
  for (let at = 0; at < numbers.length; at += HOUR_WIDTH) {
    const owner = owners.get(numbers[at] as number)
    // Written between the two questions: who asks again sees it.
    if (owner === undefined) continue
    const value = (field: number): number => numbers[at + field] as number
    found.add(owner, value(1), [value(2), value(3), value(4)])
  }
  return found.packed()
}
