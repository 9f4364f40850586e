import type { Rule } from '../rule.ts'
import { NO_MODEL } from '../running.ts'
import { GIVEN, sample } from '../sample-resources.ts'
import { backendPools } from '../gateway-policies.ts'
import { namesOf } from '../wording.ts'

/** Of the calls of a model: one in a thousand. */
const MOST_FAILED = 0.001

function pool(services: unknown) {
  return sample('Microsoft.ApiManagement/service/backends', 'gateway/models', {
    type: 'Pool',
    pool: { services },
  })
}

export const waf02: Rule = {
  id: 'WAF-02',
  title: 'A call whose first deployment fails has somewhere to go',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'principles', section: 'Reliability' },
  looksAt:
    'How many quotas can serve each model, and its `fallback`; in templates, how many backends a pool of API Management has.',
  why: 'Throttling and outages of single deployments are everyday; without another place to go each of them is an error at the client.',
  remedy:
    'Give the model a second deployment with a quota of its own, or name another model as its `fallback`.',
  live: {
    looksAt:
      'How many calls of each model ended because every deployment that may serve it had failed or was out.',
    *check(running) {
      for (const model of running.values('causeway_requests_total', 'model')) {
        if (model === NO_MODEL) continue
        const labels = { model, outcome: 'deployments_failed' }
        const at = { metric: 'causeway_requests_total', labels }
        yield running.judgeShare(`model ${model}`, at, {
          part: running.sum(at) + running.sum({ ...at, labels: { model, outcome: 'no_candidate' } }),
          whole: running.sum({ ...at, labels: { model } }),
          most: MOST_FAILED,
          calls: 'calls',
          bad: 'found no deployment that answered',
        })
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="answered"} 400
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="deployments_failed"} 20`,
        },
        {
          metrics: `
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="answered"} 400
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="no_candidate"} 20`,
        },
      ],
      passes: [
        {
          metrics: `
causeway_requests_total{model="none",operation="chat",outcome="missing_model"} 40
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="answered"} 400
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="rate_limit_exceeded"} 200`,
        },
      ],
      undetermined: [
        {
          metrics: 'causeway_requests_total{model="gpt-4.1",operation="chat",outcome="deployments_failed"} 3',
        },
      ],
    },
  },
  workload: {
    *check(workload) {
      for (const { name, deployments, fallback } of workload.plan.models.values()) {
        const path = ['models', name]
        const quotas = new Set(deployments.map(({ quotaGroup }) => quotaGroup))
        if (fallback.length > 0) yield workload.pass(path, `${name} falls back to ${namesOf(fallback)}`)
        else if (quotas.size > 1)
          yield workload.pass(path, `${name} has ${quotas.size} quotas to be served from`)
        else if (deployments.length > 1)
          yield workload.fail(path, `all deployments of ${name} share one quota, and it has no fallback`)
        else yield workload.fail(path, `${name} has one deployment and no fallback`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }
    fallback: [gpt-4.1-mini]
  gpt-4.1-mini:
    deployments:
      - { id: mini-swc, account: swc, type: standard, tpm: 100k }
      - { id: mini-frc, account: frc, type: data-zone-standard, tpm: 100k }`,
      ],
    },
  },
  resources: {
    *check(estate) {
      for (const pool of backendPools(estate)) {
        const path = 'properties.pool.services'
        if (pool.ask(path).kind === 'unknown')
          yield pool.unknown(path, `how many backends ${pool.name} has is not known`)
        else if (pool.items(path).length > 1)
          yield pool.pass(path, `${pool.name} has ${pool.items(path).length} backends`)
        else yield pool.fail(path, `${pool.name} has nowhere to go when its backend fails`)
      }
    },
    cases: {
      fails: [[pool([{ id: '/backends/swc' }])]],
      passes: [[pool([{ id: '/backends/swc' }, { id: '/backends/frc' }])]],
      undetermined: [[pool(GIVEN)]],
      notApplicable: [
        [sample('Microsoft.ApiManagement/service/backends', 'gateway/swc', { url: 'https://a.example' })],
      ],
    },
  },
}
