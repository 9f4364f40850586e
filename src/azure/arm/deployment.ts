import type { DeploymentContext } from './deployment-context.ts'
import { copyCount, evaluateNode, loopItems, turnOf } from './evaluator.ts'
import type { Frame, Loop } from './frame.ts'
import { type JsonNode, type JsonObject, memberOf, stringMember } from './json-document.ts'
import { declaredType, withoutSecrets } from './parameter-types.ts'
import { Instance } from './resource-instance.ts'
import type { LinkedTemplates } from './linked-templates.ts'
import type { Presence } from './resource.ts'
import type { Run } from './run.ts'
import type { Siblings } from './template-scope.ts'
import { textOrSymbol } from './text.ts'
import { type Field, recordFrom, recordOf, Unknown, type Value } from './value.ts'

const DEPLOYMENT_TYPE = 'microsoft.resources/deployments'
const RESOURCE_GROUP_TYPE = 'microsoft.resources/resourcegroups'

/** Loops in loops make many, each of some size, before anything in them is evaluated. */
const STEPS_FOR_RESOURCE = 20

/** What a deployment is made of. */
export interface Placed {
  readonly template: JsonNode
  /** In which its expressions are evaluated: its own scope, or that of the template around it. */
  readonly frame: Frame
  /** What it is deployed to. */
  readonly context: DeploymentContext
  readonly presence: Presence
  /** The names of the deployments around it, and its own; none for the outermost. */
  readonly names: readonly string[]
  readonly linked: LinkedTemplates
  /** The name of the document that holds it, from which the paths of linked templates count. */
  readonly path: string
}

/** One template at one place, with the resources that it deploys. */
export class Deployment implements Siblings {
  readonly placed: Placed
  #instances: readonly Instance[] | 'busy' | null = null
  readonly #maps = new Map<string, Map<string, Instance>>()
  #outputs: { readonly value: Value } | 'busy' | null = null

  constructor(placed: Placed) {
    this.placed = placed
  }

  /** One within this one: made here, because what opens it knows the resource and not this class. */
  nest(placed: Placed): Deployment {
    return new Deployment(placed)
  }

  /** The resources of this template alone, each with its copies and its nested children. */
  get instances(): readonly Instance[] {
    if (this.#instances === 'busy') return []
    if (this.#instances === null) {
      this.#instances = 'busy'
      const found: Instance[] = []
      for (const [symbolicName, node] of declaredResources(this.placed.template, this.placed.frame.run)) {
        this.#addCopies(found, node, symbolicName, null)
      }
      this.#instances = found
    }
    return this.#instances
  }

  #addCopies(
    found: Instance[],
    node: JsonObject,
    symbolicName: string | null,
    parent: Instance | null,
  ): void {
    const add = (loop: Loop | null, name: string | null): void => {
      if (!this.placed.frame.run.spend(STEPS_FOR_RESOURCE)) return
      const instance = new Instance(this, node, name, loop, parent)
      found.push(instance)
      for (const [, child] of declaredResources(node, this.placed.frame.run))
        this.#addCopies(found, child, null, instance)
    }
    const outer = parent === null ? this.placed.frame.loop : parent.frame.loop
    const copy = memberOf(node, 'copy')
    const countNode = memberOf(copy, 'count')
    if (copy?.kind !== 'object' || countNode === undefined) {
      add(outer, symbolicName)
      return
    }
    const name = stringMember(copy, 'name') ?? ''
    const frame: Frame = { ...this.placed.frame, loop: outer }
    const count = copyCount(evaluateNode(countNode, frame), countNode, frame)
    if (count instanceof Unknown) {
      add(turnOf(name, new Unknown(count.reasons), outer), symbolicName)
      return
    }
    for (let index = 0; index < count && !frame.run.exhausted; index++) {
      add(turnOf(name, index, outer), symbolicName === null ? null : `${symbolicName}[${index}]`)
    }
  }

  outputsOf(target: Value): Value | undefined {
    const wanted = keyOf(target)
    const found = wanted === undefined ? undefined : this.#deployments.get(wanted)
    if (found === undefined || found.presence.kind === 'not') return undefined
    return found.nested?.outputs ?? found.unreadOutputs
  }

  /** The location of a resource group that this template deploys too. */
  locationOfGroup(group: Value): Value | undefined {
    const wanted = keyOf(group)
    return wanted === undefined ? undefined : this.#groups.get(wanted)?.member('location')
  }

