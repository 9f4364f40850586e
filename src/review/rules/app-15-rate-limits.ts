import type { Rule } from '../rule.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import { modelGateways, policyWith } from '../gateway-policies.ts'

const GATEWAY = sample('Microsoft.ApiManagement/service', 'gateway')

function policy(inbound: string) {
  const value = inbound.startsWith('<') ? `<policies><inbound>${inbound}</inbound></policies>` : inbound
  return sample('Microsoft.ApiManagement/service/apis/policies', 'gateway/models/policy', { value })
}

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
