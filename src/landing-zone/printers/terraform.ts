import {
  type Body,
  dependenciesOf,
  type Evaluated,
  Expression,
  Identities,
  referredTo,
  type Resource,
  type ResourceGraph,
  type Text,
  type Value,
} from '../resource-graph.ts'
import { type StageView, viewsOf } from '../stage-view.ts'
import type { Printer } from './printer.ts'

/**
 * Terraform with the provider azapi, whose bodies are ARM's own: one configuration, a file for each stage. Terraform
 * orders resources by what they refer to, so the stages are for the reader.
 */
export const terraformPrinter: Printer = {
  name: 'terraform',
  print: (graph) => {
    const exported = exportedProperties(graph)
    const containers = containersIn(graph)
    return [
      { path: 'terraform/main.tf', text: mainFile(graph) },
      ...viewsOf(graph).map((view) => ({
        path: `terraform/${view.stage.name}.tf`,
        text: stageFile(view, exported, containers),
      })),
    ]
  },
}

const AZAPI_VERSION = '~> 2.4'
const INDENT = '  '
const SUBSCRIPTION = '/subscriptions/${var.subscription_id}'
/** What azapi takes beside the body. */
const BESIDE_THE_BODY = ['location', 'tags', 'identity']

/** Of each resource, the properties that others or outputs read: azapi gives back those that are asked for alone. */
function exportedProperties({ stages }: ResourceGraph): ReadonlyMap<Resource, ReadonlySet<string>> {
  const exported = new Map<Resource, Set<string>>()
  const look = (value: Value): void => {
    if (value === null || typeof value !== 'object') return
    if (!(value instanceof Expression)) {
      if (!(value instanceof Identities)) for (const part of Object.values(value)) look(part)
      return
    }
    const { of } = value
    if (of.kind === 'property-of') {
      const paths = exported.get(of.resource) ?? new Set()
      // An item of a list is read from the whole list.
      exported.set(of.resource, paths.add(of.path.join('.').replace(/\[\d+\].*$/, '')))
    } else if (of.kind === 'joined' || of.kind === 'guid') for (const part of of.parts) look(part)
  }
  for (const { resources, outputs } of stages) {
    for (const { name, body } of resources) look([name, body])
    for (const { value } of outputs) look(value)
  }
  return exported
}

const CONTAINERS: ReadonlySet<string> = new Set([
  'Microsoft.Resources/resourceGroups',
  'Microsoft.Management/managementGroups',
])

/** What other resources are put into, by type and name: naming it says what comes first. */
function containersIn({ stages }: ResourceGraph): ReadonlyMap<string, Resource> {
  const containers = stages.flatMap(({ resources }) => resources).filter(({ type }) => CONTAINERS.has(type))
  return new Map(
    containers.flatMap((one) => (typeof one.name === 'string' ? [[`${one.type}/${one.name}`, one]] : [])),
  )
}

