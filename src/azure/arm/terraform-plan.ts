import { type JsonNode, type JsonObject, memberOf, parseJson, stringMember } from './json-document.ts'
import { valueOfJson } from './json-values.ts'
import { idBelow, nameInId, scopeOfId } from './resource-ids.ts'
import { bodyOf, type EvaluatedResource, type Evaluation, THERE } from './resource.ts'
import type { Run } from './run.ts'
import { AZURERM_JOINTS, AZURERM_TYPES, type AzurermChild, type AzurermPlace } from './terraform-azurerm.ts'
import { mappedBody } from './terraform-mapping.ts'
import { MAX_ADDRESS_LENGTH, TerraformReferences } from './terraform-references.ts'
import { plannedValue } from './terraform-values.ts'
import { joinText, textOrSymbol } from './text.ts'
import {
  type Field,
  ListValue,
  listOf,
  recordFrom,
  recordOf,
  RecordValue,
  Unknown,
  type Value,
} from './value.ts'

/**
 * What a plan of Terraform (`terraform show -json plan`) leaves behind in Azure, from azurerm and azapi resources.
 * https://developer.hashicorp.com/terraform/internals/json-format, read 2026-11-21.
 */
export function readTerraformPlan(root: JsonNode, run: Run): Evaluation {
  const planned = plannedResources(root)
  const references = new TerraformReferences(
    memberOf(root, 'configuration'),
    planned.map((one) => one.address),
  )
  const reader = new PlanReader(planned, references, run)
  return { kind: 'terraform-plan', resources: reader.read(), outputs: [], notes: run.notes }
}

interface Planned {
  readonly address: string
  readonly type: string
  readonly node: JsonObject
  readonly after: JsonNode
  readonly unknown: JsonNode | undefined
  readonly sensitive: JsonNode | undefined
}

function plannedResources(root: JsonNode): readonly Planned[] {
  const changes = memberOf(root, 'resource_changes')
  const found: Planned[] = []
  if (changes?.kind === 'array') {
    for (const node of changes.items) {
      const change = memberOf(node, 'change')
      const after = memberOf(change, 'after')
      // What is only deleted has null as what comes after.
      if (node.kind !== 'object' || after?.kind !== 'object') continue
      addPlanned(found, node, {
        after,
        unknown: memberOf(change, 'after_unknown'),
        sensitive: memberOf(change, 'after_sensitive'),
      })
    }
    return found
  }
  const values = memberOf(root, 'planned_values') ?? memberOf(root, 'values')
  const modules = [memberOf(values, 'root_module')]
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    const resources = memberOf(module, 'resources')
    for (const node of resources?.kind === 'array' ? resources.items : []) {
      const after = memberOf(node, 'values')
      if (node.kind !== 'object' || after?.kind !== 'object') continue
      addPlanned(found, node, { after, unknown: undefined, sensitive: memberOf(node, 'sensitive_values') })
    }
    const below = memberOf(module, 'child_modules')
    // The last first: what is taken from the end comes in the order of the plan.
    if (below?.kind === 'array') for (const one of [...below.items].reverse()) modules.push(one)
  }
  return found
}

function addPlanned(
  found: Planned[],
  node: JsonObject,
  values: Pick<Planned, 'after' | 'unknown' | 'sensitive'>,
): void {
  const type = stringMember(node, 'type') ?? ''
  const address = stringMember(node, 'address') ?? ''
  if ((stringMember(node, 'mode') ?? 'managed') !== 'managed' || !/^(?:azurerm|azapi)_/.test(type)) return
  if (address.length > MAX_ADDRESS_LENGTH) return
  found.push({ address, type, node, ...values })
}

class PlanReader {
  readonly #planned: readonly Planned[]
  readonly #byAddress: ReadonlyMap<string, Planned>
  readonly #references: TerraformReferences
  readonly #run: Run
  readonly #ids = new Map<string, Value>()
  readonly #busy = new Set<string>()
  readonly #attributes = new Map<string, Value>()

  constructor(planned: readonly Planned[], references: TerraformReferences, run: Run) {
    this.#planned = planned
    this.#byAddress = new Map(planned.map((one) => [one.address, one]))
    this.#references = references
    this.#run = run
  }

