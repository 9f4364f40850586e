import { X509Certificate } from 'node:crypto'

import type { Plan } from '../workload/index.ts'
import type { GatewayMetrics } from './metrics.ts'

/** What alerts look at that the plan says and no exchange changes. */
export function readPlanGauges(
  { telemetry: { objectives }, deployments, models, facts }: Plan,
  { objective, modelRetirement }: Pick<GatewayMetrics, 'objective' | 'modelRetirement'>,
): void {
  objective.with({ objective: 'availability' }).set(objectives.availability)
  objective.with({ objective: 'first-token' }).set(objectives.firstTokenShare)
  modelRetirement.clear()
  for (const { id, model, version, type } of deployments.values()) {
    // The schedule is Azure's.
    if (type === null) continue
    const baseModel = models.get(model)?.baseModel
    const day = baseModel === undefined ? null : facts.retirements.last(baseModel, version)?.retiresOn
    if (typeof day === 'string') modelRetirement.with({ deployment: id, model }).set(Date.parse(day) / 1000)
  }
}

/** Of the first certificate of a chain, which is the server's own, in milliseconds since the epoch. */
export function endOf(certificatePem: string): number {
  return new X509Certificate(certificatePem).validToDate.getTime()
}
