import assert from 'node:assert/strict'
import path from 'node:path'
import { before, describe, test } from 'node:test'
import { parse } from '@cdktn/hcl2json'
import { Language, type Node, Parser } from 'web-tree-sitter'
import { loadDesign } from '../../workload/index.ts'
import { buildGraph } from '../build.ts'
import {
  guidOf,
  idOf,
  joined,
  parameter,
  principalOf,
  propertyOf,
  resource,
  type ResourceGraph,
  tenantId,
  userAssigned,
} from '../resource-graph.ts'
import type { PrintedFile } from './printer.ts'
import { PRINTERS } from './registry.ts'

/** Grammars that nobody here wrote: tree-sitter-bicep 1.1.0 (MIT, npm) and HashiCorp's own HCL as WebAssembly. */
const BICEP_GRAMMAR = path.resolve(import.meta.dirname, '../../../test/grammars/tree-sitter-bicep.wasm')

const WORKLOAD = `
workload: contoso-chat
environment: production
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  a.b: { provider: azure-openai, region: swedencentral, endpoint: env:A, auth: managed-identity }
  a-b: { provider: azure-openai, region: swedencentral, endpoint: env:B, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:C, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: one, account: a.b, type: standard, tpm: 240k }
      - { id: two, account: a-b, type: global-standard, tpm: 240k }
      - { id: three, account: frc, type: provisioned-managed, ptu: 50 }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
`

/** Text that means something in one language or another, in every place that takes text. */
const AWKWARD = `it's "50 %{done}" at \${x} \\ [y]\n\ttail`

function awkwardGraph(): ResourceGraph {
  const given = { name: 'zone', description: AWKWARD, isSecret: false, default: AWKWARD }
  const secret = { name: 'secret', description: 'x', isSecret: true, default: null }
  const identity = resource({
    symbol: 'identity',
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2024-11-30',
    name: 'id-x',
    body: { location: 'swedencentral' },
  })
  const first = resource({
    symbol: 'first',
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2026-04-01',
    name: 'stfirst',
    body: {
      location: 'swedencentral',
      tags: { 'a-b': AWKWARD, [AWKWARD]: 'x' },
      identity: userAssigned(identity),
      properties: {},
    },
    because: [{ rule: 'NET-01', why: 'a sentence '.repeat(30).trim() }],
  })
  const second = resource({
    symbol: 'second',
    type: 'Microsoft.Storage/storageAccounts/blobServices',
    apiVersion: '2026-04-01',
    name: 'default',
    parent: first,
    after: [first],
    body: {
      properties: {
        empty: {},
        none: [],
        nothing: null,
        list: [1, true, [AWKWARD], { deep: [{ er: AWKWARD }] }],
        text: joined(AWKWARD, propertyOf(first, 'primaryEndpoints', 'blob'), parameter(given)),
        name: guidOf(idOf(first), tenantId, AWKWARD),
        principal: principalOf(first),
        secret: parameter(secret),
      },
    },
  })
  const stage = { parameters: [], outputs: [] }
  const scope = { kind: 'resource-group', resourceGroup: 'rg-x' } as const
  return {
    workload: 'contoso',
    notes: [],
    files: [],
    stages: [
      {
        ...stage,
        name: '00-first',
        purpose: AWKWARD.replaceAll(/\s/g, ' '),
        scope,
        resources: [identity, first],
      },
      {
        name: '10-second',
        purpose: 'Second.',
        scope: { kind: 'resource-group', resourceGroup: 'rg-y' },
        parameters: [given, secret],
        resources: [second],
        outputs: [{ name: 'out', description: AWKWARD, value: idOf(second) }],
      },
    ],
  }
}

function builtGraph(): ResourceGraph {
  const loaded = loadDesign(WORKLOAD, { source: 'workload.yaml', nowMs: 0 })
  assert.ok(loaded.ok)
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph)
  return graph
}

function filesOf(name: string, graph: ResourceGraph): readonly PrintedFile[] {
  return PRINTERS.find((printer) => printer.name === name)?.print(graph) ?? assert.fail(`no printer ${name}`)
}

