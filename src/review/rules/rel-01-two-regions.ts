import { deploymentsIn } from '../../workload/index.ts'
import type { Rule } from '../rule.ts'
import type { Workload } from '../workload-target.ts'
import type { Running } from '../running.ts'
import { modelDeployments } from '../model-deployments.ts'
import { namesOf } from '../wording.ts'

export const rel01: Rule = {
  id: 'REL-01',
  title: 'Each model has endpoints in two regions',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'The regions of the accounts that hold deployments of one model.',
  why: 'Where all endpoints of a model are in one region, that region’s outage is the outage of the workload.',
  remedy:
    'Add a deployment of the same model and version in an account of a second region. A global or data-zone deployment serves from many regions, but its endpoint is in one: two of them are better.',
  live: {
    looksAt: 'In which regions deployments of a model take requests, as the gateway sees them.',
    *check(running, workload) {
      const metric = 'causeway_deployment_available'
      for (const [model, places] of workload === null ? placesSeen(running) : placesOf(workload)) {
        const regions = new Set(places.values())
        const subject = `model ${model}`
        // That there is but one is for the design.
        if (workload !== null && regions.size < 2) continue
        const answering = new Set(
          [...places].flatMap(([deployment, region]) =>
            running.gauge({ metric, labels: { deployment } }) === 1 ? [region] : [],
          ),
        )
        const [first = ''] = [...places].flatMap(([deployment, region]) =>
          answering.has(region) ? [] : [deployment],
        )
        const at = { metric, labels: { deployment: first } }
        if (answering.size > 1)
          yield running.pass(subject, { metric }, `${model} takes requests in ${namesOf(answering)}`)
        else if (regions.size > 1)
          yield running.fail(
            subject,
            at,
            `of ${namesOf(regions)}, ${model} takes requests in ${namesOf(answering)}`,
          )
        else
          yield running.unknown(
            subject,
            { metric },
            `${model} was used in ${namesOf(regions)} alone; review it with the workload file to know of others`,
          )
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_deployment_available{deployment="gpt41-swc"} 1
causeway_deployment_available{deployment="gpt41-frc"} 0`,
          workload: '',
        },
        {
          metrics: `
causeway_consumer_tokens_total{consumer="/contoso",model="gpt-4.1",deployment="gpt41-swc",region="swedencentral",class="input"} 9
causeway_consumer_tokens_total{consumer="/contoso",model="gpt-4.1",deployment="gpt41-frc",region="francecentral",class="input"} 9
causeway_deployment_available{deployment="gpt41-swc"} 0
causeway_deployment_available{deployment="gpt41-frc"} 1`,
        },
      ],
      passes: [
        {
          metrics: `
causeway_deployment_available{deployment="gpt41-swc"} 1
causeway_deployment_available{deployment="gpt41-frc"} 1`,
          workload: '',
        },
      ],
      undetermined: [
        {
          metrics: `
causeway_consumer_tokens_total{consumer="/contoso",model="gpt-4.1",deployment="gpt41-swc",region="swedencentral",class="input"} 9
causeway_deployment_available{deployment="gpt41-swc"} 1`,
        },
      ],
      notApplicable: [
        {
          metrics: 'causeway_deployment_available{deployment="one"} 0',
          workload:
            'models: { gpt-4.1: { deployments: [{ id: one, account: swc, type: standard, tpm: 100k }] } }',
        },
      ],
    },
  },
  workload: {
    *check(workload) {
      const byModel = Map.groupBy(deploymentsIn(workload.declaration), (one) => one.model)
      const placesOf = (model: string): ReadonlySet<string> =>
        new Set(
          (byModel.get(model) ?? []).flatMap(({ deployment }) => {
            const account = workload.declaration.accounts[deployment.account]
            // Outside Azure each account is a place of its own.
            return account === undefined ? [] : [account.region ?? `the account ${deployment.account}`]
          }),
        )
      for (const [model, all] of byModel) {
        const path = ['models', model]
        const regions = placesOf(model)
        const [only = ''] = regions
        const next = all[0]?.modelDeclaration.fallback.find((other) => placesOf(other).size > 1)
        const spreads = all.every(({ deployment }) => /^(global|data-zone)-/.test(deployment.type ?? ''))
        if (regions.size > 1) yield workload.pass(path, `${model} has endpoints in ${namesOf(regions)}`)
        else if (next !== undefined)
          yield workload.fail(
            path,
            `every endpoint of ${model} is in ${only}; when it fails, ${next} answers from ${namesOf(placesOf(next))}`,
            'low',
          )
        else if (spreads)
          yield workload.fail(
            path,
            `${model} is served from several regions, but every endpoint of it is in ${only}`,
            'medium',
          )
        else yield workload.fail(path, `every endpoint of ${model} is in ${only}`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-a, account: swc, type: standard, tpm: 100k }`,
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-a, account: swc, type: global-standard, tpm: 100k }
      - { id: gpt41-b, account: swc, type: standard, tpm: 100k }`,
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-a, account: swc, type: data-zone-standard, tpm: 100k }`,
        `models:
  gpt-4.1-mini:
    fallback: [gpt-4.1]
    deployments:
      - { id: mini-a, account: swc, type: standard, tpm: 100k }
  gpt-4.1:
    deployments:
      - { id: gpt41-a, account: swc, type: standard, tpm: 100k }
      - { id: gpt41-b, account: frc, type: standard, tpm: 100k }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-a, account: swc, type: standard, tpm: 100k }
      - { id: gpt41-b, account: frc, type: standard, tpm: 100k }`,
      ],
    },
  },
  resources: {
    *check(estate) {
      const known = modelDeployments(estate).filter(({ model }) => model !== null)
      for (const { resource, model } of modelDeployments(estate)) {
        if (model === null)
          yield resource.unknown(
            'properties.model',
            `which model ${resource.name} serves, and so in how many regions`,
          )
      }
      for (const [model, all] of Map.groupBy(known, (one) => one.model ?? '')) {
        const [first] = all
        if (first === undefined) continue
        const regions = new Set(all.map(({ region }) => region))
        const sure = new Set(
          all.filter(({ resource }) => resource.doubt === null).map(({ region }) => region),
        )
        const spreads = all.every(({ type }) => type !== null && type.processing !== 'region')
        const path = 'properties.model'
        if (regions.has(null))
          yield first.resource.unknown(
            path,
            `where ${model} is served: the account of a deployment of it, or its location, is not known`,
          )
        else if (sure.size > 1)
          yield first.resource.pass(path, `${model} has endpoints in ${namesOf([...sure].map(String))}`)
        else if (regions.size > 1)
          yield first.resource.unknown(
            path,
            `whether ${model} has endpoints in ${namesOf([...regions].map(String))}: some may not be deployed`,
          )
        else
          yield first.resource.fail(
            path,
            `every endpoint of ${model} is in ${first.region ?? ''}`,
            spreads ? 'medium' : undefined,
          )
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'GlobalStandard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-frc',
            location: 'francecentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-frc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'a/chat',
            sku: { name: 'Standard', capacity: 10 },
            properties: { model: { format: 'OpenAI', name: "[parameters('given')]" } },
          },
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'a',
            location: 'swedencentral',
            kind: 'OpenAI',
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'b',
            location: 'francecentral',
            kind: 'OpenAI',
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'a/gpt',
            sku: { name: 'Standard' },
            properties: { model: { name: 'gpt-4.1' } },
          },
          {
            condition: "[equals(parameters('given'), 'x')]",
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'b/gpt',
            sku: { name: 'Standard' },
            properties: { model: { name: 'gpt-4.1' } },
          },
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: "[parameters('given')]",
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
        ],
      ],
    },
  },
}

/** By model, the region of each deployment. */
type Places = ReadonlyMap<string, ReadonlyMap<string, string>>

function placesOf({ plan }: Workload): Places {
  return new Map(
    [...plan.models.values()].map(({ name, deployments }) => [
      name,
      new Map(
        deployments.map(({ id, account }) => [
          id,
          plan.accounts.get(account)?.region ?? `the account ${account}`,
        ]),
      ),
    ]),
  )
}

/** Without the file, where tokens were used. */
function placesSeen(running: Running): Places {
  const places = new Map<string, Map<string, string>>()
  for (const { labels } of running.series({ metric: 'causeway_consumer_tokens_total' })) {
    const model = labels.get('model') ?? ''
    const ofModel = places.get(model) ?? new Map<string, string>()
    places.set(model, ofModel.set(labels.get('deployment') ?? '', labels.get('region') ?? ''))
  }
  return places
}
