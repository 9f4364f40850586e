import type { Estate } from '../estate.ts'
import type { Resource, Stage } from '../resource-graph.ts'
import { contentFilterName } from './content-filter.ts'
import { plannedTunedCopies } from './fine-tuned-plan.ts'
import { ACCOUNTS, modelDeployment } from './model-deployments.ts'

/** Deployments of fine-tuned models outside of the account that holds them, after all accounts are there. */
export function fineTunedStages(estate: Estate, models: readonly Stage[]): readonly Stage[] {
  const { copies, notes } = plannedTunedCopies(estate)
  for (const note of notes) estate.notes.add(note)
  const accounts = models.flatMap(({ resources }) => resources).filter(({ type }) => type === ACCOUNTS)
  const accountNamed = (azureName: string): Resource => {
    const found = accounts.find(({ name }) => name === azureName)
    if (found === undefined) throw new Error(`no stage has the account ${azureName}`)
    return found
  }
  const filterName = contentFilterName(estate)
  return [...Map.groupBy(copies, ({ home }) => home)].map(([home, here]) => {
    const lastOf = new Map<Resource, Resource>()
    const resources = here.map(({ account, origin, deployment, declared, words }) => {
      const foundry = accountNamed(account.azureName)
      const before = lastOf.get(foundry)
      const made = modelDeployment(estate, deployment, {
        symbol: estate.symbols.of(...words),
        foundry,
        filterName,
        source: accountNamed(origin.azureName),
        after: before === undefined ? [] : [before],
        because: [
          {
            rule: 'REL-14',
            why: `the fine-tuned ${deployment.model} of ${origin.account.name} ${declared === null ? 'stands by' : 'answers'} here, too.`,
          },
        ],
      })
      lastOf.set(foundry, made)
      return made
    })
    return {
      name: `41-fine-tuned-${home.region}`,
      purpose: `Fine-tuned models of other accounts, deployed in ${home.region}.`,
      scope: estate.groupScope(home.groups.services),
      parameters: [],
      outputs: [],
      resources,
    }
  })
}
