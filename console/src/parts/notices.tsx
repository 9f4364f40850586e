import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

import { late } from './late.tsx'
import type { Notice } from './toasts.tsx'

type Say = (
  title: string,
  options?: { readonly text?: string; readonly intent?: 'success' | 'info' | 'error' },
) => void

const NoticesContext = createContext<Say>(() => {})
/** Said before there is anything to show them; the first go when there are more. */
const MAX_WAITING = 10

const toasts = late({
  get: async () => (await import('./toasts.tsx')).Toasts,
  Meanwhile: () => null,
  // What was done is seen on the page, too.
  Failed: () => null,
  comesLater: true,
})

/** Short words at the corner of the page about what was done; read out by screen readers. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const say = useCallback<Say>((title, { text, intent = 'success' } = {}) => {
    setNotices((before) => [...before, { title, text, intent }].slice(-MAX_WAITING))
    toasts.load()
  }, [])
  const shown = useCallback(
    (those: readonly Notice[]) => setNotices((before) => before.filter((one) => !those.includes(one))),
    [],
  )
  return (
    <NoticesContext value={say}>
      {children}
      <toasts.View notices={notices} shown={shown} />
    </NoticesContext>
  )
}

export function useSay(): Say {
  return useContext(NoticesContext)
}
