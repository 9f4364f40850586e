import * as z from 'zod'
import { parseBytes, parseCount, parseDurationMs, parseProxyRange } from '../base/index.ts'
import type { Reference, SecretReference } from './plan.ts'
import { parseReference, REFERENCE_FORMS } from './references.ts'

/**
 * The kinds of values in a workload file. Messages are predicates ("is not a duration; ..."): the loader puts what was
 * written before them, unless it may be a secret (`isSecret`).
 */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/
const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const CONSUMER_PATH = /^(?:\/[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){1,6}$/

/** Values whose message must never repeat them carry this in the `params` of their issue. */
export const HIDDEN = { isHidden: true } as const

export function text(): z.ZodString {
  return z.string().min(1, { error: 'is empty' }).max(256, { error: 'is longer than 256 characters' })
}

/** Of a table of Azure's, which the checks look up: their messages have the table's date and a suggestion. */
export function listed(values: readonly string[], title: string): z.ZodString {
  return text().meta({ title, enum: values })
}

export function name(): z.ZodString {
  return z.string().regex(NAME, {
    error: 'is not a name: up to 64 letters, digits, dots, hyphens and underscores, a letter or digit first',
  })
}

export function modelName(): z.ZodString {
  return z.string().regex(MODEL_NAME, {
    error:
      'is not a model name: letters, digits, dots, colons, hyphens and underscores, a letter or digit first',
  })
}

export function kebabName(): z.ZodString {
  return z
    .string()
    .max(64, { error: 'is longer than 64 characters' })
    .regex(KEBAB, { error: 'is not a kebab-case name such as contoso-assistant' })
}

export function consumerPath(): z.ZodString {
  return z.string().regex(CONSUMER_PATH, {
    error:
      'is not a consumer path: 1 to 6 segments of small letters, digits and hyphens, as in /contoso/claims/intake-bot',
  })
}

export function choice<const Values extends readonly [string, ...string[]]>(
  values: Values,
  what: string,
): z.ZodEnum<{ [Value in Values[number]]: Value }> {
  return z.enum(values, { error: `is not ${what}` })
}

export function whole(min: number, max: number): z.ZodInt {
  const error = `must be a whole number from ${min} to ${max}`
  return z.int({ error }).min(min, { error }).max(max, { error })
}

export function fraction(): z.ZodNumber {
  const error = 'must be a number above 0 and at most 1'
  return z.number({ error }).gt(0, { error }).max(1, { error })
}

export function usd(): z.ZodNumber {
  const error = 'must be a price in USD per million tokens, from 0 to 1000000'
  return z.number({ error }).min(0, { error }).max(1_000_000, { error })
}

/** Above 9 million dollars nano-dollars are no longer exact in a double. */
const MAX_DOLLARS = 9_000_000

export function dollars(): z.ZodNumber {
  const error = `must be an amount in USD above 0 and up to ${MAX_DOLLARS}`
  return z.number({ error }).min(1e-9, { error }).max(MAX_DOLLARS, { error })
}

/** A day of the calendar, whose ends depend on the time zone, or an instant. */
export type Moment =
  /** Midnight of the date in UTC. */
  { readonly kind: 'day'; readonly dayMs: number } | { readonly kind: 'instant'; readonly atMs: number }

const MOMENT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/

export function moment() {
  const error = 'is not a date such as 2026-12-24, or a time with its offset such as 2026-12-24T18:00Z'
  return z
    .string({ error })
    .regex(MOMENT, { error })
    .meta({ title: 'date or time' })
    .transform((written, context): Moment => {
      const [, day = '', time] = MOMENT.exec(written) ?? []
      const dayMs = Date.parse(`${day}T00:00:00Z`)
      const atMs = time === undefined ? dayMs : Date.parse(written)
      // Date.parse takes 30 February for 2 March.
      if (!Number.isNaN(atMs) && new Date(dayMs).toISOString().startsWith(day))
        return time === undefined ? { kind: 'day', dayMs } : { kind: 'instant', atMs }
      context.issues.push({ code: 'custom', input: written, message: error })
      return z.NEVER
    })
}

/** A day of the calendar, as written. */
export function isoDay(): z.ZodString {
  const error = 'is not a date such as 2026-11-01'
  return z
    .string({ error })
    .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, { error })
    .meta({ title: 'date' })
}

interface Quantity {
  readonly title: string
  readonly what: string
  readonly examples: string
  readonly parse: (text: string) => number | null
  readonly min: number
  readonly max: number
  readonly pattern: RegExp
  /** Whether a bare number can only mean one thing. */
  readonly takesNumbers: boolean
}

function quantity({ title, what, examples, parse, min, max, pattern, takesNumbers }: Quantity) {
  const error = `is not ${what}; write ${examples}`
  const written = z.string({ error }).regex(pattern, { error })
  const input = takesNumbers
    ? z.union([z.int({ error }).min(min, { error }).max(max, { error }), written], { error })
    : written
  return input.meta({ title }).transform((value, context) => {
    const parsed = typeof value === 'number' ? value : parse(value)
    if (parsed !== null && parsed >= min && parsed <= max) return parsed
    context.issues.push({ code: 'custom', input: value, message: error })
    return z.NEVER
  })
}

