import { deploymentsIn } from '../../workload/index.ts'
import type { Rule } from '../rule.ts'
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
  workload: {
    *check(workload) {
      for (const [model, all] of Map.groupBy(deploymentsIn(workload.declaration), (one) => one.model)) {
        const path = ['models', model]
        const regions = new Set(
          all.flatMap(({ deployment }) => {
            const account = workload.declaration.accounts[deployment.account]
            // Outside Azure each account is a place of its own.
            return account === undefined ? [] : [account.region ?? `the account ${deployment.account}`]
          }),
        )
        const [only = ''] = regions
        const spreads = all.every(({ deployment }) => /^(global|data-zone)-/.test(deployment.type ?? ''))
        if (regions.size > 1) yield workload.pass(path, `${model} has endpoints in ${namesOf(regions)}`)
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
}
