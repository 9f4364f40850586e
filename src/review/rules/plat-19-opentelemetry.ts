import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const plat19: Rule = {
  id: 'PLAT-19',
  title: 'Calls are traced with OpenTelemetry',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'platform', section: 'Monitoring' },
  looksAt: '`operations.tracing`.',
  why: 'Where a slow answer spent its time cannot be told from logs of single parts.',
  remedy: 'Trace with OpenTelemetry and send it to Application Insights.',
  workload: {
    check: setting(['operations', 'tracing'], ({ operations }) => operations?.tracing, {
      isGood: (how) => how === 'opentelemetry',
      good: 'calls are traced with OpenTelemetry',
      bad: (how) =>
        how === 'none' ? 'calls are not traced' : 'calls are traced, but not with OpenTelemetry',
    }),
    cases: {
      fails: ['operations: { tracing: none }'],
      passes: ['operations: { tracing: opentelemetry }'],
      undetermined: ['operations: {}'],
    },
  },
}
