import { useLayoutEffect } from 'react'

/** When something that took the focus closes, whatever opened it has the focus again. */
export function useFocusReturn(isOpen: boolean): void {
  // Before the effects in which dialogs take the focus.
  useLayoutEffect(() => {
    if (!isOpen) return
    const opener = document.activeElement
    return () => {
      // After the dialog has left; what opened it may be gone by then, with its row.
      requestAnimationFrame(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
      })
    }
  }, [isOpen])
}
