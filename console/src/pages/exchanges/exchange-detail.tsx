import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

import type { Schemas } from '../../api/client.ts'
import { Moment, Money } from '../../parts/amounts.tsx'
import { CopiedCode } from '../../parts/copied-code.tsx'
import { Facts } from '../../parts/facts.tsx'
import { formatCount, formatDuration } from '../../parts/format.ts'
import { PathText } from '../../parts/path-text.tsx'
import { RemedyText } from '../../parts/remedy-text.tsx'
import { TextLink } from '../../parts/row-link.tsx'
import { ToneIcon } from '../../parts/status-badge.tsx'
import { Attempts } from './attempts.tsx'
import { KeptText } from './kept-text.tsx'
import { NextSteps } from './next-steps.tsx'
import { OUTCOME } from './rows.tsx'
import { Waterfall } from './waterfall.tsx'

type Detail = Schemas['ExchangeDetail']

const useStyles = makeStyles({
  detail: { display: 'flex', flexDirection: 'column', gap: '20px' },
  verdict: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    gap: '4px 10px',
    padding: '12px 14px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  icon: { paddingTop: '2px' },
  sentence: { margin: 0, fontWeight: 600, overflowWrap: 'anywhere' },
  more: { margin: 0, gridColumn: 2, overflowWrap: 'anywhere', fontSize: '13px', lineHeight: '18px' },
  label: { fontWeight: 600 },
  block: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  heading: { margin: 0, fontSize: '14px', lineHeight: '20px', fontWeight: 600 },
  list: { margin: 0, padding: 0, listStyle: 'none', fontSize: '13px', lineHeight: '20px' },
  skipped: { display: 'grid', gridTemplateColumns: 'minmax(0, auto) minmax(0, 1fr)', gap: '2px 14px' },
  cell: { overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground3 },
})

/** One exchange: first why it went so and what to do, then how it went. */
export function ExchangeDetail({ detail }: { readonly detail: Detail }) {
  const styles = useStyles()
  const { row, attempts, candidates, skipped, traceId, traceLink, text } = detail
  return (
    <div className={styles.detail}>
      <Verdict detail={detail} />
      <Facts facts={factsOf(detail)} />
      {attempts.length > 0 && (
        <>
          <Block title="Attempts over time">
            <Waterfall detail={detail} />
          </Block>
          <Block title={attempts.length === 1 ? 'The attempt' : 'Each attempt'}>
            <Attempts attempts={attempts} />
          </Block>
        </>
      )}
      <Block title="Route">
        {candidates.length === 0 && skipped.length === 0 ? (
          <p className={mergeClasses(styles.list, styles.faint)}>It ended before a deployment was chosen.</p>
        ) : (
          <ol className={styles.list}>
            {candidates.map((deployment, at) => (
              <li key={deployment}>
                {at + 1}.{' '}
                <TextLink to={`/models?deployment=${encodeURIComponent(deployment)}`}>{deployment}</TextLink>
              </li>
            ))}
          </ol>
        )}
        {skipped.length > 0 && (
          <>
            <p className={mergeClasses(styles.list, styles.faint)}>Left out:</p>
            <ul className={styles.list}>
              {skipped.map(({ deployment, reason }) => (
                <li key={`${deployment} ${reason}`} className={styles.skipped}>
                  <span className={styles.cell}>{deployment}</span>
                  <span className={mergeClasses(styles.cell, styles.faint)}>{reason}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Block>
      {text !== null && (
        <Block title="Prompt and answer">
          <KeptText key={row.exchange} id={row.exchange} state={text} />
        </Block>
      )}
      <Block title="Elsewhere">
        <CopiedCode text={`causeway explain ${row.exchange}`} label="Copy the command" />
        {traceId !== null && (
          <CopiedCode text={traceId} shown={`trace ${traceId}`} label="Copy the id of the trace">
            {traceLink !== null && (
              <Link href={traceLink} target="_blank" rel="noreferrer">
                Open the trace
              </Link>
            )}
          </CopiedCode>
        )}
      </Block>
    </div>
  )
}

function Verdict({
  detail: { row, verdict, detail, remedy, remedyInConsole, isUnderWay },
}: {
  readonly detail: Detail
}) {
  const styles = useStyles()
  const todo = remedyInConsole ?? remedy
  return (
    <div className={styles.verdict}>
      <span className={styles.icon}>
        <ToneIcon tone={isUnderWay ? 'info' : OUTCOME[row.outcome].tone} />
      </span>
      <p className={styles.sentence}>{verdict}</p>
      {detail !== null && !verdict.includes(detail) && <p className={styles.more}>{detail}</p>}
      {todo !== null && (
        <p className={styles.more}>
          <span className={styles.label}>What to do: </span>
          <RemedyText text={todo} />
        </p>
      )}
      {!isUnderWay && row.outcome === 'answered' && row.attempts > 1 && (
        <p className={styles.more}>
          The client saw no error; finding another deployment is part of the {formatDuration(row.totalMs)}.
        </p>
      )}
      <NextSteps row={row} />
    </div>
  )
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles()
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.block}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      {children}
    </section>
  )
}

function factsOf({
  row,
  isUnderWay,
  beganMs,
  planRevision,
}: Detail): readonly (readonly [string, ReactNode])[] {
  return [
    [
      'Consumer',
      row.consumer === null ? (
        'not known'
      ) : (
        <TextLink key="consumer" to={`/consumers?path=${encodeURIComponent(row.consumer)}`}>
          <PathText path={row.consumer} />
        </TextLink>
      ),
    ],
    ['Cost center', row.costCenter ?? '–'],
    ['Model, as asked', row.asked ?? 'none'],
    ['Operation', row.isStream ? `${row.operation}, stream` : row.operation],
    ['Status', isUnderWay ? 'under way' : row.status],
    [isUnderWay ? 'Began' : 'Ended', <Moment key="moment" atMs={isUnderWay ? beganMs : row.atMs} />],
    ['Took', formatDuration(row.totalMs)],
    ['First token', formatDuration(row.firstTokenMs)],
    ['Of it the gateway’s own', formatDuration(row.overheadMs)],
    ['Tokens', `${formatCount(row.input)} in, ${formatCount(row.output)} out`],
    ['Cost', <Money key="cost" value={row.usd} />],
    ['Plan', planRevision === '' ? 'not known' : planRevision],
  ]
}
