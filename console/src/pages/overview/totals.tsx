import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

import type { Schemas } from '../../api/client.ts'
import { formatCount, formatDuration, formatShare, formatShort, formatShortUsd } from '../../parts/format.ts'
import { NARROW } from '../../parts/use-media-query.ts'

type Traffic = Schemas['Traffic']

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
    margin: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    [NARROW]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  total: {
    minWidth: 0,
    padding: '12px 16px',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderLeftStyle: 'none' },
    [NARROW]: { padding: '10px 12px', borderLeftStyle: 'none' },
  },
  label: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3 },
  value: {
    margin: '2px 0 0',
    fontSize: '18px',
    lineHeight: '24px',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  note: {
    margin: 0,
    fontSize: '12px',
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  worse: { color: tokens.colorStatusDangerForeground1 },
  better: { color: tokens.colorStatusSuccessForeground1 },
})

interface TotalsProps {
  readonly total: Traffic
  /** Of the window before, to compare. */
  readonly before: Traffic
}

/** The window in six figures, each beside the window before it. */
export function Totals({ total, before }: TotalsProps) {
  const styles = useStyles()
  const availability = share(total.exchanges - total.failed, total.exchanges)
  const availabilityBefore = share(before.exchanges - before.failed, before.exchanges)
  return (
    <dl className={styles.row}>
      <Total
        label="Exchanges"
        value={formatShort(total.exchanges)}
        change={[total.exchanges, before.exchanges]}
      />
      <Total
        label="Availability"
        value={availability === null ? '–' : formatAvailability(availability)}
        note={
          <>
            {formatCount(total.failed)} failed, {formatCount(total.refused)} refused
          </>
        }
        isWorse={
          availability !== null && availabilityBefore !== null && availability < availabilityBefore - 0.001
        }
      />
      <Total
        label="First token, p95"
        value={formatDuration(total.firstTokenP95Ms)}
        change={[total.firstTokenP95Ms, before.firstTokenP95Ms]}
        isMoreWorse
      />
      <Total
        label="Whole answer, p95"
        value={formatDuration(total.totalP95Ms)}
        change={[total.totalP95Ms, before.totalP95Ms]}
        isMoreWorse
      />
      <Total
        label="Tokens"
        value={formatShort(total.input + total.output)}
        note={`${formatShort(total.input)} in, ${formatShort(total.output)} out`}
      />
      <Total label="Cost" value={formatShortUsd(total.usd)} change={[total.usd, before.usd]} />
    </dl>
  )
}

interface TotalProps {
  readonly label: string
  readonly value: string
  readonly note?: ReactNode
  /** Now and before. */
  readonly change?: readonly [number | null, number | null]
  /** Of latencies: that more is worse. */
  readonly isMoreWorse?: boolean
  readonly isWorse?: boolean
}

/** Below this a change is noise and is not coloured. */
const NOTABLE_CHANGE = 0.05
/** Below this it is none. */
const SAME = 0.005

function Total({ label, value, note, change, isMoreWorse = false, isWorse = false }: TotalProps) {
  const styles = useStyles()
  const grown = change === undefined ? null : growth(change[0], change[1])
  const isNotable = isMoreWorse && grown !== null && Math.abs(grown) >= NOTABLE_CHANGE
  return (
    <div className={styles.total}>
      <dt className={styles.label}>{label}</dt>
      <dd className={mergeClasses(styles.value, isWorse && styles.worse)}>{value}</dd>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
      {change !== undefined && (
        <dd className={mergeClasses(styles.note, isNotable && (grown > 0 ? styles.worse : styles.better))}>
          {grown === null
            ? 'no figures before'
            : Math.abs(grown) < SAME
              ? 'as before'
              : `${grown < 0 ? '−' : '+'}${formatShare(Math.abs(grown))} on before`}
        </dd>
      )}
    </div>
  )
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function growth(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : now / before - 1
}

const nines = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 })

/** Never rounded up to 100 %. */
function formatAvailability(availability: number): string {
  return nines.format(Math.floor(availability * 10_000) / 10_000)
}
