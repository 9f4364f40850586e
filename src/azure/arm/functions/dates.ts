import { Unknown, type Value } from '../value.ts'
import { type FunctionTable, whole } from './function-table.ts'

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date, read 2026-11-21. */
export const DATE_FUNCTIONS: FunctionTable = {
  utcnow: whole(0, 1, () => new Unknown([{ kind: 'runtime', call: 'utcNow()' }])),
  datetimefromepoch: whole(1, 1, ([seconds], call) => {
    const date = new Date(typeof seconds === 'number' ? seconds * 1000 : Number.NaN)
    if (Number.isNaN(date.getTime())) return call.fault('dateTimeFromEpoch() takes seconds.')
    return date.toISOString().replace('.000Z', 'Z')
  }),
  datetimetoepoch: whole(1, 1, ([text], call) => {
    const date = dateOf(text)
    return date === null ? call.fault('dateTimeToEpoch() takes a date.') : Math.floor(date.getTime() / 1000)
  }),
  datetimeadd: whole(2, 3, ([text, duration, style], call) => {
    const date = dateOf(text)
    const span = typeof duration === 'string' ? DURATION.exec(duration) : null
    if (date === null || span === null) return call.fault('dateTimeAdd() takes a date and a duration as P1D.')
    const sum = added(date, span)
    if (Number.isNaN(sum.getTime())) return call.fault('dateTimeAdd() leaves the calendar.')
    return styled(sum, style)
  }),
}

const DURATION =
  /^(-?)P(?:(\d{1,5})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?$/

function dateOf(text: unknown): Date | null {
  if (typeof text !== 'string') return null
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text.trim())
  const date = new Date(hasZone ? text : `${text}Z`)
  return Number.isNaN(date.getTime()) ? null : date
}

function added(date: Date, span: RegExpExecArray): Date {
  const sign = span[1] === '-' ? -1 : 1
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = span
    .slice(2)
    .map((part) => sign * Number(part ?? 0))
  const sum = new Date(date)
  const day = sum.getUTCDate()
  // The last day of a shorter month, not the first of the next.
  sum.setUTCDate(1)
  sum.setUTCMonth(sum.getUTCMonth() + years * 12 + months)
  const lastDay = new Date(Date.UTC(sum.getUTCFullYear(), sum.getUTCMonth() + 1, 0)).getUTCDate()
  sum.setUTCDate(Math.min(day, lastDay) + weeks * 7 + days)
  return new Date(sum.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000)
}

const TOKEN = /yyyy|yy|MM|dd|HH|hh|mm|ss|tt|[A-Za-z]+/g

/** The formats of .NET that are made of numbers; for others Azure has to be asked. */
function styled(date: Date, style: Value | undefined): Value {
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
  const hour12 = date.getUTCHours() % 12 || 12
  const half = date.getUTCHours() < 12 ? 'AM' : 'PM'
  if (style === undefined) {
    const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
    return `${day} ${hour12}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())} ${half}`
  }
  const iso = date.toISOString()
  if (style === 'u') return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`
  if (style === 's') return iso.slice(0, 19)
  if (style === 'o' || style === 'O') return `${iso.slice(0, 23)}0000Z`
  const tokens: Readonly<Record<string, string>> = {
    yyyy: pad(date.getUTCFullYear(), 4),
    yy: pad(date.getUTCFullYear() % 100),
    MM: pad(date.getUTCMonth() + 1),
    dd: pad(date.getUTCDate()),
    HH: pad(date.getUTCHours()),
    hh: pad(hour12),
    mm: pad(date.getUTCMinutes()),
    ss: pad(date.getUTCSeconds()),
    tt: half,
    T: 'T',
    Z: 'Z',
  }
  const words = typeof style === 'string' && style.length > 1 ? (style.match(TOKEN) ?? []) : ['?']
  if (typeof style !== 'string' || !words.every((word) => word in tokens)) {
    return new Unknown([{ kind: 'runtime', call: 'dateTimeAdd() with that format' }])
  }
  return style.replaceAll(TOKEN, (word) => tokens[word] ?? word)
}
