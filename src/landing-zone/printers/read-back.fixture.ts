import assert from 'node:assert/strict'
import path from 'node:path'
import { parse as parseHcl } from '@cdktn/hcl2json'
import { Language, type Node, Parser } from 'web-tree-sitter'
import {
  dependenciesOf,
  type Evaluated,
  Expression,
  Identities,
  type Resource,
  type ResourceGraph,
  type Text,
  type Value,
} from '../resource-graph.ts'
import type { PrintedFile } from './printer.ts'

/**
 * Printed files read back by grammars that nobody here wrote, into one form for all languages: what refers to something
 * stands between guillemets, such as `«hub.id»`.
 */
export interface ReadBack {
  readonly type: string
  readonly name: string
  /** The symbol of the parent, or of what it is put on; null where it lies in the scope itself. */
  readonly above: string | null
  readonly body: Plain
  /** Symbols of all resources that it refers to or names as coming before. */
  readonly after: ReadonlySet<string>
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

const BICEP_GRAMMAR = path.resolve(import.meta.dirname, '../../../test/grammars/tree-sitter-bicep.wasm')

/** What the graph says, in the same form. */
export function meant({ stages }: ResourceGraph): ReadonlyMap<string, ReadBack> {
  return new Map(stages.flatMap(({ resources }) => resources.map((one) => [one.symbol, meantBy(one)])))
}

function meantBy(resource: Resource): ReadBack {
  const { type, apiVersion, name, parent, extends: extended, body } = resource
  return {
    type: `${type}@${apiVersion}`,
    name: meantText(name),
    above: (parent ?? extended)?.symbol ?? null,
    body: meantValue(body),
    after: new Set(dependenciesOf(resource).map(({ symbol }) => symbol)),
  }
}

function meantValue(value: Value): Plain {
  if (typeof value === 'string' || value instanceof Expression) return meantText(value)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Identities)
    return Object.fromEntries(value.of.map(({ symbol }) => [`«${symbol}.id»`, {}]))
  if (Array.isArray(value)) return (value as readonly Value[]).map(meantValue)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, meantValue(one)]))
}

function meantText(text: Text): string {
  return typeof text === 'string' ? text : meantExpression(text.of)
}

function meantExpression(of: Evaluated): string {
  switch (of.kind) {
    case 'id-of':
      return `«${of.resource.symbol}.id»`
    case 'property-of':
      return `«${[of.resource.symbol, ...of.path].join('.')}»`
    case 'principal-of':
      return `«${of.resource.symbol}.identity.principalId»`
    case 'parameter':
      return `«${of.name}»`
    case 'tenant-id':
      return '«tenant»'
    case 'subscription-id':
      return '«subscription»'
    case 'role-definition':
      return `«role ${of.id}»`
    case 'guid':
      return `«guid ${of.parts.map(meantText).join('|')}»`
    case 'joined':
      return of.parts.map(meantText).join('')
  }
}

export async function bicepReader(): Promise<(files: readonly PrintedFile[]) => Map<string, ReadBack>> {
  await Parser.init()
  const parser = new Parser()
  parser.setLanguage(await Language.load(BICEP_GRAMMAR))
  return (files) => {
    const found = new Map<string, ReadBack>()
    for (const { path: name, text } of files) {
      const tree = parser.parse(text)
      assert.ok(tree !== null && !tree.rootNode.hasError, `${name} is no Bicep`)
      for (const node of tree.rootNode.namedChildren) {
        if (
          node?.type !== 'resource_declaration' ||
          node.children.some((child) => child?.type === 'existing')
        )
          continue
        const [symbol, type, object] = node.namedChildren
        assert.ok(symbol && type && object)
        assert.ok(!found.has(symbol.text), `${symbol.text} is declared twice`)
        found.set(symbol.text, bicepResource(bicepText(type), object))
      }
      tree.delete()
    }
    return found
  }
}

/** As the scope of a resource that lies in the tenant while its file is deployed elsewhere. */
const TENANT_SCOPE = '«tenant»'

function bicepResource(type: string, object: Node): ReadBack {
  const properties = bicepValue(object) as Readonly<Record<string, Plain>>
  const { parent, scope, name, dependsOn = [], ...body } = properties
  const above = parent ?? (scope === TENANT_SCOPE ? undefined : scope)
  const before = [...(dependsOn as readonly string[]), ...(above === undefined ? [] : [above as string])]
  return {
    type,
    name: textOf(name ?? null),
    above: typeof above === 'string' ? above.slice(1, -1) : null,
    body,
    after: new Set([...before.map((symbol) => symbol.slice(1, -1)), ...symbolsIn([name ?? '', body])]),
  }
}

function bicepValue(node: Node): Plain {
  const inside = node.namedChildren.filter((child) => child !== null)
  switch (node.type) {
    case 'object':
      return Object.fromEntries(
        inside.map((property) => {
          const [key, value] = property.namedChildren
          assert.ok(key && value)
          return [key.type === 'string' ? bicepText(key) : key.text, bicepValue(value)]
        }),
      )
    case 'array':
      return inside.map(bicepValue)
    case 'number':
      return Number(node.text)
    case 'boolean':
      return node.text === 'true'
    case 'null':
      return null
    case 'string':
      return bicepText(node)
    default:
      return bicepExpression(node)
  }
}

/** Arguments and names are texts. */
function textOf(value: Plain): string {
  return typeof value === 'string' ? value : assert.fail(`${JSON.stringify(value)} is no text`)
}

