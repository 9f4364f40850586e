import { isArray, isObject, type Json, type JsonObject, numberOf, textOf } from './json.ts'

/** Depth at which a schema that holds itself is given up; deeper than any that Azure takes for structured output. */
const MAX_DEPTH = 12
/** Values of one sample in all: a schema that holds itself in many places would grow without end. */
const MAX_VALUES = 2_000
/** Items of an array, so that a sample stays small. */
const MAX_ITEMS = 3

/** A value that satisfies `schema`: all properties of objects, the first of alternatives. Same schema, same value. */
export function jsonSample(schema: Json | undefined): Json {
  return sample(schema, { schema, values: 0 }, 0)
}

interface Root {
  readonly schema: Json | undefined
  values: number
}

function sample(schema: Json | undefined, root: Root, depth: number): Json {
  if (++root.values > MAX_VALUES || depth > MAX_DEPTH || !isObject(schema)) return {}
  const reference = textOf(schema['$ref'])
  if (reference !== null) return sample(resolve(reference, root.schema), root, depth + 1)
  if (schema['const'] !== undefined) return schema['const']
  const choices = schema['enum']
  if (isArray(choices) && choices[0] !== undefined) return choices[0]
  for (const field of ['anyOf', 'oneOf', 'allOf'] as const) {
    const alternatives = schema[field]
    if (isArray(alternatives)) return sample(alternatives[0], root, depth + 1)
  }
  const { type } = schema
  switch (textOf(isArray(type) ? type[0] : type) ?? 'object') {
    case 'string':
      return sampleText(schema)
    case 'integer':
      return Math.ceil(sampleNumber(schema))
    case 'number':
      return sampleNumber(schema)
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array': {
      const count = Math.min(MAX_ITEMS, Math.max(1, numberOf(schema['minItems']) ?? 1))
      return Array.from({ length: count }, () => sample(schema['items'], root, depth + 1))
    }
    default:
      return sampleObject(schema, root, depth)
  }
}

function sampleObject(schema: JsonObject, root: Root, depth: number): Json {
  const { properties, required } = schema
  if (!isObject(properties)) return {}
  // Deep down only what is required, so that a schema that holds itself comes to an end.
  const names = depth < MAX_DEPTH / 2 || !isArray(required) ? Object.keys(properties) : required
  const value: Record<string, Json> = {}
  for (const name of names) {
    if (root.values > MAX_VALUES) break
    if (typeof name === 'string') value[name] = sample(properties[name], root, depth + 1)
  }
  return value
}

const TEXT_OF_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-11-21',
  'date-time': '2026-11-21T12:00:00Z',
  time: '12:00:00Z',
  duration: 'PT1H',
  email: 'person@contoso.com',
  hostname: 'www.contoso.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://www.contoso.com',
  uuid: '00000000-0000-4000-8000-000000000000',
}

function sampleText(schema: JsonObject): string {
  const format = textOf(schema['format'])
  const text = (format === null ? undefined : TEXT_OF_FORMAT[format]) ?? 'simulated'
  const padded = text.padEnd(numberOf(schema['minLength']) ?? 0, 'x')
  const most = numberOf(schema['maxLength'])
  return most === null ? padded : padded.slice(0, most)
}

function sampleNumber(schema: JsonObject): number {
  const least = numberOf(schema['minimum'])
  if (least !== null) return least
  const above = numberOf(schema['exclusiveMinimum'])
  if (above !== null) return above + 1
  const most = numberOf(schema['maximum']) ?? numberOf(schema['exclusiveMaximum'])
  return most === null || most > 1 ? 1 : most - 1
}

/** Only references within the schema, such as `#/$defs/step`. */
function resolve(reference: string, root: Json | undefined): Json | undefined {
  if (!reference.startsWith('#')) return undefined
  let at: Json | undefined = root
  for (const part of reference.slice(1).split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (isArray(at)) at = at[Number(name)]
    else if (isObject(at)) at = at[name]
    else return undefined
  }
  return at
}
