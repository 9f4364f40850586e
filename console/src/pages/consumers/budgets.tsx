import { makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'

import type { Schemas } from '../../api/client.ts'
import { formatDay, formatAxisUsd, formatUsd } from '../../parts/format.ts'
import { ToneIcon } from '../../parts/status-badge.tsx'
import { TimeChart } from '../../parts/time-chart.tsx'

type Budget = Schemas['BudgetForecast']

const DAY_MS = 86_400_000
/** Days that are drawn; periods are a month at most, as workload files declare them. */
const MAX_DAYS = 366

const useStyles = makeStyles({
  verdict: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: '8px',
    margin: '0 0 8px',
    fontSize: '13px',
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
  },
  icon: { paddingTop: '1px' },
})

/** A budget over its period: what is used so far, how it goes on at this rate, and where it ends. */
export function BudgetChart({ budget }: { readonly budget: Budget }) {
  const styles = useStyles()
  const { times, series } = useMemo(() => seriesOf(budget), [budget])
  const { node, budgetUsd, usedUsd, forecastUsd, exhaustedMs } = budget
  return (
    <TimeChart
      title={`Budget of ${node}`}
      note={
        <span>
          {formatUsd(usedUsd)} of {formatUsd(budgetUsd)}
        </span>
      }
      steps={times}
      series={series}
      format={formatUsd}
      formatAxis={formatAxisUsd}
      lead={
        <p className={styles.verdict}>
          <span className={styles.icon}>
            <ToneIcon tone={usedUsd >= budgetUsd ? 'bad' : exhaustedMs !== null ? 'warning' : 'good'} />
          </span>
          {usedUsd >= budgetUsd
            ? 'It is used up.'
            : exhaustedMs !== null
              ? `At this rate it is used up on ${formatDay(exhaustedMs)}${forecastUsd === null ? '' : `; the period would cost ${formatUsd(forecastUsd)}`}.`
              : forecastUsd === null
                ? 'Too little of the period has passed to say how it goes on.'
                : `At this rate the period costs ${formatUsd(forecastUsd)}: it lasts.`}
        </p>
      }
    />
  )
}

function seriesOf({ fromMs, untilMs, budgetUsd, forecastUsd, usedUsd, days }: Budget) {
  const count = Math.min(Math.ceil((untilMs - fromMs) / DAY_MS), MAX_DAYS)
  const times = Array.from({ length: count + 1 }, (_, day) => fromMs + day * DAY_MS)
  const used: (number | null)[] = [0]
  for (const { usd } of days) used.push((used.at(-1) ?? 0) + usd)
  const passed = Math.min(used.length - 1, count)
  const lastUsd = used[passed] ?? usedUsd
  const forecast = times.map((_, day) =>
    forecastUsd === null || day < passed
      ? null
      : lastUsd + ((forecastUsd - lastUsd) * (day - passed)) / Math.max(count - passed, 1),
  )
  return {
    times,
    series: [
      { name: 'Used', values: times.map((_, day) => used[day] ?? null), color: 0 },
      ...(forecastUsd === null ? [] : [{ name: 'At this rate', values: forecast, color: 3 }]),
      { name: 'Budget', values: times.map(() => budgetUsd), color: 5 },
    ],
  }
}
