import type { JsonNode } from './json-document.ts'
import type { AzurermField, AzurermForm } from './terraform-azurerm.ts'
import { joinText } from './text.ts'
import {
  combine,
  type Field,
  ListValue,
  listOf,
  recordFrom,
  recordOf,
  RecordValue,
  Unknown,
  type Value,
} from './value.ts'

/** Attributes of a resource of Terraform as the properties of one of Azure. */

/** A record in the making: fields by name, or records in the making. */
type Draft = Map<string, Field | { readonly name: string; readonly below: Draft }>

export function mappedBody(
  attributes: Value,
  fields: readonly AzurermField[],
  fixed: Readonly<Record<string, string>>,
  at: JsonNode,
): Map<string, Field> {
  const draft: Draft = new Map()
  for (const [to, value] of Object.entries(fixed)) put(draft, to.split('.'), value, at)
  fill(draft, attributes, fields, at)
  const body = new Map<string, Field>()
  for (const [lowerName, entry] of draft) body.set(lowerName, finished(entry, at))
  return body
}

function fill(draft: Draft, attributes: Value, fields: readonly AzurermField[], at: JsonNode): void {
  for (const field of fields) {
    const parts = field.from.split('+').map((path) => read(attributes, path.split('.')))
    if (parts.some((part) => part === undefined || part.value === null)) continue
    const [first] = parts
    const found =
      field.as === 'joined' ? joined(parts.map((part) => part?.value ?? null)) : (first?.value ?? null)
    const value =
      field.each === undefined ? formed(found, field.as) : blocks(found, field.each, first?.at ?? at)
    put(draft, field.to.split('.'), value, first?.at ?? at)
  }
}

function joined(parts: readonly Value[]): Value {
  return joinText(parts.flatMap((part, at) => (at === 0 ? [part] : ['_', part])))
}

function blocks(list: Value, fields: readonly AzurermField[], at: JsonNode): Value {
  if (!(list instanceof ListValue)) return list
  const items = list.items.map((item, index) => {
    if (item instanceof Unknown) return item
    return recordOf(mappedBody(item, fields, {}, list.places?.[index] ?? at))
  })
  return listOf(items, list.places)
}

interface Read {
  readonly value: Value
  readonly at: JsonNode | null
}

function read(from: Value, path: readonly string[]): Read | undefined {
  let found: Read = { value: from, at: null }
  for (const step of path) {
    const { value } = found
    if (value instanceof Unknown) return { value, at: found.at }
    if (value instanceof RecordValue) {
      const field = value.fields.get(step)
      if (field === undefined) return undefined
      found = { value: field.value, at: field.at }
    } else if (value instanceof ListValue) {
      const item = value.items[Number(step)]
      if (item === undefined) return undefined
      found = { value: item, at: value.places?.[Number(step)] ?? found.at }
    } else return undefined
  }
  return found
}

function put(draft: Draft, path: readonly string[], value: Value, at: JsonNode): void {
  let target = draft
  for (const name of path.slice(0, -1)) {
    const lowerName = name.toLowerCase()
    const there = target.get(lowerName)
    const below: Draft = there !== undefined && 'below' in there ? there.below : new Map()
    target.set(lowerName, { name, below })
    target = below
  }
  const name = path.at(-1) ?? ''
  target.set(name.toLowerCase(), { name, value, at })
}

function finished(entry: Field | { readonly name: string; readonly below: Draft }, at: JsonNode): Field {
  if (!('below' in entry)) return entry
  const fields = new Map<string, Field>()
  let place: JsonNode = at
  for (const [lowerName, inner] of entry.below) {
    const field = finished(inner, at)
    fields.set(lowerName, field)
    if (fields.size === 1) place = field.at ?? at
  }
  return { name: entry.name, value: recordOf(fields), at: place }
}

function formed(value: Value, form: AzurermForm | undefined): Value {
  if (form === undefined || form === 'joined') return value
  if (form === 'id') return recordFrom([['id', value]])
  if (form === 'zones') return zoneConfigs(value)
  if (value instanceof Unknown) return value
  if (form === 'list') {
    if (!(value instanceof ListValue)) return value
    if (value.inner !== null) return combine([value.inner])
    return joinText(value.items.flatMap((item, at) => (at === 0 ? [item] : [', ', item])))
  }
  if (typeof value !== 'boolean') return value
  if (form === 'not') return !value
  if (form === 'enforced') return value ? 'Default' : 'DoNotEnforce'
  return value ? 'Enabled' : 'Disabled'
}

function zoneConfigs(ids: Value): Value {
  if (!(ids instanceof ListValue)) return ids
  const configs = ids.items.map((id) => recordFrom([['properties', recordFrom([['privateDnsZoneId', id]])]]))
  return listOf(configs, ids.places)
}
