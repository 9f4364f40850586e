import type { Random } from '../../base/index.ts'

/**
 * W3C Trace Context, level 1 (w3.org/TR/trace-context, November 2026): the two headers that carry a trace from program
 * to program.
 */
export interface CallerContext {
  readonly traceId: string
  readonly spanId: string
  readonly isSampled: boolean
}

/** Of version 00; later versions may go on after it, with a hyphen first. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const NO_TRACE = '0'.repeat(32)
const NO_SPAN = '0'.repeat(16)
const SAMPLED = 1
/** The header may be cut, or dropped, where it is longer. */
const MAX_STATE_CHARACTERS = 512
const MAX_STATE_MEMBERS = 32
/** `key=value`, the value of printable ASCII without `,` and `=`; a key may name a tenant before its system. */
const STATE_MEMBER =
  /^(?:[a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})=[ -+\--<>-~]{0,255}[!-+\--<>-~]$/
/** What `Number.parseInt` reads exactly: 13 hexadecimal digits, the last ones of the trace id. */
const RATIO_DIGITS = 13

/** Null where there is none that can be gone on from. */
export function readTraceparent(text: string | undefined): CallerContext | null {
  if (text === undefined || text.length < 55 || text.length > 128) return null
  const found = TRACEPARENT.exec(text)
  if (found === null) return null
  const [, version, traceId, spanId, flags, rest] = found
  if (traceId === undefined || spanId === undefined || flags === undefined) return null
  if (version === 'ff' || (version === '00' && rest !== undefined)) return null
  if (traceId === NO_TRACE || spanId === NO_SPAN) return null
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED }
}

/** Null where there is none to its rules: it goes on to the provider, whose servers need not take what is not. */
export function readTracestate(text: string | undefined): string | null {
  if (text === undefined || text === '' || text.length > MAX_STATE_CHARACTERS) return null
  const members = text.split(',').map((member) => member.trim())
  const told = members.filter((member) => member !== '')
  const isGood = told.length > 0 && told.length <= MAX_STATE_MEMBERS
  return isGood && told.every((member) => STATE_MEMBER.test(member)) ? text : null
}

export function traceparent(traceId: string, spanId: string, isSampled: boolean): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`
}

export function newTraceId(random: Random): string {
  const id = word(random) + word(random) + word(random) + word(random)
  return id === NO_TRACE ? newTraceId(random) : id
}

export function newSpanId(random: Random): string {
  const id = word(random) + word(random)
  return id === NO_SPAN ? newSpanId(random) : id
}

function word(random: Random): string {
  return Math.floor(random.next() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0')
}

/** The same answer for one trace wherever it is asked, as all ids are equally likely. */
export function isWithinRatio(traceId: string, ratio: number): boolean {
  return Number.parseInt(traceId.slice(-RATIO_DIGITS), 16) < ratio * 16 ** RATIO_DIGITS
}
