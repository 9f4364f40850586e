import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

import { NARROW } from './use-media-query.ts'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(124px, 1fr))',
    gap: '12px',
    margin: 0,
    [NARROW]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: '8px' },
  },
  stat: {
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    padding: '12px 14px 14px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    // Two stand beside each other, and the last alone takes the place of both.
    [NARROW]: { padding: '10px 12px', ':last-child:nth-child(odd)': { gridColumn: '1 / -1' } },
  },
  label: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    fontSize: '12px',
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
  },
  value: {
    margin: '4px 0 0',
    fontSize: '22px',
    lineHeight: '28px',
    fontWeight: 600,
    letterSpacing: '-0.01em',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    [NARROW]: { fontSize: '20px', lineHeight: '26px' },
  },
  unit: {
    fontSize: '13px',
    lineHeight: 1,
    fontWeight: 400,
    color: tokens.colorNeutralForeground3,
    letterSpacing: 0,
  },
  note: {
    margin: '2px 0 0',
    fontSize: '12px',
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  chart: { margin: '8px 0 0', height: '32px' },
})

/** Tiles beside each other, as a list of terms and what they are. */
export function Stats({
  children,
  className,
}: {
  readonly children: ReactNode
  readonly className?: string
}) {
  const styles = useStyles()
  return <dl className={mergeClasses(styles.row, className)}>{children}</dl>
}

interface StatProps {
  readonly label: string
  readonly icon?: ReactNode
  readonly value: ReactNode
  /** After the value, smaller. */
  readonly unit?: string
  /** Such as how it was before. */
  readonly note?: ReactNode
  /** Such as a sparkline. */
  readonly chart?: ReactNode
}

export function Stat({ label, icon, value, unit, note, chart }: StatProps) {
  const styles = useStyles()
  return (
    <div className={styles.stat}>
      <dt className={styles.label}>
        {icon}
        {label}
      </dt>
      <dd className={styles.value}>
        {value}
        {unit !== undefined && <span className={styles.unit}> {unit}</span>}
      </dd>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
      {chart !== undefined && <dd className={styles.chart}>{chart}</dd>}
    </div>
  )
}
