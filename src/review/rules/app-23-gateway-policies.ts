import type { Rule } from '../rule.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import { Resource } from '../estate.ts'
import { modelGateways, policyWith } from '../gateway-policies.ts'
import { namesOf } from '../wording.ts'

const GATEWAY = sample('Microsoft.ApiManagement/service', 'gateway')
const LOGS = sample('Microsoft.ApiManagement/service/diagnostics', 'gateway/azuremonitor')

const ASKING = /<validate-(jwt|azure-ad-token|client-certificate)\b/

function isTrue(resource: Resource, path: string): boolean {
  const asked = resource.ask(path)
  return asked.kind === 'known' && asked.value === true
}

function api(subscriptionRequired?: boolean | string) {
  return sample('Microsoft.ApiManagement/service/apis', 'gateway/models', { subscriptionRequired })
}

function policy(value: string) {
  return sample('Microsoft.ApiManagement/service/apis/policies', 'gateway/models/policy', { value })
}

const TOKENS = policy(
  '<policies><inbound><validate-azure-ad-token tenant-id="contoso" /></inbound></policies>',
)

export const app23: Rule = {
  id: 'APP-23',
  title: 'The gateway enforces rights and limits for all',
  pillar: 'security',
  severity: 'high',
  source: { document: 'design', section: 'Using API gateways' },
  looksAt:
    'Whether consumers may use every model, and whether the gateway logs its exchanges; in templates, whether API Management asks callers of its APIs who they are, by subscription or a policy, and logs.',
  why: 'A gateway that lets everybody use everything is a pipe.',
  remedy: 'Name the models that each consumer may use, and leave `gateway.log.requests` on.',
  workload: {
    *check(workload) {
      const logs = ['gateway', 'log', 'requests']
      if (workload.plan.gateway.log.requests) yield workload.pass(logs, 'each exchange is logged')
      else yield workload.fail(logs, 'exchanges are not logged', 'medium')
      for (const [path, { models }] of Object.entries(workload.declaration.consumers)) {
        if (models === undefined) continue
        const at = ['consumers', path, 'models']
        if (models === 'all')
          yield workload.fail(at, `${path} may use every model, those to come included`, 'medium')
        else yield workload.pass(at, `${path} may use ${namesOf(models)}`)
      }
    },
    cases: {
      fails: [
        `consumers:
  /contoso/bot: { models: all }`,
        'gateway: { log: { requests: false } }',
      ],
      passes: [
        `consumers:
  /contoso/bot: { models: [gpt-4.1] }`,
      ],
    },
  },
  resources: {
    *check(estate) {
      for (const gateway of modelGateways(estate)) {
        const apis = estate
          .ofType('Microsoft.ApiManagement/service/apis')
          .filter((api) => estate.parentOf(api) === gateway)
        const path = 'properties.subscriptionRequired'
        const open = apis.filter((api) => !isTrue(api, path))
        const unsaid = apis.find((api) => api.ask(path).kind !== 'known')
        if (apis.length > 0 && open.length === 0 && estate.isWhole)
          yield gateway.pass('name', `each API of ${gateway.name} needs a subscription`)
        else {
          const asked = policyWith(estate, gateway, ASKING, 'asks callers who they are')
          yield asked.verdict === 'fail' && unsaid !== undefined
            ? unsaid.unknown(path, `whether ${unsaid.name} needs a subscription is not said`)
            : asked
        }
        const logs = [gateway, ...apis].map((one) => estate.childOf(one, 'diagnostics'))
        const settings = estate.childOf(gateway, 'diagnosticSettings')
        const log = [...logs, settings].find((one) => one instanceof Resource)
        const unclear = [...logs, settings].find((one) => one !== null)
        if (log instanceof Resource) yield gateway.pass('name', `${gateway.name} logs its calls`, log)
        else if (unclear === undefined) yield gateway.fail('name', `${gateway.name} logs no calls`, 'medium')
        else yield gateway.unknown('name', `whether ${gateway.name} logs its calls is not known`)
      }
    },
    cases: {
      fails: [
        [account(), GATEWAY, api(false), LOGS],
        [account(), GATEWAY, api(true)],
      ],
      passes: [
        [account(), GATEWAY, api(true), LOGS],
        [account(), GATEWAY, api(false), TOKENS, LOGS],
      ],
      undetermined: [
        [account(), GATEWAY, api(false), policy(GIVEN), LOGS],
        [account(), GATEWAY, api(), LOGS],
        [account(), GATEWAY, api(GIVEN), LOGS],
      ],
      notApplicable: [[GATEWAY], [account()]],
    },
  },
}