  read(): readonly EvaluatedResource[] {
    const joints = this.#joints()
    const resources: EvaluatedResource[] = []
    const unread = new Set<string>()
    for (const planned of this.#planned) {
      if (!this.#run.spend(1)) break
      if (planned.type === 'azapi_resource') resources.push(this.#azapi(planned, joints))
      else if (Object.hasOwn(AZURERM_TYPES, planned.type)) resources.push(...this.#azurerm(planned, joints))
      else if (!Object.hasOwn(AZURERM_JOINTS, planned.type) && !unread.has(planned.type)) {
        unread.add(planned.type)
        this.#run.note('not-read', `Resources of type ${planned.type} are not read.`, planned.node)
      }
    }
    return resources
  }

  #azurerm(planned: Planned, joints: Joints): readonly EvaluatedResource[] {
    const type = AZURERM_TYPES[planned.type]
    if (type === undefined) return []
    const attributes = this.#attributesOf(planned)
    const body = mappedBody(attributes, type.fields, type.fixed ?? {}, planned.node)
    addShared(body, attributes, planned.node)
    const id = this.#idOf(planned.address)
    const resource = this.#resource(planned, type.type, id, body, joints)
    const children = (type.children ?? []).flatMap((child) => this.#children(planned, child, id, attributes))
    return [resource, ...children]
  }

  #children(
    planned: Planned,
    child: AzurermChild,
    id: Value,
    attributes: Value,
  ): readonly EvaluatedResource[] {
    const list = attributes instanceof RecordValue ? attributes.get(child.from) : undefined
    if (!(list instanceof ListValue)) return []
    const last = child.type.split('/').at(-1) ?? ''
    return list.items.map((item, at) => {
      const node = list.places?.[at] ?? planned.node
      const name = (item instanceof RecordValue ? item.get('name') : undefined) ?? 'default'
      const body = mappedBody(item, child.fields, {}, node)
      const childId = joinText([id, `/${last}/`, name])
      return this.#resource(
        { ...planned, node: asObject(node, planned.node) },
        child.type,
        childId,
        body,
        new Map(),
      )
    })
  }

  #azapi(planned: Planned, joints: Joints): EvaluatedResource {
    const attributes = this.#attributesOf(planned)
    const [type = ''] = textOf(attributes, 'type').split('@')
    const fields = new Map<string, Field>()
    let body = attributes instanceof RecordValue ? (attributes.get('body') ?? null) : attributes
    if (typeof body === 'string') {
      const reading = parseJson(body, planned.node.document.name)
      body = reading.ok
        ? withoutPlaces(valueOfJson(reading.root))
        : this.#run.fault(`The body is no JSON: ${reading.problem.message}`, planned.node)
    }
    if (body instanceof RecordValue) for (const [name, field] of body.fields) fields.set(name, field)
    if (body instanceof Unknown)
      fields.set('properties', { name: 'properties', value: body, at: planned.node })
    addShared(fields, attributes, planned.node)
    return this.#resource(planned, type, this.#idOf(planned.address), fields, joints)
  }

  #resource(
    planned: Planned,
    type: string,
    id: Value,
    fields: Map<string, Field>,
    joints: Joints,
  ): EvaluatedResource {
    const name = nameInId(id) ?? this.#nameOf(planned)
    const apiVersion =
      planned.type === 'azapi_resource'
        ? (textOf(this.#attributesOf(planned), 'type').split('@')[1] ?? null)
        : null
    fields.set('name', { name: 'name', value: name, at: planned.node })
    fields.set('type', { name: 'type', value: type, at: planned.node })
    for (const { to, value, at } of joints.get(textOrSymbol(id)?.toLowerCase() ?? '') ?? []) {
      addBelow(fields, to, value, at)
    }
    return {
      type,
      name,
      id,
      apiVersion,
      scope: scopeOfId(id),
      body: bodyOf(fields),
      presence: THERE,
      existing: false,
      symbolicName: planned.address,
      dependsOn: [],
      copy: null,
      deployments: [],
      at: planned.node,
    }
  }

  #nameOf(planned: Planned): Value {
    const attributes = this.#attributesOf(planned)
    const name = attributes instanceof RecordValue ? attributes.get('name') : undefined
    return name ?? new Unknown([{ kind: 'after-apply' }], `{${planned.address}.name}`)
  }

  /** The attributes, with ids in place of what is known only after apply, where the configuration tells which. */
  #attributesOf(planned: Planned): Value {
    const known = this.#attributes.get(planned.address)
    if (known !== undefined) return known
    const value = plannedValue(planned, (path) => {
      const address = this.#references.idHeldBy(planned.address, path)
      if (address !== null && this.#byAddress.has(address)) return this.#idOf(address)
      return new Unknown([{ kind: 'after-apply' }], `{${[planned.address, ...path].join('.')}}`)
    })
    this.#attributes.set(planned.address, value)
    return value
  }

  #idOf(address: string): Value {
    const known = this.#ids.get(address)
    const planned = this.#byAddress.get(address)
    if (known !== undefined) return known
    // A circle, or a chain beyond what a plan has.
    if (planned === undefined || this.#busy.has(address) || !this.#run.enter()) {
      return new Unknown([{ kind: 'after-apply' }], `{${address}.id}`)
    }
    this.#busy.add(address)
    const id = this.#computedId(planned)
    this.#busy.delete(address)
    this.#run.leave()
    this.#ids.set(address, id)
    return id
  }

  #computedId(planned: Planned): Value {
    const known = stringMember(planned.after, 'id')
    if (known !== undefined) return known
    const attributes = this.#attributesOf(planned)
    const attribute = (name: string): Value =>
      (attributes instanceof RecordValue ? attributes.get(name) : undefined) ??
      new Unknown([{ kind: 'after-apply' }], `{${planned.address}.${name}}`)
    const name = this.#nameOf(planned)
    const mapped = AZURERM_TYPES[planned.type]
    if (mapped !== undefined) return idAt(mapped.place, mapped.type, name, attribute)
    const [type = ''] = textOf(attributes, 'type').split('@')
    const written = attribute('parent_id')
    // The tenant is `/` there.
    const parent = written === '/' ? '' : written
    const isChild = type.split('/').length > 2
    if (isChild) return joinText([parent, `/${type.split('/').at(-1) ?? ''}/`, name])
    return idBelow(parent, type, [name]) ?? new Unknown([{ kind: 'after-apply' }], `{${planned.address}.id}`)
  }

  /** What associations add to the resources that they join. */
  #joints(): Joints {
    const joints = new Map<string, { to: string; value: Value; at: JsonNode }[]>()
    for (const planned of this.#planned) {
      const joint = AZURERM_JOINTS[planned.type]
      const attributes = joint === undefined ? null : this.#attributesOf(planned)
      if (joint === undefined || !(attributes instanceof RecordValue)) continue
      const target = textOrSymbol(attributes.get(joint.of))?.toLowerCase()
      const value = recordFrom([['id', attributes.get(joint.from) ?? null]], planned.node)
      if (target === undefined) continue
      joints.set(target, [...(joints.get(target) ?? []), { to: joint.to, value, at: planned.node }])
    }
    return joints
  }
}

