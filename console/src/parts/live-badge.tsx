import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

import { useLive } from '../api/live.ts'

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    height: '30px',
    padding: '0 10px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: '12px',
    color: tokens.colorNeutralForeground2,
  },
  dot: { width: '8px', height: '8px', borderRadius: '50%' },
  live: {
    backgroundColor: tokens.colorStatusSuccessForeground1,
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.4 } },
      animationDuration: '2s',
      animationIterationCount: 'infinite',
    },
  },
  away: { border: `2px solid ${tokens.colorStatusDangerForeground1}` },
  connecting: { border: `2px solid ${tokens.colorNeutralForeground3}` },
})

const TEXTS = { live: 'Live', away: 'Not live', connecting: 'Connecting' } as const

/** Whether what the page shows of this moment is of this moment. */
export function LiveBadge() {
  const styles = useStyles()
  const { connection, problem } = useLive()
  return (
    <output className={styles.badge} title={problem ?? undefined}>
      <span className={mergeClasses(styles.dot, styles[connection])} aria-hidden="true" />
      {TEXTS[connection]}
    </output>
  )
}
