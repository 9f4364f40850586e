import table from './data/ptu.json' with { type: 'json' }
import { findDeploymentType } from './deployment-types.ts'

/** What one provisioned throughput unit (PTU) carries, by model, as of `PTU_AS_OF`. */
export const PTU_AS_OF: string = table.asOf
export const PTU_SOURCE: readonly string[] = table.source
export const MAX_PTU_PER_DEPLOYMENT: number = table.maxPtuPerDeployment

export interface PtuFacts {
  readonly baseModel: string
  readonly inputTokensPerMinutePerPtu: number
  /** How many input tokens one output token counts as; null where not published. */
  readonly outputWeight: number | null
  /** Refuses prompts above 128k tokens on provisioned types, whatever the model's own limit. */
  readonly longContextUnsupported: boolean
}

export interface PtuSteps {
  readonly min: number
  readonly increment: number
}

interface Row {
  readonly model: string
  readonly min: Readonly<Partial<Record<string, number>>>
  readonly increment: Readonly<Partial<Record<string, number>>>
  readonly inputTpmPerPtu: number
  readonly outputToInputWeight: number | null
}

const rows: ReadonlyMap<string, Row> = new Map(table.models.map((row: Row) => [row.model.toLowerCase(), row]))
const longContextUnsupported = new Set(table.longContextUnsupported)

/** Null where Microsoft publishes no figures for the model. */
export function findPtu(baseModel: string): PtuFacts | null {
  const row = rows.get(baseModel.toLowerCase())
  if (row === undefined) return null
  return {
    baseModel: row.model,
    inputTokensPerMinutePerPtu: row.inputTpmPerPtu,
    outputWeight: row.outputToInputWeight,
    longContextUnsupported: longContextUnsupported.has(row.model),
  }
}

/** The least PTU of a deployment and the steps above it; null where Microsoft publishes none for this model and type. */
export function ptuSteps(baseModel: string, deploymentType: string): PtuSteps | null {
  const row = rows.get(baseModel.toLowerCase())
  const skuName = findDeploymentType(deploymentType)?.skuName
  if (row === undefined || skuName === undefined) return null
  const min = row.min[skuName]
  const increment = row.increment[skuName]
  return min === undefined || increment === undefined ? null : { min, increment }
}
