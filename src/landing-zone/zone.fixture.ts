import assert from 'node:assert/strict'
import { loadDesign } from '../workload/index.ts'
import { armProblems, withoutArmTypes } from './arm-types.fixture.ts'
import { buildGraph, PRINTERS, type ResourceGraph } from './index.ts'

/** The landing zone of a workload in two regions, with sections of the workload file added. */
const TWO_REGIONS = `
workload: contoso-assistant
environment: production
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: swc, account: swc, type: standard, tpm: 240k, version: 2025-04-14 }
      - { id: frc, account: frc, type: standard, tpm: 240k, version: 2025-04-14 }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
`

/** A resource as ARM takes it. */
export interface Declared {
  readonly type: string
  readonly name: string
  /** Of its template, such as `15-hub-swedencentral`. */
  readonly stage: string
  readonly symbol: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly whole: Readonly<Record<string, unknown>>
}

export interface Zone {
  readonly graph: ResourceGraph
  readonly notes: readonly string[]
  of(this: void, type: string, stage?: string): readonly Declared[]
  /** What a stage asks of whoever deploys it. */
  asked(this: void, stage: string): readonly string[]
  /** Throws where there is none. */
  one(this: void, symbol: string): Declared
}

/** Holds every resource to ARM's types where these are on the machine. */
export function zoneWith(sections: string): Zone {
  const design = loadDesign(TWO_REGIONS + sections, {
    source: 'workload.yaml',
    nowMs: Date.UTC(2026, 10, 21),
  })
  assert.ok(design.ok, JSON.stringify(design.ok ? null : design.diagnostics))
  const graph = buildGraph(design)
  if (!('stages' in graph)) assert.fail(JSON.stringify(graph))
  const files = PRINTERS.find(({ name }) => name === 'arm')?.print(graph) ?? []
  const all = files.flatMap(({ path, text }) => {
    const { resources } = JSON.parse(text) as {
      readonly resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>
    }
    return Object.entries(resources)
      .filter(([, whole]) => whole['existing'] !== true)
      .map(([symbol, whole]) => ({
        type: String(whole['type']),
        name: String(whole['name']),
        stage: path.replace(/^arm\/|\.json$/g, ''),
        symbol,
        properties: (whole['properties'] ?? {}) as Readonly<Record<string, unknown>>,
        whole,
      }))
  })
  if (withoutArmTypes === false)
    for (const { whole, symbol } of all) assert.deepEqual(armProblems(whole), [], symbol)
  return {
    graph,
    notes: graph.notes,
    of: (type, stage) => all.filter((one) => one.type === type && (stage ?? one.stage) === one.stage),
    asked: (stage) =>
      graph.stages
        .filter(({ name }) => name === stage)
        .flatMap(({ parameters }) =>
          parameters.map(({ name, isSecret }) => (isSecret ? `${name} (secret)` : name)),
        ),
    one: (symbol) => all.find((one) => one.symbol === symbol) ?? assert.fail(`there is no ${symbol}`),
  }
}
