import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sample } from 'fast-check'
import { evaluateTemplate, toJson } from '../azure/index.ts'
import { loadDesign } from '../workload/index.ts'
import { buildGraph, PRINTERS, type ResourceGraph } from './index.ts'
import { designTexts } from './random-designs.fixture.ts'
import {
  type Evaluated,
  Expression,
  Identities,
  nameSegments,
  type Resource,
  type StageScope,
  type Text,
  type Value,
} from './resource-graph.ts'
import { viewsOf } from './stage-view.ts'

/** ARM templates, evaluated by the evaluator of the review, which knows nothing of the graph. */
const DESIGNS = 25
const SEED = 20_261_121
const SUBSCRIPTION = '00000000-0000-4000-8000-000000000001'
const UNKNOWN = '(unknown)'

function graphOf(text: string): ResourceGraph {
  const loaded = loadDesign(text, { source: 'workload.yaml' })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph)
  return graph
}

/** What ARM makes of a stage: every resource's id and body. */
function deployed(text: string, name: string, scope: StageScope) {
  const resourceGroup = scope.kind === 'resource-group' ? { resourceGroup: scope.resourceGroup } : {}
  const managementGroup = scope.kind === 'management-group' ? { managementGroup: scope.managementGroup } : {}
  const inside = scope.kind === 'resource-group' || scope.kind === 'subscription'
  const evaluation = evaluateTemplate(
    { name, text },
    {
      known: {
        ...(inside ? { subscriptionId: SUBSCRIPTION } : {}),
        tenantId: 'tenant',
        ...resourceGroup,
        ...managementGroup,
      },
      parameters: { subscriptionId: SUBSCRIPTION },
    },
  )
  assert.deepEqual(evaluation.notes, [])
  return evaluation.resources.filter(({ existing }) => !existing)
}

function asEvaluated(graph: ResourceGraph): void {
  const places = new Map(
    viewsOf(graph).flatMap((view) => view.stage.resources.map((one) => [one, view.placeOf(one)] as const)),
  )
  const placeId = (resource: Resource): string => {
    const place = places.get(resource) ?? assert.fail(resource.symbol)
    switch (place.kind) {
      case 'tenant':
        return ''
      case 'management-group':
        return `/providers/Microsoft.Management/managementGroups/${place.managementGroup}`
      case 'subscription':
        return `/subscriptions/${SUBSCRIPTION}`
      case 'resource-group':
        return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${place.resourceGroup}`
    }
  }
  const idOf = (resource: Resource): string => {
    const [provider = '', ...types] = resource.type.split('/')
    // A child of what no stage makes has the name of what it lies in before its own.
    const names = nameSegments(resource).flatMap((segment) => textOf(segment).split('/'))
    if (names.includes(UNKNOWN)) return UNKNOWN
    if (resource.type === 'Microsoft.Resources/resourceGroups')
      return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${names[0] ?? ''}`
    return `${placeId(resource)}/providers/${provider}${types.map((type, i) => `/${type}/${names[i] ?? ''}`).join('')}`
  }
  const textOf = (text: Text): string => (typeof text === 'string' ? text : known(text.of))
  const known = (of: Evaluated): string => {
    if (of.kind === 'id-of') return idOf(of.resource)
    if (of.kind === 'subscription-id') return SUBSCRIPTION
    if (of.kind === 'tenant-id') return 'tenant'
    if (of.kind === 'role-definition')
      return `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${of.id}`
    if (of.kind === 'joined') {
      const parts = of.parts.map(textOf)
      return parts.includes(UNKNOWN) ? UNKNOWN : parts.join('')
    }
    return UNKNOWN
  }
  const expected = (value: Value): unknown => {
    if (value instanceof Expression) return known(value.of)
    if (value instanceof Identities) return Object.fromEntries(value.of.map((one) => [idOf(one), {}]))
    if (typeof value === 'string') return withoutBraces(value)
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return (value as readonly Value[]).map(expected)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expected(one)]))
  }
  const print = PRINTERS.find(({ name }) => name === 'arm')?.print(graph) ?? []
  for (const [i, { resources, scope }] of graph.stages.entries()) {
    const { text = '', path = '' } = print[i] ?? {}
    const found = deployed(text, path, scope)
    assert.deepEqual(
      found.map(({ symbolicName }) => symbolicName ?? '').sort(),
      resources.map(({ symbol }) => symbol).sort(),
    )
    for (const resource of resources) {
      const one = found.find(({ symbolicName }) => symbolicName === resource.symbol)
      assert.ok(one !== undefined)
      const id = idOf(resource)
      if (resource.extends === null && id !== UNKNOWN) assert.equal(one.id, id)
      for (const [key, value] of Object.entries(resource.body))
        assert.deepEqual(shown(one.body.get(key) ?? null), expected(value), `${resource.symbol}.${key}`)
    }
  }
}

/** What only Azure knows stands in braces. */
function shown(value: Parameters<typeof toJson>[0]): unknown {
  return JSON.parse(JSON.stringify(toJson(value)), (_key, one: unknown) =>
    typeof one === 'string' ? withoutBraces(one) : one,
  )
}

function withoutBraces(text: string): string {
  return /\{.*\}/s.test(text) ? UNKNOWN : text
}

test('evaluated, the ARM templates deploy the graph and nothing else', () => {
  for (const text of sample(designTexts, { numRuns: DESIGNS, seed: SEED })) asEvaluated(graphOf(text))
})

test('management groups lie in the tenant, and policies on them, wherever their templates are deployed to', () => {
  for (const managementGroups of [{ parent: 'contoso' }, {}]) {
    const graph = graphOf(
      JSON.stringify({
        workload: 'contoso-chat',
        accounts: {
          swc: {
            provider: 'azure-openai',
            region: 'swedencentral',
            endpoint: 'env:E',
            auth: 'managed-identity',
          },
        },
        models: { 'gpt-4.1': { deployments: [{ id: 'one', account: 'swc', type: 'standard', tpm: '10k' }] } },
        landing_zone: { management_groups: managementGroups },
      }),
    )
    asEvaluated(graph)
    const [first] = graph.stages
    assert.equal(first?.scope.kind, 'parent' in managementGroups ? 'management-group' : 'tenant')
  }
})
