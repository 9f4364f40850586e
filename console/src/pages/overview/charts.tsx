import { makeStyles } from '@fluentui/react-components'
import { useMemo } from 'react'

import type { Schemas } from '../../api/client.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatCount, formatDuration, formatShort, formatAxisUsd, formatUsd } from '../../parts/format.ts'
import { TimeChart } from '../../parts/time-chart.tsx'

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: '12px',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

interface ChartsProps {
  readonly steps: readonly Schemas['TrafficStep'][]
}

/** Traffic, latency, tokens and cost over the window. */
export function Charts({ steps }: ChartsProps) {
  const styles = useStyles()
  const { times, traffic, latency, used, cost } = useMemo(
    () => ({
      times: steps.map(({ atMs }) => atMs),
      traffic: [
        { name: 'Answered', values: steps.map(({ answered }) => answered), color: 0 },
        { name: 'Refused', values: steps.map(({ refused }) => refused), color: 3 },
        { name: 'Failed', values: steps.map(({ failed }) => failed), color: 5 },
      ],
      latency: [
        { name: 'First token, p50', values: steps.map(({ firstTokenP50Ms }) => firstTokenP50Ms), color: 2 },
        { name: 'First token, p95', values: steps.map(({ firstTokenP95Ms }) => firstTokenP95Ms), color: 0 },
        { name: 'Whole answer, p95', values: steps.map(({ totalP95Ms }) => totalP95Ms), color: 1 },
      ],
      used: [
        { name: 'Input', values: steps.map(({ input, cached }) => input - cached), color: 0 },
        { name: 'Input from cache', values: steps.map(({ cached }) => cached), color: 2 },
        { name: 'Output', values: steps.map(({ output }) => output), color: 1 },
      ],
      cost: [{ name: 'Cost', values: steps.map(({ usd }) => usd), color: 3 }],
    }),
    [steps],
  )
  return (
    <div className={styles.grid}>
      <TimeChart title="Exchanges" steps={times} series={traffic} kind="stacked" format={formatCount} />
      <TimeChart
        title="Latency"
        steps={times}
        series={latency}
        format={formatDuration}
        formatAxis={formatDuration}
      />
      <TimeChart title="Tokens" steps={times} series={used} kind="stacked" format={formatShort} />
      <TimeChart
        title="Cost"
        note="US dollars"
        steps={times}
        series={cost}
        format={formatUsd}
        formatAxis={formatAxisUsd}
        empty={
          <EmptyState
            title="Nothing was paid by the token"
            text="Provisioned throughput is paid by the hour: the page Chargeback has it."
          />
        }
      />
    </div>
  )
}
