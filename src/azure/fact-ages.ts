import type { AzureFacts, FactTableName } from './azure-facts.ts'
import type { FactTable, Overridden } from './fact-table.ts'
import { daysSince, FACTS_AGE_LIMIT_DAYS } from './facts.ts'

/** How old a table of facts is, and what of it is one's own. */
export interface TableAge {
  readonly name: string
  readonly title: string
  readonly source: string
  readonly asOf: string
  readonly ageDays: number
  /** So old that a reader should be told. */
  readonly isStale: boolean
  readonly rows: number
  readonly overridden: readonly Overridden[]
}

export function tableAges({ tables }: AzureFacts, nowMs: number): readonly TableAge[] {
  return Object.values<FactTable<object>>(tables).map(({ name, title, source, asOf, rows, overridden }) => {
    const ageDays = daysSince(asOf, nowMs)
    const isStale = ageDays > FACTS_AGE_LIMIT_DAYS
    return { name, title, source, asOf, ageDays, isStale, rows: rows.length, overridden }
  })
}

/** What whoever rests on these tables should be told: sentences, none where all is young and as it is shipped. */
export function remarksOnFacts(
  facts: AzureFacts,
  nowMs: number,
  used: readonly FactTableName[],
): readonly string[] {
  const stale = tableAges(facts, nowMs).filter(({ name, isStale }) => isStale && isAmong(used, name))
  const tables = stale.map(({ title, asOf, ageDays }) => `${title} (${asOf}, ${ageDays} days)`)
  const remark = `Azure may have changed: of its facts, ${tables.join(', ')} are older than ${FACTS_AGE_LIMIT_DAYS} days; causeway facts lists all`
  return [...(stale.length === 0 ? [] : [remark]), ...remarksOnOwnRows(facts, nowMs, used)]
}

/** Which files stand in place of what is shipped, a sentence for each. */
export function remarksOnOwnRows(
  facts: AzureFacts,
  nowMs: number,
  used: readonly FactTableName[] | null = null,
): readonly string[] {
  const own = tableAges(facts, nowMs)
    .filter(({ name }) => used === null || isAmong(used, name))
    .flatMap(({ title, overridden }) => overridden.map((row) => ({ ...row, title })))
  return [...Map.groupBy(own, ({ file }) => file)].map(([file, rows]) => {
    const counts = [...Map.groupBy(rows, ({ title }) => title)].map(
      ([title, of]) => `${of.length} of ${title}`,
    )
    const asOf = rows[0]?.asOf ?? ''
    const ageDays = daysSince(asOf, nowMs)
    const old = ageDays > FACTS_AGE_LIMIT_DAYS ? `, ${ageDays} days old` : ''
    return `rows of ${file} (${asOf}${old}) stand in place of shipped facts: ${counts.join(', ')}`
  })
}

function isAmong(names: readonly FactTableName[], name: string): boolean {
  return names.some((one) => one === name)
}