type Joints = ReadonlyMap<
  string,
  readonly { readonly to: string; readonly value: Value; readonly at: JsonNode }[]
>

function idAt(place: AzurermPlace, type: string, name: Value, attribute: (name: string) => Value): Value {
  const subscription = joinText([
    '/subscriptions/',
    new Unknown([{ kind: 'context', what: 'the subscription' }], '{subscription().subscriptionId}'),
  ])
  const group = joinText([subscription, '/resourceGroups/', attribute('resource_group_name')])
  const last = type.split('/').at(-1) ?? ''
  switch (place.kind) {
    case 'resource-group':
      return idBelow(group, type, [name]) ?? group
    case 'subscription':
      return joinText([subscription, '/resourceGroups/', name])
    case 'tenant':
      return idBelow('', type, [name]) ?? ''
    case 'scope':
      return idBelow(attribute(place.attribute), type, [name]) ?? ''
    case 'parent-id':
      return joinText([attribute(place.attribute), `/${last}/`, name])
    case 'parent-name':
      return idBelow(group, type, [attribute(place.attribute), name]) ?? group
    default:
      return place satisfies never
  }
}

/** What most resources have alike. */
function addShared(body: Map<string, Field>, attributes: Value, at: JsonNode): void {
  if (!(attributes instanceof RecordValue)) return
  for (const name of ['location', 'tags', 'zones']) {
    const field = attributes.fields.get(name)
    if (field !== undefined && field.value !== null && !body.has(name)) body.set(name, field)
  }
  const blocks = attributes.get('identity')
  const block = blocks instanceof ListValue ? blocks.items[0] : blocks
  if (block === undefined || block === null || body.has('identity')) return
  const value =
    block instanceof RecordValue
      ? recordFrom([
          ['type', block.get('type') ?? null],
          ['userAssignedIdentities', identitiesOf(block.get('identity_ids') ?? null)],
        ])
      : block
  body.set('identity', { name: 'identity', value, at })
}

function identitiesOf(ids: Value): Value {
  if (!(ids instanceof ListValue)) return ids
  return recordFrom(
    ids.items.flatMap((id) => {
      const name = textOrSymbol(id)
      return name === null ? [] : [[name, recordOf(new Map())] as const]
    }),
  )
}

function addBelow(fields: Map<string, Field>, path: string, value: Value, at: JsonNode): void {
  const [first = '', second = ''] = path.split('.')
  const there = fields.get(first)?.value
  const inner = new Map(there instanceof RecordValue ? there.fields : [])
  inner.set(second.toLowerCase(), { name: second, value, at })
  fields.set(first, { name: first, value: recordOf(inner), at: fields.get(first)?.at ?? at })
}

function textOf(attributes: Value, name: string): string {
  const value = attributes instanceof RecordValue ? attributes.get(name) : undefined
  return typeof value === 'string' ? value : ''
}

function asObject(node: JsonNode, otherwise: JsonObject): JsonObject {
  return node.kind === 'object' ? node : otherwise
}

/** Of text within text there are no places to show. */
function withoutPlaces(value: Value): Value {
  if (value instanceof ListValue) return listOf(value.items.map(withoutPlaces))
  if (!(value instanceof RecordValue)) return value
  const fields = new Map<string, Field>()
  for (const [name, field] of value.fields)
    fields.set(name, { ...field, value: withoutPlaces(field.value), at: null })
  return recordOf(fields, value.open)
}
