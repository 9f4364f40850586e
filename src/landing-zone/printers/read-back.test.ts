import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sample } from 'fast-check'
import { loadDesign } from '../../workload/index.ts'
import { buildGraph } from '../build.ts'
import { designTexts } from '../random-designs.fixture.ts'
import type { ResourceGraph } from '../resource-graph.ts'
import type { PrintedFile } from './printer.ts'
import { bicepReader, meant, type ReadBack, readTerraform } from './read-back.fixture.ts'
import { PRINTERS } from './registry.ts'

/** The first of these are the same in every run; `.ci/run` reads more of them. */
const DESIGNS = process.env['CAUSEWAY_PROPERTY_RUNS'] === undefined ? 15 : 40
const SEED = 20_261_121

function graphOf(text: string): ResourceGraph {
  const loaded = loadDesign(text, { source: 'workload.yaml' })
  assert.ok(loaded.ok)
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph)
  return graph
}

function printed(name: string, graph: ResourceGraph): readonly PrintedFile[] {
  return PRINTERS.find((printer) => printer.name === name)?.print(graph) ?? assert.fail(name)
}

/** The same resources, each the same; and each comes after what the graph says, and after nothing else. */
function same(found: ReadonlyMap<string, ReadBack>, graph: ResourceGraph, needs: Needs): void {
  const expected = meant(graph)
  assert.deepEqual([...found.keys()].sort(), [...expected.keys()].sort())
  for (const [symbol, { after, above, ...rest }] of expected) {
    const { after: foundAfter, above: foundAbove, ...foundRest } = found.get(symbol) ?? assert.fail(symbol)
    assert.deepEqual(foundRest, rest, symbol)
    assert.equal(above === null && needs.isGroup(foundAbove) ? null : foundAbove, above, symbol)
    for (const one of after)
      if (needs.has(symbol, one)) assert.ok(foundAfter.has(one), `${symbol} is not after ${one}`)
    for (const one of foundAfter)
      if (expected.has(one) && !needs.isGroup(one)) assert.ok(after.has(one), `${symbol} is after ${one}`)
  }
}

interface Needs {
  /** Whether a file has to say that the one comes after the other. */
  has(symbol: string, before: string): boolean
  /** Terraform names the resource group, or management group, as what a resource lies in. */
  isGroup(symbol: string | null): boolean
}

const GROUPS = new Set(['Microsoft.Resources/resourceGroups', 'Microsoft.Management/managementGroups'])

const designs = sample(designTexts, { numRuns: DESIGNS, seed: SEED })

test('Bicep, read back, is the graph', async () => {
  const read = await bicepReader()
  for (const text of designs) {
    const graph = graphOf(text)
    const stageOf = new Map(
      graph.stages.flatMap((stage) => stage.resources.map((one) => [one.symbol, stage])),
    )
    same(read(printed('bicep', graph)), graph, {
      has: (symbol, before) => stageOf.get(symbol) === stageOf.get(before),
      isGroup: () => false,
    })
  }
})

test('Terraform, read back, is the graph', async () => {
  for (const text of designs) {
    const graph = graphOf(text)
    const groups = new Set(
      graph.stages
        .flatMap(({ resources }) => resources)
        .filter(({ type }) => GROUPS.has(type))
        .map(({ symbol }) => symbol),
    )
    same(await readTerraform(printed('terraform', graph)), graph, {
      has: () => true,
      isGroup: (symbol) => symbol !== null && groups.has(symbol),
    })
  }
})

test('what is printed wrong is seen', async () => {
  const read = await bicepReader()
  const graph = graphOf(designs[0] ?? '')
  const files = printed('bicep', graph)
  const changed = (from: RegExp, to: string) =>
    files.map((file) => ({ ...file, text: file.text.replace(from, to) }))
  const needs: Needs = { has: () => false, isGroup: () => false }
  for (const [from, to] of [
    [/disableLocalAuth: true/, 'disableLocalAuth: false'],
    [/parent: \w+\n/, ''],
    [/name: 'snet-gateway'/, "name: 'snet-gate'"],
    [/subnet: \{\n\s+id: \w+\.id/, 'subnet: {\n id: other.id'],
  ] as const) {
    const wrong = changed(from, to)
    assert.notDeepEqual(wrong, files, String(from))
    assert.throws(() => same(read(wrong), graph, needs), assert.AssertionError, String(from))
  }
})