  idOf(symbolicName: string): Value | undefined {
    return this.#symbolic.get(symbolicName.toLowerCase())?.id
  }

  /** Each map on its own: to name a deployment, the groups must be known, but not the deployments. */
  get #symbolic(): InstanceMap {
    return this.#built('symbolic', (map) => {
      for (const one of this.instances) addFirst(map, one.symbolicName, one)
    })
  }

  get #groups(): InstanceMap {
    return this.#built('groups', (map) => {
      for (const one of this.instances) {
        if (one.writtenType === RESOURCE_GROUP_TYPE) addFirst(map, keyOf(one.name), one)
      }
    })
  }

  /** By symbolic name, name and id. */
  get #deployments(): InstanceMap {
    return this.#built('deployments', (map) => {
      const deployments = this.instances.filter((one) => one.writtenType === DEPLOYMENT_TYPE)
      for (const one of deployments) addFirst(map, one.symbolicName, one)
      for (const one of deployments) addFirst(map, keyOf(one.name), one)
      for (const one of deployments) addFirst(map, keyOf(one.id), one)
    })
  }

  #built(name: string, fill: (map: Map<string, Instance>) => void): InstanceMap {
    let map = this.#maps.get(name)
    if (map === undefined) {
      map = new Map()
      // Kept before it is filled: names may ask for what is being built.
      this.#maps.set(name, map)
      fill(map)
    }
    return map
  }

  /** A record of `{ type, value }` by name, as `reference()` gives it. */
  get outputs(): Value {
    if (this.#outputs === 'busy') return this.placed.frame.run.fault('An output depends on itself.', null)
    if (this.#outputs === null) {
      this.#outputs = 'busy'
      const value = this.#evaluateOutputs()
      this.#outputs = { value }
      return value
    }
    return this.#outputs.value
  }

  #evaluateOutputs(): Value {
    const declared = memberOf(this.placed.template, 'outputs')
    const fields = new Map<string, Field>()
    if (declared?.kind !== 'object') return recordOf(fields)
    for (const { name, lowerName, value: node } of declared.entries) {
      const condition = memberOf(node, 'condition')
      const truth = condition === undefined ? true : evaluateNode(condition, this.placed.frame)
      if (truth === false) continue
      const type = stringMember(node, 'type') ?? 'object'
      const value = withoutSecrets(this.#outputValue(name, node), node, this.placed.template, name)
      const shown = truth instanceof Unknown ? new Unknown(truth.reasons) : value
      fields.set(lowerName, {
        name,
        value: recordFrom([
          ['type', declaredType(node, this.placed.template).type || type],
          ['value', shown],
        ]),
        at: node,
      })
    }
    return recordOf(fields)
  }

  #outputValue(name: string, node: JsonNode): Value {
    const value = memberOf(node, 'value')
    if (value !== undefined) return evaluateNode(value, this.placed.frame)
    const copy = memberOf(node, 'copy')
    const input = memberOf(copy, 'input')
    const countNode = memberOf(copy, 'count')
    if (input === undefined || countNode === undefined) {
      return this.placed.frame.run.fault(`Output "${name}" has no value.`, node)
    }
    return loopItems(name, input, countNode, this.placed.frame)
  }
}

/** By names in lower case. */
type InstanceMap = ReadonlyMap<string, Instance>

function addFirst(map: Map<string, Instance>, name: string | null | undefined, instance: Instance): void {
  const key = name?.toLowerCase()
  if (key !== undefined && !map.has(key)) map.set(key, instance)
}

function keyOf(value: Value): string | undefined {
  return textOrSymbol(value)?.toLowerCase()
}

/** The resources that stand in a template or in a resource, with their symbolic names where they have some. */
function declaredResources(node: JsonNode, run: Run): readonly (readonly [string | null, JsonObject])[] {
  const resources = memberOf(node, 'resources')
  const isScalar = resources?.kind === 'scalar'
  if (isScalar && resources.value !== null)
    run.note('fault', '"resources" has to be a list or an object.', resources)
  if (resources === undefined || isScalar) return []
  const declared: readonly (readonly [string | null, JsonNode])[] =
    resources.kind === 'array'
      ? resources.items.map((item) => [null, item])
      : resources.entries.map(({ name, value }) => [name, value])
  return declared.flatMap(([name, value]) => {
    if (value.kind === 'object') return [[name, value] as const]
    run.note('fault', 'A resource has to be an object.', value)
    return []
  })
}
