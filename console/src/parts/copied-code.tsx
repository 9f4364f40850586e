import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

import { CopyButton } from './copy-button.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: '4px', minWidth: 0 },
  code: {
    minWidth: 0,
    padding: '4px 8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '12px',
    overflowWrap: 'anywhere',
  },
})

interface CopiedCodeProps {
  readonly text: string
  /** What it copies, such as `Copy the command`. */
  readonly label: string
  /** Where more is shown than is copied. */
  readonly shown?: string
  /** Beside it. */
  readonly children?: ReactNode
}

/** A command or an id for elsewhere, with a button that copies it. */
export function CopiedCode({ text, label, shown = text, children }: CopiedCodeProps) {
  const styles = useStyles()
  return (
    <div className={styles.row}>
      <code className={styles.code}>{shown}</code>
      <CopyButton text={text} label={label} />
      {children}
    </div>
  )
}
