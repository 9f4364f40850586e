import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { traceLinkProblem } from '../trace-link.ts'
import { otlpEndpoint } from '../otlp-endpoint.ts'
import { webhookProblem } from '../webhook-address.ts'

const LEAST_INTERVAL_MS = 1_000
const MOST_CAPTURED_BYTES = 65_536

/** Where metrics, traces and logs go. */
export function checkTelemetry({ declaration }: Declared, findings: Findings): void {
  const { alerts, otlp, traces, logs, azure_monitor: azureMonitor } = declaration.telemetry
  alerts.webhooks.forEach(({ url }, index) => {
    const at = ['telemetry', 'alerts', 'webhooks', index, 'url']
    const problem = findings.isWhole(at) ? webhookProblem(url) : null
    if (problem !== null) findings.error(at, problem)
  })
  for (const [id, change] of Object.entries(alerts.rules)) {
    const at = ['telemetry', 'alerts', 'rules', id]
    if (change?.isOff === true && change.because === null && findings.isWhole(at))
      findings.error(
        [...at, 'off'],
        'needs the reason beside it, for whoever reads the file next: because: TEXT',
      )
  }
  if (otlp === undefined && azureMonitor === undefined && findings.isWhole(['telemetry'])) {
    const nowhere = 'go nowhere: write telemetry.otlp or telemetry.azure_monitor, too'
    if (traces !== undefined) findings.error(['telemetry', 'traces'], nowhere)
    if (logs !== undefined) findings.error(['telemetry', 'logs'], nowhere)
  }
  if (azureMonitor !== undefined && azureMonitor.interval < LEAST_INTERVAL_MS)
    findings.error(['telemetry', 'azure_monitor', 'interval'], 'must be at least 1s')
  if (traces?.link !== undefined && findings.isWhole(['telemetry', 'traces', 'link'])) {
    const problem = traceLinkProblem(traces.link)
    if (problem !== null) findings.error(['telemetry', 'traces', 'link'], problem)
  }
  for (const [path, { capture }] of Object.entries(declaration.consumers)) {
    if (capture === undefined || !findings.isWhole(['consumers', path, 'capture'])) continue
    if (capture.most > MOST_CAPTURED_BYTES)
      findings.error(['consumers', path, 'capture', 'most'], 'must be at most 64KB')
    const isTold = capture.prompts || capture.answers
    if (traces === undefined && capture.keep === undefined && isTold)
      findings.error(
        ['consumers', path, 'capture'],
        'goes nowhere: text is told in traces, or kept in the ledger; write telemetry.traces, or keep',
      )
    if (capture.keep !== undefined && !isTold)
      findings.error(
        ['consumers', path, 'capture', 'keep'],
        'keeps nothing: write prompts: true or answers: true',
      )
  }
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
