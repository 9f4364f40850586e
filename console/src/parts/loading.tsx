import { makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'

const useStyles = makeStyles({
  loading: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '10px',
    minHeight: '160px',
    padding: '24px',
    color: tokens.colorNeutralForeground3,
  },
  wholePage: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground2 },
  bar: { width: '180px' },
  text: { margin: 0, fontVariantNumeric: 'tabular-nums' },
})

/** What comes sooner needs no notice. */
const QUIET_MS = 200
/** From here on it is said how long it takes. */
const LONG_MS = 2_000

interface LoadingProps {
  /** What is waited for, such as `Asking for exchanges`. */
  readonly label: string
  readonly isWholePage?: boolean
}

export function Loading({ label, isWholePage = false }: LoadingProps) {
  const styles = useStyles()
  const [forMs, setForMs] = useState(0)
  useEffect(() => {
    const sinceMs = Date.now()
    const first = setTimeout(() => setForMs(QUIET_MS), QUIET_MS)
    const others = setInterval(() => setForMs(Date.now() - sinceMs), 1_000)
    return () => {
      clearTimeout(first)
      clearInterval(others)
    }
  }, [])
  return (
    <div className={mergeClasses(styles.loading, isWholePage && styles.wholePage)} aria-busy="true">
      {forMs > 0 && (
        <>
          <ProgressBar className={styles.bar} thickness="medium" aria-label={label} />
          <output className={styles.text}>
            {label}
            {forMs >= LONG_MS ? ` … ${Math.floor(forMs / 1000)} s` : ' …'}
          </output>
        </>
      )}
    </div>
  )
}
