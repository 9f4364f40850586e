import { useEffectEvent, useLayoutEffect } from 'react'

import { focusPlace, isLost, placesAround } from './keep-focus.ts'
import { modalLayer } from './modal-layer.tsx'

interface Taker {
  readonly number: number
  readonly close: () => void
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
 * another, as a form does for the key that it made, the focus goes back when that one closes. Escape closes it also
 * before it has the focus.
 */
export function useFocusReturn(isOpen: boolean, close: () => void): void {
  const closeNow = useEffectEvent(close)
  // Before the effects in which dialogs take the focus.
  useLayoutEffect(() => {
    if (!isOpen) return
    modalLayer.load()
    const element = document.activeElement
    const places = element === null ? [] : placesAround(element)
    const taker: Taker = { number: ++taken, close: () => closeNow(), opener: { element, places } }
    takers.add(taker)
    document.addEventListener('keydown', escape)
    return () => {
      takers.delete(taker)
      if (takers.size === 0) document.removeEventListener('keydown', escape)
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

/** Whether something is open that takes the focus. */
export function isFocusTaken(): boolean {
  return takers.size > 0
}

function giveBack({ element, places }: Opener): void {
  // Somebody else has taken it meanwhile, as the page does that a link in a drawer led to.
  if (!isLost() && !isInDialog()) return
  if (element instanceof HTMLElement && element.isConnected && element !== document.body) element.focus()
  else focusPlace(places)
}

/** A dialog hears it alone when it has the focus, which a slow browser, or a script that is on its way, brings it late. */
function escape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || isInDialog()) return
  ;[...takers].at(-1)?.close()
}

function isInDialog(): boolean {
  return document.activeElement?.closest('[role=dialog], [role=alertdialog]') instanceof Element
}
