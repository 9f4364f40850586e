import type { Rule } from '../rule.ts'
import { deployment, GIVEN, PERHAPS, sample } from '../sample-resources.ts'
import { backendPools } from '../gateway-policies.ts'
import { modelDeployments } from '../model-deployments.ts'

function regional(account: string) {
  return deployment(`${account}/gpt41`, { name: 'Standard', capacity: 10 }, { name: 'gpt-4.1' })
}

const SWEDEN = regional('swc')
const FRANCE = regional('frc')

function pool(backends: readonly string[]) {
  return sample('Microsoft.ApiManagement/service/backends', 'gateway/models', {
    type: 'Pool',
    pool: { services: backends.map((name) => ({ id: `/backends/${name}` })) },
  })
}

export const rel02: Rule = {
  id: 'REL-02',
  title: 'Deployments of one region stand behind a balancer with others',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'Models whose deployments are all bound to one region each, and how many there are to balance over; in templates, whether a pool of API Management or the gateway of a workload file does.',
  why: 'A regional deployment does not move to another region by itself: without others beside it the gateway has nothing to balance over.',
  remedy:
    'Declare a second deployment of the model, so that the gateway spreads calls over both; or take a global or data-zone type where residency permits.',
  workload: {
    *check(workload) {
      for (const { name, deployments } of workload.plan.models.values()) {
        const regional = deployments.filter(({ processing }) => processing?.scope === 'region')
        if (regional.length === 0 || regional.length < deployments.length) continue
        const path = ['models', name]
        if (regional.length > 1)
          yield workload.pass(
            path,
            `the gateway balances ${name} over ${regional.length} regional deployments`,
          )
        else
          yield workload.fail(path, `${name} has one deployment, bound to its region, and nothing beside it`)
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
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }
      - { id: gpt41-frc, account: frc, type: standard, tpm: 100k }`,
      ],
      notApplicable: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-swc, account: swc, type: data-zone-standard, tpm: 100k }`,
      ],
    },
  },
  resources: {
    *check(estate) {
      const known = modelDeployments(estate).filter(({ model }) => model !== null)
      const pools = backendPools(estate)
      const path = 'properties.model'
      for (const [model, all] of Map.groupBy(known, (one) => one.model ?? '')) {
        const [first] = all
        if (first === undefined || all.some(({ type }) => type?.processing !== 'region')) continue
        const { resource } = first
        const pool = pools.find((one) => one.items('properties.pool.services').length > 1)
        if (all.length === 1 && estate.isWhole && known.length === modelDeployments(estate).length)
          yield resource.fail(path, `${model} has one deployment, bound to its region, and nothing beside it`)
        else if (all.length === 1)
          yield resource.unknown(path, `whether ${model} has deployments beside ${resource.name}`)
        else if (all.filter((one) => one.resource.doubt === null).length < 2)
          yield resource.unknown(path, `whether ${model} has more than one deployment`)
        else if (pool !== undefined)
          yield resource.pass(path, `${pool.name} balances over ${all.length} regional deployments`, pool)
        else if (estate.hasWorkload)
          yield resource.pass(
            path,
            `the gateway of the workload file balances over ${all.length} deployments`,
          )
        else
          yield resource.unknown(
            path,
            `whether something balances over the deployments of ${model}: it is not here`,
          )
      }
    },
    cases: {
      fails: [[SWEDEN]],
      passes: [[SWEDEN, FRANCE, pool(['swc', 'frc'])]],
      undetermined: [
        [SWEDEN, FRANCE],
        [SWEDEN, { ...FRANCE, ...PERHAPS }, pool(['swc', 'frc'])],
        [SWEDEN, FRANCE, { ...pool(['swc', 'frc']), ...PERHAPS }],
        [SWEDEN, deployment('frc/gpt41', { name: 'Standard', capacity: 10 }, { name: GIVEN })],
      ],
      notApplicable: [
        [deployment('swc/gpt41', { name: 'GlobalStandard', capacity: 10 }, { name: 'gpt-4.1' })],
      ],
    },
  },
}
