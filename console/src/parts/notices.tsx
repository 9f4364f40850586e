import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components'
import { createContext, type ReactNode, useCallback, useContext } from 'react'

type Say = (
  title: string,
  options?: { readonly text?: string; readonly intent?: 'success' | 'info' | 'error' },
) => void

const NoticesContext = createContext<Say>(() => {})

/** Short words at the corner of the page about what was done; read out by screen readers. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const toasterId = useId('notices')
  const { dispatchToast } = useToastController(toasterId)
  const say = useCallback<Say>(
    (title, { text, intent = 'success' } = {}) =>
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {text !== undefined && <ToastBody>{text}</ToastBody>}
        </Toast>,
        { intent, timeout: intent === 'error' ? 10_000 : 4_000, pauseOnHover: true, pauseOnWindowBlur: true },
      ),
    [dispatchToast],
  )
  return (
    <NoticesContext value={say}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" />
    </NoticesContext>
  )
}

export function useSay(): Say {
  return useContext(NoticesContext)
}
