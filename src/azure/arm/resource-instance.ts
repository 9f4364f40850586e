import {
  contextAtScope,
  contextAtSymbol,
  type DeploymentContext,
  inResourceGroup,
  inSubscription,
  scopeIdOf,
} from './deployment-context.ts'
import type { Deployment } from './deployment.ts'
import { evaluateNode } from './evaluator.ts'
import type { Frame, Loop } from './frame.ts'
import { isTrue, type JsonNode, type JsonObject, memberOf, stringMember } from './json-document.ts'
import { linkOf, openNested } from './nested-deployment.ts'
import { fullIdentity, type Identity } from './resource-identity.ts'
import { scopeFromProperty } from './resource-ids.ts'
import { bodyOf, bothPresent, type Copy, type EvaluatedResource, type Presence, THERE } from './resource.ts'
import { textOrSymbol } from './text.ts'
import { type Field, ListValue, recordOf, RecordValue, Unknown, type Value } from './value.ts'

const DEPLOYMENT_TYPE = 'microsoft.resources/deployments'
/** They say how to deploy, not what the resource is. */
const CONTROL = new Set(['comments', 'condition', 'copy', 'dependson', 'existing', 'import', 'resources'])
/** Evaluated once, for the identity. */
const IDENTITY = new Set(['type', 'name', 'apiversion'])
/** Of a deployment: evaluated where it is opened, in the scope that it belongs to. */
const INSIDE_DEPLOYMENT = new Set(['template', 'parameters'])

/** One resource of a template, or one copy of it. Evaluated as far as it is asked. */
export class Instance {
  readonly deployment: Deployment
  readonly node: JsonObject
  readonly symbolicName: string | null
  /** Of a resource that stands in another one. */
  readonly parent: Instance | null
  readonly frame: Frame
  #identity: Identity | 'busy' | null = null
  #placement: DeploymentContext | null = null
  #presence: Presence | null = null
  #nested: Deployment | null | 'busy' | undefined = undefined

  constructor(
    deployment: Deployment,
    node: JsonObject,
    symbolicName: string | null,
    loop: Loop | null,
    parent: Instance | null,
  ) {
    this.deployment = deployment
    this.node = node
    this.symbolicName = symbolicName
    this.parent = parent
    this.frame = { ...deployment.placed.frame, loop, at: node }
  }

  get type(): string {
    return this.identity.type
  }

  get name(): Value {
    return this.identity.name
  }

  get id(): Value {
    return this.identity.id
  }

  get isDeployment(): boolean {
    return this.writtenType === DEPLOYMENT_TYPE
  }

