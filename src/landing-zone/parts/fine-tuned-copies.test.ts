import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDesign } from '../../workload/index.ts'
import { armProblems, withoutArmTypes } from '../arm-types.fixture.ts'
import { buildGraph } from '../build.ts'
import type { ResourceGraph } from '../resource-graph.ts'
import { declared, notesOf } from './assistant.fixture.ts'

const TUNED = 'gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83'

interface Wish {
  /** Regions of accounts, the first that of the original. */
  readonly regions?: readonly [string, string]
  readonly deployments: readonly string[]
  readonly more?: string
}

function graphWith({
  regions = ['swedencentral', 'francecentral'],
  deployments,
  more = '',
}: Wish): ResourceGraph {
  const [first, second] = regions
  const text = `
workload: contoso-claims
environment: production
regions: { primary: ${first}, secondary: ${second} }
accounts:
  one: { provider: azure-openai, region: ${first}, endpoint: env:ONE, auth: managed-identity }
  two: { provider: azure-openai, region: ${second}, endpoint: env:TWO, auth: managed-identity }
models:
  triage:
    base_model: ${TUNED}
    origin: { kind: fine-tuned }
    deployments:
${deployments.map((one) => `      - ${one}`).join('\n')}
  gpt-4.1: { deployments: [{ id: plain, account: two, type: standard, tpm: 10k, name: triage-here }] }
consumers:
  /contoso/claims: { models: [triage] }
${more}`
  const loaded = loadDesign(text, { source: 'workload.yaml', nowMs: Date.UTC(2026, 10, 21) })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph, JSON.stringify(graph))
  if (withoutArmTypes === false)
    for (const one of declared(graph).values()) assert.deepEqual(armProblems({ ...one }), [], one.name)
  return graph
}

const HERE = '{ id: here, account: one, type: standard, tpm: 50k, name: triage-here }'
const THERE = '{ id: there, account: two, type: global-standard, tpm: 20k }'
const ASSET = 'continuity: { assets: { triage: { kind: fine-tuned-model, replica: francecentral } } }'

const stageOf = (graph: ResourceGraph, symbol: string) =>
  graph.stages.find(({ resources }) => resources.some((one) => one.symbol === symbol))?.name
const modelOf = (graph: ResourceGraph, symbol: string) =>
  declared(graph).get(symbol)?.properties['model'] as Readonly<Record<string, string>> | undefined

test('a deployment elsewhere takes the model from the account that holds it', () => {
  const graph = graphWith({ deployments: [HERE, THERE] })
  assert.equal(modelOf(graph, 'deploymentOneHere')?.['source'], undefined)
  const { source = '', ...model } = modelOf(graph, 'deploymentTwoThere') ?? {}
  assert.deepEqual(model, { format: 'OpenAI', name: TUNED, version: '1' })
  assert.match(source, /resourceId\('rg-contoso-claims-prod-ai-swedencentral', .+accounts', 'aif-.+-one-/)
  assert.equal(stageOf(graph, 'deploymentTwoThere'), '41-fine-tuned-francecentral')
})

test('which account holds it, is where the original of the asset is', () => {
  const graph = graphWith({
    deployments: [HERE, THERE],
    more: 'continuity: { assets: { t: { kind: fine-tuned-model, model: triage, primary: francecentral, replica: swedencentral } } }',
  })
  assert.match(modelOf(graph, 'deploymentOneHere')?.['source'] ?? '', /-two-/)
  assert.equal(stageOf(graph, 'deploymentOneHere'), '41-fine-tuned-swedencentral')
  assert.equal(stageOf(graph, 'deploymentTwoThere'), '40-models-francecentral')
})

test('a replica that the file deploys nowhere stands by, as Azure takes it there, under a free name', () => {
  const graph = graphWith({ deployments: [HERE], more: ASSET })
  const standby = declared(graph).get('tunedCopyTriage')
  assert.deepEqual(standby?.sku, { name: 'GlobalStandard', capacity: 50 })
  assert.match(standby?.name ?? '', /\/triage-here-2$/)
  assert.deepEqual(notesOf(graph), [])
  const back = graphWith({
    regions: ['francecentral', 'swedencentral'],
    deployments: [HERE.replace('standard', 'global-standard')],
    more: ASSET.replace('francecentral', 'swedencentral'),
  })
  assert.equal(declared(back).get('tunedCopyTriage')?.sku?.name, 'Standard')
})

test('what the residency forbids, or nothing of the file is, is not built, which is said', () => {
  const noted = (more: string, deployments = [HERE]) => {
    const graph = graphWith({ deployments, more })
    assert.equal(declared(graph).has('tunedCopyTriage'), false)
    return notesOf(graph).join('\n')
  }
  assert.match(
    noted(`residency: eu\n${ASSET}`),
    /^continuity\.assets\.triage: .+no fine-tuned model in francecentral inside `residency: eu`/,
  )
  assert.match(noted(ASSET.replace('francecentral', 'uksouth')), /no account of the file is in uksouth$/)
  assert.match(noted(ASSET.replace('triage', 'rating')), /no entry of `models` has it as `base_model`/)
  assert.match(
    noted(ASSET, [HERE, THERE.replace('global-standard', 'standard')]),
    /there is `standard`, which Azure takes .+ eastus2, northcentralus, swedencentral alone/,
  )
})

test('copies of one account are made one after the other, with the filter of all', () => {
  const graph = graphWith({
    deployments: [HERE, THERE, THERE.replace('there', 'more')],
    more: 'governance: { assessments: { content_filter: careful } }',
  })
  const copies = graph.stages.find(({ name }) => name === '41-fine-tuned-francecentral')?.resources ?? []
  assert.deepEqual(
    copies.map(({ after }) => after.map(({ symbol }) => symbol)),
    [[], ['deploymentTwoThere']],
  )
  for (const { symbol } of copies)
    assert.equal(declared(graph).get(symbol)?.properties['raiPolicyName'], 'careful')
})
