export const WINDOWS = ['1h', '24h', '7d', '30d'] as const
/** How far back a page looks. */
export type Window = (typeof WINDOWS)[number]

/** The window that an address says (`?window=7d`), or the one that pages begin with. */
export function windowIn(params: URLSearchParams): Window {
  return WINDOWS.find((one) => one === params.get('window')) ?? '24h'
}
