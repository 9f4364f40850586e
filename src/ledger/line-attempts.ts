import { exactMoney } from './exact-money.ts'
import type { AttemptRecords } from './record-store.ts'
import { csvLine } from './report.ts'
import { aligned } from './statement-format.ts'
import { lineId } from './statement-lines.ts'
import type { StatementLine } from './statement.ts'

/** The attempts that a line of a statement rests on. Those of one group share a cost: a line is one class of its tokens. */
export function formatLineAttempts(
  line: StatementLine,
  attempts: readonly AttemptRecords[],
  format: 'table' | 'csv',
): string {
  const head = ['attempt', 'time', 'outcome', 'input', 'cached', 'output', 'usd']
  const rows = attempts.map(({ opened, closed }) => [
    opened.attempt,
    new Date(opened.atMs).toISOString(),
    closed?.outcome ?? 'under way',
    String(closed?.usage?.input ?? 0),
    String(closed?.usage?.cached ?? 0),
    String(closed?.usage?.output ?? 0),
    closed === null || closed.nanoUsd === null ? '' : exactMoney(BigInt(closed.nanoUsd)),
  ])
  if (format === 'csv') return [head, ...rows].map(csvLine).join('')
  const sum = attempts.reduce((total, { closed }) => total + BigInt(closed?.nanoUsd ?? 0), 0n)
  const what = `${line.kind === 'tokens' ? `${line.meter} tokens` : line.kind} of ${line.consumer ?? line.costCenter} on ${line.deployment}`
  const paid =
    line.kind === 'tokens'
      ? `They were billed USD ${exactMoney(sum)} for all their tokens, of which this line has USD ${exactMoney(line.nanoUsd)}.`
      : `They filled part of the deployment's hours; the line has USD ${exactMoney(line.nanoUsd)}.`
  // Of a line that is longer than what is shown, the sum of what is shown would say little.
  const isCut = attempts.length < line.attempts
  const shown = isCut
    ? `the first ${attempts.length.toLocaleString('en-US')} of ${line.attempts.toLocaleString('en-US')}`
    : attempts.length.toLocaleString('en-US')
  return `Line ${lineId(line)}: ${what}, ${shown} attempts. ${paid}\n\n${aligned([head, ...rows])}`
}
