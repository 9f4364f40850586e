import type { JsonNode } from './json-document.ts'
import { type Reason, sameReason } from './reasons.ts'

/**
 * A value of a template: known, or unknown with its reasons. A list or record is known even where values inside it are
 * not, so that one missing parameter hides no more than what hangs on it.
 */
export type Scalar = string | number | boolean | null
export type Known = Scalar | ListValue | RecordValue
export type Value = Known | Unknown

/** A finding names a few reasons; more say no more. */
const MAX_REASONS = 8
/** Longer symbols are dropped: they only serve to tell that two unknown values are equal. */
const MAX_SYMBOL_LENGTH = 2_000
/** Values in a value, itself included; shared parts count each time, so that no walk over one is long. */
export const MAX_VALUE_SIZE = 500_000
export const MAX_VALUE_DEPTH = 160

export class Unknown {
  readonly reasons: readonly Reason[]
  /**
   * How the value comes about, such as `{subscription().subscriptionId}` inside `/subscriptions/{...}/resourceGroups/x`:
   * equal symbols are equal values. Null where that cannot be said.
   */
  readonly symbol: string | null

  constructor(reasons: readonly Reason[], symbol: string | null = null) {
    this.reasons = reasons
    this.symbol = symbol !== null && symbol.length <= MAX_SYMBOL_LENGTH ? symbol : null
  }
}

export class ListValue {
  readonly items: readonly Value[]
  /** Where each item was written, as far as that is known. */
  readonly places: readonly (JsonNode | null)[] | null
  readonly size: number
  readonly depth: number
  /** What is unknown somewhere inside. */
  readonly inner: Unknown | null

  constructor(items: readonly Value[], places: readonly (JsonNode | null)[] | null, extent: Extent) {
    this.items = items
    this.places = places
    this.size = extent.size
    this.depth = extent.depth
    this.inner = extent.inner
  }
}

export interface Field {
  readonly name: string
  readonly value: Value
  /** Where it was written, as far as that is known. */
  readonly at: JsonNode | null
}

export class RecordValue {
  /** By name in lower case: property names compare without case. */
  readonly fields: ReadonlyMap<string, Field>
  /** Why there may be further fields; the ones that are here are certain. */
  readonly open: Unknown | null
  readonly size: number
  readonly depth: number
  /** What is unknown somewhere inside, `open` included. */
  readonly inner: Unknown | null

  constructor(fields: ReadonlyMap<string, Field>, open: Unknown | null, extent: Extent) {
    this.fields = fields
    this.open = open
    this.size = extent.size
    this.depth = extent.depth
    this.inner = extent.inner
  }

  /** The field's value; undefined where it is not set; unknown where it may be set. */
  get(name: string): Value | undefined {
    const field = this.fields.get(name.toLowerCase())
    return field === undefined ? this.missing() : field.value
  }

  /** What a field holds that is not here. */
  missing(): Unknown | undefined {
    return this.open === null ? undefined : new Unknown(this.open.reasons)
  }
}

interface Extent {
  readonly size: number
  readonly depth: number
  readonly inner: Unknown | null
}

export function listOf(items: readonly Value[], places: readonly (JsonNode | null)[] | null = null): Value {
  const extent = new GrowingExtent(null)
  for (const item of items) extent.add(item)
  return extent.isTooLarge() ? tooLarge('a value of the template') : new ListValue(items, places, extent)
}

export function recordOf(fields: ReadonlyMap<string, Field>, open: Unknown | null = null): Value {
  const extent = new GrowingExtent(open)
  for (const field of fields.values()) extent.add(field.value)
  return extent.isTooLarge() ? tooLarge('a value of the template') : new RecordValue(fields, open, extent)
}

export function recordFrom(entries: Iterable<readonly [string, Value]>, at: JsonNode | null = null): Value {
  const fields = new Map<string, Field>()
  for (const [name, value] of entries) fields.set(name.toLowerCase(), { name, value, at })
  return recordOf(fields)
}

class GrowingExtent implements Extent {
  size = 1
  depth = 1
  inner: Unknown | null

  constructor(open: Unknown | null) {
    this.inner = open
  }

  add(value: Value): void {
    if (value === null || typeof value !== 'object') {
      this.size++
      return
    }
    if (value instanceof Unknown) {
      this.size++
      this.#addUnknown(value)
      return
    }
    this.size += value.size
    if (value.depth >= this.depth) this.depth = value.depth + 1
    if (value.inner !== null) this.#addUnknown(value.inner)
  }

