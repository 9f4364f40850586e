import { tryElement } from '../access.ts'
import type { Expression } from '../expression.ts'
import type { JsonNode } from '../json-document.ts'
import { joinText } from '../text.ts'
import {
  combine,
  type Field,
  type Known,
  ListValue,
  listOf,
  recordOf,
  RecordValue,
  sameValue,
  Unknown,
  type Value,
} from '../value.ts'
import { ANY_NUMBER, type Call, type FunctionTable, lazy, type LazyCall, partly } from './function-table.ts'
import { intersectionOf, shallowMergeOf, unionOf } from './merging.ts'

/**
 * Lists, objects, and what works on strings alike.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array and
 * template-functions-object, read 2026-11-21.
 */
export const COLLECTION_FUNCTIONS: FunctionTable = {
  array: lazy(1, 1, ([arg], call) => {
    const value = arg === undefined ? null : call.evaluate(arg)
    if (value instanceof ListValue) return value
    return value instanceof Unknown ? call.unknown([value]) : listOf([value])
  }),
  concat: lazy(1, ANY_NUMBER, (args, call) => concatenated(valuesOf(args, call), call)),
  contains: lazy(2, 2, (args, call) => containsOf(valuesOf(args, call), call)),
  createarray: lazy(0, ANY_NUMBER, (args, call) => listOf(valuesOf(args, call))),
  createobject: lazy(0, ANY_NUMBER, (args, call) => objectOf(valuesOf(args, call), call)),
  empty: lazy(1, 1, ([arg], call) => emptyOf(arg === undefined ? null : call.evaluate(arg), call)),
  first: partly(1, 1, ([value], call) => endOf(value, 0, call)),
  last: partly(1, 1, ([value], call) => endOf(value, -1, call)),
  flatten: partly(1, 1, ([value], call) => {
    if (!(value instanceof ListValue)) return call.fault('flatten() takes a list of lists.')
    const items: Value[] = []
    for (const item of value.items) {
      if (item instanceof Unknown) return new Unknown(item.reasons)
      if (!(item instanceof ListValue)) return call.fault('flatten() takes a list of lists.')
      const spent = call.spend(item.items.length)
      if (spent !== null) return spent
      for (const inner of item.items) items.push(inner)
    }
    return listOf(items)
  }),
  indexof: partly(2, 2, ([where, what], call) => positionOf(where, what, call, 'first')),
  lastindexof: partly(2, 2, ([where, what], call) => positionOf(where, what, call, 'last')),
  intersection: partly(1, ANY_NUMBER, (args, call) => intersectionOf(args, call)),
  union: lazy(1, ANY_NUMBER, (args, call) => unionOf(valuesOf(args, call), call)),
  shallowmerge: partly(1, 1, ([value], call) => {
    return value instanceof ListValue
      ? shallowMergeOf(value, call)
      : call.fault('shallowMerge() takes a list.')
  }),
  items: partly(1, 1, ([value], call) => {
    if (!(value instanceof RecordValue)) return call.fault('items() takes an object.')
    if (value.open !== null) return new Unknown(value.open.reasons)
    const sorted = [...value.fields.values()].sort((a, b) => compareText(a.name, b.name))
    return listOf(sorted.map(({ name, value: inner, at }) => itemOf(name, inner, at)))
  }),
  objectkeys: partly(1, 1, ([value], call) => {
    if (!(value instanceof RecordValue)) return call.fault('objectKeys() takes an object.')
    if (value.open !== null) return new Unknown(value.open.reasons)
    return listOf([...value.fields.values()].map((field) => field.name))
  }),
  length: partly(1, 1, ([value], call) => {
    if (typeof value === 'string') return value.length
    if (value instanceof ListValue) return value.items.length
    if (!(value instanceof RecordValue)) return call.fault('length() takes a list, an object or a string.')
    return value.open === null ? value.fields.size : new Unknown(value.open.reasons)
  }),
  range: partly(2, 2, ([start, count], call) => {
    if (typeof start !== 'number' || typeof count !== 'number' || count < 0 || count > MAX_RANGE) {
      return call.fault(`range() takes a start and a count from 0 to ${MAX_RANGE}.`)
    }
    const spent = call.spend(count)
    return spent ?? listOf(Array.from({ length: Math.trunc(count) }, (_, at) => start + at))
  }),
  skip: partly(2, 2, ([value, count], call) => sliceOf(value, count, call, (at, length) => [at, length])),
  take: partly(2, 2, ([value, count], call) => sliceOf(value, count, call, (at) => [0, at])),
  tryget: lazy(2, ANY_NUMBER, (args, call) => tryGet(args, call, (index) => index)),
  tryindexfromend: lazy(2, ANY_NUMBER, (args, call) => tryGet(args, call, fromEnd)),
  indexfromend: partly(2, 2, ([list, index], call) => {
    const found = tryElement(list ?? null, fromEnd(index ?? null, list ?? null))
    return found ?? call.fault('indexFromEnd() asks for an item that is not there.')
  }),
}

