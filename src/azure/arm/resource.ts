import type { Note } from './run.ts'
import type { JsonNode } from './json-document.ts'
import { type Field, recordOf, RecordValue, Unknown, type Value } from './value.ts'

/** A resource as a template, a plan or an export says that it is. The same for all kinds of targets. */
export interface EvaluatedResource {
  /** With all parts, such as `Microsoft.CognitiveServices/accounts/deployments`; empty when unknown. */
  readonly type: string
  /** With all parts, such as `account/deployment`. */
  readonly name: Value
  readonly id: Value
  readonly apiVersion: Value
  /** The id of what it is deployed to or extends; empty for the tenant. */
  readonly scope: Value
  /** All that is said of it: name, type, location, sku, kind, properties and so on. */
  readonly body: RecordValue
  readonly presence: Presence
  /** Only referred to: it is deployed elsewhere. */
  readonly existing: boolean
  /** By which the template names it; null where it has none. */
  readonly symbolicName: string | null
  /** As written: symbolic names, names or ids. */
  readonly dependsOn: readonly Value[]
  readonly copy: Copy | null
  /** The names of the deployments around it, the outermost first. */
  readonly deployments: readonly string[]
  /** Where it is written: in a loop, the same for all copies. */
  readonly at: JsonNode
}

export type Presence =
  | { readonly kind: 'there' }
  /** Its condition, or how many copies there are, is not known. */
  | { readonly kind: 'maybe'; readonly because: Unknown }
  /** Its condition is false. */
  | { readonly kind: 'not' }

export interface Copy {
  readonly name: string
  /** From 0; unknown where the number of copies is: then there is one resource for all. */
  readonly index: number | Unknown
  /** How many are deployed at once; null where all are. */
  readonly batchSize: number | null
}

export interface Output {
  readonly name: string
  readonly value: Value
  readonly at: JsonNode
}

export type TargetKind = 'arm-template' | 'bicep-snapshot' | 'terraform-plan' | 'resource-graph'

export interface Evaluation {
  readonly kind: TargetKind
  readonly resources: readonly EvaluatedResource[]
  readonly outputs: readonly Output[]
  readonly notes: readonly Note[]
}

export const THERE: Presence = { kind: 'there' }

export function bothPresent(a: Presence, b: Presence): Presence {
  if (a.kind === 'not' || b.kind === 'there') return a
  return b.kind === 'not' || a.kind === 'there' ? b : a
}

/** Nothing is known of a body that is too large to hold. */
export function bodyOf(fields: ReadonlyMap<string, Field>): RecordValue {
  const body = recordOf(fields)
  if (body instanceof RecordValue) return body
  const open = body instanceof Unknown ? body : null
  return new RecordValue(new Map(), open, { size: 1, depth: 1, inner: open })
}
