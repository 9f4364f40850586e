import * as z from 'zod'
import {
  type AzureFacts,
  changedFacts,
  type FactChanges,
  type FactTable,
  type FactTableName,
  type Origin,
  type RowChange,
  rowKey,
  shownKey,
} from '../azure/index.ts'
import { checkRegion } from './checks/places-of-processing.ts'
import type { Diagnostic } from './diagnostic.ts'
import { factsSchema, type FactsContent } from './facts-schema.ts'
import type { Findings } from './findings.ts'
import { type JsonSchema, keysBelow } from './json-schema.ts'
import { type FileShape, readShape } from './shape.ts'
import { type FileKind, readYaml } from './yaml-text.ts'

export const FACTS_FILE: FileKind = { name: 'facts', begins: 'source: WHO SAYS SO' }

/** What was read of a file of facts that a workload file names; the problem as a predicate: `cannot be read`. */
export type FactsText =
  | {
      readonly text: string
      /** The file as messages show it. */
      readonly shownAs: string
    }
  | { readonly problem: string }

export type FactsResult =
  | { readonly ok: true; readonly facts: AzureFacts; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** The facts with the rows of a file in place of what they had; or all that is wrong with the file. */
export function loadFacts(text: string, file: string, base: AzureFacts): FactsResult {
  const { findings, content } = readYaml(text, file, FACTS_FILE)
  const written = content === null ? null : readShape(content, SHAPE, findings)
  if (written !== null && !findings.hasErrors) {
    const changes = changesOf(written, file)
    checkRows(changes, base, findings)
    const facts = changedFacts(base, changes)
    checkRegions(changes, facts, findings)
    if (!findings.hasErrors) return { ok: true, facts, warnings: findings.sorted() }
  }
  return { ok: false, diagnostics: findings.sorted() }
}

/** The schema that editors complete and check files of facts with. */
export function factsJsonSchema(): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(factsSchema, { io: 'input', target: 'draft-2020-12' })
  return { $schema, title: 'Causeway facts file', ...rest } as JsonSchema
}

let cached: JsonSchema | null = null

const SHAPE: FileShape<FactsContent> = {
  schema: factsSchema,
  knownKeys: (path) => keysBelow((cached ??= factsJsonSchema()), path),
  standIns: {},
}

/** Columns are written with underscores, and rows of tables have them in one word. */
type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name
type CamelRow<Row> = Row extends readonly unknown[]
  ? Row
  : Row extends object
    ? { readonly [Name in keyof Row as Camel<Name & string>]: CamelRow<Row[Name]> }
    : Row
type WholeRow<Row> = CamelRow<Omit<Exclude<Row, { readonly remove: true }>, 'remove'>>

function camel(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name.replaceAll(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()),
      camel(part),
    ]),
  )
}

function changesOf(written: FactsContent, file: string): Required<FactChanges> {
  const origin: Origin = { source: written.source, asOf: written.as_of }
  const changed = <Row extends { readonly remove?: boolean | undefined }>(
    rows: readonly Row[] | undefined,
  ): readonly RowChange<WholeRow<Row>>[] =>
    (rows ?? []).map(({ remove, ...columns }) => ({
      // A row that is removed has its key alone, and no more of it is looked at.
      row: camel(columns) as WholeRow<Row>,
      isRemoved: remove === true,
      origin,
      file,
    }))
  return {
    regions: changed(written.regions),
    offers: changed(written.offers),
    retirements: changed(written.retirements),
    quotas: changed(written.quotas),
    model_limits: changed(written.model_limits),
    ptu_throughput: changed(written.ptu_throughput),
    ptu_steps: changed(written.ptu_steps),
    ptu_prices: changed(written.ptu_prices),
    prices: changed(written.prices),
    resource_prices: changed(written.resource_prices),
    round_trips: changed(written.round_trips),
    private_link: changed(written.private_link),
    region_codes: changed(written.region_codes),
    policies: changed(written.policies),
    roles: changed(written.roles),
  }
}

/** Each row once, and rows that are removed have to be there. */
function checkRows(changes: Required<FactChanges>, { tables }: AzureFacts, findings: Findings): void {
  for (const table of Object.values<FactTable<object>>(tables)) {
    const changed: readonly RowChange<object>[] = changes[table.name as FactTableName]
    if (changed.length === 0) continue
    const known = new Set(table.rows.map((row) => rowKey(table, row)))
    const seen = new Set<string>()
    for (const [index, { row, isRemoved }] of changed.entries()) {
      const key = rowKey(table, row)
      const path = [table.name, index]
      if (seen.has(key)) findings.error(path, `is in the list already: ${shownKey(table, row)}`)
      else if (isRemoved && !known.has(key))
        findings.error(path, `there is no such row to remove: ${shownKey(table, row)}`)
      seen.add(key)
    }
  }
}

/** Pairs are not looked at: Microsoft pairs with regions that are in no list. */
function checkRegions(
  { offers, round_trips, region_codes }: Required<FactChanges>,
  facts: AzureFacts,
  findings: Findings,
) {
  const check = (region: string, ...path: readonly (string | number)[]): void =>
    checkRegion(region, path, facts, findings)
  for (const [index, { row, isRemoved }] of offers.entries()) {
    if (isRemoved) continue
    for (const [at, region] of row.regions.entries()) check(region, 'offers', index, 'regions', at)
  }
  for (const [index, { row, isRemoved }] of round_trips.entries()) {
    if (isRemoved) continue
    check(row.from, 'round_trips', index, 'from')
    check(row.to, 'round_trips', index, 'to')
  }
  for (const [index, { row, isRemoved }] of region_codes.entries())
    if (!isRemoved) check(row.region, 'region_codes', index, 'region')
}
