/** A time of one's own, as the address has it: moments, so that it is the same time wherever it is opened. */
export interface Range {
  readonly fromMs: number | null
  /** Null: until now. */
  readonly toMs: number | null
}

/** What is no moment that the admin API takes is left out, as of an address that was changed by hand. */
export function rangeIn(params: URLSearchParams): Range {
  const [fromMs, toMs] = [momentIn(params.get('fromMs')), momentIn(params.get('toMs'))]
  return { fromMs, toMs }
}

function momentIn(text: string | null): number | null {
  const value = (text ?? '').trim()
  return /^\d{1,16}$/.test(value) && isMoment(Number(value)) ? Number(value) : null
}

/** As far as dates go (ECMAScript, "Time Values and Time Range"). */
function isMoment(value: number): boolean {
  return value <= 8_640_000_000_000_000
}

const two = (value: number): string => String(value).padStart(2, '0')

/** As `<input type="datetime-local">` has it, in the zone of the browser: `2026-11-21T19:04`, with seconds where it has any. */
export function localText(atMs: number): string {
  const at = new Date(atMs)
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const seconds = at.getSeconds() === 0 ? '' : `:${two(at.getSeconds())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}${seconds}`
}

/** Null of what is no day and time. */
export function momentOfLocal(text: string): number | null {
  // A text without a zone is of the zone of the browser.
  const atMs = new Date(text).getTime()
  return text !== '' && Number.isFinite(atMs) && atMs >= 0 ? atMs : null
}

export interface Wrong {
  readonly from: string | null
  readonly to: string | null
}

/**
 * What was entered as a range, or what is wrong with which field. `isToPartial`: the second field holds a part of a day
 * and time, which browsers hand on as nothing.
 */
export function checkedRange(
  from: string,
  to: string,
  isToPartial: boolean,
  nowMs: number,
): { readonly ok: true; readonly range: Range } | { readonly ok: false; readonly wrong: Wrong } {
  const [fromMs, toMs] = [momentOfLocal(from), momentOfLocal(to)]
  const wrong: Wrong = {
    from: fromMs === null ? 'Enter a day and a time.' : fromMs > nowMs ? 'This time has not come yet.' : null,
    to:
      toMs === null
        ? isToPartial || to !== ''
          ? 'Enter a day and a time, or nothing: until now.'
          : null
        : fromMs !== null && toMs <= fromMs
          ? 'This is not after the beginning.'
          : null,
  }
  return wrong.from === null && wrong.to === null
    ? { ok: true, range: { fromMs, toMs } }
    : { ok: false, wrong }
}

/** Such as `Europe/Berlin, GMT+1`. */
export function zoneAt(atMs: number): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const offset = new Intl.DateTimeFormat('en-US', { timeZoneName: 'shortOffset' })
    .formatToParts(atMs)
    .find(({ type }) => type === 'timeZoneName')?.value
  return offset === undefined || offset === timeZone ? timeZone : `${timeZone}, ${offset}`
}
