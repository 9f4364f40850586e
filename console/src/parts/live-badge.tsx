import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

import { useLive } from '../api/live.ts'
import { sentenceOf } from './format.ts'

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    minHeight: '30px',
    padding: '4px 10px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: '12px',
    color: tokens.colorNeutralForeground2,
  },
  dot: { flexShrink: 0, width: '8px', height: '8px', borderRadius: '50%' },
  word: { whiteSpace: 'nowrap' },
  why: { maxWidth: '44ch', color: tokens.colorNeutralForeground3 },
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
    <output className={styles.badge}>
      <span className={mergeClasses(styles.dot, styles[connection])} aria-hidden="true" />
      <span className={styles.word}>{TEXTS[connection]}</span>
      {connection === 'away' && problem !== null && <span className={styles.why}>{sentenceOf(problem)}</span>}
    </output>
  )
}
