import type { JsonNode } from './json-document.ts'
import { memberOf } from './json-document.ts'
import { type Field, listOf, recordOf, Unknown, type Value } from './value.ts'

/** What a plan says of a value: itself, and beside it in the same shape which parts are unknown or secret. */
export interface PlannedValue {
  readonly after: JsonNode
  readonly unknown: JsonNode | undefined
  readonly sensitive: JsonNode | undefined
}

type Path = readonly (string | number)[]

/** `instead` gives what stands for a path that is known only after apply. */
export function plannedValue(planned: PlannedValue, instead: (path: Path) => Value): Value {
  return valueAtPath(planned.after, planned, [], instead)
}

function valueAtPath(
  after: JsonNode | undefined,
  { unknown, sensitive }: Omit<PlannedValue, 'after'>,
  path: Path,
  instead: (path: Path) => Value,
): Value {
  if (isMarked(unknown)) return instead(path)
  if (isMarked(sensitive)) return new Unknown([{ kind: 'secret', name: String(path[0] ?? '') }])
  const inside = (step: string | number): Omit<PlannedValue, 'after'> => ({
    unknown: partOf(unknown, step),
    sensitive: partOf(sensitive, step),
  })
  if (after?.kind === 'array' || (after === undefined && unknown?.kind === 'array')) {
    const items = after?.kind === 'array' ? after.items : []
    const count = Math.max(items.length, unknown?.kind === 'array' ? unknown.items.length : 0)
    const values = Array.from({ length: count }, (_, at) =>
      valueAtPath(items[at], inside(at), [...path, at], instead),
    )
    return listOf(values, items.length === count ? items : null)
  }
  if (after === undefined && unknown?.kind !== 'object') return null
  if (after?.kind === 'scalar') return after.value
  const fields = new Map<string, Field>()
  for (const source of [after, unknown]) {
    if (source?.kind !== 'object') continue
    for (const { name, lowerName } of source.entries) {
      if (fields.has(lowerName)) continue
      const own = memberOf(after, name)
      const value = valueAtPath(own, inside(name), [...path, name], instead)
      fields.set(lowerName, { name, value, at: own ?? after ?? null })
    }
  }
  return recordOf(fields)
}

function isMarked(node: JsonNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

function partOf(node: JsonNode | undefined, step: string | number): JsonNode | undefined {
  if (typeof step === 'string') return memberOf(node, step)
  return node?.kind === 'array' ? node.items[step] : undefined
}
