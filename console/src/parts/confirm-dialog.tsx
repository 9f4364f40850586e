import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Textarea,
} from '@fluentui/react-components'
import { type ReactNode, type SubmitEvent, useState } from 'react'

import type { Answer, Problem } from '../api/client.ts'
import { ProblemBar } from './error-state.tsx'
import { useFocusReturn } from './use-focus-return.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '14px' },
  text: { margin: 0 },
})

interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly close: () => void
  readonly title: string
  /** What will happen, and to whom. */
  readonly text: ReactNode
  /** On the button: the deed, such as `Drain`. */
  readonly deed: string
  /** Asks for a reason, which must be given, or may. */
  readonly asksReason?: 'must' | 'may'
  /** Fields of a form, where the deed needs more than a yes. */
  readonly children?: ReactNode
  /** `reason` is empty where none was given. The dialog closes when it is answered, and shows the problem otherwise. */
  readonly confirm: (reason: string) => Promise<Answer<unknown>>
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, close, title, text, deed, asksReason, children, confirm } = props
  const styles = useStyles()
  const [reason, setReason] = useState('')
  const [isUnderWay, setUnderWay] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isMissing, setMissing] = useState(false)
  const leave = () => {
    setProblem(null)
    setReason('')
    setMissing(false)
    close()
  }
  useFocusReturn(isOpen, leave)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isUnderWay) return
    if (asksReason === 'must' && reason.trim() === '') {
      setMissing(true)
      return
    }
    setUnderWay(true)
    setProblem(null)
    void confirm(reason.trim()).then((answer) => {
      setUnderWay(false)
      if (answer.ok) leave()
      else setProblem(answer.problem)
    })
  }
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && leave()} modalType="modal">
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              <div className={styles.text}>{text}</div>
              {children}
              {asksReason !== undefined && (
                <Field
                  label={asksReason === 'must' ? 'Reason' : 'Reason (optional)'}
                  required={asksReason === 'must'}
                  validationState={isMissing ? 'error' : 'none'}
                  validationMessage={isMissing ? 'Say why: it is kept with the change.' : null}
                >
                  <Textarea
                    value={reason}
                    maxLength={500}
                    onChange={(_, data) => {
                      // It is kept as one line.
                      setReason(data.value.replace(/[\r\n]+/g, ' '))
                      setMissing(false)
                    }}
                  />
                </Field>
              )}
              {problem !== null && <ProblemBar problem={problem} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={leave}>Cancel</Button>
              <Button appearance="primary" type="submit" disabledFocusable={isUnderWay}>
                {isUnderWay ? `${deed} …` : deed}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
