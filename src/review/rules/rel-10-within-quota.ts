import type { Rule } from '../rule.ts'
import { account, deployment, GIVEN } from '../sample-resources.ts'
import { modelDeployments } from '../model-deployments.ts'
import { fitOfQuota } from '../model-quota.ts'

function model(capacity: unknown) {
  return deployment('aoai-swc/gpt41', { name: 'DataZoneStandard', capacity }, { name: 'gpt-4.1' })
}

/** Of calls; more than now and then means that the quota is too small for the load. */
const MOST_THROTTLED = 0.01

export const rel10: Rule = {
  id: 'REL-10',
  title: 'Tokens per minute that are asked for fit the quota of the subscription',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'Tokens per minute of all deployments that share a quota (subscription, region, model and type), beside Microsoft’s table of quotas by tier.',
  why: 'What is above the quota cannot be deployed, and no one is granted more on the day that it is needed.',
  remedy:
    'Spread the deployments over subscriptions or regions, take a global type, or ask for more quota and note it as `operations.growth.quota_request`.',
  live: {
    looksAt:
      'Calls that the provider refused for want of quota (429), of each deployment that is paid by token.',
    *check(running) {
      for (const deployment of running.values('causeway_attempts_total', 'deployment')) {
        const labels = { deployment }
        // A full provisioned deployment refuses by design, so that calls spill.
        if (running.gauge({ metric: 'causeway_ptu_utilization_ratio', labels }) !== null) continue
        const at = { metric: 'causeway_attempts_throttled_total', labels }
        yield running.judgeShare(`deployment ${deployment}`, at, {
          part: running.sum(at),
          whole: running.sum({ metric: 'causeway_attempts_total', labels }),
          most: MOST_THROTTLED,
          calls: 'calls',
          bad: 'were refused for want of quota (429)',
        })
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_attempts_total{deployment="gpt41-swc",outcome="answered"} 900
causeway_attempts_total{deployment="gpt41-swc",outcome="failed"} 100
causeway_attempts_throttled_total{deployment="gpt41-swc"} 90`,
        },
      ],
      passes: [
        {
          metrics: `
causeway_attempts_total{deployment="gpt41-swc",outcome="answered"} 999
causeway_attempts_total{deployment="gpt41-swc",outcome="failed"} 1
causeway_attempts_throttled_total{deployment="gpt41-swc"} 1`,
        },
      ],
      undetermined: [
        {
          metrics: `
causeway_attempts_total{deployment="gpt41-swc",outcome="failed"} 20
causeway_attempts_throttled_total{deployment="gpt41-swc"} 20`,
        },
      ],
      notApplicable: [
        {
          metrics: `
causeway_attempts_total{deployment="ptu-swc",outcome="failed"} 500
causeway_attempts_throttled_total{deployment="ptu-swc"} 500
causeway_ptu_utilization_ratio{deployment="ptu-swc"} 1`,
        },
      ],
    },
  },
  workload: {
    *check(workload) {
      const { facts } = workload.plan
      const requested = workload.declaration.operations?.growth?.quota_request
      const azure = [...workload.plan.deployments.values()].filter(
        ({ account, capacity }) =>
          capacity.kind === 'tokens' && workload.plan.accounts.get(account)?.provider === 'azure-openai',
      )
      for (const sharing of Map.groupBy(azure, ({ quotaGroup }) => quotaGroup).values()) {
        const [first] = sharing
        if (first?.type === undefined || first.type === null) continue
        const path = ['models', first.model]
        const baseModel = workload.plan.models.get(first.model)?.baseModel ?? first.model
        let wanted = 0
        for (const { capacity } of sharing)
          wanted += capacity.kind === 'tokens' ? capacity.tokensPerMinute : 0
        const { type } = first
        const { verdict, message } = fitOfQuota(facts, { baseModel, type, tokensPerMinute: wanted })
        if (requested !== undefined) yield workload.pass(path, `more quota is asked for: ${requested}`)
        else if (verdict === 'pass') yield workload.pass(path, message)
        else if (verdict === 'fail') yield workload.fail(path, message)
        else yield workload.unknown(path, message)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: huge, account: swc, type: data-zone-standard, tpm: 900M }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: small, account: swc, type: data-zone-standard, tpm: 10k }`,
      ],
      undetermined: [
        `models:
  contoso-own-name:
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      notApplicable: [
        `models:
  gpt-4.1:
    deployments:
      - { id: ptu, account: swc, type: provisioned-managed, ptu: 50 }`,
      ],
    },
  },
  resources: {
    *check(estate) {
      // The workload file says which quota was asked for.
      if (estate.hasWorkload) return
      const priced = modelDeployments(estate).filter(
        ({ type }) => type === null || !(type.provisioned || type.batch === true),
      )
      const path = 'sku.capacity'
      const sharing = Map.groupBy(priced, ({ model, type, region }) => `${model}\n${type?.name}\n${region}`)
      for (const all of sharing.values()) {
        const [first] = all
        if (first === undefined) continue
        const { resource, model, type, region } = first
        const isOneQuota = all.every((one) => estate.isOneSubscription(one.resource, resource) === true)
        const units = all.map((one) => (one.resource.doubt === null ? one.units : null))
        if (model === null || type === null || region === null || units.includes(null) || !isOneQuota) {
          yield resource.unknown(
            path,
            `what ${resource.name} and those beside it take of a quota is not known`,
          )
          continue
        }
        // One unit is 1 000 tokens per minute.
        const tokensPerMinute = units.reduce<number>((sum, one) => sum + (one ?? 0), 0) * 1_000
        const fit = fitOfQuota(estate.facts, { baseModel: model, type: type.name, tokensPerMinute })
        if (fit.verdict === 'pass') yield resource.pass(path, fit.message)
        else if (fit.verdict === 'fail') yield resource.fail(path, fit.message)
        else yield resource.unknown(path, fit.message)
      }
    },
    cases: {
      fails: [[account(), model(900_000)]],
      passes: [[account(), model(10)]],
      undetermined: [[account(), model(GIVEN)], [model(10)]],
      notApplicable: [[account()]],
    },
  },
}
