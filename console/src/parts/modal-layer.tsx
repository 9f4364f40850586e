import { late } from './late.tsx'

/**
 * What hides the page from those who listen while a dialog is open (Tabster, of Fluent UI) is there for as long as some
 * component uses it. Where the last one goes together with a dialog, as when a session ends, it leaves the page hidden
 * for good (https://github.com/microsoft/tabster/issues/530, read 2026-11-22). So the console itself is always one that
 * uses it, at the latest from the first dialog on.
 */
export const modalLayer = late<object>({
  get: async () => (await import('./modal-layer-holder.tsx')).ModalLayerHolder,
  Meanwhile: Nothing,
  Failed: Nothing,
  comesLater: true,
})

function Nothing() {
  return null
}
