import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * An oracle for tests: ARM's resource types as Azure/bicep-types-az publishes them, in the folder that
 * CAUSEWAY_ARM_TYPES names, or `../shared/arm-types` beside the repository. It is no part of the product.
 */
const folder =
  process.env['CAUSEWAY_ARM_TYPES'] ?? path.resolve(import.meta.dirname, '../../../shared/arm-types')

/** For `skip`: false where the types are there. */
export const withoutArmTypes: false | string = existsSync(path.join(folder, 'index.json'))
  ? false
  : 'LEFT OUT: needs ARM types of Azure/bicep-types-az (CAUSEWAY_ARM_TYPES)'

interface Reference {
  readonly $ref: string
}

interface ArmType {
  readonly $type: string
  readonly name?: string
  readonly body?: Reference
  readonly properties?: Readonly<Record<string, { readonly type: Reference; readonly flags: number }>>
  readonly baseProperties?: ArmType['properties']
  readonly additionalProperties?: Reference
  readonly discriminator?: string
  readonly elements?: readonly Reference[] | Readonly<Record<string, Reference>>
  readonly itemType?: Reference
  readonly value?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
}

const REQUIRED = 1
const READ_ONLY = 2
/** Compilers fill them in, or they stand beside the body. */
const NOT_OF_THE_BODY = new Set(['id', 'type', 'apiVersion', 'scope', 'dependsOn', 'metadata', 'parent'])

const files = new Map<string, readonly ArmType[]>()
interface TypePlace {
  readonly file: string
  readonly element: number
}

/** By type and version in lower case. */
let index: ReadonlyMap<string, TypePlace> | null = null

function readIndex(): ReadonlyMap<string, TypePlace> {
  const read = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8')) as Readonly<
    Record<string, TypePlace>
  >
  return new Map(Object.entries(read).map(([name, place]) => [name.toLowerCase(), place]))
}

/** What is wrong with a resource as ARM would take it; empty where nothing is. A value in brackets is an expression. */
export function armProblems(resource: Readonly<Record<string, unknown>>): readonly string[] {
  index ??= readIndex()
  const key = `${String(resource['type'])}@${String(resource['apiVersion'])}`
  const found = index.get(key.toLowerCase()) ?? beside(index, key.toLowerCase())
  if (found === undefined) return [`${key}: no such type`]
  const types = load(found.file)
  const body = Object.fromEntries(Object.entries(resource).filter(([name]) => !NOT_OF_THE_BODY.has(name)))
  const ofBody = types[found.element]?.body
  if (ofBody === undefined) return [`${key}: is no resource type`]
  // The types name a child by its own segment alone.
  if (typeof body['name'] === 'string' && !body['name'].startsWith('['))
    body['name'] = body['name'].split('/').at(-1)
  const problems: string[] = []
  check(body, at(types, ofBody), types, key, problems)
  return problems
}

/** A type that the index does not name, in the file of one that it does: they hold all types of a provider. */
function beside(indexed: ReadonlyMap<string, TypePlace>, key: string): TypePlace | undefined {
  const [provider = ''] = key.split('/')
  const neighbours = new Set(
    [...indexed].flatMap(([name, { file }]) => (name.startsWith(`${provider}/`) ? [file] : [])),
  )
  for (const file of neighbours) {
    const element = load(file).findIndex(
      ({ $type, name }) => $type === 'ResourceType' && name?.toLowerCase() === key,
    )
    if (element >= 0) return { file, element }
  }
  return undefined
}

function load(file: string): readonly ArmType[] {
  const known = files.get(file)
  if (known !== undefined) return known
  const types = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as readonly ArmType[]
  files.set(file, types)
  return types
}

function at(types: readonly ArmType[], { $ref }: Reference): ArmType {
  const type = types[Number($ref.slice(2))]
  if (type === undefined) throw new Error(`the types have no ${$ref}`)
  return type
}

