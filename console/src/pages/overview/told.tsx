import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

import { CodeText } from '../../parts/code-text.tsx'
import { hidden } from '../../parts/hidden.ts'
import { RemedyText } from '../../parts/remedy-text.tsx'
import { type Tone, ToneIcon } from '../../parts/status-badge.tsx'

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    gap: '2px 10px',
    padding: '10px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: '13px',
    lineHeight: '18px',
  },
  icon: { paddingTop: '1px' },
  title: { fontWeight: 600, overflowWrap: 'anywhere' },
  when: { color: tokens.colorNeutralForeground3, fontSize: '12px', whiteSpace: 'nowrap' },
  detail: { gridColumn: '2 / -1', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  remedy: { gridColumn: '2 / -1', color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  label: { fontWeight: 600 },
  hidden,
})

/** Of what is told, in this order. */
export function ToldList({ children }: { readonly children: ReactNode }) {
  const styles = useStyles()
  return <ol className={styles.list}>{children}</ol>
}

interface ToldProps {
  readonly tone: Tone
  /** Before the title, for who does not see the icon; null where the title says it. */
  readonly severity: string | null
  readonly title: string
  readonly when: ReactNode
  /** Empty where there is nothing to add. */
  readonly detail: string
  readonly remedy: string | null
  /** To scale, below the detail. */
  readonly track?: ReactNode
  /** Where to go from here. */
  readonly links: ReactNode
}

/** One thing that operators are told: what, since when, and what to do. */
export function Told({ tone, severity, title, when, detail, remedy, track, links }: ToldProps) {
  const styles = useStyles()
  return (
    <li className={styles.item}>
      <span className={styles.icon}>
        <ToneIcon tone={tone} />
      </span>
      <span className={styles.title}>
        {severity !== null && <span className={styles.hidden}>{severity}: </span>}
        {title}
      </span>
      <span className={styles.when}>{when}</span>
      {detail !== '' && (
        <span className={styles.detail}>
          <CodeText text={detail} />
        </span>
      )}
      {track}
      {remedy !== null && (
        <span className={styles.remedy}>
          <span className={styles.label}>What to do: </span>
          <RemedyText text={remedy} />
        </span>
      )}
      {links}
    </li>
  )
}
