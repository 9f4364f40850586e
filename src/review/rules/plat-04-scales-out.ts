import type { Rule } from '../rule.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import { property } from '../property.ts'

function app(scale: object) {
  return sample('Microsoft.App/containerApps', 'api', { template: { scale } })
}

export const plat04: Rule = {
  id: 'PLAT-04',
  title: 'Parts that take many requests scale out',
  pillar: 'performance',
  severity: 'medium',
  source: { document: 'platform', section: 'Application platform for AI workloads on Azure' },
  looksAt: '`replicas` of `application.parts`; in templates, how far container apps scale out.',
  why: 'One replica is one machine’s worth of requests, and none while it restarts.',
  remedy: 'Let interfaces and APIs scale from two replicas up.',
  workload: {
    *check(workload) {
      for (const [name, part] of Object.entries(workload.declaration.application?.parts ?? {})) {
        if (!['user-interface', 'api', 'orchestrator'].includes(part.kind)) continue
        yield workload.judge(['application', 'parts', name, 'replicas'], part.replicas, {
          isGood: ({ most = 1 }) => most > 1,
          good: ({ most = 1 }) => `${name} scales out to ${most}`,
          bad: `${name} does not scale out`,
        })
      }
    },
    cases: {
      fails: ['application: { parts: { api: { kind: api, replicas: { least: 1, most: 1 } } } }'],
      passes: ['application: { parts: { api: { kind: api, replicas: { least: 2, most: 20 } } } }'],
      undetermined: ['application: { parts: { api: { kind: api } } }'],
      notApplicable: ['application: {}'],
    },
  },
  resources: {
    check: property(['Microsoft.App/containerApps'], 'properties.template.scale.maxReplicas', {
      // "Set scaling rules in Azure Container Apps" (learn.microsoft.com/azure/container-apps/scale-app), 2026-11-21.
      whenUnset: 10,
      isGood: (most) => typeof most === 'number' && most > 1,
      bad: 'it does not scale out',
    }),
    cases: {
      fails: [[app({ maxReplicas: 1 })]],
      passes: [[app({ maxReplicas: 4 })], [app({})]],
      undetermined: [[app({ maxReplicas: GIVEN })]],
      notApplicable: [[account()]],
    },
  },
}