export function count() {
  return quantity({
    title: 'count',
    what: 'a count',
    examples: '120k, 2M or a whole number above 0',
    parse: parseCount,
    min: 1,
    max: 1e12,
    pattern: /^\d+(\.\d+)?\s*[kKmM]?$/,
    takesNumbers: true,
  })
}

const DAY_MS = 86_400_000

export function duration() {
  return quantity({
    title: 'duration',
    what: 'a duration',
    examples: 'a number with its unit, up to one day, such as 500ms, 30s, 5m or 2h',
    parse: parseDurationMs,
    min: 1,
    max: DAY_MS,
    pattern: /^\d+(\.\d+)?\s*(ms|s|m|h|d)$/,
    takesNumbers: false,
  })
}

const MOST_RETENTION_DAYS = 90

/** How long something is kept. */
export function retention() {
  return quantity({
    title: 'retention',
    what: 'a time that text may be kept',
    examples: 'a number with its unit, from a minute to 90 days, such as 12h or 7d',
    parse: parseDurationMs,
    min: 60_000,
    max: MOST_RETENTION_DAYS * DAY_MS,
    pattern: /^\d+(\.\d+)?\s*(m|h|d)$/,
    takesNumbers: false,
  })
}

const GIBIBYTE = 1_073_741_824

export function bytes() {
  return quantity({
    title: 'size',
    what: 'a size',
    examples: 'a number with its unit, up to 64GiB, such as 500KB, 32MB or 1GiB',
    parse: parseBytes,
    min: 1,
    max: 64 * GIBIBYTE,
    pattern: /^\d+(\.\d+)?\s*([kKmMgG]i?)?[bB]$/,
    takesNumbers: false,
  })
}

/** `range`: the two ends as people write them. */
export function durationWithin(min: number, max: number, range: string) {
  return quantity({
    title: 'duration',
    what: `a duration from ${range}`,
    examples: 'a number with its unit, such as 30s, 15m, 2h or 7d',
    parse: parseDurationMs,
    min,
    max,
    pattern: /^\d+(\.\d+)?\s*(ms|s|m|h|d)$/,
    takesNumbers: false,
  })
}

/** `range`: the two ends as people write them. */
export function bytesWithin(min: number, max: number, range: string) {
  return quantity({
    title: 'size',
    what: `a size from ${range}`,
    examples: 'a number with its unit, such as 32MB or 1GiB',
    parse: parseBytes,
    min,
    max,
    pattern: /^\d+(\.\d+)?\s*([kKmMgG]i?)?[bB]$/,
    takesNumbers: false,
  })
}

/** A secret: where it stands, never itself. */
export function secret() {
  const where = `keep secrets out of the file and write where it stands: ${REFERENCE_FORMS}`
  return z
    .string({ error: `must say where the secret stands: ${REFERENCE_FORMS}` })
    .meta({ title: 'reference', pattern: '^(env|file|keyvault):.+' })
    .transform((value, context): SecretReference => {
      const parsed = parseReference(value)
      if (parsed.ok && parsed.reference.kind !== 'literal') return parsed.reference
      const message = parsed.ok ? `holds the secret itself; ${where}` : parsed.problem
      context.issues.push({ code: 'custom', input: value, message, params: HIDDEN })
      return z.NEVER
    })
}

/** A value of the file itself, or where it stands. */
export function value() {
  return z
    .string()
    .min(1, { error: 'is empty' })
    .meta({ title: 'text or reference' })
    .transform((written, context): Reference => {
      const parsed = parseReference(written)
      if (parsed.ok) return parsed.reference
      context.issues.push({ code: 'custom', input: written, message: parsed.problem, params: HIDDEN })
      return z.NEVER
    })
}

/** Front Door has some hundred (service tag AzureFrontDoor.Backend). */
const MAX_PROXIES = 512

/** Addresses of proxies, and ranges of them. */
export function proxies() {
  return z
    .array(
      z
        .string({ error: 'is no range of addresses; write one as 10.0.0.0/24' })
        .meta({ title: 'range of addresses' })
        .transform((written, context): string => {
          const range = parseProxyRange(written)
          if (range.kind === 'range') return written
          context.issues.push({ code: 'custom', input: written, message: range.problem })
          return z.NEVER
        }),
      { error: 'must be a list of ranges of addresses' },
    )
    .max(MAX_PROXIES, { error: `has more than ${MAX_PROXIES} ranges` })
}

/** `host:port`; an IPv6 address in brackets. */
export function address() {
  const error =
    'is not an address to listen on; write HOST:PORT, such as 127.0.0.1:8080, 0.0.0.0:443 or [::]:8080'
  return z
    .string({ error })
    .meta({ title: 'HOST:PORT' })
    .transform((written, context): { host: string; port: number } => {
      const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(written)
      const host = match?.[1] ?? match?.[2]
      const port = Number(match?.[3])
      if (host !== undefined && port <= 65_535) return { host, port }
      context.issues.push({ code: 'custom', input: written, message: error })
      return z.NEVER
    })
}