/** Azure refuses longer ranges. */
const MAX_RANGE = 10_000

function valuesOf(args: readonly Expression[], call: LazyCall): readonly Value[] {
  return args.map((arg) => call.evaluate(arg))
}

function concatenated(values: readonly Value[], call: LazyCall): Value {
  if (!values.some((value) => value instanceof ListValue)) {
    if (values.some((value) => value instanceof RecordValue)) {
      return call.fault('concat() takes lists or strings.')
    }
    const text = joinText(values)
    return typeof text === 'string' ? (call.spend(text.length >> 6) ?? text) : text
  }
  if (values.some((value) => value instanceof Unknown)) return call.unknown(values)
  const items: Value[] = []
  const places: (JsonNode | null)[] = []
  for (const value of values) {
    if (!(value instanceof ListValue)) return call.fault('concat() takes lists or strings, not both.')
    const spent = call.spend(value.items.length)
    if (spent !== null) return spent
    value.items.forEach((item, at) => {
      items.push(item)
      places.push(value.places?.[at] ?? null)
    })
  }
  return listOf(items, places)
}

function containsOf(values: readonly Value[], call: LazyCall): Value {
  const [container = null, item = null] = values
  if (container instanceof Unknown || item instanceof Unknown) return call.unknown(values)
  if (typeof container === 'string') {
    return typeof item === 'object'
      ? call.fault('contains() takes a string to find.')
      : container.includes(String(item))
  }
  if (container instanceof RecordValue) {
    if (typeof item !== 'string') return call.fault('contains() takes the name of a property.')
    if (container.fields.has(item.toLowerCase())) return true
    return container.open === null ? false : call.unknown([container.open])
  }
  if (!(container instanceof ListValue)) return call.fault('contains() takes a list, an object or a string.')
  const spent = call.spend(container.size)
  if (spent !== null) return spent
  const unknown: Unknown[] = []
  for (const one of container.items) {
    const same = sameValue(one, item)
    if (same === true) return true
    if (same !== false) unknown.push(same)
  }
  return unknown.length === 0 ? false : combine(unknown)
}

function objectOf(values: readonly Value[], call: LazyCall): Value {
  if (values.length % 2 !== 0) return call.fault('createObject() takes names and values in pairs.')
  const fields = new Map<string, Field>()
  let open: Unknown | null = null
  for (let at = 0; at < values.length; at += 2) {
    const [name = null, value = null] = [values[at], values[at + 1]]
    if (name instanceof Unknown) {
      open = combine(open === null ? [name] : [open, name])
      if (name.symbol !== null) fields.set(name.symbol.toLowerCase(), { name: name.symbol, value, at: null })
    } else if (typeof name === 'string') fields.set(name.toLowerCase(), { name, value, at: null })
    else return call.fault('createObject() takes strings as names.')
  }
  return recordOf(fields, open)
}

