import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  section: {
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '4px 12px',
    minHeight: '44px',
    padding: '6px 8px 6px 16px',
  },
  title: { flex: '1 1 160px', margin: 0, fontSize: '14px', lineHeight: '20px', fontWeight: 600 },
  note: { fontWeight: 400, color: tokens.colorNeutralForeground3, marginLeft: '8px' },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px', minWidth: 0 },
  filled: { display: 'flex', flexDirection: 'column' },
  filledBody: { flex: 1, display: 'flex', flexDirection: 'column' },
  padded: { padding: '0 16px 16px' },
})

interface SectionProps {
  readonly title: string
  /** Beside the title, such as a number or a unit. */
  readonly note?: ReactNode
  readonly actions?: ReactNode
  /** `none` for tables, which go from edge to edge. */
  readonly padding?: 'standard' | 'none'
  readonly level?: 2 | 3
  /** Its content takes the height that the section has, as beside a higher one. */
  readonly isFilled?: boolean
  readonly className?: string
  readonly children: ReactNode
}

/** A card with a heading: what pages are made of. */
export function Section({
  title,
  note,
  actions,
  padding = 'standard',
  level = 2,
  isFilled = false,
  className,
  children,
}: SectionProps) {
  const styles = useStyles()
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <section
      aria-labelledby={id}
      className={mergeClasses(styles.section, isFilled && styles.filled, className)}
    >
      <div className={styles.head}>
        <Heading className={styles.title}>
          <span id={id}>{title}</span>
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </Heading>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      <div className={mergeClasses(padding === 'standard' && styles.padded, isFilled && styles.filledBody)}>
        {children}
      </div>
    </section>
  )
}
