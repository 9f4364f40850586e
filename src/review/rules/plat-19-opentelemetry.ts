import type { Rule } from '../rule.ts'
import { PERHAPS, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'

const APPS = [
  'Microsoft.App/containerApps',
  'Microsoft.Web/sites',
  'Microsoft.ContainerService/managedClusters',
  'Microsoft.ApiManagement/service',
]
const APP = sample('Microsoft.App/containerApps', 'api')
const INSIGHTS = sample('Microsoft.Insights/components', 'traces')

export const plat19: Rule = {
  id: 'PLAT-19',
  title: 'Calls are traced with OpenTelemetry',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'platform', section: 'Monitoring' },
  looksAt:
    '`operations.tracing`; in templates that run applications, whether there is an Application Insights to trace to.',
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
  resources: {
    *check(estate) {
      const apps = estate.ofType(...APPS)
      if (apps.length === 0) return
      const all = estate.ofType('Microsoft.Insights/components')
      const component = all.find(({ doubt }) => doubt === null) ?? all[0]
      if (component !== undefined) yield component.exists(`calls can be traced to ${component.name}`)
      else yield estate.missing('there are applications, and no Application Insights to trace to', apps)
    },
    cases: {
      fails: [[APP]],
      passes: [[APP, INSIGHTS]],
      undetermined: [[APP, { ...INSIGHTS, ...PERHAPS }]],
      notApplicable: [[INSIGHTS]],
    },
  },
}
