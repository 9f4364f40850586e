import type { Rule } from '../rule.ts'
import { percent } from '../running.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import { modelGateways, policyWith } from '../gateway-policies.ts'

const GATEWAY = sample('Microsoft.ApiManagement/service', 'gateway')

function policy(inbound: string) {
  const value = inbound.startsWith('<') ? `<policies><inbound>${inbound}</inbound></policies>` : inbound
  return sample('Microsoft.ApiManagement/service/apis/policies', 'gateway/models/policy', { value })
}

/** Of a limit; below it nothing comes near. */
const LEAST_USED = 0.01
/** Estimates may be so many times too high or too low. */
const MOST_OFF = 1.5
/** Of fewer tokens estimates say nothing. */
const LEAST_TOKENS = 10_000

export const app15: Rule = {
  id: 'APP-15',
  title: 'Consumers have limits of their rate',
  pillar: 'performance',
  severity: 'high',
  source: { document: 'design', section: 'Considerations for nonfunctional requirements' },
  looksAt:
    '`limits` of each consumer that may use a model, and of the paths above it; in templates, policies of API Management that limit tokens or calls.',
  why: 'One consumer in a loop takes the quota of all.',
  remedy:
    'Set `tokens_per_minute` or `requests_per_minute` at the consumer or its business unit; see docs/limits.md.',
  live: {
    looksAt:
      'Limits in shadow mode that would have refused, limits that refused nothing in a day and more, and whether the estimates that limits count with are near what prompts turned out to be.',
    *check(running) {
      const metric = 'causeway_limit_used_ratio'
      const shadow = 'causeway_limit_shadow_refusals_total'
      for (const limit of new Set([...running.values(metric, 'limit'), ...running.values(shadow, 'limit')])) {
        const subject = `limit ${limit}`
        const labels = { limit }
        const unheeded = running.sum({ metric: shadow, labels })
        const refused = running.sum({ metric: 'causeway_limit_refusals_total', labels })
        const used = running.gauge({ metric, labels })
        if (unheeded > 0)
          yield running.fail(
            subject,
            { metric: shadow, labels },
            `in shadow mode, it would have refused ${unheeded} calls ${running.period}, and refused none`,
          )
        else if (refused > 0)
          yield running.pass(subject, { metric, labels }, `it refused ${refused} calls ${running.period}`)
        else if (!running.isLong)
          yield running.unknown(
            subject,
            { metric, labels },
            `whether it binds: it refused nothing ${running.period}`,
          )
        else if (used !== null && used < LEAST_USED)
          yield running.fail(
            subject,
            { metric, labels },
            `it refused nothing ${running.period}, and ${percent(used)} of it is used: it may be too wide to protect others`,
            'info',
          )
        else
          yield running.pass(
            subject,
            { metric, labels },
            `it refused nothing ${running.period}, and is in use`,
          )
      }
      const estimates = 'causeway_prompt_tokens_estimated_total'
      for (const model of running.values('causeway_prompt_tokens_measured_total', 'model')) {
        const labels = { model }
        const measured = running.sum({ metric: 'causeway_prompt_tokens_measured_total', labels })
        if (measured < LEAST_TOKENS) continue
        const ratio = running.sum({ metric: estimates, labels }) / measured
        const told = `prompts were taken for ${percent(ratio)} of what they turned out to be`
        const at = { metric: estimates, labels }
        if (ratio < 1 / MOST_OFF || ratio > MOST_OFF) yield running.fail(`model ${model}`, at, told, 'low')
        else yield running.pass(`model ${model}`, at, told)
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_limit_used_ratio{limit="/contoso|tokens_per_minute"} 0.4
causeway_limit_shadow_refusals_total{limit="/contoso|tokens_per_minute"} 12`,
        },
        { metrics: 'causeway_limit_used_ratio{limit="/contoso|tokens_per_minute"} 0.0001' },
        {
          metrics: `
causeway_prompt_tokens_estimated_total{model="gpt-4.1"} 200000
causeway_prompt_tokens_measured_total{model="gpt-4.1"} 100000`,
        },
      ],
      passes: [
        {
          metrics: `
causeway_limit_used_ratio{limit="/contoso|tokens_per_minute"} 0.0001
causeway_limit_refusals_total{limit="/contoso|tokens_per_minute"} 3`,
        },
        { metrics: 'causeway_limit_used_ratio{limit="/contoso|tokens_per_minute"} 0.4' },
        {
          metrics: `
causeway_prompt_tokens_estimated_total{model="gpt-4.1"} 105000
causeway_prompt_tokens_measured_total{model="gpt-4.1"} 100000`,
        },
      ],
      undetermined: [
        { metrics: 'causeway_limit_used_ratio{limit="/contoso|tokens_per_minute"} 0', hours: 2 },
      ],
      notApplicable: [
        {
          metrics: `
causeway_prompt_tokens_estimated_total{model="gpt-4.1"} 20
causeway_prompt_tokens_measured_total{model="gpt-4.1"} 10`,
        },
      ],
    },
  },
  workload: {
    *check(workload) {
      const limited = new Set<string>(
        Object.entries(workload.declaration.consumers)
          .filter(
            ([, { limits }]) =>
              limits?.tokens_per_minute !== undefined || limits?.requests_per_minute !== undefined,
          )
          .map(([path]) => path),
      )
      for (const { path, models } of workload.plan.consumers.values()) {
        if (models.size === 0) continue
        const at = ['consumers', path]
        const by = [...limited].find((one) => path === one || path.startsWith(`${one}/`))
        if (by === undefined) yield workload.fail(at, `nothing limits how fast ${path} may call`)
        else yield workload.pass(at, `${path} is limited at ${by}`)
      }
    },
    cases: {
      fails: [
        `consumers:
  /contoso/bot: { models: [gpt-4.1] }`,
      ],
      passes: [
        `consumers:
  /contoso: { limits: { tokens_per_minute: 100k } }
  /contoso/bot: { models: [gpt-4.1] }`,
      ],
      notApplicable: ['consumers: {}'],
    },
  },
  resources: {
    check: (estate) =>
      modelGateways(estate).map((gateway) =>
        policyWith(
          estate,
          gateway,
          /<(azure-openai-token-limit|llm-token-limit|rate-limit|rate-limit-by-key|quota|quota-by-key)\b/,
          'limits tokens or calls',
        ),
      ),
    cases: {
      fails: [[account(), GATEWAY, policy('<base />')]],
      passes: [
        [
          account(),
          GATEWAY,
          policy('<llm-token-limit tokens-per-minute="1000" counter-key="@(context.Subscription.Id)" />'),
        ],
      ],
      undetermined: [
        [account(), GATEWAY, policy(GIVEN)],
        [account(), GATEWAY],
      ],
      notApplicable: [[GATEWAY], [account()]],
    },
  },
}
