import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { otlpEndpoint } from '../otlp-endpoint.ts'
import { webhookProblem } from '../webhook-address.ts'

const LEAST_INTERVAL_MS = 1_000

/** Where metrics, traces and logs go. */
export function checkTelemetry({ declaration }: Declared, findings: Findings): void {
  const { alerts, otlp, traces } = declaration.telemetry
  alerts.webhooks.forEach(({ url }, index) => {
    const at = ['telemetry', 'alerts', 'webhooks', index, 'url']
    const problem = findings.isWhole(at) ? webhookProblem(url) : null
    if (problem !== null) findings.error(at, problem)
  })
  if (traces !== undefined && otlp === undefined && findings.isWhole(['telemetry']))
    findings.error(['telemetry', 'traces'], 'go nowhere: write telemetry.otlp, too')
  if (otlp === undefined || !findings.isWhole(['telemetry', 'otlp'])) return
  if (otlp.interval !== undefined && otlp.interval < LEAST_INTERVAL_MS)
    findings.error(['telemetry', 'otlp', 'interval'], 'must be at least 1s')
  if (otlp.endpoint?.kind !== 'literal') return
  const endpoint = otlpEndpoint(otlp.endpoint.value, {
    signal: 'metrics',
    protocol: otlp.protocol ?? 'http/protobuf',
    hasHeaders: Object.keys(otlp.headers).length > 0,
  })
  if (!endpoint.ok) findings.error(['telemetry', 'otlp', 'endpoint'], endpoint.problem)
}