function symbolsOf({ stages }: ResourceGraph): readonly string[] {
  return stages.flatMap(({ resources }) => resources.map(({ symbol }) => symbol)).sort()
}

for (const [kind, makeGraph] of [
  ['a landing zone', builtGraph],
  ['awkward text', awkwardGraph],
] as const) {
  describe(`written down: ${kind}`, () => {
    const graph = makeGraph()
    let parser: Parser
    before(async () => {
      await Parser.init()
      parser = new Parser()
      parser.setLanguage(await Language.load(BICEP_GRAMMAR))
    })

    test('Bicep is Bicep, with every resource once', () => {
      const declared: string[] = []
      for (const { path: name, text } of filesOf('bicep', graph)) {
        const tree = parser.parse(text)
        assert.ok(tree !== null)
        assert.deepEqual(faults(tree.rootNode), [], name)
        for (const [, symbol = '', existing] of text.matchAll(/^resource (\w+) '[^']+'( existing)? = \{$/gm))
          if (existing === undefined) declared.push(symbol)
      }
      assert.deepEqual(declared.sort(), symbolsOf(graph))
    })

    test('Terraform is HCL, with every resource once, and what it holds is what was meant', async () => {
      const declared: string[] = []
      for (const { path: name, text } of filesOf('terraform', graph)) {
        const { resource: resources } = (await parse(name, text)) as {
          resource?: { azapi_resource: Record<string, [{ tags?: Record<string, string> }]> }
        }
        for (const [symbol, [{ tags }]] of Object.entries(resources?.azapi_resource ?? {})) {
          declared.push(symbol)
          // hcl2json gives text back as a template, in which these stay doubled.
          const awkward = AWKWARD.replace('${', '$${').replace('%{', '%%{')
          if (symbol === 'first') assert.equal(tags?.['a-b'], awkward)
        }
      }
      assert.deepEqual(declared.sort(), symbolsOf(graph))
    })

    test('ARM JSON has every resource once, and refers to no symbol that it does not have', () => {
      const declared: string[] = []
      for (const { text } of filesOf('arm', graph)) {
        const { resources } = JSON.parse(text) as {
          resources: Record<string, { existing?: boolean; dependsOn?: string[] }>
        }
        for (const [symbol, { existing, dependsOn = [] }] of Object.entries(resources)) {
          if (existing !== true) declared.push(symbol)
          for (const other of dependsOn) assert.ok(other in resources, `${symbol} needs ${other}`)
        }
        for (const [, other = ''] of text.matchAll(/reference\('(\w+)'\)/g))
          assert.ok(other in resources, other)
      }
      assert.deepEqual(declared.sort(), symbolsOf(graph))
    })
  })
}

test('who a resource acts as is written as each language has it', () => {
  const [bicep, arm, terraform] = (['bicep', 'arm', 'terraform'] as const).map((name) =>
    filesOf(name, awkwardGraph())
      .map(({ text }) => text)
      .join('\n'),
  )
  assert.match(bicep ?? '', /userAssignedIdentities: \{\n {6}'\$\{identity\.id\}': \{\}\n/)
  assert.match(bicep ?? '', /principal: first\.identity\.principalId/)
  assert.match(arm ?? '', /"\[resourceId\('Microsoft\.ManagedIdentity[^"]+'id-x'\)\]": \{\}/)
  assert.match(arm ?? '', /reference\('first', '2026-04-01', 'Full'\)\.identity\.principalId/)
  assert.match(terraform ?? '', /identity_ids = \[azapi_resource\.identity\.id\]/)
  assert.match(terraform ?? '', /azapi_resource\.first\.identity\[0\]\.principal_id/)
})

test('the grammar finds what is not Bicep', async () => {
  await Parser.init()
  const parser = new Parser()
  parser.setLanguage(await Language.load(BICEP_GRAMMAR))
  const tree = parser.parse("resource x 'a@b' = {\n  name: 'it's'\n}\n")
  assert.ok(tree !== null && faults(tree.rootNode).length > 0)
})

function faults(node: Node): string[] {
  const own =
    node.isError || node.isMissing ? [`${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`] : []
  return [...own, ...node.children.flatMap((child) => (child === null ? [] : faults(child)))]
}
