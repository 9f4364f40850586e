import { useLive } from '../../api/live.ts'
import { formatDuration, formatRate, formatShortUsd } from '../../parts/format.ts'
import { Sparkline } from '../../parts/sparkline.tsx'
import { Stat, Stats } from '../../parts/stat.tsx'

/** What happens this moment, with the last five minutes beside it. */
export function LiveTiles() {
  const { now, past } = useLive()
  const rate = (value: number | undefined) => (value === undefined ? '–' : formatRate(value))
  const spark = (name: string, pick: (live: (typeof past)[number]) => number | null, color = 0) => {
    const values = past.map(pick)
    return past.length > 1 ? (
      <Sparkline label={`${name} of the last minutes`} values={values} color={color} />
    ) : null
  }
  return (
    <Stats>
      <Stat
        label="Exchanges"
        value={rate(now?.exchangesPerSecond)}
        unit="/s"
        note={now === null ? ' ' : `${now.exchangesUnderWay} open, ${now.waiting} waiting`}
        chart={spark('Exchanges a second', (live) => live.exchangesPerSecond)}
      />
      <Stat
        label="Failed"
        value={rate(now?.failedPerSecond)}
        unit="/s"
        note={now === null ? ' ' : `${formatRate(now.refusedPerSecond)} /s refused`}
        chart={spark('Failed exchanges a second', (live) => live.failedPerSecond, 5)}
      />
      <Stat
        label="First token, p95"
        value={formatDuration(now?.firstTokenP95Ms ?? null)}
        note={`median ${formatDuration(now?.firstTokenP50Ms ?? null)}`}
        chart={spark('First token p95', (live) => live.firstTokenP95Ms, 2)}
      />
      <Stat
        label="Whole answer, p95"
        value={formatDuration(now?.totalP95Ms ?? null)}
        note={`median ${formatDuration(now?.totalP50Ms ?? null)}`}
        chart={spark('Whole answer p95', (live) => live.totalP95Ms, 2)}
      />
      <Stat
        label="Tokens"
        value={rate(now?.tokensPerSecond)}
        unit="/s"
        note="in and out"
        chart={spark('Tokens a second', (live) => live.tokensPerSecond, 1)}
      />
      <Stat
        label="Cost"
        value={formatShortUsd(now?.usdPerHour ?? null)}
        unit="/h"
        note="at this rate"
        chart={spark('Cost an hour', (live) => live.usdPerHour, 3)}
      />
    </Stats>
  )
}
