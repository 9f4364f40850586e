import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
/** More than this is no breaker: each failure is a call that waited in vain. */
const MAX_FAILURES = 20

/** Of the calls to a deployment. */
const MOST_FAILED = 0.2

export const rel03: Rule = {
  id: 'REL-03',
  title: 'A failing endpoint is left alone for a while',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'After how many failures in a row `gateway.breaker` leaves a deployment alone.',
  why: 'Calls that go to an endpoint which is down wait for it to fail before they go on; a breaker spares all but a few of them.',
  remedy: 'Leave `gateway.breaker.failures` at 5, or set it to 20 at most.',
  live: {
    looksAt:
      'What share of the calls of each deployment failed: a breaker that works keeps it small, whatever is down.',
    *check(running) {
      for (const deployment of running.values('causeway_attempts_total', 'deployment')) {
        const labels = { deployment }
        const metric = 'causeway_attempts_total'
        const failed = running.sum({ metric, labels: { deployment, outcome: 'failed' } })
        // Calls that are refused for want of quota are no failures of the endpoint.
        const throttled = running.sum({ metric: 'causeway_attempts_throttled_total', labels })
        yield running.judgeShare(
          `deployment ${deployment}`,
          { metric, labels },
          {
            part: Math.max(0, failed - throttled),
            whole: running.sum({ metric, labels }),
            most: MOST_FAILED,
            calls: 'calls',
            bad: 'failed',
          },
        )
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_attempts_total{deployment="gpt41-swc",outcome="answered"} 300
causeway_attempts_total{deployment="gpt41-swc",outcome="failed"} 200`,
        },
      ],
      passes: [
        {
          metrics: `
causeway_attempts_total{deployment="gpt41-swc",outcome="answered"} 490
causeway_attempts_total{deployment="gpt41-swc",outcome="failed"} 10`,
        },
        {
          metrics: `
causeway_attempts_total{deployment="gpt41-swc",outcome="answered"} 300
causeway_attempts_total{deployment="gpt41-swc",outcome="failed"} 200
causeway_attempts_throttled_total{deployment="gpt41-swc"} 200`,
        },
      ],
      undetermined: [{ metrics: 'causeway_attempts_total{deployment="gpt41-swc",outcome="failed"} 20' }],
    },
  },
  workload: {
    check: setting(['gateway', 'breaker', 'failures'], ({ gateway }) => gateway.breaker.failures, {
      isGood: (failures) => failures <= MAX_FAILURES,
      good: (failures) => `a deployment is left alone after ${failures} failures in a row`,
      bad: (failures) => `a deployment is tried until it failed ${failures} times in a row`,
    }),
    cases: {
      fails: ['gateway: { breaker: { failures: 200 } }'],
      passes: ['gateway: { breaker: { failures: 5 } }'],
    },
  },
  resources: {
    *check(estate) {
      for (const backend of estate.ofType('Microsoft.ApiManagement/service/backends')) {
        if (backend.text('properties.type') === 'pool') continue
        const path = 'properties.circuitBreaker.rules'
        if (backend.ask(path).kind === 'unknown')
          yield backend.unknown(path, `whether ${backend.name} has a circuit breaker is not known`)
        else if (backend.items(path).length > 0)
          yield backend.pass(path, `${backend.name} has a circuit breaker`)
        else yield backend.fail(path, `${backend.name} has no circuit breaker`)
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.ApiManagement/service/backends',
            apiVersion: '2024-10-01',
            name: 'gateway/aoai-swc',
            properties: { url: 'https://aoai-swc.openai.azure.com/openai', protocol: 'http' },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.ApiManagement/service/backends',
            apiVersion: '2024-10-01',
            name: 'gateway/aoai-swc',
            properties: {
              url: 'https://aoai-swc.openai.azure.com/openai',
              protocol: 'http',
              circuitBreaker: { rules: [{ name: 'errors', tripDuration: 'PT1M' }] },
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.ApiManagement/service/backends',
            apiVersion: '2024-10-01',
            name: 'gateway/aoai-swc',
            properties: {
              url: 'https://aoai-swc.openai.azure.com/openai',
              protocol: 'http',
              circuitBreaker: "[parameters('given')]",
            },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.ApiManagement/service/backends',
            apiVersion: '2024-10-01',
            name: 'gateway/aoai-swc',
            properties: { url: 'https://aoai-swc.openai.azure.com/openai', protocol: 'http', type: 'Pool' },
          },
        ],
      ],
    },
  },
}
