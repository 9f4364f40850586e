import { useLayoutEffect } from 'react'

interface Taker {
  readonly number: number
  opener: Element | null
}

/** What has taken the focus and is open, in order. */
const takers = new Set<Taker>()
let taken = 0

/**
 * When something that took the focus closes, whatever opened it has the focus again. Where it closes in favour of
 * another, as a form does for the key that it made, the focus goes back when that one closes.
 */
export function useFocusReturn(isOpen: boolean): void {
  // Before the effects in which dialogs take the focus.
  useLayoutEffect(() => {
    if (!isOpen) return
    const taker: Taker = { number: ++taken, opener: document.activeElement }
    takers.add(taker)
    return () => {
      takers.delete(taker)
      // After the dialog has left; what opened it may be gone by then, with its row.
      requestAnimationFrame(() => {
        const { opener } = taker
        const later = [...takers].find(({ number }) => number > taker.number)
        if (later !== undefined) later.opener = opener
        else if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
      })
    }
  }, [isOpen])
}
