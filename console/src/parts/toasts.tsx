import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components'
import { useEffect } from 'react'

export interface Notice {
  readonly title: string
  readonly text: string | undefined
  readonly intent: 'success' | 'info' | 'error'
}

interface ToastsProps {
  /** Those that were not shown yet, in order; the same array until there are others. */
  readonly notices: readonly Notice[]
  /** Called when they are shown. */
  readonly shown: (notices: readonly Notice[]) => void
}

export function Toasts({ notices, shown }: ToastsProps) {
  const toasterId = useId('notices')
  const { dispatchToast } = useToastController(toasterId)
  useEffect(() => {
    if (notices.length === 0) return
    for (const { title, text, intent } of notices) {
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {text !== undefined && <ToastBody>{text}</ToastBody>}
        </Toast>,
        { intent, timeout: intent === 'error' ? 10_000 : 4_000, pauseOnHover: true, pauseOnWindowBlur: true },
      )
    }
    shown(notices)
  }, [notices, shown, dispatchToast])
  return <Toaster toasterId={toasterId} position="bottom-end" />
}
