import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    fontWeight: 600,
    ':hover': { textDecoration: 'underline' },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '2px',
      borderRadius: tokens.borderRadiusSmall,
    },
  },
  /** The whole row or card is where it can be clicked, while it stays one link to the keyboard. */
  stretched: { '::after': { content: '""', position: 'absolute', inset: 0 } },
})

interface RowLinkProps {
  /** Below `/console`. */
  readonly to: string
  readonly children: ReactNode
}

/** The link of a row of a `DataTable`: a click anywhere in the row follows it. */
export function RowLink({ to, children }: RowLinkProps) {
  const styles = useStyles()
  return (
    <Link href={to} className={mergeClasses(styles.link, styles.stretched)}>
      {children}
    </Link>
  )
}

/** A link within the console, in text. */
export function TextLink({ to, children }: RowLinkProps) {
  const styles = useStyles()
  return (
    <Link href={to} className={styles.link}>
      {children}
    </Link>
  )
}
