import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'

import type { GetAnswer, Schemas } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { Count, Money, Tokens } from '../../parts/amounts.tsx'
import { AskedFor } from '../../parts/asked-for.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FailureCode } from '../../parts/failure-code.tsx'
import { formatCount, formatDuration, formatShort, formatShortUsd } from '../../parts/format.ts'
import { RowLink } from '../../parts/row-link.tsx'
import { Section } from '../../parts/section.tsx'
import { Stat, Stats } from '../../parts/stat.tsx'
import { TimeChart } from '../../parts/time-chart.tsx'
import type { Window } from '../../parts/window-picker.tsx'
import { BudgetChart } from './budgets.tsx'
import { Children } from './children.tsx'
import { KeyList } from './key-list.tsx'
import { LimitList } from './limit-list.tsx'

type Detail = GetAnswer<'/admin/v1/consumer'>

const REFRESH_MS = 15_000

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
  heading: { margin: 0, fontSize: '18px', lineHeight: '24px', fontWeight: 600, overflowWrap: 'anywhere' },
  badges: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px',
    fontSize: '13px',
    color: tokens.colorNeutralForeground3,
  },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: '12px',
    alignItems: 'start',
    '@media (max-width: 1280px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

interface ConsumerDetailProps {
  readonly path: string
  readonly window: Window
  readonly addressOf: (path: string) => string
}

export function ConsumerDetail({ path, window, addressOf }: ConsumerDetailProps) {
  const styles = useStyles()
  const asked = useGet('/admin/v1/consumer', { query: { path, window } }, { everyMs: REFRESH_MS })
  return (
    <div className={styles.column}>
      <h2 className={styles.heading}>{path}</h2>
      <AskedFor asked={asked} label="Asking for its limits, keys and use">
        {(detail) => <Loaded detail={detail} window={window} addressOf={addressOf} />}
      </AskedFor>
    </div>
  )
}

interface LoadedProps {
  readonly detail: Detail
  readonly window: Window
  readonly addressOf: (path: string) => string
}

function Loaded({ detail, window, addressOf }: LoadedProps) {
  const styles = useStyles()
  const { node, limits, raises, keys, budgets, total, steps, models, failures } = detail
  const { times, traffic } = useMemo(() => trafficOf(steps), [steps])
  return (
    <div className={styles.column}>
      <div className={styles.badges}>
        <Badge appearance="tint" color="brand">
          {node.priority}
        </Badge>
        <span>{node.costCenter === null ? 'no cost center' : `cost center ${node.costCenter}`}</span>
        <span>·</span>
        <span>{node.models === null ? 'only holds other paths' : `may use ${node.models.join(', ')}`}</span>
      </div>
      <Stats>
        <Stat
          label="Exchanges"
          value={formatShort(total.exchanges)}
          note={`${formatCount(total.failed)} failed`}
        />
        <Stat label="Refused" value={formatShort(total.refused)} />
        <Stat
          label="Tokens"
          value={formatShort(total.input + total.output)}
          note={`${formatShort(total.cached)} from cache`}
        />
        <Stat label="First token, p95" value={formatDuration(total.firstTokenP95Ms)} />
        <Stat label="Cost" value={formatShortUsd(total.usd)} />
      </Stats>
      <LimitList path={node.path} limits={limits} raises={raises} />
      {budgets.map((budget) => (
        <BudgetChart key={`${budget.node} ${budget.limit}`} budget={budget} />
      ))}
      {(node.models !== null || keys.length > 0) && <KeyList consumer={node.path} keys={keys} />}
      {node.children > 0 && <Children under={node.path} window={window} addressOf={addressOf} />}
      <TimeChart title="Exchanges" steps={times} series={traffic} kind="stacked" format={formatCount} />
      <div className={styles.pair}>
        <Section title="Models by cost" padding="none">
          <DataTable
            caption="Models by cost"
            columns={MODELS}
            rows={models}
            rowKey={({ model }) => model}
            pageSize={10}
            empty={<EmptyState title="No model was used in this time" />}
          />
        </Section>
        <Section title="Why exchanges were not answered" padding="none">
          <DataTable
            caption="Why exchanges were not answered"
            columns={failuresOf(node.path)}
            rows={failures}
            rowKey={({ failure }) => failure}
            pageSize={10}
            empty={<EmptyState title="Every exchange was answered" />}
          />
        </Section>
      </div>
    </div>
  )
}

function trafficOf(steps: readonly Schemas['TrafficStep'][]) {
  return {
    times: steps.map(({ atMs }) => atMs),
    traffic: [
      { name: 'Answered', values: steps.map(({ answered }) => answered), color: 0 },
      { name: 'Refused', values: steps.map(({ refused }) => refused), color: 3 },
      { name: 'Failed', values: steps.map(({ failed }) => failed), color: 5 },
    ],
  }
}

const MODELS: readonly Column<Detail['models'][number]>[] = [
  { id: 'model', header: 'Model', isTitle: true, render: ({ model }) => model, sort: ({ model }) => model },
  {
    id: 'exchanges',
    header: 'Exchanges',
    align: 'end',
    render: ({ total }) => <Count value={total.exchanges} />,
    sort: ({ total }) => total.exchanges,
  },
  {
    id: 'tokens',
    header: 'Tokens',
    align: 'end',
    render: ({ total }) => <Tokens value={total.input + total.output} />,
    sort: ({ total }) => total.input + total.output,
  },
  {
    id: 'cost',
    header: 'Cost',
    align: 'end',
    render: ({ total }) => <Money value={total.usd} />,
    sort: ({ total }) => total.usd,
  },
]

function failuresOf(path: string): readonly Column<Detail['failures'][number]>[] {
  return [
    {
      id: 'failure',
      header: 'Why',
      isTitle: true,
      render: ({ failure, meaning }) => (
        <>
          <RowLink
            to={`/exchanges?consumer=${encodeURIComponent(path)}&failure=${encodeURIComponent(failure)}`}
          >
            {meaning}
          </RowLink>
          <FailureCode code={failure} />
        </>
      ),
    },
    {
      id: 'exchanges',
      header: 'Exchanges',
      align: 'end',
      render: ({ exchanges }) => <Count value={exchanges} />,
      sort: ({ exchanges }) => exchanges,
    },
  ]
}
