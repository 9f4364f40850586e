/**
 * The Azure resources that a plan asks for, before they are printed: what Bicep, ARM JSON and Terraform files of one
 * plan have in common. Resources refer to each other as objects; how a reference is written is the printer's business.
 */
export interface ResourceGraph {
  readonly workload: string
  /** In the order in which they are deployed; a stage refers to its own resources and to those of earlier ones. */
  readonly stages: readonly Stage[]
  /** What whoever deploys has to know or do beside: printed with the build and in its README. */
  readonly notes: readonly string[]
  /** What goes beside the templates. */
  readonly files: readonly GraphFile[]
}

export interface GraphFile {
  /** Relative, with slashes. */
  readonly path: string
  readonly text: string
}

/** What is deployed at once, into one scope: one template. */
export interface Stage {
  /** Such as `30-services-swedencentral`: the name of its files. */
  readonly name: string
  /** A sentence for whoever opens the file. */
  readonly purpose: string
  readonly scope: StageScope
  readonly parameters: readonly Parameter[]
  readonly resources: readonly Resource[]
  readonly outputs: readonly Output[]
}

export type StageScope =
  /** `location`: where Azure keeps the record of the deployment. */
  | { readonly kind: 'tenant'; readonly location: string }
  | { readonly kind: 'management-group'; readonly managementGroup: string; readonly location: string }
  | { readonly kind: 'subscription'; readonly location: string }
  | { readonly kind: 'resource-group'; readonly resourceGroup: string }

/** What only the one who deploys can say. */
export interface Parameter {
  readonly name: string
  readonly description: string
  readonly isSecret: boolean
  readonly default: string | null
}

export interface Output {
  readonly name: string
  readonly description: string
  readonly value: Expression
}

export interface Resource {
  /** Unique in the graph, the same in every build: letters and digits, the first a small letter. */
  readonly symbol: string
  /** Such as `Microsoft.CognitiveServices/accounts/deployments`. */
  readonly type: string
  readonly apiVersion: string
  /** Of a child, its own last segment. */
  readonly name: Text
  readonly parent: Resource | null
  /** The resource that an extension, such as a role assignment, is put on. */
  readonly extends: Resource | null
  /** Everything but type, name, scope and dependencies. */
  readonly body: Body
  /** What must be there before and is not referred to. */
  readonly after: readonly Resource[]
  /** Why it is there and as it is. */
  readonly because: readonly Reason[]
}

export interface Reason {
  /** Id of the rule of `causeway review` that asks for it. */
  readonly rule: string
  /** A clause, for the comment above the resource. */
  readonly why: string
}

export type Body = { readonly [key: string]: Value }
export type Value = Text | number | boolean | null | Body | Identities | readonly Value[]
/** A string that is known, or one that is known when it is deployed. */
export type Text = string | Expression

/** A class, so that no object of a body can be taken for one. */
export class Expression {
  readonly of: Evaluated

  constructor(of: Evaluated) {
    this.of = of
  }
}

/** User-assigned identities that a resource has. A class, because ARM keys them by ids that are known when deployed. */
export class Identities {
  readonly of: readonly Resource[]

  constructor(of: readonly Resource[]) {
    this.of = of
  }
}

export type Evaluated =
  | { readonly kind: 'id-of'; readonly resource: Resource }
  /** `path` begins with `properties`: `['properties', 'endpoint']`. */
  | { readonly kind: 'property-of'; readonly resource: Resource; readonly path: readonly string[] }
  /** What a resource with a system-assigned identity signs in as. */
  | { readonly kind: 'principal-of'; readonly resource: Resource }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'tenant-id' }
  /** Of the workload's subscription, wherever the stage is deployed to. */
  | { readonly kind: 'subscription-id' }
  /** A built-in role, by the id of its definition. */
  | { readonly kind: 'role-definition'; readonly id: string }
  /** The same for the same parts, as role assignments are named. */
  | { readonly kind: 'guid'; readonly parts: readonly Text[] }
  | { readonly kind: 'joined'; readonly parts: readonly Text[] }

export const idOf = (resource: Resource): Expression => new Expression({ kind: 'id-of', resource })
export const propertyOf = (resource: Resource, ...path: readonly string[]): Expression =>
  new Expression({ kind: 'property-of', resource, path: ['properties', ...path] })
export const principalOf = (resource: Resource): Expression =>
  new Expression({ kind: 'principal-of', resource })
export const parameter = ({ name }: Parameter): Expression => new Expression({ kind: 'parameter', name })
export const tenantId: Expression = new Expression({ kind: 'tenant-id' })
export const subscriptionId: Expression = new Expression({ kind: 'subscription-id' })
export const roleDefinition = (id: string): Expression => new Expression({ kind: 'role-definition', id })
export const guidOf = (...parts: readonly Text[]): Expression => new Expression({ kind: 'guid', parts })
export const joined = (...parts: readonly Text[]): Expression => new Expression({ kind: 'joined', parts })

/** The `identity` of a resource that acts as others made before it. */
export const userAssigned = (...identities: readonly Resource[]): Body => ({
  type: 'UserAssigned',
  userAssignedIdentities: new Identities(identities),
})
/** The `identity` of a resource that acts as itself. */
export const systemAssigned: Body = { type: 'SystemAssigned' }

type Given = Pick<Resource, 'symbol' | 'type' | 'apiVersion' | 'name' | 'body'> & Partial<Resource>

/** A resource with what it does not say left empty. */
export function resource(given: Given): Resource {
  return { parent: null, extends: null, after: [], because: [], ...given }
}

/** Every printer asks more than once, and a value never changes. */
const references = new WeakMap<object, readonly Resource[]>()

/** The resources that a value refers to, each once, in the order in which they come. */
export function referredTo(value: Value): readonly Resource[] {
  if (value === null || typeof value !== 'object') return []
  const known = references.get(value)
  if (known !== undefined) return known
  const found = new Set<Resource>()
  collect(value, found)
  const all = [...found]
  references.set(value, all)
  return all
}

function collect(value: Value, found: Set<Resource>): void {
  if (value === null || typeof value !== 'object') return
  if (value instanceof Expression) {
    const { of } = value
    if ('resource' in of) found.add(of.resource)
    else if ('parts' in of) for (const part of of.parts) collect(part, found)
  } else if (value instanceof Identities) for (const identity of value.of) found.add(identity)
  else for (const part of Object.values(value)) collect(part, found)
}

/** What must be there before a resource: its parent, what it is put on, what it refers to, and what it comes after. */
export function dependenciesOf({
  name,
  parent,
  extends: extended,
  body,
  after,
}: Resource): readonly Resource[] {
  const before = [parent, extended].filter((resource) => resource !== null)
  return [...new Set([...before, ...referredTo(name), ...referredTo(body), ...after])]
}

/** Names of all segments, the topmost ancestor's first. */
export function nameSegments({ name, parent }: Resource): readonly Text[] {
  return parent === null ? [name] : [...nameSegments(parent), name]
}
