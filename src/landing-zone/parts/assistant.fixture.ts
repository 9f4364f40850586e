import assert from 'node:assert/strict'
import { loadDesign } from '../../workload/index.ts'
import { buildGraph, PRINTERS, type ResourceGraph } from '../index.ts'

/** A workload in two regions, to which tests add what they are about. */
const MODELS = `
workload: contoso-assistant
environment: production
residency: eu
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: std-swc, account: swc, type: standard, tpm: 240k }
      - { id: std-frc, account: frc, type: standard, tpm: 240k }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
application:
  parts:
    answers: { kind: api, models: through-gateway }
    ingest: { kind: pipeline }
    page: { kind: user-interface, calls: [answers] }
`

export function graphOf(
  text: string,
  { agent = false, model = 'gpt-4.1' }: { readonly agent?: boolean; readonly model?: string } = {},
): ResourceGraph {
  const models = MODELS.replaceAll('gpt-4.1', model) + (agent ? '    researcher: { kind: agent }\n' : '')
  const loaded = loadDesign(models + text, { source: 'workload.yaml', nowMs: Date.UTC(2026, 10, 21) })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  const graph = buildGraph(loaded)
  if (!('stages' in graph)) assert.fail(JSON.stringify(graph))
  return graph
}

/** What the build has to say of the data: that nobody is named to be told is of no interest here. */
export function notesOf({ notes }: ResourceGraph): readonly string[] {
  return notes.filter((note) => !note.startsWith('Alerts are raised and mailed to nobody'))
}

export interface Declared {
  readonly type: string
  readonly name: string
  readonly location?: string
  readonly scope?: string
  readonly sku?: { readonly name: string }
  readonly properties: Readonly<Record<string, unknown>>
}

/** By symbol, as ARM takes them. */
export function declared(graph: ResourceGraph): ReadonlyMap<string, Declared> {
  const files = PRINTERS.find(({ name }) => name === 'arm')?.print(graph) ?? []
  return new Map(
    files.flatMap(({ text }) => {
      const { resources } = JSON.parse(text) as {
        resources: Record<string, Declared & { existing?: boolean }>
      }
      return Object.entries(resources).filter(([, one]) => one.existing !== true)
    }),
  )
}