function mainFile({ workload, stages }: ResourceGraph): string {
  const parameters = stages.flatMap((stage) => stage.parameters)
  const variables = [
    {
      name: 'subscription_id',
      description: 'Id of the subscription to deploy into',
      isSecret: false,
      default: null,
    },
    ...new Map(parameters.map((one) => [one.name, one])).values(),
  ]
  return `# ${workload}: the provider, and what only the one who deploys can say.
terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "${AZAPI_VERSION}"
    }
  }
}

provider "azapi" {
  subscription_id = var.subscription_id
}

data "azapi_client_config" "current" {}

${variables
  .map(({ name, description, isSecret, default: preset }) =>
    [
      `variable "${name}" {`,
      `${INDENT}description = ${quoted(description)}`,
      `${INDENT}type        = string`,
      ...(isSecret ? [`${INDENT}sensitive   = true`] : []),
      ...(preset === null ? [] : [`${INDENT}default     = ${quoted(preset)}`]),
      '}',
    ].join('\n'),
  )
  .join('\n\n')}
`
}

function stageFile(
  view: StageView,
  exported: ReadonlyMap<Resource, ReadonlySet<string>>,
  containers: ReadonlyMap<string, Resource>,
): string {
  const { stage } = view
  const blocks = [
    [`# ${stage.purpose}`],
    ...stage.resources.map((resource) =>
      resourceBlock(resource, view, [...(exported.get(resource) ?? [])], containers),
    ),
    ...stage.outputs.map(({ name, description, value }) => [
      `output "${name}" {`,
      `${INDENT}description = ${quoted(description)}`,
      `${INDENT}value       = ${text(value)}`,
      '}',
    ]),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function resourceBlock(
  resource: Resource,
  view: StageView,
  exported: readonly string[],
  containers: ReadonlyMap<string, Resource>,
): string[] {
  const { symbol, type, apiVersion, name, parent, extends: extended, body, because } = resource
  const inner = Object.fromEntries(Object.entries(body).filter(([key]) => !BESIDE_THE_BODY.includes(key)))
  const implied = new Set([parent, extended, ...referredTo(name), ...referredTo(body)])
  const named = dependenciesOf(resource).filter((other) => !implied.has(other))
  const identity = body['identity'] as Body | undefined
  return [
    ...because.map(({ rule, why }) => `# ${rule}: ${why}`),
    `resource "azapi_resource" "${symbol}" {`,
    `${INDENT}type      = ${quoted(`${type}@${apiVersion}`)}`,
    `${INDENT}parent_id = ${parentId(resource, view, containers)}`,
    `${INDENT}name      = ${text(ownName(name))}`,
    ...(body['location'] === undefined ? [] : [`${INDENT}location  = ${value(body['location'], INDENT)}`]),
    ...(body['tags'] === undefined ? [] : [`${INDENT}tags = ${value(body['tags'], INDENT)}`]),
    ...(identity === undefined
      ? []
      : [
          `${INDENT}identity {`,
          ...identityLines(identity).map((line) => `${INDENT}${INDENT}${line}`),
          `${INDENT}}`,
        ]),
    ...(Object.keys(inner).length === 0 ? [] : [`${INDENT}body = ${value(inner, INDENT)}`]),
    ...(exported.length === 0
      ? []
      : [`${INDENT}response_export_values = [${exported.map(quoted).join(', ')}]`]),
    ...(named.length === 0
      ? []
      : [`${INDENT}depends_on = [${named.map((other) => `azapi_resource.${other.symbol}`).join(', ')}]`]),
    '}',
  ]
}

/** azapi wants a blank before the second kind, where some types of ARM have none. */
function identityLines({ type = null, userAssignedIdentities }: Body): readonly string[] {
  const kind = typeof type === 'string' ? type.replace(/,\s*/, ', ') : type
  if (!(userAssignedIdentities instanceof Identities)) return [`type = ${value(kind, '')}`]
  const ids = userAssignedIdentities.of.map(({ symbol }) => `azapi_resource.${symbol}.id`)
  return [`type         = ${value(kind, '')}`, `identity_ids = [${ids.join(', ')}]`]
}

function parentId(resource: Resource, view: StageView, containers: ReadonlyMap<string, Resource>): string {
  const above = resource.parent ?? resource.extends
  if (above !== null) return `azapi_resource.${above.symbol}.id`
  const place = view.placeOf(resource)
  const within = (type: string, name: string, otherwise: string): string => {
    const container = containers.get(`${type}/${name}`)
    return container === undefined
      ? `"${otherwise}${escaped(name)}"`
      : `azapi_resource.${container.symbol}.id`
  }
  switch (place.kind) {
    case 'tenant':
      return '"/"'
    case 'management-group': {
      const type = 'Microsoft.Management/managementGroups'
      return within(type, place.managementGroup, `/providers/${type}/`)
    }
    case 'subscription':
      return `"${SUBSCRIPTION}"`
    case 'resource-group': {
      const beneath = aboveInName(resource)
      if (beneath !== null)
        return `"${SUBSCRIPTION}/resourceGroups/${escaped(place.resourceGroup)}/providers/${escaped(beneath)}"`
      return within(
        'Microsoft.Resources/resourceGroups',
        place.resourceGroup,
        `${SUBSCRIPTION}/resourceGroups/`,
      )
    }
  }
}

/** Of `watcher/log`, a child of what no stage makes, its type and name: `Microsoft.Network/networkWatchers/watcher`. */
function aboveInName({ type, name }: Resource): string | null {
  const [first, own] = typeof name === 'string' ? name.split('/') : []
  return first === undefined || own === undefined ? null : `${type.slice(0, type.lastIndexOf('/'))}/${first}`
}

function ownName(name: Text): Text {
  return typeof name === 'string' ? name.slice(name.lastIndexOf('/') + 1) : name
}

/** The first line without indentation. */
function value(of: Value, indent: string): string {
  if (of === null) return 'null'
  if (typeof of === 'number' || typeof of === 'boolean') return String(of)
  if (typeof of === 'string' || of instanceof Expression) return text(of)
  if (of instanceof Identities) throw new Error('identities stand under `identity` alone')
  const inner = indent + INDENT
  if (Array.isArray(of)) {
    const items = of as readonly Value[]
    if (items.length === 0) return '[]'
    return `[\n${items.map((item) => `${inner}${value(item, inner)},\n`).join('')}${indent}]`
  }
  const entries = Object.entries(of).map(([key, one]) => [keyText(key), value(one, inner)] as const)
  if (entries.length === 0) return '{}'
  return `{\n${aligned(entries)
    .map((line) => `${inner}${line}\n`)
    .join('')}${indent}}`
}

/** As `terraform fmt` has them: the equals signs of neighbours on one line each stand below each other. */
function aligned(entries: readonly (readonly [string, string])[]): readonly string[] {
  const lines: string[] = []
  let at = 0
  while (at < entries.length) {
    let end = at
    while (end < entries.length && !entries[end]?.[1].includes('\n')) end++
    const run = entries.slice(at, Math.max(end, at + 1))
    const width = Math.max(...run.map(([key]) => key.length))
    for (const [key, one] of run) lines.push(`${run.length > 1 ? key.padEnd(width) : key} = ${one}`)
    at += run.length
  }
  return lines
}

function keyText(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : quoted(key)
}

function text(of: Text): string {
  return typeof of === 'string' ? quoted(of) : expression(of.of)
}

function expression(of: Evaluated): string {
  switch (of.kind) {
    case 'id-of':
      return `azapi_resource.${of.resource.symbol}.id`
    case 'property-of':
      return [`azapi_resource.${of.resource.symbol}.output`, ...of.path].join('.')
    case 'principal-of':
      return `azapi_resource.${of.resource.symbol}.identity[0].principal_id`
    case 'parameter':
      return `var.${of.name}`
    case 'tenant-id':
      return 'data.azapi_client_config.current.tenant_id'
    case 'subscription-id':
      return 'var.subscription_id'
    case 'role-definition':
      return `"${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${of.id}"`
    case 'guid':
      return `uuidv5("url", ${template(of.parts, '|')})`
    case 'joined':
      return template(of.parts, '')
  }
}

function template(parts: readonly Text[], between: string): string {
  const inside = parts.map((part) =>
    typeof part === 'string' ? escaped(part) : `\${${expression(part.of)}}`,
  )
  return `"${inside.join(between)}"`
}

function quoted(of: string): string {
  return `"${escaped(of)}"`
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Most text has none of these. */
const NEEDS_ESCAPE = /[\\"\n\r\t]|[$%]\{/

function escaped(of: string): string {
  if (!NEEDS_ESCAPE.test(of)) return of
  return of
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('${', '$${')
    .replaceAll('%{', '%%{')
    .replaceAll(/[\n\r\t]/g, (character) => ESCAPES[character] ?? character)
}
