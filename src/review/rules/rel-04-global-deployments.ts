import type { Rule } from '../rule.ts'
import { account, deployment, GIVEN } from '../sample-resources.ts'
import { modelDeployments } from '../model-deployments.ts'
import { deploymentsIn } from '../../workload/index.ts'

function model(sku: string) {
  return deployment(
    'aoai-swc/gpt41',
    { name: sku, capacity: 10 },
    { name: 'gpt-4.1', version: '2025-04-14', format: 'OpenAI' },
  )
}

export const rel04: Rule = {
  id: 'REL-04',
  title: 'Models that may be served anywhere use deployments that span regions',
  pillar: 'reliability',
  severity: 'medium',
  isHedged: true,
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'Models that have regional pay-as-you-go deployments alone, where residency is `global` and Azure offers them as global; in templates, where no workload file says what their residency is.',
  why: 'Global deployments are routed to whichever region has capacity, and have the largest quotas; regional ones stop with their region.',
  remedy: 'Add a `global-standard` deployment, or write down under `decisions.deployment-types` why not.',
  workload: {
    *check(workload) {
      const { residency, accounts, decisions } = workload.declaration
      if (residency !== 'global') return
      for (const [model, all] of Map.groupBy(deploymentsIn(workload.declaration), (one) => one.model)) {
        if (all.some(({ deployment }) => accounts[deployment.account]?.provider !== 'azure-openai')) continue
        const path = ['models', model]
        const spanning = all.find(({ deployment }) => /^(global|data-zone)-/.test(deployment.type ?? ''))
        const offered = all.find(({ deployment, modelDeclaration }) => {
          const region = accounts[deployment.account]?.region ?? ''
          const version = deployment.version ?? modelDeclaration.version ?? null
          return (
            deployment.type === 'standard' &&
            workload.plan.facts.offers.find(
              modelDeclaration.base_model ?? model,
              version,
              'global-standard',
              region,
            )?.kind === 'offered'
          )
        })
        if (spanning !== undefined)
          yield workload.pass(path, `${model} has ${spanning.deployment.id}, which spans regions`)
        else if (offered === undefined) continue
        else if (decisions?.['deployment-types']?.because !== undefined)
          yield workload.pass(path, `the file says why ${model} has regional deployments alone`)
        else
          yield workload.fail(
            path,
            `${model} has regional deployments alone, and Azure offers it as global-standard`,
          )
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: gpt41-swc, account: swc, type: global-standard, tpm: 100k }`,
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }
decisions:
  deployment-types: { choice: regional, because: the contract of the customer names Sweden }`,
      ],
      notApplicable: ['residency: eu'],
    },
  },
  resources: {
    *check(estate) {
      if (estate.hasWorkload) return
      const path = 'sku.name'
      const known = modelDeployments(estate).filter(({ model }) => model !== null)
      for (const [model, all] of Map.groupBy(known, (one) => one.model ?? '')) {
        const spanning = all.find(({ type }) => type !== null && type.processing !== 'region')
        const open = all.find(({ type, region }) => type === null || region === null)
        const offered = all.find(
          ({ version, type, region }) =>
            type?.name === 'standard' &&
            estate.facts.offers.find(model, version, 'global-standard', region ?? '')?.kind === 'offered',
        )
        if (spanning !== undefined)
          yield spanning.resource.doubt === null
            ? spanning.resource.pass(path, `${model} has ${spanning.resource.name}, which spans regions`)
            : spanning.resource.exists(`${model} has ${spanning.resource.name}, which spans regions`)
        else if (open !== undefined)
          yield open.resource.unknown(path, `whether ${model} has deployments that span regions is not known`)
        else if (offered !== undefined)
          yield offered.resource.fail(
            path,
            `${model} has regional deployments alone, and Azure offers it as GlobalStandard`,
          )
      }
    },
    cases: {
      fails: [[account(), model('Standard')]],
      passes: [[account(), model('GlobalStandard')]],
      undetermined: [[account(), model(GIVEN)]],
      notApplicable: [[account(), model('ProvisionedManaged')]],
    },
  },
}
