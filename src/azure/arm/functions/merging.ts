import {
  combine,
  type Field,
  type Known,
  ListValue,
  listOf,
  recordOf,
  RecordValue,
  sameValue,
  sizeOf,
  Unknown,
  type Value,
} from '../value.ts'
import type { Call, LazyCall } from './function-table.ts'

/**
 * `union()`: lists without repetition, or objects merged with all that is in them. What a later known object says is
 * certain, also after an unknown one; what an earlier one says is not.
 */
export function unionOf(values: readonly Value[], call: LazyCall): Value {
  if (values.every((value) => value instanceof ListValue)) return unionOfLists(values, call)
  if (!values.every((value) => value instanceof RecordValue || value instanceof Unknown)) {
    return call.fault('union() takes lists or objects, not both.')
  }
  if (!values.some((value) => value instanceof RecordValue)) return call.unknown(values)
  let merged: Value = recordOf(new Map())
  for (const value of values) {
    const spent = call.spend(sizeOf(merged) + sizeOf(value))
    if (spent !== null) return spent
    merged = merge(merged, value)
  }
  return merged
}

/** Objects merged at the top alone. */
export function shallowMergeOf(list: ListValue, call: Call): Value {
  if (!list.items.every((item) => item instanceof RecordValue || item instanceof Unknown)) {
    return call.fault('shallowMerge() takes a list of objects.')
  }
  const fields = new Map<string, Field>()
  let open: Unknown | null = null
  for (const item of list.items) {
    const unknown = item instanceof Unknown ? item : item instanceof RecordValue ? item.open : null
    if (unknown !== null) {
      open = combine(open === null ? [unknown] : [open, unknown])
      // All that was known before may be overwritten.
      fields.clear()
    }
    if (!(item instanceof RecordValue)) continue
    const spent = call.spend(item.fields.size)
    if (spent !== null) return spent
    for (const [lowerName, field] of item.fields) fields.set(lowerName, field)
  }
  return recordOf(fields, open)
}

function merge(left: Value, right: Value): Value {
  if (right instanceof Unknown) {
    const before = left instanceof RecordValue || left instanceof Unknown ? [left] : []
    const reasons = before
      .map((one) => (one instanceof Unknown ? one : one.inner))
      .filter((one) => one !== null)
    // All that was known may be overwritten.
    return recordOf(new Map(), combine([right, ...reasons]))
  }
  if (!(left instanceof RecordValue) || !(right instanceof RecordValue)) return right
  if (right.open !== null && left.fields.size > 0) {
    return merge(
      recordOf(new Map(), combine(left.inner === null ? [right.open] : [right.open, left.inner])),
      right,
    )
  }
  const fields = new Map(left.fields)
  for (const [lowerName, field] of right.fields) {
    const before = left.get(lowerName)
    fields.set(lowerName, { ...field, value: mergedField(before, field.value) })
  }
  const open = [left.open, right.open].filter((one) => one !== null)
  return recordOf(fields, open.length === 0 ? null : combine(open))
}

function mergedField(before: Value | undefined, value: Value): Value {
  if (before === undefined || !(value instanceof RecordValue)) return value
  if (before instanceof Unknown) return merge(recordOf(new Map(), before), value)
  return before instanceof RecordValue ? merge(before, value) : value
}

function unionOfLists(lists: readonly ListValue[], call: LazyCall): Value {
  const items: Value[] = []
  const scalars = new Set<Value>()
  let size = 0
  for (const list of lists) {
    for (const item of list.items) {
      if (isScalar(item)) {
        const spent = call.spend(1)
        if (spent !== null) return spent
        if (!scalars.has(item)) items.push(item)
        scalars.add(item)
        continue
      }
      size += sizeOf(item)
      const spent = call.spend(size)
      if (spent !== null) return spent
      const found = findIn(items, item)
      if (found instanceof Unknown) return call.unknown([found])
      if (!found) items.push(item)
    }
  }
  // An unknown item may turn out equal to any other.
  const unknown = items.filter((item) => item instanceof Unknown)
  return unknown.length > 0 && items.length > 1 ? call.unknown(unknown) : listOf(items)
}

export function intersectionOf(args: readonly Known[], call: Call): Value {
  const [first, ...others] = args
  if (first instanceof ListValue && others.every((other) => other instanceof ListValue)) {
    return intersectionOfLists(first, others, call)
  }
  if (!(first instanceof RecordValue) || !others.every((other) => other instanceof RecordValue)) {
    return call.fault('intersection() takes lists or objects, not both.')
  }
  const open = [first, ...others].map((record) => record.open).filter((one) => one !== null)
  if (open.length > 0) return combine(open)
  const spent = call.spend(args.reduce<number>((sum, arg) => sum + sizeOf(arg), 0))
  if (spent !== null) return spent
  const fields = new Map<string, Field>()
  for (const [lowerName, field] of first.fields) {
    for (const other of others) {
      const value = other.get(lowerName)
      const same = value === undefined ? false : sameValue(field.value, value)
      if (same instanceof Unknown) return new Unknown(same.reasons)
      if (same) fields.set(lowerName, field)
      else {
        fields.delete(lowerName)
        break
      }
    }
    if (others.length === 0) fields.set(lowerName, field)
  }
  return recordOf(fields)
}

function intersectionOfLists(first: ListValue, others: readonly ListValue[], call: Call): Value {
  const kept: Value[] = []
  for (const item of first.items) {
    const spent = call.spend(1 + others.reduce((sum, other) => sum + other.size, kept.length))
    if (spent !== null) return spent
    const already = findIn(kept, item)
    if (already instanceof Unknown) return new Unknown(already.reasons)
    if (already) continue
    let everywhere = true
    for (const other of others) {
      const found = findIn(other.items, item)
      if (found instanceof Unknown) return new Unknown(found.reasons)
      everywhere &&= found
    }
    if (everywhere) kept.push(item)
  }
  return listOf(kept)
}

function findIn(items: readonly Value[], wanted: Value): boolean | Unknown {
  const unknown: Unknown[] = []
  for (const item of items) {
    const same = sameValue(item, wanted)
    if (same === true) return true
    if (same !== false) unknown.push(same)
  }
  return unknown.length === 0 ? false : combine(unknown)
}

function isScalar(value: Value): boolean {
  return value === null || typeof value !== 'object'
}
