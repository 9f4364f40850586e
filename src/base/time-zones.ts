/** Wall clocks of time zones, from the rules that Node carries (ICU); nothing is looked up outside. */
const DAY_MS = 86_400_000

/** Making one takes the better part of a millisecond. Far more zones than one installation names. */
const MAX_FORMATS = 64
const formats = new Map<string, Intl.DateTimeFormat>()

/** Whether Node knows the zone: an IANA name such as `Europe/Zurich`, or `UTC`. */
export function isTimeZone(zone: string): boolean {
  if (zone === 'UTC') return true
  try {
    formatOf(zone)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Names to suggest to whoever misspelled one. */
export function timeZoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')]
}

/** What the zone's wall clock shows at an instant, as the milliseconds at which a clock in UTC would show it. */
export function wallClockMs(zone: string, atMs: number): number {
  if (zone === 'UTC') return atMs
  let year = 0
  let month = 0
  let day = 0
  let hour = 0
  let minute = 0
  let second = 0
  for (const { type, value } of formatOf(zone).formatToParts(atMs)) {
    if (type === 'year') year = Number(value)
    else if (type === 'month') month = Number(value)
    else if (type === 'day') day = Number(value)
    else if (type === 'hour') hour = Number(value)
    else if (type === 'minute') minute = Number(value)
    else if (type === 'second') second = Number(value)
  }
  const belowSecondMs = atMs - Math.floor(atMs / 1000) * 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) + belowSecondMs
}

/**
 * The instant at which a day begins in a zone; `dayMs` is midnight of its date in UTC. Where clocks are put forward at
 * midnight the day begins at the leap; where they are put back over it, at the first of the two midnights.
 */
export function startOfDayMs(zone: string, dayMs: number): number {
  if (zone === 'UTC') return dayMs
  const before = offsetMs(zone, dayMs - DAY_MS)
  const after = offsetMs(zone, dayMs + DAY_MS)
  const candidates = [dayMs - before, dayMs - after].sort((a, b) => a - b)
  // Where midnight does not exist, the offset from before leads to the instant of the leap.
  return candidates.find((candidate) => wallClockMs(zone, candidate) === dayMs) ?? dayMs - before
}

function offsetMs(zone: string, atMs: number): number {
  return wallClockMs(zone, atMs) - atMs
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    if (formats.size >= MAX_FORMATS) formats.clear()
    formats.set(zone, format)
  }
  return format
}
