import {
  Button,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components'
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle'

import type { Problem } from '../api/client.ts'
import { sentenceOf } from './format.ts'

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '4px',
    padding: '32px 24px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground1,
  },
  wholePage: {
    minHeight: '100dvh',
    justifyContent: 'center',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  icon: { color: tokens.colorStatusDangerForeground1, width: '32px', height: '32px' },
  title: { margin: 0, fontWeight: 600 },
  text: { margin: 0, maxWidth: '60ch', color: tokens.colorNeutralForeground3 },
  action: { marginTop: '12px' },
})

interface ErrorStateProps {
  readonly problem: Problem
  readonly retry?: (() => void) | undefined
  readonly isWholePage?: boolean
}

/** What went wrong, what to do, and a way to try again; in the place of what could not be had. */
export function ErrorState({ problem, retry, isWholePage = false }: ErrorStateProps) {
  const styles = useStyles()
  return (
    <div role="alert" className={mergeClasses(styles.state, isWholePage && styles.wholePage)}>
      <ErrorCircleRegular className={styles.icon} />
      <p className={styles.title}>{sentenceOf(problem.message)}</p>
      {problem.remedy !== null && <p className={styles.text}>{problem.remedy}</p>}
      {retry !== undefined && (
        <Button className={styles.action} onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  )
}

/** Beside what is still shown, when asking again failed, or when a change was refused. */
export function ProblemBar({ problem, retry }: Omit<ErrorStateProps, 'isWholePage'>) {
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{sentenceOf(problem.message)}</MessageBarTitle> {problem.remedy}
      </MessageBarBody>
      {retry !== undefined && (
        <MessageBarActions>
          <Button size="small" onClick={retry}>
            Try again
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
