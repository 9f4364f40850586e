import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '4px',
    padding: '28px 24px 32px',
    textAlign: 'center',
  },
  icon: {
    color: tokens.colorNeutralForeground4,
    '& svg': { width: '28px', height: '28px' },
    marginBottom: '4px',
  },
  title: { margin: 0, fontWeight: 600 },
  text: { margin: 0, maxWidth: '56ch', color: tokens.colorNeutralForeground3 },
  action: { marginTop: '10px' },
})

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  /** Why nothing is here, or what makes something appear. */
  readonly text?: ReactNode
  readonly action?: ReactNode
}

export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  const styles = useStyles()
  return (
    <div className={styles.state}>
      {icon !== undefined && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <p className={styles.title}>{title}</p>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
