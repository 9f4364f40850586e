import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

import { formatShare } from './format.ts'
import { hidden } from './hidden.ts'

const useStyles = makeStyles({
  meter: { position: 'relative', display: 'flex', alignItems: 'center', gap: '8px', minWidth: '96px' },
  track: {
    flex: 1,
    height: '6px',
    minWidth: '48px',
    borderRadius: '3px',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
  },
  fill: { height: '100%', borderRadius: '3px', backgroundColor: tokens.colorBrandBackground },
  high: { backgroundColor: tokens.colorStatusWarningForeground3 },
  full: { backgroundColor: tokens.colorStatusDangerForeground1 },
  hidden,
  text: { minWidth: '38px', textAlign: 'right', fontVariantNumeric: 'tabular-nums', fontSize: '12px' },
})

/** From here on a limit is near, and from there on it refuses soon. */
const HIGH = 0.75
const FULL = 0.95

interface MeterProps {
  /** From 0 to 1; more is shown as full, with its number. */
  readonly share: number | null
  readonly label: string
  /** What the number alone does not say, such as `12,000 of 120,000 tokens`. */
  readonly valueText?: string
}

/** How much of something is used. The number stands beside it, so that colour is never alone. */
export function Meter({ share, label, valueText }: MeterProps) {
  const styles = useStyles()
  if (share === null) return <span>–</span>
  const shown = Math.min(Math.max(share, 0), 1)
  return (
    <div className={styles.meter} title={valueText}>
      <meter
        className={styles.hidden}
        aria-label={label}
        value={shown}
        aria-valuetext={valueText ?? formatShare(share)}
      >
        {formatShare(share)}
      </meter>
      <div className={styles.track} aria-hidden="true">
        <div
          className={mergeClasses(styles.fill, share >= HIGH && styles.high, share >= FULL && styles.full)}
          style={{ width: `${shown * 100}%` }}
        />
      </div>
      <span className={styles.text} aria-hidden="true">
        {formatShare(share)}
      </span>
    </div>
  )
}
