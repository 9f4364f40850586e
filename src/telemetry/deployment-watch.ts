import type { Readings } from '../monitoring/index.ts'
import type { Incident } from './alert-notices.ts'

/** One look alone may have met a deployment that was full for an instant. */
const LOOKS = 2

interface Out {
  readonly fromMs: number
  looks: number
}

/** Which deployments take no requests, as seen from one look at the metrics to the next. */
export class DeploymentWatch {
  readonly #out = new Map<string, Out>()

  /** Those that went out, and those that came back. */
  look(readings: Readings, nowMs: number): readonly Incident[] {
    const incidents: Incident[] = []
    const seen = new Set<string>()
    for (const { labels, value } of readings.get('causeway_deployment_available') ?? []) {
      const { deployment = '' } = labels
      seen.add(deployment)
      const out = this.#out.get(deployment)
      if (value > 0) {
        this.#out.delete(deployment)
        if (out !== undefined && out.looks >= LOOKS) incidents.push(incidentOf(deployment, out.fromMs, nowMs))
      } else if (out === undefined) this.#out.set(deployment, { fromMs: nowMs, looks: 1 })
      else if (++out.looks === LOOKS) incidents.push(incidentOf(deployment, out.fromMs, null))
    }
    // What the plan has no more is over, too.
    for (const [deployment, { fromMs, looks }] of this.#out) {
      if (seen.has(deployment)) continue
      this.#out.delete(deployment)
      if (looks >= LOOKS) incidents.push(incidentOf(deployment, fromMs, nowMs))
    }
    return incidents
  }
}

function incidentOf(deployment: string, fromMs: number, untilMs: number | null): Incident {
  return {
    id: `deployment ${deployment} ${fromMs}`,
    kind: 'deployment',
    severity: 'warning',
    title: `${deployment} ${untilMs === null ? 'takes' : 'took'} no requests`,
    detail: 'What may serve elsewhere serves its load.',
    about: deployment,
    labels: { deployment },
    fromMs,
    untilMs,
    remedy: untilMs === null ? '`/health/models` says why.' : null,
  }
}
