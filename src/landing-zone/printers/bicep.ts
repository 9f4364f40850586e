import {
  type Body,
  dependenciesOf,
  type Evaluated,
  Expression,
  Identities,
  type Parameter,
  referredTo,
  type Resource,
  type StageScope,
  type Text,
  type Value,
} from '../resource-graph.ts'
import { isSamePlace, parametersOf, type StageView, SUBSCRIPTION_PARAMETER, viewsOf } from '../stage-view.ts'
import type { Printer } from './printer.ts'

/** Bicep, one file for each stage, with the reasons as comments. */
export const bicepPrinter: Printer = {
  name: 'bicep',
  print: (graph) =>
    viewsOf(graph).map((view) => ({ path: `bicep/${view.stage.name}.bicep`, text: printStage(view) })),
}

const INDENT = '  '
const COMMENT_WIDTH = 116

function printStage(view: StageView): string {
  const { stage, foreign } = view
  const blocks = [
    [
      ...comment(stage.purpose, ''),
      ...(stage.scope.kind === 'resource-group'
        ? []
        : [`targetScope = ${quoted(TARGETS[stage.scope.kind])}`]),
    ],
    ...parametersOf(view).map(printParameter),
    ...foreign.map((resource) => printExisting(resource, view)),
    ...stage.resources.map((resource) => printResource(resource, view)),
    ...stage.outputs.map(({ name, description, value }) => [
      `@description(${quoted(description)})`,
      `output ${name} string = ${text(value)}`,
    ]),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function printParameter({ name, description, isSecret, default: preset }: Parameter): string[] {
  return [
    ...(isSecret ? ['@secure()'] : []),
    `@description(${quoted(description)})`,
    `param ${name} string${preset === null ? '' : ` = ${quoted(preset)}`}`,
  ]
}

function printExisting(resource: Resource, view: StageView): string[] {
  const { symbol, type, apiVersion, name, parent } = resource
  return [
    `resource ${symbol} ${quoted(`${type}@${apiVersion}`)} existing = {`,
    ...(parent === null ? elsewhere(resource, view) : [`${INDENT}parent: ${parent.symbol}`]),
    `${INDENT}name: ${text(name)}`,
    '}',
  ]
}

const TARGETS = {
  tenant: 'tenant',
  'management-group': 'managementGroup',
  subscription: 'subscription',
} as const satisfies Partial<Record<StageScope['kind'], string>>

/** Where a resource lies, if not where the file is deployed to. */
function elsewhere(resource: Resource, view: StageView): string[] {
  const place = view.placeOf(resource)
  if (isSamePlace(place, view.stage.scope)) return []
  switch (place.kind) {
    case 'tenant':
      return [`${INDENT}scope: tenant()`]
    case 'management-group':
      return [`${INDENT}scope: managementGroup(${quoted(place.managementGroup)})`]
    case 'subscription':
      return [`${INDENT}scope: subscription()`]
    case 'resource-group':
      return [`${INDENT}scope: resourceGroup(${quoted(place.resourceGroup)})`]
  }
}

function printResource(resource: Resource, view: StageView): string[] {
  const { symbol, type, apiVersion, name, parent, extends: extended, body, because } = resource
  const implied = new Set([parent, extended, ...referredTo(name), ...referredTo(body)])
  const named = dependenciesOf(resource).filter((other) => view.isOwn(other) && !implied.has(other))
  return [
    ...because.flatMap(({ rule, why }) => comment(`${rule}: ${why}`, '')),
    `resource ${symbol} ${quoted(`${type}@${apiVersion}`)} = {`,
    ...(parent === null ? [] : [`${INDENT}parent: ${parent.symbol}`]),
    ...(extended === null ? [] : [`${INDENT}scope: ${extended.symbol}`]),
    ...(parent === null && extended === null ? elsewhere(resource, view) : []),
    `${INDENT}name: ${text(name)}`,
    ...printProperties(body, INDENT),
    ...(named.length === 0
      ? []
      : [
          `${INDENT}dependsOn: [`,
          ...named.map((other) => `${INDENT}${INDENT}${other.symbol}`),
          `${INDENT}]`,
        ]),
    '}',
  ]
}

function comment(sentence: string, indent: string): string[] {
  const lines: string[] = []
  let line = `${indent}//`
  for (const word of sentence.split(/\s+/)) {
    if (line.length + 1 + word.length > COMMENT_WIDTH && line !== `${indent}//`) {
      lines.push(line)
      line = `${indent}//`
    }
    line += ` ${word}`
  }
  return [...lines, line]
}

function printProperties(body: Body, indent: string): string[] {
  return Object.entries(body).flatMap(([key, value]) => {
    const [first = '', ...rest] = printValue(value, indent)
    return [`${indent}${printKey(key)}: ${first}`, ...rest]
  })
}

function printKey(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : quoted(key)
}

/** Lines; the first without indentation, the others with. */
function printValue(value: Value, indent: string): string[] {
  if (value === null) return ['null']
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)]
  if (typeof value === 'string' || value instanceof Expression) return [text(value)]
  const inner = indent + INDENT
  if (value instanceof Identities)
    return ['{', ...value.of.map(({ symbol }) => `${inner}'\${${symbol}.id}': {}`), `${indent}}`]
  if (Array.isArray(value)) {
    const items = value as readonly Value[]
    if (items.length === 0) return ['[]']
    const lines = items.flatMap((item) => {
      const [first = '', ...rest] = printValue(item, inner)
      return [`${inner}${first}`, ...rest]
    })
    return ['[', ...lines, `${indent}]`]
  }
  const lines = printProperties(value as Body, inner)
  return lines.length === 0 ? ['{}'] : ['{', ...lines, `${indent}}`]
}

function text(value: Text): string {
  return typeof value === 'string' ? quoted(value) : expression(value.of)
}

function expression(of: Evaluated): string {
  switch (of.kind) {
    case 'id-of':
      return `${of.resource.symbol}.id`
    case 'property-of':
      return [of.resource.symbol, ...of.path].join('.')
    case 'principal-of':
      return `${of.resource.symbol}.identity.principalId`
    case 'parameter':
      return of.name
    case 'tenant-id':
      return 'tenant().tenantId'
    case 'subscription-id':
      return SUBSCRIPTION_PARAMETER.name
    case 'role-definition':
      return `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ${quoted(of.id)})`
    case 'guid':
      return `guid(${of.parts.map(text).join(', ')})`
    case 'joined':
      return `'${of.parts.map((part) => (typeof part === 'string' ? escaped(part) : `\${${expression(part.of)}}`)).join('')}'`
  }
}

function quoted(value: string): string {
  return `'${escaped(value)}'`
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Most text has none of these. */
const NEEDS_ESCAPE = /[\\'\n\r\t]|\$\{/

function escaped(value: string): string {
  if (!NEEDS_ESCAPE.test(value)) return value
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('${', '\\${')
    .replaceAll(/[\n\r\t]/g, (character) => ESCAPES[character] ?? character)
}
