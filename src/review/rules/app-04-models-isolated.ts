import type { Rule } from '../rule.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import type { Estate, Resource } from '../estate.ts'
import { modelGateways } from '../gateway-policies.ts'

const MODEL_HOSTS = /\.(openai\.azure\.com|services\.ai\.azure\.com|cognitiveservices\.azure\.com)\b/

interface AppSetting {
  readonly app: Resource
  /** Of its value. */
  readonly path: string
  readonly name: string
}

/** Environment variables of container apps, and settings of web apps. */
function settingsOf(estate: Estate): readonly AppSetting[] {
  const listed = (app: Resource, list: string): readonly AppSetting[] =>
    app.items(list).map((_, index) => ({
      app,
      path: `${list}[${index}].value`,
      name: app.written(`${list}[${index}].name`) ?? '',
    }))
  return [
    ...estate
      .ofType('Microsoft.App/containerApps')
      .flatMap((app) =>
        app
          .items('properties.template.containers')
          .flatMap((_, index) => listed(app, `properties.template.containers[${index}].env`)),
      ),
    ...estate
      .ofType('Microsoft.Web/sites')
      .flatMap((site) => listed(site, 'properties.siteConfig.appSettings')),
  ]
}

const GATEWAY = sample('Microsoft.ApiManagement/service', 'gateway')

function app(endpoint: string) {
  return sample('Microsoft.App/containerApps', 'intake', {
    template: { containers: [{ name: 'intake', env: [{ name: 'AZURE_OPENAI_ENDPOINT', value: endpoint }] }] },
  })
}

export const app04: Rule = {
  id: 'APP-04',
  title: 'Models are called through the gateway alone',
  pillar: 'security',
  severity: 'high',
  source: { document: 'design', section: 'Recommendations' },
  looksAt:
    'How each part of `application.parts` calls models; in templates that have API Management, the endpoints that settings of container apps and web apps name.',
  why: 'A call past the gateway is past its rights, limits and ledger, too.',
  remedy: 'Call the gateway, and take away the rights that parts have on accounts.',
  workload: {
    *check(workload) {
      for (const [name, part] of Object.entries(workload.declaration.application?.parts ?? {})) {
        if (part.models === 'none') continue
        yield workload.judge(['application', 'parts', name, 'models'], part.models, {
          isGood: (way) => way === 'through-gateway',
          good: `${name} calls models through the gateway`,
          bad: `${name} calls models past the gateway`,
        })
      }
    },
    cases: {
      fails: ['application: { parts: { api: { kind: api, models: direct } } }'],
      passes: ['application: { parts: { api: { kind: api, models: through-gateway } } }'],
      undetermined: ['application: { parts: { api: { kind: api } } }'],
      notApplicable: ['application: { parts: { web: { kind: user-interface, models: none } } }'],
    },
  },
  resources: {
    *check(estate) {
      if (modelGateways(estate).length === 0) return
      for (const { app, path, name } of settingsOf(estate)) {
        if (!/endpoint|base_?ur[il]|host/i.test(name)) continue
        const value = app.ask(path)
        const text = app.text(path)
        if (text !== null && MODEL_HOSTS.test(text))
          yield app.fail(path, `${app.name} calls models past the gateway: ${name} is ${text}`)
        else if (text?.includes('.azure-api.net') === true)
          yield app.pass(path, `${app.name} calls the gateway`)
        else if (value.kind === 'unknown' && /openai|foundry|model|_ai_/i.test(name))
          yield app.unknown(path, `whether ${name} of ${app.name} is the gateway is not known`)
      }
    },
    cases: {
      fails: [[account(), GATEWAY, app('https://aoai-swc.openai.azure.com')]],
      passes: [[account(), GATEWAY, app('https://gateway.azure-api.net/openai')]],
      undetermined: [[account(), GATEWAY, app(GIVEN)]],
      notApplicable: [
        [account(), app('https://aoai-swc.openai.azure.com')],
        [account(), GATEWAY, app('https://example.com')],
      ],
    },
  },
}
