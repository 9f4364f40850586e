import { type JsonNode, memberOf, type Place, placeOf } from './json-document.ts'
import type { Reason } from './reasons.ts'
import type { EvaluatedResource } from './resource.ts'
import { type Known, ListValue, RecordValue, Unknown, type Value } from './value.ts'

/** What a rule asks of a resource: a value, nothing, or why it cannot be said; with the place to look at. */
export type Asked =
  | { readonly kind: 'known'; readonly value: Exclude<Known, null>; readonly place: Place }
  /** Not there, or null, which Azure takes as not there. The place is the nearest value around it. */
  | { readonly kind: 'unset'; readonly place: Place }
  | { readonly kind: 'unknown'; readonly reasons: readonly Reason[]; readonly place: Place }

/** The value at a path such as `properties.networkAcls.defaultAction` or `properties.subnets[0].name`. */
export function valueAt(resource: Pick<EvaluatedResource, 'body' | 'at'>, path: string): Asked {
  return askedOf(stepsOf(path), resource.body, resource.at)
}

/** The value itself, unknown or not: what an id of another resource is followed by. */
export function rawAt(resource: Pick<EvaluatedResource, 'body'>, path: string): Value | undefined {
  let value: Value | undefined = resource.body
  for (const step of stepsOf(path)) {
    if (value instanceof RecordValue) value = value.get(String(step))
    else if (value instanceof ListValue && typeof step === 'number') value = value.items[step]
    else if (!(value instanceof Unknown)) return undefined
  }
  return value
}

/** The same below a value that was found before. */
export function valueIn(value: Value, place: Place, path: string): Asked {
  let found: Found = { value, at: place }
  for (const step of stepsOf(path)) {
    if (found.value instanceof Unknown || found.value === undefined) break
    found = stepInto(found.value, step, found.at)
  }
  return toAsked(found)
}

/** The items of a list, each with its place; unknown where the list is. An unset list has no items. */
export function itemsAt(resource: Pick<EvaluatedResource, 'body' | 'at'>, path: string): readonly Asked[] {
  return itemsOf(valueAt(resource, path))
}

export function itemsOf(list: Asked): readonly Asked[] {
  if (list.kind === 'unset') return []
  if (list.kind === 'unknown' || !(list.value instanceof ListValue)) return [list]
  const { items, places } = list.value
  return items.map((value, index) => toAsked({ value, at: places?.[index] ?? list.place }))
}

/** Where it is becomes a place at the end alone: making one costs more than all steps to it. */
interface Found {
  readonly value: Value | undefined
  readonly at: JsonNode | Place
}

function askedOf(steps: readonly (string | number)[], body: RecordValue, at: JsonNode): Asked {
  let found: Found = { value: body, at }
  // While values are written out in the resource itself, the place is there and not where a variable was written.
  let node: JsonNode | undefined = at
  for (const step of steps) {
    if (found.value instanceof Unknown || found.value === undefined) break
    const next = stepInto(found.value, step, found.at)
    node = typeof step === 'string' ? memberOf(node, step) : undefined
    found = node === undefined ? next : { value: next.value, at: node }
  }
  return toAsked(found)
}

function stepInto(value: Known, step: string | number, at: JsonNode | Place): Found {
  if (value instanceof RecordValue) {
    const field = value.fields.get(String(step).toLowerCase())
    return { value: field === undefined ? value.missing() : field.value, at: field?.at ?? at }
  }
  if (value instanceof ListValue && typeof step === 'number') {
    return { value: value.items[step], at: value.places?.[step] ?? at }
  }
  return { value: undefined, at }
}

function toAsked({ value, at }: Found): Asked {
  const place = 'kind' in at ? placeOf(at) : at
  if (value === undefined || value === null) return { kind: 'unset', place }
  if (value instanceof Unknown) return { kind: 'unknown', reasons: value.reasons, place }
  return { kind: 'known', value, place }
}

const STEP = /\[(\d+)\]|\['([^']*)'\]|([^.[\]]+)/g

/** Few paths are asked for, of many resources. */
const MAX_KEPT_PATHS = 2_000
const keptPaths = new Map<string, readonly (string | number)[]>()

/** Names with dots or brackets are written `['a.b']`. */
function stepsOf(path: string): readonly (string | number)[] {
  const kept = keptPaths.get(path)
  if (kept !== undefined) return kept
  const steps = [...path.matchAll(STEP)].map(([, index, quoted, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  )
  if (keptPaths.size >= MAX_KEPT_PATHS) keptPaths.clear()
  keptPaths.set(path, steps)
  return steps
}
