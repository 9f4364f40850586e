import { asOneLine, FAILURES, formatCount, formatUsd } from '../base/index.ts'
import type { AttemptRecords, ExchangeRecords } from './record-store.ts'
import type { AttemptOutcome, ExchangeSettled } from './records.ts'

/** Why an exchange was routed, refused or failed as it was; everything from the ledger. */
export interface Explanation extends ExchangeRecords {
  /** The outcome in one sentence, and what to do. */
  readonly verdict: string
}

export function explain(records: ExchangeRecords): Explanation {
  const { settled } = records
  const remedy = settled === null || settled.failure === null ? '' : ` ${FAILURES[settled.failure].remedy}`
  return { ...records, verdict: `${whatHappened(records)}${remedy}` }
}

/** The outcome in one sentence, without what to do. */
export function whatHappened({ settled, attempts }: ExchangeRecords): string {
  if (settled === null) return 'It is still under way.'
  if (settled.failure === null) {
    if (settled.status >= 400)
      return `The provider refused it with ${settled.status}; the client got that answer.`
    const tries = attempts.length === 1 ? 'on the first try' : `on try ${attempts.length}`
    return `It was answered by ${settled.deployment ?? 'the gateway'} ${tries}.`
  }
  const { message } = FAILURES[settled.failure]
  const detail = settled.detail === null ? '' : ` (${settled.detail})`
  return `It ended with ${settled.status} ${settled.failure}: ${message}${detail}.`
}

export function formatExplanation(explanation: Explanation, format: 'text' | 'json'): string {
  if (format === 'json') return `${JSON.stringify(explanation, null, 2)}\n`
  const { settled, attempts, verdict } = explanation
  const first = attempts[0]?.opened
  const id = settled?.exchange ?? first?.exchange ?? ''
  const lines = [id, verdict, '']
  lines.push(
    `when       ${new Date(settled?.atMs ?? first?.atMs ?? 0).toISOString()}`,
    `consumer   ${settled?.consumer ?? first?.consumer ?? 'not known'}${costCenter(settled?.costCenter ?? first?.costCenter)}`,
    `asked for  ${settled?.asked ?? first?.asked ?? 'no model'} (${settled?.operation ?? first?.operation ?? ''}${settled?.stream === true ? ', stream' : ''})`,
  )
  if (settled !== null) lines.push(...routeLines(settled))
  if (attempts.length > 0) {
    lines.push('', 'attempts')
    attempts.forEach((attempt, i) => lines.push(...attemptLines(attempt, i + 1)))
  }
  return `${lines.map(asOneLine).join('\n')}\n`
}

function costCenter(name: string | null | undefined): string {
  return name === null || name === undefined ? '' : `, cost center ${name}`
}

function routeLines({
  candidates,
  skipped,
  totalMs,
  overheadMs,
  planRevision,
  trace,
  textUntilMs,
}: ExchangeSettled): string[] {
  const lines = [`took       ${totalMs} ms, ${overheadMs} of them the gateway's own`]
  // What a restart settled is of a plan that is not known any more.
  if (planRevision !== '') lines.push(`plan       ${planRevision}`)
  if (trace !== undefined) lines.push(`trace      ${trace}`)
  if (textUntilMs !== undefined) lines.push(`text       kept until ${new Date(textUntilMs).toISOString()}`)
  if (candidates.length > 0) lines.push(`candidates ${candidates.join(', ')}`)
  for (const [i, reason] of skipped.entries())
    lines.push(`${i === 0 ? 'skipped    ' : '           '}${reason}`)
  return lines
}

const OUTCOMES: Readonly<Record<AttemptOutcome, string>> = {
  answered: 'answered',
  refused: 'refused what was asked',
  failed: 'failed',
  abandoned: 'abandoned: the client left',
  interrupted: 'interrupted: the gateway stopped',
}

function attemptLines({ opened, closed, originLost }: AttemptRecords, number: number): string[] {
  const place = [opened.deployment || opened.account, opened.deploymentType, opened.region].filter(
    (part) => part !== null,
  )
  if (originLost === true)
    place.push('where and by whom is not known in full: its opening in the journal is damaged')
  const head = `  ${number}. ${place.join(', ')}`
  if (closed === null) return [head, '     under way']
  const status = closed.status === null ? '' : ` (${closed.status})`
  const reason = closed.reason === null ? '' : `: ${closed.reason}`
  const lines = [head, `     ${OUTCOMES[closed.outcome]}${status}${reason}, after ${closed.totalMs} ms`]
  if (closed.spilledTo !== null) lines.push(`     spilled by the provider to ${closed.spilledTo}`)
  if (closed.usage !== null) {
    const { input, cached, output, reasoning } = closed.usage
    const price = closed.nanoUsd === null ? 'no known price' : formatUsd(closed.nanoUsd)
    const tokens = `${formatCount(input)} in (${formatCount(cached)} cached), ${formatCount(output)} out (${formatCount(reasoning)} reasoning)`
    lines.push(`     ${tokens}, ${closed.quality}, ${price}`)
  }
  if (closed.providerRequest !== null) lines.push(`     provider's request id ${closed.providerRequest}`)
  return lines
}
