import { isTrue, type JsonNode, memberOf, stringMember } from './json-document.ts'
import { type Field, ListValue, listOf, recordOf, RecordValue, Unknown, type Value } from './value.ts'

/** The type that a template declares for a parameter or an output, also through `$ref` to its `definitions`. */
export interface DeclaredType {
  /** In lower case; empty where it is not said. */
  readonly type: string
  readonly nullable: boolean
  /** Holds the declaration that counts: the referred one. */
  readonly node: JsonNode
}

const MAX_REFERENCES = 20

export function declaredType(declaration: JsonNode, template: JsonNode): DeclaredType {
  let node = declaration
  let nullable = false
  for (let hops = 0; hops < MAX_REFERENCES; hops++) {
    nullable ||= isTrue(memberOf(node, 'nullable'))
    const reference = stringMember(node, '$ref')
    const definition = /^#\/definitions\/([^/]+)$/.exec(reference ?? '')?.[1]
    if (definition === undefined) break
    const referred = memberOf(memberOf(template, 'definitions'), definition)
    if (referred === undefined) break
    node = referred
  }
  return { type: (stringMember(node, 'type') ?? '').toLowerCase(), nullable, node }
}

/** Whether a value can be of the type; unknown ones can. */
export function fitsType(value: Value, { type, nullable }: DeclaredType): boolean {
  if (value instanceof Unknown || (value === null && nullable)) return true
  switch (type) {
    case 'string':
    case 'securestring':
      return typeof value === 'string'
    case 'int':
      return typeof value === 'number' && Number.isInteger(value)
    case 'bool':
      return typeof value === 'boolean'
    case 'array':
      return value instanceof ListValue
    case 'object':
    case 'secureobject':
      return value instanceof RecordValue
    default:
      return true
  }
}

const MAX_TYPE_DEPTH = 20

/** The value with every secure part put out of sight. */
export function withoutSecrets(
  value: Value,
  declaration: JsonNode,
  template: JsonNode,
  name: string,
  depth = 0,
): Value {
  if (value instanceof Unknown || value === null || depth > MAX_TYPE_DEPTH) return value
  const declared = declaredType(declaration, template)
  if (declared.type.startsWith('secure')) return new Unknown([{ kind: 'secret', name }])
  if (value instanceof RecordValue) return recordWithoutSecrets(value, declared, template, name, depth)
  if (!(value instanceof ListValue)) return value
  const items = memberOf(declared.node, 'items')
  const prefixes = memberOf(declared.node, 'prefixItems')
  if (items === undefined && prefixes === undefined) return value
  const kept = value.items.map((item, at) => {
    const own = prefixes?.kind === 'array' ? prefixes.items[at] : undefined
    const type = own ?? items
    return type === undefined ? item : withoutSecrets(item, type, template, name, depth + 1)
  })
  return listOf(kept, value.places)
}

function recordWithoutSecrets(
  value: RecordValue,
  declared: DeclaredType,
  template: JsonNode,
  name: string,
  depth: number,
): Value {
  const properties = memberOf(declared.node, 'properties')
  const others = memberOf(declared.node, 'additionalProperties')
  if (properties === undefined && others?.kind !== 'object') return value
  const fields = new Map<string, Field>()
  for (const [lowerName, field] of value.fields) {
    const type = memberOf(properties, lowerName) ?? (others?.kind === 'object' ? others : undefined)
    const kept =
      type === undefined ? field.value : withoutSecrets(field.value, type, template, name, depth + 1)
    fields.set(lowerName, { ...field, value: kept })
  }
  return recordOf(fields, value.open)
}
