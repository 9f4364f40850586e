import type { z } from 'zod'

import {
  csvLine,
  restrictTo,
  type Statement,
  statementCsvPieces,
  statementJson,
  type StatementLine,
  statementPage,
  statementTable,
} from '../ledger/index.ts'
import type { STATEMENT_EXPORTS, statementTotals } from './api/chargeback.ts'
import type { FileAnswer } from './call.ts'
import { isAtOrBelow } from './paths.ts'
import type { ApiPorts } from './ports.ts'

/** Statements as files: what of them was chosen, under a name that says so. */
export interface LineFilter {
  readonly costCenter?: string | undefined
  readonly consumer?: string | undefined
  readonly model?: string | undefined
}

export interface StatementGroup {
  readonly key: string
  readonly totals: z.output<typeof statementTotals>
  readonly attempts: number
  readonly lines: number
}

/** Words of a name are cut, so that no file system refuses it. */
const MAX_WORD_CHARACTERS = 60

export function isWanted(line: StatementLine, { costCenter, consumer, model }: LineFilter): boolean {
  return (
    (costCenter === undefined || line.costCenter === costCenter) &&
    (consumer === undefined || (line.consumer !== null && isAtOrBelow(line.consumer, consumer))) &&
    (model === undefined || line.model === model)
  )
}

/** Null where it has no line of this. The file says what of the statement it is, as its reader has no page around it. */
export function chosenPart(statement: Statement, filter: LineFilter): Statement | null {
  const { consumer, model } = filter
  if (Object.values(filter).every((value) => value === undefined)) return statement
  const part = restrictTo(statement, (line) => isWanted(line, filter))
  if (part === null || (consumer === undefined && model === undefined)) return part
  const of = [
    ...(consumer === undefined ? [] : [`consumer ${consumer} and all below it`]),
    ...(model === undefined ? [] : [`model ${model}`]),
  ]
  return { ...part, notes: [`This is a part of the statement: ${of.join(', ')}.`, ...part.notes] }
}

/** What was chosen, for a message. */
export function filterWords({ costCenter, consumer, model }: LineFilter): string {
  const words = [
    ...(costCenter === undefined ? [] : [`cost center ${costCenter}`]),
    ...(consumer === undefined ? [] : [`consumer ${consumer}`]),
    ...(model === undefined ? [] : [`model ${model}`]),
  ]
  return words.join(', ')
}

/** Such as `statement-2026-11-CC-1042-contoso_claims-gpt-4.1`. */
export function fileName(month: string, { costCenter, consumer, model }: LineFilter): string {
  const words = [costCenter, consumer, model].flatMap((text) => (text === undefined ? [] : [fileWord(text)]))
  return ['statement', month, ...words].join('-')
}

export function statementFile(
  statement: Statement,
  format: (typeof STATEMENT_EXPORTS)[number],
  of: { readonly name: string; readonly month: string; readonly ports: Pick<ApiPorts, 'statementParquet'> },
): FileAnswer {
  const { name, month, ports } = of
  switch (format) {
    case 'csv':
      return { mediaType: 'text/csv', name: `${name}.csv`, bytes: statementCsvPieces(statement) }
    case 'table':
      return { mediaType: 'text/plain', name: `${name}.txt`, bytes: Buffer.from(statementTable(statement)) }
    case 'json': {
      const bytes = Buffer.from(statementJson(statement))
      return { mediaType: 'application/json', name: `${name}.json`, bytes }
    }
    case 'html': {
      const followCommand = (id: string): string => `causeway report statement --month ${month} --line ${id}`
      const page = statementPage(statement, { followCommand })
      return { mediaType: 'text/html', name: `${name}.html`, bytes: Buffer.from(page) }
    }
    case 'parquet': {
      const mediaType = 'application/vnd.apache.parquet'
      return { mediaType, name: `${name}.parquet`, bytes: ports.statementParquet(statement) }
    }
  }
}

/** A table of groups, a row for each, as the console shows it. */
export function groupsCsv(
  groups: readonly StatementGroup[],
  { by, currency }: { readonly by: string; readonly currency: string },
): string {
  const head = [
    by.replaceAll('-', '_'),
    'amount',
    'currency',
    'tokens',
    'provisioned',
    'idle',
    'cache_saved',
    'tier_saved',
    'unpriced_tokens',
    'estimated_tokens',
    'attempts',
    'lines',
  ]
  const rows = groups.map(({ key, totals, attempts, lines }) => [
    key,
    totals.amount,
    currency,
    totals.tokens,
    totals.provisioned,
    totals.idle,
    totals.cacheSaved,
    totals.tierSaved,
    `${totals.unpricedTokens}`,
    `${totals.estimatedTokens}`,
    `${attempts}`,
    `${lines}`,
  ])
  return [head, ...rows].map(csvLine).join('')
}

/** A cost center may be any text, and a path has slashes. */
function fileWord(text: string): string {
  return text
    .replace(/^\//, '')
    .replace(/[^\w.-]+/g, '_')
    .slice(0, MAX_WORD_CHARACTERS)
}