  get identity(): Identity {
    if (this.#identity === 'busy') {
      const unknown = this.frame.run.fault('The name of the resource depends on itself.', this.node)
      return { type: '', apiVersion: unknown, name: unknown, id: unknown, scope: unknown }
    }
    if (this.#identity === null) {
      this.#identity = 'busy'
      this.#identity = fullIdentity({
        type: this.member('type') ?? '',
        name: this.member('name') ?? null,
        apiVersion: this.member('apiVersion') ?? null,
        scope: this.#scope(),
        parent: this.parent?.identity ?? null,
      })
      this.#noteWrongName(this.#identity)
    }
    return this.#identity
  }

  #noteWrongName({ id, name }: Identity): void {
    if (typeof name !== 'string' || !(id instanceof Unknown)) return
    for (const reason of id.reasons) {
      if (reason.kind === 'fault')
        this.frame.run.note('fault', `${reason.message}, unlike "${name}".`, this.node)
    }
  }

  member(name: string): Value | undefined {
    const node = memberOf(this.node, name)
    return node === undefined ? undefined : evaluateNode(node, this.frame)
  }

  /** The id of what the resource is deployed to or extends. */
  #scope(): Value {
    const scope = this.member('scope')
    const { context } = this.deployment.placed
    return scope === undefined || this.isDeployment
      ? scopeIdOf(this.placement)
      : scopeFromProperty(scope, context)
  }

  /** In lower case, as it stands there; the type itself may be longer, by those of the parents. */
  get writtenType(): string {
    return stringMember(this.node, 'type')?.toLowerCase() ?? ''
  }

  /** What it is deployed to, which may be elsewhere than the template around it. */
  get placement(): DeploymentContext {
    this.#placement ??= this.#place()
    return this.#placement
  }

  #place(): DeploymentContext {
    const { context } = this.deployment.placed
    const scope = this.isDeployment ? this.member('scope') : undefined
    if (typeof scope === 'string') return contextAtScope(context, scope) ?? context
    if (scope instanceof Unknown) return contextAtSymbol(context, scope)
    const subscription = this.member('subscriptionId')
    const group = this.member('resourceGroup')
    let placed = context
    if (subscription !== undefined) placed = inSubscription(context, subscription)
    if (group === undefined) return placed
    return inResourceGroup(
      placed,
      group,
      this.isDeployment ? this.deployment.locationOfGroup(group) : undefined,
    )
  }

  get presence(): Presence {
    this.#presence ??= this.#ownPresence()
    return this.#presence
  }

  #ownPresence(): Presence {
    const around = bothPresent(this.deployment.placed.presence, this.#countedPresence())
    if (around.kind === 'not') return around
    const condition = this.member('condition')
    if (condition === undefined || condition === true) return around
    if (condition === false) return { kind: 'not' }
    const because =
      condition instanceof Unknown
        ? condition
        : this.frame.run.fault('The condition is neither true nor false.', this.node)
    return bothPresent(around, { kind: 'maybe', because })
  }

  /** Maybe there, where it is not known how many turns a loop takes. The condition of a parent does not count. */
  #countedPresence(): Presence {
    const outer = this.deployment.placed.frame.loop
    for (let { loop } = this.frame; loop !== null && loop !== outer; loop = loop.outer) {
      if (loop.index instanceof Unknown) return { kind: 'maybe', because: loop.index }
    }
    return THERE
  }

  get copy(): Copy | null {
    const copy = memberOf(this.node, 'copy')
    const { loop } = this.frame
    if (copy === undefined || loop === null) return null
    const batch = memberOf(copy, 'batchSize')
    const serial = stringMember(copy, 'mode')?.toLowerCase() === 'serial'
    const batchSize = batch === undefined ? 1 : evaluateNode(batch, this.frame)
    return {
      name: stringMember(copy, 'name') ?? '',
      index: loop.index,
      batchSize: serial && typeof batchSize === 'number' ? batchSize : null,
    }
  }

  /** The template that it deploys; null when it is no deployment, or its template was not read. */
  get nested(): Deployment | null {
    if (this.#nested === 'busy') return null
    if (this.#nested === undefined) {
      this.#nested = 'busy'
      this.#nested = openNested(this)
    }
    return this.#nested
  }

  /** Stands for the outputs of a deployment whose template was not read. */
  get unreadOutputs(): Value {
    const shown = textOrSymbol(this.id)
    const uri = linkOf(this.node) ?? 'without a template'
    return new Unknown(
      [{ kind: 'linked-template', uri }],
      shown === null ? null : `{reference('${shown}').outputs}`,
    )
  }

  toResource(): EvaluatedResource {
    const dependsOn = this.member('dependsOn')
    return {
      ...this.identity,
      body: this.#body(),
      presence: this.presence,
      existing: isTrue(memberOf(this.node, 'existing')),
      symbolicName: this.symbolicName,
      dependsOn: dependsOn instanceof ListValue ? dependsOn.items : [],
      copy: this.copy,
      deployments: this.deployment.placed.names,
      at: this.node,
    }
  }

  #body(): RecordValue {
    const fields = new Map<string, Field>()
    // What is not deployed Azure does not evaluate either.
    const entries = this.presence.kind === 'not' ? [] : this.node.entries
    for (const { name, lowerName, value } of entries) {
      if (CONTROL.has(lowerName) || IDENTITY.has(lowerName)) continue
      const isInside = this.isDeployment && lowerName === 'properties'
      fields.set(lowerName, {
        name,
        value: isInside ? this.#outsideProperties(value) : evaluateNode(value, this.frame),
        at: value,
      })
    }
    const { type, name, apiVersion } = this.identity
    for (const [own, value] of Object.entries({ type, name, apiVersion })) {
      const at = memberOf(this.node, own) ?? this.node
      fields.set(own.toLowerCase(), { name: own, value, at })
    }
    return bodyOf(fields)
  }

  #outsideProperties(node: JsonNode): Value {
    if (node.kind !== 'object') return evaluateNode(node, this.frame)
    const fields = new Map<string, Field>()
    for (const { name, lowerName, value } of node.entries) {
      if (INSIDE_DEPLOYMENT.has(lowerName)) continue
      fields.set(lowerName, { name, value: evaluateNode(value, this.frame), at: value })
    }
    return recordOf(fields)
  }
}
