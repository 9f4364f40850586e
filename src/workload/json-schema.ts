import * as z from 'zod'
import type { SettingPath } from './diagnostic.ts'
import { declarationSchema } from './schema.ts'

/** The parts of JSON Schema (draft 2020-12) that the workload file's schema is made of. */
export interface JsonSchema {
  readonly $schema?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}

/** The schema that editors complete and check the workload file with. */
export function workloadJsonSchema(): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(declarationSchema, { io: 'input', target: 'draft-2020-12' })
  return { $schema, title: 'Causeway workload file', ...rest } as JsonSchema
}

let cached: JsonSchema | null = null

/** Keys that may stand in the map of the workload file at `path`; empty where any may. */
export function knownKeys(path: SettingPath): readonly string[] {
  cached ??= workloadJsonSchema()
  return keysBelow(cached, path)
}

/** Keys that a schema knows in the map at `path`; empty where any may stand there. */
export function keysBelow(schema: JsonSchema, path: SettingPath): readonly string[] {
  let current = alternatives(schema)
  for (const step of path) {
    current = current.flatMap((one) => {
      const next = typeof step === 'number' ? one.items : below(one, step)
      return next === undefined ? [] : alternatives(next)
    })
  }
  return [...new Set(current.flatMap(({ properties }) => Object.keys(properties ?? {})))]
}

function below(schema: JsonSchema, key: string): JsonSchema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key]
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
}

export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const among = schema.anyOf ?? schema.oneOf
  return among === undefined ? [schema] : among.flatMap(alternatives)
}
