import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as holds, property } from 'fast-check'
import { evaluateTarget } from '../azure/index.ts'
import { type Finding, review, RULES, type Target, Workload } from '../review/index.ts'
import { loadDesign, type LoadedDesign } from '../workload/index.ts'
import { overlaps, parseRange } from './address-plan.ts'
import { armProblems, withoutArmTypes } from './arm-types.fixture.ts'
import { buildGraph, type PrintedFile, PRINTERS, type ResourceGraph } from './index.ts'
import { designTexts } from './random-designs.fixture.ts'
import { dependenciesOf, nameSegments, type Resource } from './resource-graph.ts'

/** Enough to find what is wrong while somebody works; `.ci/run` asks for 500. */
const RUNS = Number(process.env['CAUSEWAY_PROPERTY_RUNS'] ?? 60)
const NOW_MS = Date.UTC(2026, 10, 21)

function designOf(text: string): LoadedDesign {
  const loaded = loadDesign(text, { source: 'workload.yaml', nowMs: NOW_MS })
  if (!loaded.ok) assert.fail(JSON.stringify(loaded.diagnostics))
  return loaded
}

function graphOf(design: LoadedDesign): ResourceGraph {
  const graph = buildGraph(design)
  if (!('stages' in graph)) assert.fail(JSON.stringify(graph))
  return graph
}

interface PrintedTemplate {
  readonly path: string
  readonly text: string
  readonly resources: readonly Readonly<Record<string, unknown>>[]
}

/** By the name of the printer. */
type Printed = ReadonlyMap<string, readonly PrintedFile[]>

function printed(graph: ResourceGraph): Printed {
  return new Map(PRINTERS.map((printer) => [printer.name, printer.print(graph)]))
}

function armTemplates(files: readonly PrintedFile[]): readonly PrintedTemplate[] {
  return files.map(({ path, text }) => {
    const { resources } = JSON.parse(text) as {
      readonly resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>
    }
    return {
      path,
      text,
      resources: Object.values(resources).filter((one) => one['existing'] !== true),
    }
  })
}

function eachAfterWhatItNeeds({ stages }: ResourceGraph): void {
  const before = new Set<Resource>()
  for (const resource of stages.flatMap(({ resources }) => resources)) {
    for (const needed of dependenciesOf(resource))
      assert.ok(before.has(needed), `${resource.symbol} comes before ${needed.symbol}`)
    before.add(resource)
  }
}

/** Azure makes this group itself, in each subscription with a network. */
const MADE_BY_AZURE = 'NetworkWatcherRG'

function eachInAGroupThatIsMade({ stages }: ResourceGraph): void {
  const made = new Set<unknown>([MADE_BY_AZURE])
  for (const { name, scope, resources } of stages) {
    if (scope.kind === 'resource-group') assert.ok(made.has(scope.resourceGroup), name)
    for (const resource of resources)
      if (resource.type === 'Microsoft.Resources/resourceGroups') made.add(resource.name)
  }
}

function noNameTwice({ stages }: ResourceGraph): void {
  const symbols = stages.flatMap(({ resources }) => resources.map(({ symbol }) => symbol.toLowerCase()))
  assert.equal(new Set(symbols).size, symbols.length)
  const names = new Set<string>()
  for (const { resources, scope } of stages) {
    for (const resource of resources) {
      const segments = nameSegments(resource).filter((segment) => typeof segment === 'string')
      if (resource.extends !== null || segments.length < nameSegments(resource).length) continue
      const name = `${JSON.stringify(scope)} ${resource.type} ${segments.join('/')}`.toLowerCase()
      assert.ok(!names.has(name), name)
      names.add(name)
    }
  }
}

function noAddressTwice({ stages }: ResourceGraph): void {
  const resources = stages.flatMap((stage) => stage.resources)
  const networks = resources.filter(({ type }) => type === 'Microsoft.Network/virtualNetworks')
  const rangesOf = (resource: Resource, path: readonly string[]): readonly string[] => {
    let value: unknown = resource.body['properties']
    for (const key of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key]
    return typeof value === 'string' ? [value] : ((value ?? []) as readonly string[])
  }
  const apart = (texts: readonly string[]): void => {
    const ranges = texts.map((text) => parseRange(text) ?? assert.fail(`${text} is no range`))
    for (const [i, a] of ranges.entries())
      for (const b of ranges.slice(i + 1)) assert.ok(!overlaps(a, b), texts.join(', '))
  }
  apart(networks.flatMap((network) => rangesOf(network, ['addressSpace', 'addressPrefixes'])))
  for (const network of networks) {
    const subnets = resources.filter(
      ({ type, parent }) => type === 'Microsoft.Network/virtualNetworks/subnets' && parent === network,
    )
    apart(subnets.flatMap((subnet) => rangesOf(subnet, ['addressPrefix'])))
  }
}

/** Failures that count, each with the rule that found it. */
function failures(targets: readonly Target[]): readonly Finding[] {
  const { findings } = review(targets, {
    rules: RULES,
    allRuleIds: new Set(RULES.map(({ id }) => id)),
    nowMs: NOW_MS,
    baseline: new Set(),
  })
  return findings.filter(({ verdict }) => verdict === 'fail')
}

function takenByAzure(templates: readonly PrintedTemplate[]): void {
  for (const { path, resources } of templates)
    for (const resource of resources) assert.deepEqual(armProblems(resource), [], path)
}

function noHighFindingOfItsOwn(design: LoadedDesign, templates: readonly PrintedTemplate[]): void {
  const documents = templates.map(({ path, text }) => ({ name: path, text }))
  const linked = new Map<string, string>()
  const targets = documents.map((document): Target => {
    const evaluation = evaluateTarget(document, { parameterFiles: [], linked })
    return { kind: evaluation.kind, file: document.name, evaluation }
  })
  const high = failures(targets).filter(({ severity }) => severity === 'high')
  if (high.length === 0) return
  const ofTheDesign = new Set(
    failures([new Workload('workload.yaml', design, NOW_MS)]).map(({ rule }) => rule.id),
  )
  for (const { rule, subject, message } of high)
    assert.ok(ofTheDesign.has(rule.id), `${rule.id} ${subject}: ${message}`)
}

// One test for all promises: loading, building and printing take longer than most checks.
test('random designs: built alike each time, in order, nothing twice, taken by Azure, no high finding of its own', (t) => {
  if (withoutArmTypes !== false) t.diagnostic(withoutArmTypes)
  holds(
    property(designTexts, (text) => {
      const design = designOf(text)
      const graph = graphOf(design)
      const files = printed(graph)
      assert.deepEqual(printed(graphOf(designOf(text))), files)
      eachAfterWhatItNeeds(graph)
      eachInAGroupThatIsMade(graph)
      noNameTwice(graph)
      noAddressTwice(graph)
      const templates = armTemplates(files.get('arm') ?? [])
      if (withoutArmTypes === false) takenByAzure(templates)
      noHighFindingOfItsOwn(design, templates)
    }),
    { numRuns: RUNS },
  )
})
