import {
  type Body,
  dependenciesOf,
  type Evaluated,
  Expression,
  Identities,
  nameSegments,
  type Resource,
  type StageScope,
  type Text,
  type Value,
} from '../resource-graph.ts'
import { isSamePlace, parametersOf, type StageView, SUBSCRIPTION_PARAMETER, viewsOf } from '../stage-view.ts'
import type { Printer } from './printer.ts'

/**
 * ARM JSON of language version 2.0, one template for each stage: what the portal and `az deployment` take without a
 * compiler. Resources stand under their symbols, so that `dependsOn` and `reference` name those.
 */
export const armPrinter: Printer = {
  name: 'arm',
  print: (graph) =>
    viewsOf(graph).map((view) => ({
      path: `arm/${view.stage.name}.json`,
      text: `${JSON.stringify(template(view), null, 2)}\n`,
    })),
}

const SCHEMAS: Readonly<Record<StageScope['kind'], string>> = {
  tenant: 'https://schema.management.azure.com/schemas/2019-08-01/tenantDeploymentTemplate.json#',
  'management-group':
    'https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#',
  'resource-group': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

function template(view: StageView): Json {
  const { stage, foreign } = view
  return {
    $schema: SCHEMAS[stage.scope.kind],
    languageVersion: '2.0',
    contentVersion: '1.0.0.0',
    metadata: { description: stage.purpose },
    parameters: Object.fromEntries(
      parametersOf(view).map(({ name, description, isSecret, default: preset }) => [
        name,
        {
          type: isSecret ? 'securestring' : 'string',
          ...(preset === null ? {} : { defaultValue: literal(preset) }),
          metadata: { description },
        },
      ]),
    ),
    resources: Object.fromEntries([
      ...foreign.map((resource) => [resource.symbol, existing(resource, view)] as const),
      ...stage.resources.map((resource) => [resource.symbol, declared(resource, view)] as const),
    ]),
    outputs: Object.fromEntries(
      stage.outputs.map(({ name, description, value }) => [
        name,
        { type: 'string', metadata: { description }, value: text(value, view) },
      ]),
    ),
  }
}

function existing(resource: Resource, view: StageView): Json {
  return {
    existing: true,
    type: resource.type,
    apiVersion: resource.apiVersion,
    ...elsewhere(resource, view),
    name: fullName(resource, view),
  }
}

/** Where a resource lies, if not where the template is deployed to. */
function elsewhere(resource: Resource, view: StageView): { readonly [key: string]: Json } {
  const place = view.placeOf(resource)
  if (isSamePlace(place, view.stage.scope)) return {}
  switch (place.kind) {
    case 'tenant':
      return { scope: '/' }
    case 'management-group':
      return { scope: `Microsoft.Management/managementGroups/${place.managementGroup}` }
    case 'subscription':
      return { scope: '[subscription().id]' }
    case 'resource-group':
      return { resourceGroup: place.resourceGroup }
  }
}

function declared(resource: Resource, view: StageView): Json {
  const { type, apiVersion, extends: extended, body, because } = resource
  const before = dependenciesOf(resource).filter((other) => view.isOwn(other))
  return {
    ...(because.length === 0
      ? {}
      : { metadata: { because: because.map(({ rule, why }) => `${rule}: ${why}`) } }),
    type,
    apiVersion,
    name: fullName(resource, view),
    ...(extended === null ? elsewhere(resource, view) : { scope: `[${idCall(extended, view)}]` }),
    ...object(body, view),
    ...(before.length === 0 ? {} : { dependsOn: before.map(({ symbol }) => symbol) }),
  }
}

function fullName(resource: Resource, view: StageView): string {
  const segments = nameSegments(resource)
  if (segments.every((segment) => typeof segment === 'string')) return literal(segments.join('/'))
  const places = segments.map((_, i) => `{${i}}`).join('/')
  return `[format('${places}', ${segments.map((segment) => argument(segment, view)).join(', ')})]`
}

function value(of: Value, view: StageView): Json {
  if (of === null || typeof of === 'number' || typeof of === 'boolean') return of
  if (typeof of === 'string' || of instanceof Expression) return text(of, view)
  if (of instanceof Identities)
    return Object.fromEntries(of.of.map((identity) => [`[${idCall(identity, view)}]`, {}]))
  return Array.isArray(of)
    ? (of as readonly Value[]).map((item) => value(item, view))
    : object(of as Body, view)
}

function object(body: Body, view: StageView): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(body).map(([key, of]) => [key, value(of, view)]))
}

function text(of: Text, view: StageView): string {
  return typeof of === 'string' ? literal(of) : `[${expression(of.of, view)}]`
}

/** A string that begins as an expression does is written with its bracket twice. */
function literal(of: string): string {
  return of.startsWith('[') && of.endsWith(']') ? `[${of}` : of
}

/** Within an expression. */
function argument(of: Text, view: StageView): string {
  return typeof of === 'string' ? quoted(of) : expression(of.of, view)
}

function expression(of: Evaluated, view: StageView): string {
  switch (of.kind) {
    case 'id-of':
      return idCall(of.resource, view)
    case 'property-of':
      // `reference` gives what stands under `properties`.
      return [`reference('${of.resource.symbol}')`, ...of.path.slice(1)].join('.')
    case 'principal-of':
      return `reference('${of.resource.symbol}', '${of.resource.apiVersion}', 'Full').identity.principalId`
    case 'parameter':
      return `parameters('${of.name}')`
    case 'tenant-id':
      return 'tenant().tenantId'
    case 'subscription-id':
      return `parameters('${SUBSCRIPTION_PARAMETER.name}')`
    case 'role-definition':
      return `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${of.id}')`
    case 'guid':
      return `guid(${of.parts.map((part) => argument(part, view)).join(', ')})`
    case 'joined':
      return `concat(${of.parts.map((part) => argument(part, view)).join(', ')})`
  }
}

function idCall(resource: Resource, view: StageView): string {
  const names = nameSegments(resource).map((segment) => argument(segment, view))
  const call = (name: string, ...before: readonly string[]): string =>
    `${name}(${[...before, quoted(resource.type), ...names].join(', ')})`
  const place = view.placeOf(resource)
  switch (place.kind) {
    case 'tenant':
      return call('tenantResourceId')
    case 'management-group':
      return call(
        'extensionResourceId',
        `tenantResourceId('Microsoft.Management/managementGroups', ${quoted(place.managementGroup)})`,
      )
    case 'subscription':
      return call('subscriptionResourceId')
    case 'resource-group':
      if (isSamePlace(place, view.stage.scope)) return call('resourceId')
      // Deployed to a subscription, the function takes one text before the type for a subscription.
      return view.stage.scope.kind === 'resource-group'
        ? call('resourceId', quoted(place.resourceGroup))
        : call('resourceId', 'subscription().subscriptionId', quoted(place.resourceGroup))
  }
}

function quoted(of: string): string {
  return `'${of.replaceAll("'", "''")}'`
}
