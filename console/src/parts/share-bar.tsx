import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

import { useSeriesColors } from '../shell/theme.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: '10px' },
  track: {
    flex: 1,
    height: '6px',
    minWidth: '24px',
    borderRadius: '3px',
    backgroundColor: tokens.colorTransparentBackground,
  },
  fill: { height: '100%', borderRadius: '3px', minWidth: '2px' },
  value: { minWidth: '68px', textAlign: 'right' },
})

interface ShareBarProps {
  /** Of the greatest in the list, from 0 to 1. */
  readonly share: number
  readonly color?: number
  /** The number itself. */
  readonly children: ReactNode
}

/** A bar beside a number, to compare rows at a glance. */
export function ShareBar({ share, color = 0, children }: ShareBarProps) {
  const styles = useStyles()
  const colors = useSeriesColors()
  return (
    <div className={styles.row}>
      <div className={styles.track} aria-hidden="true">
        <div
          className={styles.fill}
          style={{ width: `${Math.min(share, 1) * 100}%`, backgroundColor: colors[color % colors.length] }}
        />
      </div>
      <span className={styles.value}>{children}</span>
    </div>
  )
}
