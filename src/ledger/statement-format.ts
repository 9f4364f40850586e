import { exactMoney, shownMoney } from './exact-money.ts'
import { csvText } from './report.ts'
import { type ColumnValue, STATEMENT_COLUMNS } from './statement-columns.ts'
import { lineId } from './statement-lines.ts'
import type { Totals } from './statement-totals.ts'
import type { Statement, StatementLine } from './statement.ts'
import { groupOf, plainLine } from './token-lines.ts'

/** A statement as text: CSV with FOCUS columns, JSON, or a table for the terminal. */
export function statementCsv(statement: Statement): string {
  return Array.from(statementCsvPieces(statement)).join('')
}

/** Of the lines of a large month, that many at once: its file has tens of megabytes. */
const LINES_OF_A_PIECE = 2_000

/** The same, piece by piece. */
export function* statementCsvPieces(statement: Statement): Generator<string> {
  yield `${STATEMENT_COLUMNS.map(({ name }) => name).join(',')}\r\n`
  const { lines } = statement
  const [first] = lines
  if (first === undefined) return
  const textOf = lineTexts(first, statement)
  for (let from = 0; from < lines.length; from += LINES_OF_A_PIECE) {
    let piece = ''
    for (const line of lines.slice(from, from + LINES_OF_A_PIECE)) piece += textOf(line)
    yield piece
  }
}

function lineTexts(first: StatementLine, statement: Statement): (line: StatementLine) => string {
  const parts = partsOfLines(first, statement)
  const texts = parts.map(() => '')
  let group: object | null = null
  return (line) => {
    const isOfAnother = groupOf(line) !== group
    group = groupOf(line)
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at] as LinePart
      if (part.kind === 'line') texts[at] = csvCell(part.value, line, statement)
      else if (isOfAnother) texts[at] = groupCells(part.cells, line, statement)
    }
    // Joined line by line: millions of cells put together one by one would be a string of as many pieces.
    return `${texts.join(',')}\r\n`
  }
}

function groupCells(
  cells: readonly (ColumnValue | string)[],
  line: StatementLine,
  statement: Statement,
): string {
  return cells.map((cell) => (typeof cell === 'string' ? cell : csvCell(cell, line, statement))).join(',')
}

/** A cell of a line, or cells beside one another that change with the group alone; those of the statement are texts. */
type LinePart =
  | { readonly kind: 'line'; readonly value: ColumnValue }
  | { readonly kind: 'group'; readonly cells: (ColumnValue | string)[] }

function partsOfLines(first: StatementLine, statement: Statement): readonly LinePart[] {
  const parts: LinePart[] = []
  for (const { value, sameIn } of STATEMENT_COLUMNS) {
    if (sameIn === null) {
      parts.push({ kind: 'line', value })
      continue
    }
    const cell = sameIn === 'statement' ? csvCell(value, first, statement) : value
    const last = parts.at(-1)
    if (last?.kind === 'group') last.cells.push(cell)
    else parts.push({ kind: 'group', cells: [cell] })
  }
  return parts
}

function csvCell(value: ColumnValue, line: StatementLine, statement: Statement): string {
  switch (value.kind) {
    case 'text':
      return csvText(value.of(line, statement) ?? '')
    case 'money':
      return exactMoney(value.of(line, statement))
    case 'number':
      return decimal(value.of(line, statement))
    case 'moment':
      return new Date(value.of(line, statement)).toISOString().replace('.000Z', 'Z')
  }
}

/** The shortest digits that mean this number, never with an exponent: `toFixed` shows what a double adds below them. */
function decimal(value: number | null): string {
  if (value === null) return ''
  const shortest = String(value)
  return shortest.includes('e') ? value.toFixed(12).replace(/0+$/, '') : shortest
}

/** Money as text, since JSON's numbers would lose its last digits: `amount` a decimal, all others whole nano-dollars. */
export function statementJson(statement: Statement): string {
  const { provisioned, ...rest } = statement
  const plain = {
    ...rest,
    lines: rest.lines.map((line) => ({ id: lineId(line), ...plainLine(line) })),
    from: new Date(statement.fromMs).toISOString(),
    to: new Date(statement.toMs).toISOString(),
    provisioned: provisioned.map(({ deployment, price, shares, ...cost }) => ({
      deployment: deployment.id,
      price,
      ...cost,
      shares: shares.map(({ weightedMilliTokens, ...share }) => ({
        ...share,
        weightedTokens: Number(weightedMilliTokens) / 1_000,
      })),
    })),
  }
  return `${JSON.stringify(plain, (key, value: unknown) => (typeof value === 'bigint' ? moneyOf(key, value) : value), 2)}\n`
}

function moneyOf(key: string, value: bigint): string {
  return key === 'amount' ? exactMoney(value) : String(value)
}

export function statementTable(statement: Statement): string {
  const { costCenters, total, currency, notes, provisioned } = statement
  const share = (of: bigint): bigint => (total.nanoUsd === 0n ? 0n : (total.amount * of) / total.nanoUsd)
  const row = (name: string, of: Totals): string[] => [
    name,
    shownMoney(share(of.tokensNanoUsd), currency),
    shownMoney(share(of.provisionedNanoUsd), currency),
    shownMoney(share(of.idleNanoUsd), currency),
    shownMoney(of.amount, currency),
    shownMoney(share(of.cacheSavedNanoUsd + of.tierSavedNanoUsd), currency),
  ]
  const lines = [
    ['cost center', 'tokens', 'provisioned', 'idle', 'to pay', 'saved'],
    ...costCenters.map((center) => row(center.costCenter, center)),
    row('total', total),
  ]
  const hours = provisioned.map(({ deployment, unitHours, utilization }) => {
    const used = utilization === null ? 'use unknown' : `${(utilization * 100).toFixed(1)} % used`
    return `${deployment.id}: ${unitHours.toLocaleString('en-US')} PTU-hours, ${used}`
  })
  const conversion =
    statement.conversion === null
      ? []
      : [
          `1 USD is ${statement.conversion.nanoPerUsd / 1e9} ${currency} (${statement.conversion.source}, ${statement.conversion.asOf}).`,
        ]
  const below = [...hours, ...conversion, ...notes]
  return `${aligned(lines)}${below.length > 0 ? `\n${below.join('\n')}\n` : ''}`
}

/** First column to the left, the others to the right. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)))
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}