function emptyOf(value: Value, call: LazyCall): Value {
  if (value === null || value === '') return true
  if (value instanceof Unknown) return hasKnownText(value) ? false : call.unknown([value])
  if (typeof value === 'string') return false
  if (value instanceof ListValue) return value.items.length === 0
  if (!(value instanceof RecordValue)) return call.fault('empty() takes a list, an object or a string.')
  if (value.open === null) return value.fields.size === 0
  // A name that is only a symbol may turn out equal to another, but it is there.
  return value.fields.size > 0 ? false : call.unknown([value.open])
}

/** `/subscriptions/{...}` is not empty, whatever the subscription. */
function hasKnownText(value: Unknown): boolean {
  return value.symbol !== null && value.symbol !== '' && !value.symbol.startsWith('{')
}

function endOf(value: Known | undefined, position: number, call: Call): Value {
  if (typeof value === 'string') return value.at(position) ?? ''
  if (value instanceof ListValue) return value.items.at(position) ?? null
  return call.fault(`${call.name}() takes a list or a string.`)
}

function positionOf(
  where: Known | undefined,
  what: Known | undefined,
  call: Call,
  which: 'first' | 'last',
): Value {
  if (typeof where === 'string' && typeof what === 'string') {
    // Without case, unlike contains().
    const [text, part] = [where.toLowerCase(), what.toLowerCase()]
    return which === 'first' ? text.indexOf(part) : text.lastIndexOf(part)
  }
  if (!(where instanceof ListValue)) return call.fault(`${call.name}() takes a list or a string.`)
  const spent = call.spend(where.size)
  if (spent !== null) return spent
  const order = where.items.map((_, at) => at)
  if (which === 'last') order.reverse()
  for (const at of order) {
    const same = sameValue(where.items[at] ?? null, what ?? null)
    if (same === true) return at
    if (same !== false) return same
  }
  return -1
}

function itemOf(name: string, value: Value, at: Field['at']): Value {
  return recordOf(
    new Map<string, Field>([
      ['key', { name: 'key', value: name, at }],
      ['value', { name: 'value', value, at }],
    ]),
  )
}

function compareText(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()]
  return left < right ? -1 : Number(left > right)
}

function sliceOf(
  value: Known | undefined,
  count: Known | undefined,
  call: Call,
  bounds: (count: number, length: number) => readonly [number, number],
): Value {
  if (typeof count !== 'number') return call.fault(`${call.name}() takes a whole number.`)
  const at = Math.max(0, count)
  if (typeof value === 'string') return value.slice(...bounds(at, value.length))
  if (!(value instanceof ListValue)) return call.fault(`${call.name}() takes a list or a string.`)
  const [from, to] = bounds(at, value.items.length)
  return (
    call.spend(value.items.length) ??
    listOf(value.items.slice(from, to), value.places === null ? null : value.places.slice(from, to))
  )
}

/** The first access may miss and gives null then; the others follow as usual. */
function tryGet(
  args: readonly Expression[],
  call: LazyCall,
  toIndex: (index: Value, of: Value) => Value,
): Value {
  const [target = null, first = null, ...rest] = valuesOf(args, call)
  if (target === null) return null
  let found: Value | undefined = tryElement(target, toIndex(first, target))
  if (found === undefined || found === null) return null
  for (const index of rest) {
    found = tryElement(found, endIndexOf(index, found))
    if (found === undefined) return call.fault(`${call.name}() asks for a property that is not there.`)
  }
  return found
}

/** `{ value: 2, fromEnd: true }` counts from the end. */
function endIndexOf(index: Value, of: Value): Value {
  if (!(index instanceof RecordValue)) return index
  const position = index.get('value') ?? null
  return index.get('fromEnd') === true ? fromEnd(position, of) : position
}

/** From 1, backwards. */
function fromEnd(index: Value, of: Value): Value {
  if (typeof index !== 'number' || !(of instanceof ListValue)) return index
  return of.items.length - index
}
