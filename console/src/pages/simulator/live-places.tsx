import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

import { type LiveState, useLive } from '../../api/live.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatDuration, formatRate } from '../../parts/format.ts'
import { Section } from '../../parts/section.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { StatusBadge, standingOf } from '../../parts/status-badge.tsx'

type LiveDeployment = NonNullable<LiveState['now']>['deployments'][number]

const useStyles = makeStyles({
  tiles: {
    listStyle: 'none',
    margin: 0,
    padding: '0 16px 16px',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: '10px',
  },
  tile: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    minWidth: 0,
    padding: '10px 12px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `4px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: '12px',
    lineHeight: '16px',
    fontVariantNumeric: 'tabular-nums',
  },
  good: { borderLeftColor: tokens.colorStatusSuccessForeground1 },
  warning: { borderLeftColor: tokens.colorStatusWarningForeground3 },
  bad: { borderLeftColor: tokens.colorStatusDangerForeground1 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '2px 8px',
    fontSize: '13px',
    lineHeight: '18px',
  },
  name: { fontWeight: 600, overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere', minHeight: '16px' },
  failed: { color: tokens.colorStatusDangerForeground1 },
})

const TILES = { good: 'good', warning: 'warning', bad: 'bad', info: 'tile', neutral: 'tile' } as const

/** What each deployment gets and gives this moment, with the last minutes. */
export function LivePlaces() {
  const styles = useStyles()
  const { now, past } = useLive()
  return (
    <Section
      title="What happens now"
      note="by deployment; the lines are the last five minutes"
      padding="none"
    >
      {now === null ? (
        <EmptyState title="Waiting for the first figures" />
      ) : (
        <ul className={styles.tiles}>
          {now.deployments.map((one) => (
            <Tile key={one.deployment} now={one} past={past} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Tile({ now, past }: { readonly now: LiveDeployment; readonly past: LiveState['past'] }) {
  const styles = useStyles()
  const { deployment, reason, attemptsPerSecond, failedPerSecond, inFlight, firstTokenP95Ms } = now
  const { tone, text } = standingOf(now)
  const series = past.map(
    ({ deployments }) => deployments.find((one) => one.deployment === deployment)?.attemptsPerSecond ?? null,
  )
  return (
    <li className={mergeClasses(styles.tile, styles[TILES[tone]])}>
      <div className={styles.head}>
        <span className={styles.name}>{deployment}</span>
        <StatusBadge tone={tone}>{text}</StatusBadge>
      </div>
      <div>
        {formatRate(attemptsPerSecond)} /s,{' '}
        <span className={mergeClasses(failedPerSecond > 0 && styles.failed)}>
          {formatRate(failedPerSecond)} /s failed
        </span>
        , {inFlight} open
      </div>
      <div className={styles.faint}>{reason ?? `first token, p95: ${formatDuration(firstTokenP95Ms)}`}</div>
      {series.length > 1 && (
        <Sparkline
          height={28}
          values={series}
          label={`Attempts a second of ${deployment} in the last minutes`}
          color={tone === 'bad' ? 5 : 0}
        />
      )}
    </li>
  )
}
