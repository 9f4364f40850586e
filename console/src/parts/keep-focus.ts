/**
 * Whoever goes by keyboard or listens stays where they are when what has the focus is taken away: a button that gives
 * way to what it asked for, a row that is gone. The browser leaves the focus on the body, where Escape closes no panel
 * and reading begins anew.
 */

/** Where somebody is, from small to large. */
const PLACES = 'section, form, [role=dialog], [role=alertdialog], main'

/** What this element stands in, innermost first; read while it stands there. */
export function placesAround(element: Element): readonly HTMLElement[] {
  const places: HTMLElement[] = []
  for (let place = placeOf(element.parentElement); place !== null; place = placeOf(place.parentElement))
    places.push(place)
  return places
}

/** Focuses the innermost of these that is still there, or the page where none is. */
export function focusPlace(places: readonly HTMLElement[]): void {
  const place = places.find(({ isConnected }) => isConnected) ?? document.querySelector('main')
  if (place === null) return
  if (!place.hasAttribute('tabindex')) {
    place.tabIndex = -1
    // Else a click beside a link in it would focus it, too.
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  }
  place.focus({ preventScroll: true })
}

/** For as long as the document is there. */
export function keepFocus(): void {
  let held: Element | null = null
  let places: readonly HTMLElement[] = []
  document.addEventListener('focusin', ({ target }) => {
    held = target instanceof Element ? target : null
    places = held === null ? [] : placesAround(held)
  })
  document.addEventListener('focusout', () => {
    // A click beside everything gives the focus up; what is taken away is not there by then.
    queueMicrotask(() => {
      if (held?.isConnected === true && isLost()) held = null
    })
  })
  const observer = new MutationObserver(() => {
    if (held === null || held.isConnected) return
    held = null
    if (!isLost()) return
    if (places.some(({ isConnected }) => isConnected)) focusPlace(places)
    // All of it is gone, as when a dialog closes: what opened it is focused a frame later.
    else requestAnimationFrame(() => requestAnimationFrame(() => isLost() && focusPlace([])))
  })
  observer.observe(document.body, { childList: true, subtree: true })
}

export function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

function placeOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>(PLACES) ?? null
}
