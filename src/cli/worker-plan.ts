import { formatDiagnostic, loadWorkload, type Plan } from '../workload/index.ts'
import { NegativeAnswer } from './exit-code.ts'
import type { PlanTexts } from './plan-source.ts'

/** The plan as one worker of several serves it. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

export interface WorkerPlanOptions {
  readonly shownAs: string
  readonly nowMs: number
  readonly workers: number
  /** Where the group listens since its start, whatever the file says by now. */
  readonly listen: ListenAddress
  readonly operations: ListenAddress | null
}

/** Throws `NegativeAnswer` with all that is wrong with the file. */
export function workerPlan({ text, factsFiles }: PlanTexts, options: WorkerPlanOptions): Plan {
  const loaded = loadWorkload(text, { source: options.shownAs, nowMs: options.nowMs, factsFiles })
  if (!loaded.ok)
    throw new NegativeAnswer(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join('\n'))
  const { plan } = loaded
  const { listen, operations } = options
  return { ...plan, gateway: { ...shareOf(plan.gateway, options.workers), listen, operations } }
}

/**
 * Bounds of the machine are divided among the workers: together they hold no more bodies, connections and waiting
 * exchanges than one process would. A single body of the largest size still fits.
 */
function shareOf(gateway: Plan['gateway'], workers: number): Plan['gateway'] {
  const { bodiesLimitBytes, bodyLimitBytes, maxConnectionsPerAccount, queue } = gateway
  return {
    ...gateway,
    bodiesLimitBytes: Math.max(bodyLimitBytes, Math.floor(bodiesLimitBytes / workers)),
    maxConnectionsPerAccount: Math.ceil(maxConnectionsPerAccount / workers),
    queue: { ...queue, maxWaiting: Math.ceil(queue.maxWaiting / workers) },
  }
}
