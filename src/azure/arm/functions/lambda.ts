import type { Closure } from '../frame.ts'
import {
  type Field,
  ListValue,
  listOf,
  recordOf,
  RecordValue,
  sameValue,
  Unknown,
  type Value,
} from '../value.ts'
import type { Expression } from '../expression.ts'
import { type FunctionTable, lazy, type LazyCall } from './function-table.ts'

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda, read 2026-11-21. */
export const LAMBDA_FUNCTIONS: FunctionTable = {
  map: overList(2, (items, call, lambda) =>
    listOf(items.map((item, at) => call.callClosure(lambda, [item, at]))),
  ),
  filter: overList(2, (items, call, lambda) => {
    const kept: Value[] = []
    for (const [at, item] of items.entries()) {
      const keep = call.callClosure(lambda, [item, at])
      if (keep instanceof Unknown) return new Unknown(keep.reasons)
      if (typeof keep !== 'boolean') return call.fault('filter() needs true or false of its lambda.')
      if (keep) kept.push(item)
    }
    return listOf(kept)
  }),
  reduce: lazy(3, 3, ([list, start, body], call) => {
    if (list === undefined || start === undefined) return call.fault('reduce() takes three arguments.')
    const items = itemsOf(call.evaluate(list), call)
    const lambda = call.closure(body)
    if (lambda === null) return call.fault('reduce() takes a lambda as its last argument.')
    if (items instanceof Unknown) return items
    return items.reduce((sum, item, at) => call.callClosure(lambda, [sum, item, at]), call.evaluate(start))
  }),
  sort: overList(2, sorted),
  toobject: lazy(2, 3, ([list, keyBody, valueBody], call) => {
    const items =
      list === undefined ? call.fault('toObject() takes a list.') : itemsOf(call.evaluate(list), call)
    if (items instanceof Unknown) return items
    const keyOf = call.closure(keyBody)
    const valueOf = valueBody === undefined ? null : call.closure(valueBody)
    if (keyOf === null || (valueBody !== undefined && valueOf === null)) return needsLambda(call)
    const fields = new Map<string, Field>()
    for (const item of items) {
      const key = call.callClosure(keyOf, [item])
      if (key instanceof Unknown) return new Unknown(key.reasons)
      if (typeof key !== 'string') return call.fault('toObject() needs strings as names.')
      const value = valueOf === null ? item : call.callClosure(valueOf, [item])
      fields.set(key.toLowerCase(), { name: key, value, at: null })
    }
    return recordOf(fields)
  }),
  groupby: overList(2, (items, call, lambda) => {
    const groups = new Map<string, { name: string; items: Value[] }>()
    for (const [at, item] of items.entries()) {
      const key = call.callClosure(lambda, [item, at])
      if (key instanceof Unknown) return new Unknown(key.reasons)
      if (typeof key !== 'string') return call.fault('groupBy() needs strings as names.')
      const group = groups.get(key.toLowerCase()) ?? { name: key, items: [] }
      group.items.push(item)
      groups.set(key.toLowerCase(), group)
    }
    const fields = new Map<string, Field>()
    for (const [lowerName, { name, items: members }] of groups) {
      fields.set(lowerName, { name, value: listOf(members), at: null })
    }
    return recordOf(fields)
  }),
  mapvalues: lazy(2, 2, ([record, body], call) => {
    const value = record === undefined ? null : call.evaluate(record)
    const lambda = call.closure(body)
    if (lambda === null) return needsLambda(call)
    if (value instanceof Unknown) return new Unknown(value.reasons)
    if (!(value instanceof RecordValue)) return call.fault('mapValues() takes an object.')
    const fields = new Map<string, Field>()
    for (const [lowerName, field] of value.fields) {
      fields.set(lowerName, { ...field, value: call.callClosure(lambda, [field.value]) })
    }
    return recordOf(fields, value.open)
  }),
}

function overList(
  arity: number,
  apply: (items: readonly Value[], call: LazyCall, lambda: Closure) => Value,
): FunctionTable[string] {
  return lazy(arity, arity, ([list, body]: readonly (Expression | undefined)[], call) => {
    if (list === undefined) return needsLambda(call)
    const items = itemsOf(call.evaluate(list), call)
    const lambda = call.closure(body)
    if (lambda === null) return needsLambda(call)
    return items instanceof Unknown ? items : apply(items, call, lambda)
  })
}

function needsLambda(call: LazyCall): Unknown {
  return call.fault(`${call.name}() takes a lambda.`)
}

function itemsOf(list: Value, call: LazyCall): readonly Value[] | Unknown {
  // Without a symbol: what the lambda does is not in it.
  if (list instanceof Unknown) return new Unknown(list.reasons)
  return list instanceof ListValue ? list.items : call.fault(`${call.name}() takes a list.`)
}

/** By merging, which asks the lambda in a fixed order and no more than n log n times. */
function sorted(items: readonly Value[], call: LazyCall, before: Closure): Value {
  let unknown: Unknown | null = null
  const merge = (from: number, to: number): readonly Value[] => {
    if (to - from <= 1) return items.slice(from, to)
    const middle = (from + to) >> 1
    const left = merge(from, middle)
    const right = merge(middle, to)
    const merged: Value[] = []
    let [l, r] = [0, 0]
    while (l < left.length && r < right.length && unknown === null) {
      const [a, b] = [left[l] ?? null, right[r] ?? null]
      const rightFirst = sameValue(a, b) === true ? false : call.callClosure(before, [b, a])
      if (typeof rightFirst !== 'boolean') {
        unknown = rightFirst instanceof Unknown ? rightFirst : call.fault('sort() needs true or false.')
      } else merged.push(rightFirst ? (right[r++] ?? null) : (left[l++] ?? null))
    }
    return [...merged, ...left.slice(l), ...right.slice(r)]
  }
  const result = merge(0, items.length)
  return unknown === null ? listOf(result) : new Unknown((unknown as Unknown).reasons)
}
