import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useEffect } from 'react'

import { NARROW } from './use-media-query.ts'

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px 24px',
    marginBottom: '20px',
    [NARROW]: { marginBottom: '16px' },
  },
  title: { margin: 0, fontSize: '24px', lineHeight: '32px', fontWeight: 600, letterSpacing: '-0.01em' },
  text: { margin: '2px 0 0', color: tokens.colorNeutralForeground3, maxWidth: '76ch' },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
})

interface PageHeaderProps {
  readonly title: string
  /** What the page answers, in a sentence. */
  readonly text?: ReactNode
  readonly actions?: ReactNode
}

/** The page's one h1; it names the document too. */
export function PageHeader({ title, text, actions }: PageHeaderProps) {
  const styles = useStyles()
  useEffect(() => {
    document.title = `${title} · Causeway`
  }, [title])
  return (
    <header className={styles.header}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        {text !== undefined && <p className={styles.text}>{text}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
