export const WINDOWS = ['1h', '24h', '7d', '30d'] as const
/** How far back a page looks. */
export type Window = (typeof WINDOWS)[number]

const KEPT_AS = 'causeway-window'
/** The least that a day of is more than a few points at the edge of a chart. */
const DAY_FROM_MS = 3 * 3_600_000

/** The window that an address says (`?window=7d`); null where it says none. */
export function windowIn(params: URLSearchParams): Window | null {
  return known(params.get('window'))
}

/** What was chosen last in this browser. */
export function keptWindow(): Window | null {
  return known(localStorage.getItem(KEPT_AS))
}

export function keepWindow(window: Window): void {
  localStorage.setItem(KEPT_AS, window)
}

/** Where nothing was chosen: a time that is not mostly before the first record, which is null where it is not known. */
export function fittingWindow(recordedFromMs: number | null, nowMs: number): Window {
  return recordedFromMs !== null && nowMs - recordedFromMs < DAY_FROM_MS ? '1h' : '24h'
}

function known(text: string | null): Window | null {
  return WINDOWS.find((one) => one === text) ?? null
}
