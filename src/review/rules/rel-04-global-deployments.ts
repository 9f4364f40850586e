import type { Rule } from '../rule.ts'
import { deploymentsIn } from '../../workload/index.ts'

export const rel04: Rule = {
  id: 'REL-04',
  title: 'Models that may be served anywhere use deployments that span regions',
  pillar: 'reliability',
  severity: 'medium',
  isHedged: true,
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'Models that have regional pay-as-you-go deployments alone, where residency is `global` and Azure offers them as global.',
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
}
