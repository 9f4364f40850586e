import { makeStyles, mergeClasses } from '@fluentui/react-components'
import type { ReactNode } from 'react'

import type { Asked } from '../api/use-get.ts'
import { ErrorState, ProblemBar } from './error-state.tsx'
import { Loading } from './loading.tsx'

const useStyles = makeStyles({
  bar: { marginBottom: '12px' },
  /** What stands there is of before, and what was asked for is on its way. */
  waiting: { opacity: 0.6, transition: 'opacity 120ms 150ms' },
})

interface AskedForProps<T> {
  readonly asked: Asked<T>
  readonly label: string
  readonly children: (data: T) => ReactNode
}

/** Loading, what went wrong, or what was asked for; what is there stays when asking again fails. */
export function AskedFor<T>({ asked, label, children }: AskedForProps<T>) {
  const styles = useStyles()
  const { data, problem, refresh, isLoading, atMs } = asked
  if (data === null) {
    if (problem !== null && !isLoading) return <ErrorState problem={problem} retry={refresh} />
    return <Loading label={label} />
  }
  return (
    <>
      {problem !== null && (
        <div className={styles.bar}>
          <ProblemBar problem={problem} retry={refresh} />
        </div>
      )}
      <div className={mergeClasses(isLoading && atMs === null && styles.waiting)}>{children(data)}</div>
    </>
  )
}
