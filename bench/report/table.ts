import type { Verdict } from '../targets.ts'
import type { CaseReport } from './case-report.ts'

/** Columns as wide as their widest cell; the first left-aligned, the others right. */
export function formatTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [columns, ...rows]
  const widths = columns.map((_, index) => Math.max(...all.map((row) => (row[index] ?? '').length)))
  const line = (row: readonly string[]): string =>
    widths
      .map((width, index) =>
        index === 0 ? (row[index] ?? '').padEnd(width) : (row[index] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  return [line(columns), rule, ...rows.map(line)].join('\n')
}

export function formatCase(report: CaseReport): string {
  const parts = [`${report.id}: ${report.title}`, formatTable(report.columns, report.rows)]
  const remarks = [...report.absent.map(({ name, why }) => `${name} is absent: ${why}`), ...report.remarks]
  if (remarks.length > 0) parts.push(remarks.map((remark) => `- ${remark}`).join('\n'))
  return parts.join('\n')
}

export function formatVerdicts(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ target, measured, reached }) => [
    target.what,
    `${target.bound} ${target.value} ${target.unit}`,
    measured === null ? '-' : `${formatNumber(measured)} ${target.unit}`,
    reached === null ? 'not measured' : reached ? 'yes' : 'NO',
  ])
  return formatTable(['target', 'wanted', 'measured', 'reached'], rows)
}

/** Three figures are more than the noise of such measurements allows to tell apart. */
export function formatNumber(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '-'
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

export function formatRatio(value: number | null): string {
  const text = formatNumber(value)
  return text === '-' ? text : `${text}x`
}
