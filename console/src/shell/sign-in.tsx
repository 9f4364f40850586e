import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'

import type { Problem } from '../api/client.ts'
import { useSessionActions } from '../api/session.tsx'
import { BrandMark } from './brand-mark.tsx'

const useStyles = makeStyles({
  page: {
    minHeight: '100dvh',
    display: 'grid',
    placeItems: 'center',
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  card: {
    width: '100%',
    maxWidth: '400px',
    padding: '32px',
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow8,
  },
  head: { display: 'flex', alignItems: 'center', gap: '12px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: 600,
  },
  hint: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
  },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: '12px', color: tokens.colorNeutralForeground2 },
})

export interface SignInProps {
  readonly hasEnded: boolean
}

export function SignIn({ hasEnded }: SignInProps) {
  const styles = useStyles()
  const { signIn } = useSessionActions()
  const [key, setKey] = useState('')
  const [isUnderWay, setUnderWay] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    document.title = 'Sign in · Causeway'
    input.current?.focus()
  }, [])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isUnderWay) return
    if (key.trim() === '') {
      setProblem({ status: null, code: 'no_key', message: 'Enter an operator key.', remedy: null })
      return
    }
    setUnderWay(true)
    setProblem(null)
    void signIn(key.trim()).then((answer) => {
      // After signing in this page is gone.
      if (answer.ok) return
      setUnderWay(false)
      setProblem(answer.problem)
    })
  }
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit} noValidate>
        <div className={styles.head}>
          <BrandMark size={32} />
          <h1 className={styles.title}>Sign in to Causeway</h1>
        </div>
        {hasEnded && problem === null && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>Your session has ended.</MessageBarTitle> Sign in to go on where you were.
            </MessageBarBody>
          </MessageBar>
        )}
        <Field
          label="Operator key"
          validationState={problem === null ? 'none' : 'error'}
          validationMessage={problem === null ? null : `${problem.message} ${problem.remedy ?? ''}`}
        >
          <Input
            type="password"
            name="key"
            size="large"
            autoComplete="current-password"
            input={{ ref: input }}
            placeholder="cwo_…"
            value={key}
            onChange={(_, data) => setKey(data.value)}
          />
        </Field>
        <Button appearance="primary" size="large" type="submit" disabledFocusable={isUnderWay}>
          {isUnderWay ? 'Signing in …' : 'Sign in'}
        </Button>
        <p className={styles.hint}>
          Whoever runs this workload makes keys with{' '}
          <code className={styles.code}>causeway operators create</code>. The key stays in this browser only
          until you are signed in.
        </p>
      </form>
    </main>
  )
}
