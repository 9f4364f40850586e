import type { JsonNode } from './json-document.ts'
import { type Field, listOf, recordOf, type Value } from './value.ts'

/** JSON as a value, with nothing in it evaluated. */
export function valueOfJson(node: JsonNode): Value {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'array') return listOf(node.items.map(valueOfJson), node.items)
  const fields = new Map<string, Field>()
  for (const { name, lowerName, value } of node.entries) {
    fields.set(lowerName, { name, value: valueOfJson(value), at: value })
  }
  return recordOf(fields)
}
