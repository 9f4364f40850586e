import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

import type { Schemas } from '../../api/client.ts'
import { Duration, Moment, Money, Tokens } from '../../parts/amounts.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { PathText } from '../../parts/path-text.tsx'
import { RowLink } from '../../parts/row-link.tsx'
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx'
import type { Outcome } from './search.ts'

type Row = Schemas['ExchangeRow']

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground3, fontSize: '12px', lineHeight: '16px' },
  why: {
    color: tokens.colorNeutralForeground2,
    fontSize: '12px',
    lineHeight: '16px',
    marginLeft: '22px',
    maxWidth: '44ch',
  },
  together: { whiteSpace: 'nowrap' },
  // A path may have 512 characters; the whole of it is in the exchange.
  path: {
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 3,
    overflow: 'hidden',
  },
})

export const OUTCOME: Readonly<Record<Outcome, { readonly tone: Tone; readonly text: string }>> = {
  answered: { tone: 'good', text: 'Answered' },
  refused: { tone: 'warning', text: 'Refused' },
  failed: { tone: 'bad', text: 'Failed' },
}

interface ExchangeRowsProps {
  readonly rows: readonly Row[]
  /** Goes on the address of each, so that the search stays when one is opened. */
  readonly below: string
  readonly empty: ReactNode
  readonly foot: ReactNode
}

export function ExchangeRows({ rows, below, empty, foot }: ExchangeRowsProps) {
  const styles = useStyles()
  const columns: readonly Column<Row>[] = [
    {
      id: 'when',
      header: 'Ended',
      isTitle: true,
      render: ({ exchange, atMs }) => (
        <RowLink to={`/exchanges/${exchange}${below}`}>
          <Moment atMs={atMs} />
        </RowLink>
      ),
    },
    { id: 'outcome', header: 'Outcome', width: '22%', render: (row) => <OutcomeOf row={row} /> },
    {
      id: 'consumer',
      header: 'Consumer',
      width: '24%',
      render: ({ consumer }) => (
        <span className={styles.path} title={consumer ?? undefined}>
          {consumer === null ? 'not known' : <PathText path={consumer} />}
        </span>
      ),
    },
    {
      id: 'model',
      header: 'Model and deployment',
      render: ({ asked, deployment }) => (
        <>
          <div className={styles.path} title={asked ?? undefined}>
            {asked ?? 'no model'}
          </div>
          {deployment !== null && <div className={styles.faint}>{deployment}</div>}
        </>
      ),
    },
    {
      id: 'tokens',
      header: 'Tokens',
      align: 'end',
      isMinor: true,
      render: ({ input, output }) =>
        input + output === 0 ? (
          '–'
        ) : (
          <span className={styles.together}>
            <Tokens value={input} /> + <Tokens value={output} />
          </span>
        ),
    },
    {
      id: 'first',
      header: 'First token',
      align: 'end',
      isMinor: true,
      render: ({ firstTokenMs }) => <Duration value={firstTokenMs} />,
    },
    { id: 'total', header: 'Took', align: 'end', render: ({ totalMs }) => <Duration value={totalMs} /> },
    {
      id: 'cost',
      header: 'Cost',
      align: 'end',
      isMinor: true,
      render: ({ usd, attempts }) => (attempts === 0 ? '–' : <Money value={usd} />),
    },
  ]
  return (
    <DataTable
      caption="Exchanges, newest first"
      columns={columns}
      rows={rows}
      rowKey={({ exchange }) => exchange}
      pageSize={200}
      empty={empty}
      foot={foot}
    />
  )
}

/** What became of it, and in plain words why not. */
function OutcomeOf({ row: { outcome, status, failure, meaning, attempts } }: { readonly row: Row }) {
  const styles = useStyles()
  const { tone, text } = OUTCOME[outcome]
  const tries = attempts > 1 ? `, ${attempts} attempts` : ''
  if (outcome === 'answered')
    return (
      <StatusBadge tone={tone}>
        {text}
        {tries}
      </StatusBadge>
    )
  return (
    <>
      <StatusBadge tone={tone}>
        {text} {status}
        {tries}
      </StatusBadge>
      <div className={styles.why}>{meaning ?? failure ?? 'The provider refused what was asked'}</div>
    </>
  )
}
