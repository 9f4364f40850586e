import { formatCount, NANO_USD_PER_USD } from '../base/index.ts'
import type { RecordReader, UsageKey, UsageQuery, UsageRow } from './record-store.ts'

/** What was used and what it cost, by one key over a span of time. */
export interface Report {
  readonly by: UsageKey
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly rows: readonly UsageRow[]
  readonly total: UsageRow
}

export async function makeReport(reader: Pick<RecordReader, 'usage'>, query: UsageQuery): Promise<Report> {
  const rows = await reader.usage(query)
  const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  // An exchange may be in several rows, one for each place where it was tried, but it has one consumer.
  const byConsumer = query.by === 'consumer' ? rows : await reader.usage({ ...query, by: 'consumer' })
  const total: UsageRow = {
    key: null,
    exchanges: byConsumer.reduce((exchanges, row) => exchanges + row.exchanges, 0),
    attempts: sum((row) => row.attempts),
    failed: sum((row) => row.failed),
    input: sum((row) => row.input),
    cached: sum((row) => row.cached),
    output: sum((row) => row.output),
    reasoning: sum((row) => row.reasoning),
    nanoUsd: sum((row) => row.nanoUsd),
    unpriced: sum((row) => row.unpriced),
    estimated: sum((row) => row.estimated),
  }
  return { ...query, rows, total }
}

export const REPORT_FORMATS = ['table', 'csv', 'json'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

export function formatReport(report: Report, format: ReportFormat): string {
  switch (format) {
    case 'table':
      return asTable(report)
    case 'csv':
      return asCsv(report)
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`
  }
}

/** All nine digits: a statement adds up to the last of them. */
function exactUsd(nanoUsd: number): string {
  const sign = nanoUsd < 0 ? '-' : ''
  const digits = String(Math.abs(Math.round(nanoUsd))).padStart(10, '0')
  return `${sign}${digits.slice(0, -9)}.${digits.slice(-9)}`
}

function shownUsd(nanoUsd: number): string {
  return `$${(nanoUsd / NANO_USD_PER_USD).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`
}

const COLUMNS: readonly (readonly [string, (row: UsageRow) => number])[] = [
  ['exchanges', (row) => row.exchanges],
  ['attempts', (row) => row.attempts],
  ['failed', (row) => row.failed],
  ['input', (row) => row.input],
  ['cached', (row) => row.cached],
  ['output', (row) => row.output],
  ['reasoning', (row) => row.reasoning],
]

function asTable({ by, rows, total }: Report): string {
  if (rows.length === 0) return 'There is no usage in this span of time.\n'
  const head = [by, ...COLUMNS.map(([name]) => name), 'cost']
  const cells = (row: UsageRow, name: string) => [
    name,
    ...COLUMNS.map(([, of]) => formatCount(of(row))),
    shownUsd(row.nanoUsd),
  ]
  const body = rows.map((row) => cells(row, row.key ?? '(none)'))
  const lines = [head, ...body, cells(total, 'total')]
  const widths = head.map((_, i) => Math.max(...lines.map((line) => (line[i] as string).length)))
  const text = lines.map((line) =>
    line
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
      .join('  '),
  )
  const notes: string[] = []
  if (total.unpriced > 0) {
    notes.push(
      `${formatCount(total.unpriced)} tokens have no known price and are not in the cost; set prices in the workload file.`,
    )
  }
  if (total.estimated > 0) {
    notes.push(
      `${formatCount(total.estimated)} tokens are estimates, of attempts whose provider told no figure.`,
    )
  }
  return `${text.join('\n')}\n${notes.map((note) => `\n${note}`).join('')}${notes.length > 0 ? '\n' : ''}`
}

/** RFC 4180. A text that a spreadsheet would take for a formula gets a quote before it (OWASP, "CSV injection"). */
function asCsv({ by, rows }: Report): string {
  const head = [by, ...COLUMNS.map(([name]) => name), 'unpriced_tokens', 'estimated_tokens', 'cost_usd']
  const lines = rows.map((row) => [
    csvText(row.key ?? ''),
    ...COLUMNS.map(([, of]) => String(of(row))),
    String(row.unpriced),
    String(row.estimated),
    exactUsd(row.nanoUsd),
  ])
  return [head, ...lines].map((line) => `${line.join(',')}\r\n`).join('')
}

/** What a spreadsheet would take for a formula, and what has to stand in quotes. */
const NOT_PLAIN = /^[=+\-@\t\r]|[",\r\n]/

export function csvText(text: string): string {
  if (!NOT_PLAIN.test(text)) return text
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvText).join(',')}\r\n`
}
