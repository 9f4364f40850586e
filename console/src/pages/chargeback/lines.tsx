import { Button, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'

import type { GetAnswer } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { Count } from '../../parts/amounts.tsx'
import { AskedFor } from '../../parts/asked-for.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatCount } from '../../parts/format.ts'
import { PathText } from '../../parts/path-text.tsx'
import { Section } from '../../parts/section.tsx'
import { Exact } from './exact.tsx'
import type { Level } from './level.ts'

type Line = GetAnswer<'/admin/v1/statements/{month}/lines'>['lines'][number]

const PAGE_SIZE = 100

const useStyles = makeStyles({
  foot: { display: 'flex', alignItems: 'center', gap: '8px' },
})

const KINDS = { tokens: 'Tokens', provisioned: 'Provisioned', idle: 'Idle capacity' } as const

const COLUMNS: readonly Column<Line>[] = [
  {
    id: 'what',
    header: 'What',
    isTitle: true,
    render: ({ kind, meter }) => `${KINDS[kind]}: ${meter.replaceAll('-', ' ')}`,
  },
  {
    id: 'consumer',
    header: 'Consumer',
    render: ({ consumer }) => (consumer === null ? 'nobody' : <PathText path={consumer} />),
  },
  {
    id: 'model',
    header: 'Model',
    render: ({ model, asked }) => (asked === null || asked === model ? model : `${model} (asked: ${asked})`),
  },
  { id: 'deployment', header: 'Deployment', render: ({ deployment }) => deployment },
  { id: 'outcome', header: 'Outcome', isMinor: true, render: ({ outcome }) => outcome ?? '–' },
  { id: 'quantity', header: 'Quantity', align: 'end', render: ({ quantity }) => <Count value={quantity} /> },
  { id: 'attempts', header: 'Attempts', align: 'end', render: ({ attempts }) => <Count value={attempts} /> },
  {
    id: 'amount',
    header: 'Amount',
    align: 'end',
    render: ({ isPriced, amount }) => (isPriced ? <Exact amount={amount} /> : 'no price is known'),
  },
]

interface LinesProps {
  readonly month: string
  readonly within: Level['within']
}

/** The lines themselves, as the exported statement has them. */
export function Lines({ month, within }: LinesProps) {
  const [offset, setOffset] = useState(0)
  const asked = useGet(
    '/admin/v1/statements/{month}/lines',
    { path: { month }, query: { ...within, offset, limit: PAGE_SIZE } },
    { keepsPrevious: true },
  )
  return (
    <Section
      title="Lines"
      note={asked.data === null ? undefined : formatCount(asked.data.total)}
      padding="none"
    >
      <AskedFor asked={asked} label="Asking for the lines">
        {({ lines, total }) => (
          <DataTable
            caption="Lines of the statement"
            columns={COLUMNS}
            rows={lines}
            rowKey={({ id }) => id}
            pageSize={PAGE_SIZE}
            empty={<EmptyState title="The statement has no line of this" />}
            {...(total > PAGE_SIZE
              ? { foot: <Turn offset={offset} shown={lines.length} total={total} turn={setOffset} /> }
              : {})}
          />
        )}
      </AskedFor>
    </Section>
  )
}

interface TurnProps {
  readonly offset: number
  readonly shown: number
  readonly total: number
  readonly turn: (offset: number) => void
}

function Turn({ offset, shown, total, turn }: TurnProps) {
  const styles = useStyles()
  return (
    <div className={styles.foot}>
      <output>
        {formatCount(offset + 1)}–{formatCount(offset + shown)} of {formatCount(total)}
      </output>
      <Button size="small" disabledFocusable={offset === 0} onClick={() => turn(offset - PAGE_SIZE)}>
        Before
      </Button>
      <Button
        size="small"
        disabledFocusable={offset + shown >= total}
        onClick={() => turn(offset + PAGE_SIZE)}
      >
        Next
      </Button>
    </div>
  )
}
