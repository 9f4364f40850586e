import type { Rule } from '../rule.ts'
import { account, GIVEN, PERHAPS } from '../sample-resources.ts'
import { setting } from '../setting.ts'

const AI_TYPES = [
  'Microsoft.CognitiveServices/accounts',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.Search/searchServices',
]
/** Usual names; tags compare without case. */
const ENVIRONMENT_TAGS = ['environment', 'env', 'stage']

/** Null where the tag does not tell. */
function isProduction(environment: string | null): boolean | null {
  if (environment === null) return null
  if (/^(prod|prd|production|live)$/.test(environment)) return true
  return /^(dev|development|test|tst|qa|sandbox|experiment|poc|staging|stg|preprod|uat)$/.test(environment)
    ? false
    : null
}

function tagged(name: string, environment: string) {
  return account(name, { tags: { Environment: environment } })
}

export const waf11: Rule = {
  id: 'WAF-11',
  title: 'Experiments are kept apart from production',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'principles', section: 'Design Principles for AI Solutions' },
  looksAt:
    '`operations.environments`; in templates, tags of AI resources of one subscription that name its environment.',
  why: 'An experiment takes quota from production, and its data.',
  remedy: 'Give development and test subscriptions of their own.',
  workload: {
    check: setting(['operations', 'environments'], ({ operations }) => operations?.environments, {
      isGood: (how) => how === 'apart',
      good: 'environments are apart',
      bad: 'development and production share a subscription',
    }),
    cases: {
      fails: ['operations: { environments: shared }'],
      passes: ['operations: { environments: apart }'],
      undetermined: ['operations: {}'],
    },
  },
  resources: {
    *check(estate) {
      const tagged = estate.ofType(...AI_TYPES).flatMap((resource) => {
        const path = ENVIRONMENT_TAGS.map((tag) => `tags['${tag}']`).find(
          (one) => resource.ask(one).kind !== 'unset',
        )
        return path === undefined ? [] : [{ resource, path, isProduction: isProduction(resource.text(path)) }]
      })
      for (const { resource, path, isProduction: own } of tagged) {
        const others = tagged.filter((one) => one.isProduction !== own)
        const beside = others.find((one) => estate.isOneSubscription(one.resource, resource) === true)
        const perhaps = others.find((one) => estate.isOneSubscription(one.resource, resource) === null)
        if (own === null) yield resource.unknown(path, `what ${resource.name} is for is not known`)
        else if (
          beside?.isProduction === null ||
          perhaps !== undefined ||
          (beside?.resource.doubt ?? null) !== null
        )
          yield resource.unknown(
            path,
            `whether ${resource.name} shares a subscription with what is not ${own ? 'production' : 'an experiment'}`,
          )
        else if (beside !== undefined)
          yield resource.fail(path, `${resource.name} shares a subscription with ${beside.resource.name}`)
        else yield resource.pass(path, `${resource.name} shares its subscription with its like`)
      }
    },
    cases: {
      fails: [[tagged('prod', 'production'), tagged('try', 'dev')]],
      passes: [[tagged('prod', 'production'), tagged('more', 'prod')], [tagged('try', 'dev')]],
      undetermined: [
        [tagged('prod', GIVEN)],
        [tagged('prod', 'production'), { ...tagged('try', 'dev'), ...PERHAPS }],
      ],
      notApplicable: [[account()]],
    },
  },
}
