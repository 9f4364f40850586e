import type * as z from 'zod'
import type { SettingPath } from './diagnostic.ts'
import type { Findings } from './findings.ts'
import { suggest } from '../base/index.ts'

/** Keys that may stand in the map at a path; empty where any may. */
export type KnownKeys = (path: SettingPath) => readonly string[]

/** Issues of the schema, as sentences for whoever wrote the file. */
export interface PlacedIssue {
  readonly issue: z.core.$ZodIssue
  readonly path: SettingPath
  /** The map of several alternatives that the issue is in. */
  readonly within: SettingPath | null
}

export interface IssueMessage {
  readonly text: string
  readonly suggestion: string | null
  readonly at: 'key' | 'value'
}

/** Whatever stands at these keys may be a secret, put in the wrong place: it is never repeated. */
const SECRET_KEYS: ReadonlySet<string | number | undefined> = new Set([
  'auth',
  'key',
  'signing_key',
  'certificate',
  'endpoint',
  'secret',
  'url',
  'webhook',
])
/** Lists of more than this are for the documentation, not for a message. */
const MAX_LISTED = 14
const MAX_QUOTED = 60

export function valueAt(path: SettingPath, raw: unknown): unknown {
  let value: unknown = raw
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}

export function isMissing(path: SettingPath, raw: unknown): boolean {
  return valueAt(path, raw) === undefined
}

export function reportUnknownKeys(
  keys: readonly string[],
  path: SettingPath,
  knownKeys: KnownKeys,
  findings: Findings,
): void {
  const known = knownKeys(path)
  for (const key of keys) {
    if (key === '<<') {
      findings.error([...path, key], 'is YAML 1.1: merge keys are not taken, only aliases of whole values', {
        at: 'key',
      })
      continue
    }
    if (known.includes(key)) {
      findings.error([...path, key], 'cannot stand beside the other settings here', { at: 'key' })
      continue
    }
    const suggestion = suggest(key, known)
    // What was misspelled is not missing too.
    if (suggestion !== null) findings.markUnsound([...path, suggestion])
    const list = suggestion === null && known.length <= MAX_LISTED ? `; known are ${known.join(', ')}` : ''
    findings.error([...path, key], `is not a setting here${list}`, { suggestion, at: 'key' })
  }
}

/** Null where another message says the same: a key that is missing because it is misspelled. */
export function issueMessage(
  { issue, path }: PlacedIssue,
  all: readonly PlacedIssue[],
  raw: unknown,
  knownKeys: KnownKeys,
): IssueMessage | null {
  const last = path[path.length - 1]
  const value = valueAt(path, raw)
  if (issue.code === 'invalid_key') {
    const inner = issue.issues[0]?.message ?? 'is not a name'
    return { text: `${quoted(String(last))} ${inner}`, suggestion: null, at: 'key' }
  }
  if (isMissing(path, raw)) {
    const misspelled = all.some(
      (other) =>
        other.issue.code === 'unrecognized_keys' &&
        JSON.stringify(other.path) === JSON.stringify(path.slice(0, -1)) &&
        other.issue.keys.some((key) => suggest(key, knownKeys(other.path)) === last),
    )
    return misspelled ? null : { text: 'is missing', suggestion: null, at: 'key' }
  }
  if (value === null) return { text: 'is empty', suggestion: null, at: 'key' }
  const hidden =
    path.some((step) => SECRET_KEYS.has(step)) || ('params' in issue && issue.params?.['isHidden'] === true)
  const values = valuesOf(issue)
  const suggestion = typeof value === 'string' ? suggest(value, values) : null
  const list =
    suggestion === null && issue.code === 'invalid_value' && values.length > 1
      ? `; write ${values.join(', ')}`
      : ''
  return { text: sentence(issue, value, hidden) + list, suggestion, at: 'value' }
}

function sentence(issue: z.core.$ZodIssue, value: unknown, hidden: boolean): string {
  const isPlain = /^(is|holds) /.test(issue.message)
  const isDemand = issue.message.startsWith('must ')
  if (issue.code === 'invalid_type' && !isPlain && !isDemand) {
    if (issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
      return hidden ? 'must be text' : `${String(value)} is not text: put it in quotes`
    }
    return `must be ${KINDS[issue.expected] ?? issue.expected}, not ${kindOf(value)}`
  }
  if (issue.code === 'invalid_value' && !isPlain && !isDemand)
    return hidden ? 'is not one of the choices' : `${quoted(value)} is not one of the choices`
  if (isPlain) return hidden ? issue.message : `${quoted(value)} ${issue.message}`
  if (isDemand)
    return hidden || typeof value === 'object' ? issue.message : `${issue.message}, not ${quoted(value)}`
  return hidden ? 'is not valid here' : `${quoted(value)} is not valid here`
}

function valuesOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  // Of alternatives, such as those of auth, the words are what can be suggested.
  return issue.code === 'invalid_union' ? issue.errors.flat().flatMap(valuesOf) : []
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'a map of settings',
  record: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string' ? 'text' : `a ${typeof value}`
}

export function quoted(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return kindOf(value)
  return JSON.stringify(value.length > MAX_QUOTED ? `${value.slice(0, MAX_QUOTED)}...` : value)
}
