import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'

import { useGet } from '../../api/use-get.ts'
import { formatCount, formatDuration, formatUsd } from '../../parts/format.ts'
import { Meter } from '../../parts/meter.tsx'
import { TextLink } from '../../parts/row-link.tsx'
import type { AnswerEnd } from './conversation.ts'

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '3px 12px',
    margin: 0,
    fontSize: '12px',
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
  },
  term: { color: tokens.colorNeutralForeground3 },
  fact: { margin: 0, textAlign: 'right', overflowWrap: 'anywhere' },
  wide: { gridColumn: '1 / -1', margin: '6px 0 0', minWidth: 0 },
  limit: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

/** The records follow some seconds behind; who asks longer asks in vain. */
const ASK_AGAIN_MS = 1_500
const ASK_FOR_MS = 30_000
/** Not there yet, or the database is starting. */
const MAY_COME: ReadonlySet<number> = new Set([404, 503])

/** How an answer came to be: route, times, tokens, cost, and what is left. */
export function AnswerFacts({ end }: { readonly end: AnswerEnd }) {
  const styles = useStyles()
  const { exchange, limits } = end
  const { detail, isComing } = useRecorded(end)
  const nothing = isComing ? 'coming …' : '–'
  const tried = detail?.attempts.map(({ deployment }) => deployment) ?? []
  const usd = end.usd ?? detail?.row.usd ?? null
  const facts: readonly (readonly [string, string])[] = [
    ['Answered by', end.deployment ?? 'nobody'],
    [
      tried.length > 1 ? 'Tried' : 'Attempts',
      tried.length > 1 ? tried.join(' → ') : formatCount(end.attempts),
    ],
    ['First token', formatDuration(end.firstTokenMs)],
    ['Whole answer', formatDuration(end.totalMs)],
    ['The gateway’s own', formatDuration(end.overheadMs)],
    [
      'Tokens',
      detail === null
        ? nothing
        : `${formatCount(detail.row.input)} in, ${formatCount(detail.row.output)} out`,
    ],
    ['Cost', usd === null ? nothing : formatUsd(usd)],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([term, fact]) => (
        <FactRow key={term} term={term} fact={fact} />
      ))}
      {limits.map(({ key, node, limit, unit, most, used, left }) => (
        <div key={key} className={styles.wide}>
          <dt className={styles.limit}>
            {limit.replaceAll('_', ' ')} of {node}: {amountOf(left, unit)} left
          </dt>
          <dd className={styles.fact}>
            <Meter
              label={`${limit.replaceAll('_', ' ')} of ${node}`}
              share={most === 0 ? 1 : used / most}
              valueText={`${amountOf(used, unit)} of ${amountOf(most, unit)} used`}
            />
          </dd>
        </div>
      ))}
      {exchange !== null && (
        <div className={styles.wide}>
          <dt className={styles.term}>Exchange</dt>
          <dd className={styles.fact}>
            <TextLink to={`/exchanges/${exchange}`}>{exchange}</TextLink>
          </dd>
        </div>
      )}
    </dl>
  )
}

function FactRow({ term, fact }: { readonly term: string; readonly fact: string }) {
  const styles = useStyles()
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.fact}>{fact}</dd>
    </>
  )
}

/** What the records have of it, as soon as they have it. */
function useRecorded({ exchange, detail }: AnswerEnd): {
  readonly detail: AnswerEnd['detail']
  readonly isComing: boolean
} {
  const [isPatient, setPatient] = useState(true)
  const [isThere, setThere] = useState(false)
  const asked = useGet(
    '/admin/v1/exchanges/{id}',
    exchange === null || detail !== null ? null : { path: { id: exchange } },
    isPatient && !isThere ? { everyMs: ASK_AGAIN_MS } : {},
  )
  const status = asked.problem?.status ?? null
  if (isPatient && asked.problem !== null && !(status !== null && MAY_COME.has(status))) setPatient(false)
  if (asked.data !== null && !asked.data.isUnderWay && !isThere) setThere(true)
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), ASK_FOR_MS)
    return () => clearTimeout(timer)
  }, [])
  const known = detail ?? asked.data
  return { detail: known, isComing: known === null && exchange !== null && isPatient }
}

function amountOf(value: number, unit: string): string {
  return unit === 'usd' ? formatUsd(value) : `${formatCount(value)} ${unit}`
}