  #addUnknown(unknown: Unknown): void {
    if (this.inner === null) this.inner = unknown
    else if (this.inner.reasons !== unknown.reasons) this.inner = combine([this.inner, unknown])
  }

  isTooLarge(): boolean {
    return this.size > MAX_VALUE_SIZE || this.depth > MAX_VALUE_DEPTH
  }
}

export function tooLarge(what: string): Unknown {
  return new Unknown([{ kind: 'limit', what }])
}

/** The reasons of all, without a symbol of its own. */
export function combine(unknowns: readonly Unknown[], symbol: string | null = null): Unknown {
  const [first] = unknowns
  if (unknowns.length === 1 && first !== undefined) return new Unknown(first.reasons, symbol)
  const reasons: Reason[] = []
  for (const unknown of unknowns) {
    for (const reason of unknown.reasons) {
      if (reasons.length >= MAX_REASONS) return new Unknown(reasons, symbol)
      if (!reasons.some((one) => sameReason(one, reason))) reasons.push(reason)
    }
  }
  return new Unknown(reasons, symbol)
}

/** The values in a value, itself included. */
export function sizeOf(value: Value): number {
  return value instanceof ListValue || value instanceof RecordValue ? value.size : 1
}

/** What is unknown about a value, at the top or inside. */
export function unknownIn(value: Value): Unknown | null {
  if (value instanceof Unknown) return value
  return value instanceof ListValue || value instanceof RecordValue ? value.inner : null
}

export type Truth = true | false | Unknown

/** Equal as `equals()` sees it: strings with case, names of properties without; unknown where it hangs on it. */
export function sameValue(a: Value, b: Value): Truth {
  if (a === b) return true
  if (a instanceof Unknown || b instanceof Unknown) {
    if (a instanceof Unknown && b instanceof Unknown) {
      return a.symbol !== null && a.symbol === b.symbol ? true : combine([a, b])
    }
    return combine([a, b].filter((one) => one instanceof Unknown))
  }
  if (a instanceof ListValue && b instanceof ListValue) return sameLists(a, b)
  if (a instanceof RecordValue && b instanceof RecordValue) return sameRecords(a, b)
  return false
}

function sameLists(a: ListValue, b: ListValue): Truth {
  if (a.items.length !== b.items.length) return false
  return every(a.items.length, (at) => sameValue(a.items[at] ?? null, b.items[at] ?? null))
}

function sameRecords(a: RecordValue, b: RecordValue): Truth {
  const open = [a.open, b.open].filter((one) => one !== null)
  if (open.length === 0 && a.fields.size !== b.fields.size) return false
  const names = [...new Set([...a.fields.keys(), ...b.fields.keys()])]
  const fields = every(names.length, (at) => {
    const name = names[at] ?? ''
    const left = a.get(name)
    const right = b.get(name)
    return left === undefined || right === undefined ? false : sameValue(left, right)
  })
  return fields === true && open.length > 0 ? combine(open) : fields
}

/** False as soon as one is false; else unknown if one is unknown. */
function every(count: number, test: (at: number) => Truth): Truth {
  const unknown: Unknown[] = []
  for (let at = 0; at < count; at++) {
    const truth = test(at)
    if (truth === false) return false
    if (truth !== true) unknown.push(truth)
  }
  return unknown.length === 0 ? true : combine(unknown)
}

/**
 * What is certain when either of two values may come: the same value, or the record of what both have in common, or
 * nothing.
 */
export function eitherOf(a: Value, b: Value, why: Unknown): Value {
  if (sameValue(a, b) === true) return a
  if (a instanceof RecordValue && b instanceof RecordValue) {
    const fields = new Map<string, Field>()
    let alike = a.open === null && b.open === null && a.fields.size === b.fields.size
    for (const [name, field] of a.fields) {
      const other = b.fields.get(name)
      if (other === undefined) alike = false
      else fields.set(name, { ...field, value: eitherOf(field.value, other.value, why) })
    }
    const open = [why, a.open, b.open].filter((one) => one !== null)
    return recordOf(fields, alike ? null : combine(open))
  }
  return combine([why, a, b].filter((one) => one instanceof Unknown))
}

/** As JSON; unknown parts become their symbols in braces, or `{unknown}`. */
export function toJson(value: Value): unknown {
  if (value instanceof Unknown) return value.symbol ?? '{unknown}'
  if (value instanceof ListValue) return value.items.map(toJson)
  if (!(value instanceof RecordValue)) return value
  // A null prototype: a field may be called `__proto__`.
  const made = Object.create(null) as Record<string, unknown>
  for (const { name, value: inner } of value.fields.values()) made[name] = toJson(inner)
  return made
}
