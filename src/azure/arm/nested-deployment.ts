import { evaluateNode } from './evaluator.ts'
import type { Deployment, Placed } from './deployment.ts'
import type { Frame } from './frame.ts'
import { type JsonNode, memberOf, stringMember } from './json-document.ts'
import type { Instance } from './resource-instance.ts'
import { type GivenParameters, TemplateScope } from './template-scope.ts'
import { textOrSymbol } from './text.ts'
import { RecordValue, Unknown, type Value } from './value.ts'

/** Templates within templates; Azure has no limit of its own, and a linked template may link itself. */
const MAX_NESTED_TEMPLATES = 24

/** The template that a deployment in a template deploys; null when there is none to read, which is noted. */
export function openNested(instance: Instance): Deployment | null {
  if (!instance.isDeployment) return null
  const { placed } = instance.deployment
  const { run } = placed.frame
  const properties = memberOf(instance.node, 'properties')
  if (placed.names.length >= MAX_NESTED_TEMPLATES) {
    run.note('limit', `Templates are read ${MAX_NESTED_TEMPLATES} deep.`, instance.node)
    return null
  }
  const names = [...placed.names, textOrSymbol(instance.name) ?? '']
  const inline = memberOf(properties, 'template')
  if (inline?.kind === 'object') {
    const own = hasInnerScope(properties)
    return open(instance, { template: inline, names, path: placed.path, own })
  }
  const link = memberOf(memberOf(properties, 'templateLink'), 'relativePath')
  const relativePath = link === undefined ? undefined : evaluateNode(link, instance.frame)
  const read = typeof relativePath === 'string' ? placed.linked.read(relativePath, placed.path) : null
  if (read !== null) return open(instance, { template: read.root, names, path: read.path, own: true })
  const shown = linkOf(instance.node) ?? 'that an expression names'
  run.note(
    'not-read',
    inline === undefined
      ? `The linked template ${shown} was not read; what it deploys is not reviewed.`
      : 'The template is made by an expression; what it deploys is not reviewed.',
    instance.node,
  )
  return null
}

/** Bicep asks for the inner scope; without a word, expressions belong to the template around. */
function hasInnerScope(properties: JsonNode | undefined): boolean {
  const scope = stringMember(memberOf(properties, 'expressionEvaluationOptions'), 'scope')
  return scope?.toLowerCase() === 'inner'
}

interface Opened {
  readonly template: JsonNode
  readonly names: readonly string[]
  readonly path: string
  /** Whether the template has a scope of its own. */
  readonly own: boolean
}

function open(instance: Instance, { template, names, path, own }: Opened): Deployment {
  const { deployment, placement, presence } = instance
  const { linked } = deployment.placed
  const common = { template, context: placement, presence, names, linked, path }
  // Without a scope of its own, `copyIndex()` is the loop of the deployment.
  if (!own) return deployment.nest({ ...common, frame: instance.frame })
  const scope = new TemplateScope({
    run: instance.frame.run,
    template,
    given: givenParameters(instance),
    context: placement,
    deploymentName: instance.name,
    deployments: names,
  })
  const placed: Placed = { ...common, frame: scope.frame }
  const made = deployment.nest(placed)
  scope.siblings = made
  return made
}

function givenParameters(instance: Instance): GivenParameters {
  const properties = memberOf(instance.node, 'properties')
  const link = stringMember(memberOf(properties, 'parametersLink'), 'uri')
  const unread = link === undefined ? null : new Unknown([{ kind: 'linked-template', uri: link }])
  const node = memberOf(properties, 'parameters')
  const values = new Map<string, () => Value>()
  if (node?.kind === 'object') {
    for (const { lowerName, value } of node.entries)
      values.set(lowerName, () => givenValue(value, instance.frame))
    return { values, unread }
  }
  if (node === undefined) return { values, unread }
  const record = evaluateNode(node, instance.frame)
  if (record instanceof Unknown) return { values, unread: record }
  if (record instanceof RecordValue) {
    for (const [lowerName, field] of record.fields) {
      const value = field.value instanceof RecordValue ? (field.value.get('value') ?? null) : field.value
      values.set(lowerName, () => value)
    }
  }
  return { values, unread: unread ?? (record instanceof RecordValue ? record.open : null) }
}

/** `{ value }`, or `{ reference }` to a secret in a key vault; also an expression that gives either. */
export function givenValue(node: JsonNode, frame: Frame): Value {
  const value = memberOf(node, 'value')
  if (value !== undefined) return evaluateNode(value, frame)
  const secret = memberOf(node, 'reference')
  if (secret !== undefined) {
    const name = stringMember(secret, 'secretName') ?? 'of a key vault'
    return new Unknown([{ kind: 'secret', name }])
  }
  const whole = evaluateNode(node, frame)
  if (!(whole instanceof RecordValue)) return whole
  return (
    whole.get('value') ??
    (whole.get('reference') === undefined ? null : new Unknown([{ kind: 'secret', name: 'of a key vault' }]))
  )
}

/** What a deployment says about a template that lies elsewhere. */
export function linkOf(node: JsonNode): string | undefined {
  const link = memberOf(memberOf(node, 'properties'), 'templateLink')
  return stringMember(link, 'relativePath') ?? stringMember(link, 'uri') ?? stringMember(link, 'id')
}