function check(
  value: unknown,
  type: ArmType,
  types: readonly ArmType[],
  where: string,
  problems: string[],
): void {
  const isExpression = typeof value === 'string' && /^\[[^[]/.test(value)
  switch (type.$type) {
    case 'ObjectType':
      if (isExpression) return
      checkObject(value, type.properties ?? {}, type.additionalProperties ?? null, types, where, problems)
      return
    case 'DiscriminatedObjectType': {
      const kind = (value as Readonly<Record<string, unknown>> | null)?.[type.discriminator ?? '']
      const chosen = (type.elements as Readonly<Record<string, Reference>>)[String(kind)]
      if (chosen === undefined)
        problems.push(`${where}.${type.discriminator}: ${String(kind)} is none of its kinds`)
      else {
        const own = at(types, chosen)
        checkObject(
          value,
          { ...type.baseProperties, ...own.properties },
          own.additionalProperties ?? null,
          types,
          where,
          problems,
        )
      }
      return
    }
    case 'ArrayType':
      if (!Array.isArray(value)) problems.push(`${where}: is no array`)
      else if (type.itemType !== undefined)
        for (const [i, item] of value.entries())
          check(item, at(types, type.itemType), types, `${where}[${i}]`, problems)
      return
    case 'UnionType': {
      if (isExpression) return
      const elements = (type.elements as readonly Reference[]).map((one) => at(types, one))
      const tried = elements.map((one) => {
        const wrong: string[] = []
        check(value, one, types, where, wrong)
        return wrong
      })
      // An enumeration that may grow takes any text; one that differs in case alone is a slip.
      const meant = elements.find(
        ({ value: literal }) => literal?.toLowerCase() === String(value).toLowerCase(),
      )
      const isSlip = meant?.value !== undefined && meant.value !== value
      if (isSlip || tried.every((wrong) => wrong.length > 0))
        problems.push(
          `${where}: ${JSON.stringify(value)} is none of ${elements.map((one) => one.value).join(', ')}`,
        )
      return
    }
    case 'StringLiteralType':
      if (!isExpression && value !== type.value) problems.push(`${where}: is not ${type.value}`)
      return
    case 'StringType':
      if (typeof value !== 'string') problems.push(`${where}: is no string`)
      else if (!isExpression) checkString(value, type, where, problems)
      return
    case 'IntegerType':
      if (!Number.isInteger(value)) problems.push(`${where}: is no whole number`)
      return
    case 'BooleanType':
      if (typeof value !== 'boolean') problems.push(`${where}: is neither true nor false`)
      return
    case 'NullType':
      if (value !== null) problems.push(`${where}: is not null`)
      return
    default:
  }
}

function checkString(value: string, type: ArmType, where: string, problems: string[]): void {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = type
  if (value.length < minLength || value.length > maxLength)
    problems.push(`${where}: has ${value.length} characters`)
  if (pattern !== undefined && !new RegExp(pattern).test(value))
    problems.push(`${where}: does not match ${pattern}`)
}

function checkObject(
  value: unknown,
  properties: NonNullable<ArmType['properties']>,
  others: Reference | null,
  types: readonly ArmType[],
  where: string,
  problems: string[],
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(`${where}: is no object`)
    return
  }
  const given = value as Readonly<Record<string, unknown>>
  for (const [name, one] of Object.entries(given)) {
    const property = properties[name]
    if (property === undefined) {
      if (others === null) problems.push(`${where}.${name}: there is no such property`)
      else check(one, at(types, others), types, `${where}.${name}`, problems)
    } else if ((property.flags & READ_ONLY) !== 0 && (property.flags & REQUIRED) === 0)
      problems.push(`${where}.${name}: is read-only`)
    else check(one, at(types, property.type), types, `${where}.${name}`, problems)
  }
  for (const [name, { flags }] of Object.entries(properties)) {
    const isMissing = (flags & REQUIRED) !== 0 && !(name in given) && !NOT_OF_THE_BODY.has(name)
    if (isMissing) problems.push(`${where}.${name}: is missing`)
  }
}
