import {
  type BilledUse,
  type BilledUseQuery,
  HOUR_MS,
  type ProvisionedUse,
  type Span,
} from '../ledger/index.ts'
import { type GroupValues, HOUR_COUNTERS, LONG_PROMPT_STEPS, MONTH_COUNTERS } from './billed-deltas.ts'
import { type InText, USE_KEY_FIELDS } from './packed-use.ts'
import type { SqlClient } from './sql-client.ts'

/**
 * What statements ask for, out of the sums; the caller folds before. Rows leave as one JSON text: the embedded database takes
 * five times as long to hand over tens of thousands of rows one by one.
 */
const listOf = (columns: string, from: string): string =>
  `SELECT '[' || string_agg(concat('[', ${columns}, ']'), ',') || ']' AS rows FROM ${from}`

const MONTH = listOf(
  `g.about, ',', ${MONTH_COUNTERS.map((name) => `m.${name}, ','`).join(', ')}, '"', m.nano_usd, '"'`,
  `billed_months m JOIN billed_groups g ON g.id = m.billed_group WHERE m.month_ms = $1 AND m.attempts <> 0`,
)

const HOURS = listOf(
  `billed_group, ',', hour_ms, ',', ${HOUR_COUNTERS.join(`, ',', `)}`,
  'provisioned_hours WHERE hour_ms >= $1 AND hour_ms < $2 AND attempts <> 0',
)

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
type MonthRow = readonly [
  about: GroupValues,
  attempts: number,
  input: number,
  cached: number,
  output: number,
  reasoning: number,
  audioInput: number,
  audioOutput: number,
  estimated: number,
  nanoUsd: string,
]
type HourRow = readonly [group: number, hourMs: number, attempts: number, freshInput: number, output: number]

/** None where there is nothing to list. */
async function listed<Row>(
  client: SqlClient,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const { rows } = await client.query<{ readonly rows: string | null }>(text, values)
  return JSON.parse(rows[0]?.rows ?? '[]') as readonly Row[]
}

export async function billedInMonth(
  client: SqlClient,
  { fromMs, longContext }: BilledUseQuery,
): Promise<readonly InText<BilledUse>[]> {
  const thresholds = new Map(
    longContext.map(({ baseModel, fromInputTokens }) => [baseModel, fromInputTokens] as const),
  )
  const uses: Use[] = []
  const stepped: MonthRow[] = []
  for (const row of await listed<MonthRow>(client, MONTH, [fromMs])) {
    if (row[0][13] === 0) uses.push(useOf(row, false))
    else stepped.push(row)
  }
  if (stepped.length === 0) return uses
  // Of one group there are as many rows as its prompts lie between steps.
  const known = new Map(uses.map((use) => [nameOf(use), use] as const))
  for (const row of stepped) {
    const threshold = thresholds.get(row[0][4])
    const own = useOf(row, threshold !== undefined && row[0][13] >= threshold)
    const use = known.get(nameOf(own))
    if (use === undefined) known.set(nameOf(own), own)
    else addTo(use, own)
  }
  return [...known.values()]
}

function useOf(row: MonthRow, isLong: boolean): Use {
  const [values] = row
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
    attempts: row[1],
    input: row[2],
    cached: row[3],
    output: row[4],
    reasoning: row[5],
    audioInput: row[6],
    audioOutput: row[7],
    estimated: row[8],
    nanoUsd: row[9],
  }
}

/** Of all that the uses of a group have in common. */
function nameOf(use: Use): string {
  return JSON.stringify(USE_KEY_FIELDS.map((field) => use[field]))
}

function addTo(use: Use, more: Use): void {
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
  for (const [group, hourMs, attempts, freshInput, output] of await listed<HourRow>(client, HOURS, [
    fromMs,
    toMs,
  ])) {
    const owner = ownerOf.get(group)
    // Written between the two questions: who asks again sees it.
    if (owner === undefined) continue
    let use = owner.hours.get(hourMs)
    if (use === undefined) {
      const [consumer, costCenter, , , , deployment] = owner.values
      use = { deployment, hourMs, consumer, costCenter, attempts: 0, freshInput: 0, output: 0 }
      owner.hours.set(hourMs, use)
      uses.push(use)
    }
    use.attempts += attempts
    use.freshInput += freshInput
    use.output += output
  }
  return uses
}
