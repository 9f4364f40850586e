import { useLayoutEffect } from 'react'

import { focusPlace, isLost, placesAround } from './keep-focus.ts'

interface Taker {
  readonly number: number
  opener: Opener
}

interface Opener {
  readonly element: Element | null
  /** What it stood in; it may be gone when the focus goes back, with its row. */
  readonly places: readonly HTMLElement[]
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
    const element = document.activeElement
    const places = element === null ? [] : placesAround(element)
    const taker: Taker = { number: ++taken, opener: { element, places } }
    takers.add(taker)
    return () => {
      takers.delete(taker)
      // After the dialog has left.
      requestAnimationFrame(() => {
        const { opener } = taker
        const later = [...takers].find(({ number }) => number > taker.number)
        if (later !== undefined) later.opener = opener
        else giveBack(opener)
      })
    }
  }, [isOpen])
}

function giveBack({ element, places }: Opener): void {
  // Somebody else has taken it meanwhile, as the page does that a link in a drawer led to.
  if (!isLost() && document.activeElement?.closest('[role=dialog], [role=alertdialog]') === null) return
  if (element instanceof HTMLElement && element.isConnected && element !== document.body) element.focus()
  else focusPlace(places)
}
