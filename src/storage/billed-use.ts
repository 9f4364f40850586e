import {
  type BilledUse,
  type BilledUseQuery,
  HOUR_MS,
  type ProvisionedUse,
  type Span,
  type UseKey,
} from '../ledger/index.ts'
import { type GroupValues, LONG_PROMPT_STEPS } from './billed-deltas.ts'
import type { InText } from './packed-use.ts'
import type { SqlClient } from './sql-client.ts'

/** What statements ask for, out of the sums. The caller folds before. */
const MONTH = `
SELECT g.about, m.attempts::float8 AS attempts, m.input::float8 AS input, m.cached::float8 AS cached,
  m.output::float8 AS output, m.reasoning::float8 AS reasoning, m.audio_input::float8 AS "audioInput",
  m.audio_output::float8 AS "audioOutput", m.estimated::float8 AS estimated, m.nano_usd::text AS "nanoUsd"
FROM billed_months m JOIN billed_groups g ON g.id = m.billed_group
WHERE m.month_ms = $1 AND m.attempts <> 0`

const HOURS = `
SELECT billed_group AS "group", hour_ms::float8 AS "hourMs", attempts::float8 AS attempts,
  fresh_input::float8 AS "freshInput", output::float8 AS output
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

type Use = { -readonly [Field in keyof InText<BilledUse>]: InText<BilledUse>[Field] }
type MonthRow = Omit<Use, keyof UseKey> & { readonly about: string }

export async function billedInMonth(
  client: SqlClient,
  { fromMs, longContext }: BilledUseQuery,
): Promise<readonly InText<BilledUse>[]> {
  const thresholds = new Map(
    longContext.map(({ baseModel, fromInputTokens }) => [baseModel, fromInputTokens] as const),
  )
  /** Of one group there are as many rows as its prompts lie between steps. */
  const uses = new Map<string, Use>()
  for (const { about, ...counted } of (await client.query<MonthRow>(MONTH, [fromMs])).rows) {
    const values = JSON.parse(about) as GroupValues
    const threshold = thresholds.get(values[4])
    const isLong = threshold !== undefined && values[13] >= threshold
    const own = `${isLong}${about.slice(0, about.lastIndexOf(','))}`
    const known = uses.get(own)
    if (known === undefined) uses.set(own, { ...keyOf(values, isLong), ...counted })
    else addTo(known, counted)
  }
  return [...uses.values()]
}

function keyOf(values: GroupValues, isLong: boolean): UseKey {
  return {
    consumer: values[0],
    costCenter: values[1],
    asked: values[2],
    model: values[3],
    baseModel: values[4],
    deployment: values[5],
    deploymentType: values[6],
    account: values[7],
    region: values[8],
    outcome: values[9],
    serviceTier: values[10],
    isSpilled: values[11],
    isPriced: values[12],
    isLong,
  }
}

function addTo(use: Use, more: Omit<Use, keyof UseKey>): void {
  use.attempts += more.attempts
  use.input += more.input
  use.cached += more.cached
  use.output += more.output
  use.reasoning += more.reasoning
  use.audioInput += more.audioInput
  use.audioOutput += more.audioOutput
  use.estimated += more.estimated
  use.nanoUsd = String(BigInt(use.nanoUsd) + BigInt(more.nanoUsd))
}

type HourRow = Pick<ProvisionedUse, 'hourMs' | 'attempts' | 'freshInput' | 'output'> & {
  readonly group: number
}
type HourUse = { -readonly [Field in keyof ProvisionedUse]: ProvisionedUse[Field] }

export async function provisionedInHours(
  client: SqlClient,
  { fromMs, toMs }: Span,
): Promise<readonly ProvisionedUse[]> {
  const { rows: groups } = await client.query<{ readonly id: number; readonly about: string }>(
    GROUPS_OF_HOURS,
    [fromMs, toMs],
  )
  // Groups differ in more than what is asked for.
  const owners = new Map<string, Map<number, HourUse>>()
  const ownerOf = new Map<number, { readonly values: GroupValues; readonly hours: Map<number, HourUse> }>()
  for (const { id, about } of groups) {
    const values = JSON.parse(about) as GroupValues
    const [consumer, costCenter, , , , deployment] = values
    const name = JSON.stringify([deployment, consumer, costCenter])
    let hours = owners.get(name)
    if (hours === undefined) owners.set(name, (hours = new Map()))
    ownerOf.set(id, { values, hours })
  }
  const uses: HourUse[] = []
  for (const { group, ...row } of (await client.query<HourRow>(HOURS, [fromMs, toMs])).rows) {
    const owner = ownerOf.get(group)
    // Written between the two questions: who asks again sees it.
    if (owner === undefined) continue
    const known = owner.hours.get(row.hourMs)
    if (known === undefined) {
      const [consumer, costCenter, , , , deployment] = owner.values
      const use = { deployment, consumer, costCenter, ...row }
      owner.hours.set(row.hourMs, use)
      uses.push(use)
      continue
    }
    known.attempts += row.attempts
    known.freshInput += row.freshInput
    known.output += row.output
  }
  return uses
}