function bicepExpression(node: Node): string {
  if (node.type === 'call_expression') {
    const [called, given] = node.namedChildren
    const values = (given?.namedChildren ?? []).flatMap((one) =>
      one === null ? [] : [textOf(bicepValue(one))],
    )
    if (called?.text === 'guid') return `«guid ${values.join('|')}»`
    if (called?.text === 'subscriptionResourceId') return `«role ${values[1] ?? ''}»`
    if (called?.text === 'tenant') return TENANT_SCOPE
    return assert.fail(`a call of ${called?.text ?? ''}`)
  }
  if (node.text === 'subscriptionId') return '«subscription»'
  return node.text === 'tenant().tenantId' ? '«tenant»' : `«${node.text}»`
}

const BICEP_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** The grammar does not take `\${` for an escape, so text is read from the source between interpolations. */
function bicepText(node: Node): string {
  const start = node.startIndex
  let at = 1
  let text = ''
  const literal = (end: number): string =>
    node.text
      .slice(at, end)
      .replaceAll(/\\(.)/g, (_, character: string) => BICEP_ESCAPES[character] ?? character)
  for (const child of node.namedChildren) {
    if (child?.type !== 'interpolation') continue
    const [inside] = child.namedChildren
    assert.ok(inside)
    text += literal(child.startIndex - start) + bicepExpression(inside)
    at = child.endIndex - start
  }
  return text + literal(node.text.length - 1)
}

interface AzapiResource {
  readonly type: string
  readonly name: string
  readonly parent_id: string
  readonly location?: string
  readonly tags?: Plain
  readonly identity?: readonly { readonly type: string; readonly identity_ids?: readonly string[] }[]
  readonly body?: { readonly [key: string]: Plain }
  readonly depends_on?: readonly string[]
}

export async function readTerraform(files: readonly PrintedFile[]): Promise<Map<string, ReadBack>> {
  const found = new Map<string, ReadBack>()
  for (const { path: name, text } of files) {
    const { resource = {} } = (await parseHcl(name, text)) as {
      readonly resource?: {
        readonly azapi_resource?: Readonly<Record<string, readonly [AzapiResource]>>
      }
    }
    for (const [symbol, [one]] of Object.entries(resource.azapi_resource ?? {})) {
      assert.ok(!found.has(symbol), `${symbol} is declared twice`)
      found.set(symbol, terraformResource(one))
    }
  }
  return found
}

/** What lies in a resource that no stage makes. */
const IN_ANOTHER = /\/resourceGroups\/[^/]+\/providers\/[^/]+\/[^/]+\/([^/]+)$/

function terraformResource(one: AzapiResource): ReadBack {
  const { location, tags, identity, body = {} } = one
  const [own] = identity ?? []
  const whole = {
    ...(location === undefined ? {} : { location: hclValue(location) }),
    ...(tags === undefined ? {} : { tags: hclValue(tags) }),
    ...(own === undefined ? {} : { identity: identityOf(own) }),
    ...(hclValue(body) as object),
  }
  const above = hclText(one.parent_id)
  const beneath = IN_ANOTHER.exec(above)?.[1]
  const name = `${beneath === undefined ? '' : `${beneath}/`}${hclText(one.name)}`
  const before = (one.depends_on ?? []).map((text) => hclText(text).slice(1, -1))
  return {
    type: one.type,
    name,
    above: /^«(\w+)\.id»$/.exec(above)?.[1] ?? null,
    body: whole,
    after: new Set([...before, ...symbolsIn([name, above, whole])]),
  }
}

/** ARM lists user-assigned identities as keys of an object. */
function identityOf({
  type,
  identity_ids: ids = [],
}: {
  readonly type: string
  readonly identity_ids?: readonly string[]
}): Plain {
  if (ids.length === 0) return { type }
  return { type, userAssignedIdentities: Object.fromEntries(ids.map((id) => [hclText(id), {}])) }
}

function hclValue(value: Plain): Plain {
  if (typeof value === 'string') return hclText(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return (value as readonly Plain[]).map(hclValue)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [hclText(key), hclValue(one)]))
}

const ROLE =
  /^\/subscriptions\/\$\{var\.subscription_id\}\/providers\/Microsoft\.Authorization\/roleDefinitions\/(.+)$/
const GUID = /^\$\{uuidv5\("url", "(.*)"\)\}$/s

/** hcl2json gives expressions back as templates, in which what was doubled to be literal stays so. */
function hclText(text: string): string {
  const role = ROLE.exec(text)
  if (role !== null) return `«role ${role[1] ?? ''}»`
  const guid = GUID.exec(text)
  if (guid !== null) return `«guid ${hclText(JSON.parse(`"${guid[1] ?? ''}"`) as string)}»`
  return text.replaceAll(/\$\$\{|%%\{|\$\{([^}]*)\}/g, (all, expression: string | undefined) =>
    expression === undefined ? all.slice(1) : hclExpression(expression),
  )
}

function hclExpression(expression: string): string {
  if (expression === 'data.azapi_client_config.current.tenant_id') return '«tenant»'
  if (expression === 'var.subscription_id') return '«subscription»'
  const written = expression
    .replace(/^var\./, '')
    .replace(/^azapi_resource\.(\w+)(\.output)?/, '$1')
    .replace('.identity[0].principal_id', '.identity.principalId')
  return `«${written}»`
}

/** Symbols in all texts of a value; parameters look alike, and the caller leaves out what is no resource. */
function symbolsIn(value: Plain): readonly string[] {
  const text = JSON.stringify(value)
  return [...text.matchAll(/(?:«(?:guid )?|\|)(\w+)\.[\w.[\]]+(?=[»|])/g)].flatMap(
    ([, symbol]) => symbol ?? [],
  )
}
