import table from './data/ptu.json' with { type: 'json' }
import { findDeploymentSku } from './deployment-types.ts'
import { type Fact, type FactTable, shippedTable } from './fact-table.ts'

export const MAX_PTU_PER_DEPLOYMENT: number = table.maxPtuPerDeployment

/** What one provisioned throughput unit (PTU) carries. */
export interface PtuThroughput {
  readonly model: string
  readonly inputTokensPerMinutePerPtu: number
  /** How many input tokens one output token counts as; null where not published. */
  readonly outputWeight: number | null
  /** Refuses prompts above 128k tokens on provisioned types, whatever the model's own limit. */
  readonly longContextUnsupported: boolean
}

/** The least PTU of a deployment and the steps above it. */
export interface PtuSteps {
  readonly model: string
  /** The workload file's name of a deployment type. */
  readonly type: string
  readonly min: number
  readonly increment: number
}

interface ShippedRow {
  readonly model: string
  readonly min: Readonly<Partial<Record<string, number>>>
  readonly increment: Readonly<Partial<Record<string, number>>>
  readonly inputTpmPerPtu: number
  readonly outputToInputWeight: number | null
}

const shipped: readonly ShippedRow[] = table.models
const longContextUnsupported = new Set(table.longContextUnsupported)

export const SHIPPED_PTU_THROUGHPUT: FactTable<PtuThroughput> = shippedTable<PtuThroughput>(
  {
    name: 'ptu_throughput',
    title: 'throughput of PTU',
    key: ['model'],
    asOf: table.asOf,
    source: table.source,
  },
  shipped.map(({ model, inputTpmPerPtu, outputToInputWeight }) => ({
    model,
    inputTokensPerMinutePerPtu: inputTpmPerPtu,
    outputWeight: outputToInputWeight,
    longContextUnsupported: longContextUnsupported.has(model),
  })),
)

export const SHIPPED_PTU_STEPS: FactTable<PtuSteps> = shippedTable<PtuSteps>(
  {
    name: 'ptu_steps',
    title: 'sizes of PTU',
    key: ['model', 'type'],
    asOf: table.asOf,
    source: table.source,
  },
  shipped.flatMap(({ model, min: least, increment: steps }) =>
    Object.entries(least).flatMap(([sku, min]) => {
      const type = findDeploymentSku(sku)?.name
      const increment = steps[sku]
      return type === undefined || min === undefined || increment === undefined
        ? []
        : [{ model, type, min, increment }]
    }),
  ),
)

export interface Ptu {
  readonly asOf: string
  /** Null where Microsoft publishes no figures for the model. */
  find(this: void, baseModel: string): Fact<PtuThroughput> | null
  /** Null where Microsoft publishes none for this model and type. */
  steps(this: void, baseModel: string, deploymentType: string): Fact<PtuSteps> | null
}

export function ptuOf(throughput: FactTable<PtuThroughput>, steps: FactTable<PtuSteps>): Ptu {
  const byModel = new Map(throughput.rows.map((row) => [row.model.toLowerCase(), row]))
  const stepsByModel = Map.groupBy(steps.rows, ({ model }) => model.toLowerCase())
  return Object.freeze({
    asOf: table.asOf,
    find: (baseModel: string) => byModel.get(baseModel.toLowerCase()) ?? null,
    steps: (baseModel: string, deploymentType: string) =>
      stepsByModel.get(baseModel.toLowerCase())?.find(({ type }) => type === deploymentType) ?? null,
  })
}
