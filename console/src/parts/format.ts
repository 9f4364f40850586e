/** Numbers, money and time as people read them. All in the language and time zone of the browser. */
const NOTHING = '–'

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumSignificantDigits: 3 })
const few = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 })
const wholePercent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 })
const finePercent = new Intl.NumberFormat(undefined, { style: 'percent', maximumSignificantDigits: 2 })
const dollars = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' })
const manyDollars = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
})
const fewDollars = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 2,
})
const shortDollars = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumSignificantDigits: 3,
})

/** `12,345`. */
export function formatCount(value: number | null): string {
  return value === null ? NOTHING : whole.format(value)
}

/** `12.3K`; for tiles and axes. */
export function formatShort(value: number | null): string {
  if (value === null) return NOTHING
  return Math.abs(value) < 1000 ? few.format(value) : short.format(value)
}

const rates = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 })

/** Of something a second. */
export function formatRate(value: number | null): string {
  if (value === null) return NOTHING
  return value < 10 ? rates.format(value) : formatShort(value)
}

/** Cents where they matter, more where it is less than a cent. */
export function formatUsd(value: number | null): string {
  if (value === null) return NOTHING
  const size = Math.abs(value)
  if (size >= 10_000) return manyDollars.format(value)
  return size === 0 || size >= 0.1 ? dollars.format(value) : fewDollars.format(value)
}

export function formatShortUsd(value: number | null): string {
  return value === null || Math.abs(value) < 10_000 ? formatUsd(value) : shortDollars.format(value)
}

/** On the axis of a chart: as short as can be. */
export function formatAxisUsd(value: number): string {
  if (value >= 1000) return shortDollars.format(value)
  return value === 0 || value >= 10 ? manyDollars.format(value) : formatUsd(value)
}

/** Of a share from 0 to 1. */
export function formatShare(value: number | null): string {
  if (value === null) return NOTHING
  if (value > 0 && value < 0.001) return '<0.1%'
  return value > 0 && value < 0.1 ? finePercent.format(value) : wholePercent.format(value)
}

/** `820 ms`, `1.24 s`, `2 min 5 s`, `3 h 10 min`, `4 d 2 h`. */
export function formatDuration(durationMs: number | null): string {
  if (durationMs === null) return NOTHING
  if (durationMs < 1) return `${few.format(durationMs)} ms`
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`
  const seconds = durationMs / 1000
  if (seconds < 60) return `${few.format(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return joined(minutes, 'min', Math.floor(seconds % 60), 's')
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return joined(hours, 'h', minutes % 60, 'min')
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function joined(more: number, moreUnit: string, less: number, lessUnit: string): string {
  return less === 0 ? `${more} ${moreUnit}` : `${more} ${moreUnit} ${less} ${lessUnit}`
}

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const exactTime = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const dayOfYear = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })
const dayAndYear = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' })

export function formatTime(atMs: number): string {
  return timeOfDay.format(atMs)
}

export function formatExactTime(atMs: number): string {
  return exactTime.format(atMs)
}

export function formatDay(atMs: number): string {
  return dayOfYear.format(atMs)
}

/** `19:04:12` of today, else with its day. */
export function formatMoment(atMs: number, nowMs: number = Date.now()): string {
  if (dayAndYear.format(atMs) === dayAndYear.format(nowMs)) return exactTime.format(atMs)
  const day = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? dayOfYear : dayAndYear
  return `${day.format(atMs)}, ${timeOfDay.format(atMs)}`
}

const UNITS_MS = [86_400_000, 3_600_000, 60_000, 1000]

/** `5 min ago`, `in 3 d`: the largest unit alone. */
export function formatSince(atMs: number, nowMs: number = Date.now()): string {
  const awayMs = Math.abs(nowMs - atMs)
  if (awayMs < 1500) return 'now'
  const unitMs = UNITS_MS.find((one) => awayMs >= one) ?? 1000
  const text = formatDuration(Math.round(awayMs / unitMs) * unitMs)
  return atMs <= nowMs ? `${text} ago` : `in ${text}`
}

/** On the axis of a chart that spans so much time. */
export function formatAxisTime(atMs: number, spanMs: number): string {
  return spanMs > 48 * 3_600_000 ? dayOfYear.format(atMs) : timeOfDay.format(atMs)
}

/** What the program says, which begins small, as a sentence; names at its beginning stay as they are. */
export function sentenceOf(text: string): string {
  const begun = /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.!?:]$/.test(begun) ? begun : `${begun}.`
}
