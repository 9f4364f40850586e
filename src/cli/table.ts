import { asOneLine } from '../base/index.ts'

/** Rows of text as columns, for people. */
export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

const GAP = '  '

export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const titles = columns.map((column) => column.title)
  const shown = rows.map((row) => row.map(asOneLine))
  const widths = columns.map((_, i) => Math.max(...[titles, ...shown].map((row) => (row[i] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, i) => {
        const cell = cells[i] ?? ''
        const width = widths[i] ?? 0
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width)
      })
      .join(GAP)
      .trimEnd()
  return [titles, ...shown].map((row) => `${line(row)}\n`).join('')
}
