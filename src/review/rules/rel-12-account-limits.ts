import type { Rule } from '../rule.ts'
import { account, deployment, PERHAPS, sample } from '../sample-resources.ts'
import { counted } from '../wording.ts'

/** "Azure OpenAI quotas and limits" (learn.microsoft.com/azure/ai-foundry/openai/quotas-limits), 2026-08-20. */
const MAX_ACCOUNTS = 30
const MAX_DEPLOYMENTS = 32

function deployments(count: number): string {
  const line = (index: number) => `      - { id: gpt41-${index}, account: swc, type: standard, tpm: 10k }`
  return Array.from({ length: count }, (_, index) => line(index)).join('\n')
}

function model(name: string) {
  return deployment(`aoai-swc/${name}`, { name: 'Standard', capacity: 1 }, { name: 'gpt-4.1' })
}

export const rel12: Rule = {
  id: 'REL-12',
  title: 'Accounts and deployments stay within Azure’s limits',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI reliability', isDerived: true },
  looksAt: 'How many accounts a subscription has in one region, and how many deployments an account has.',
  why: 'Azure refuses the next one, on the day that it is needed.',
  remedy: 'Spread deployments over more accounts, and accounts over more subscriptions.',
  workload: {
    *check(workload) {
      const azure = [...workload.plan.accounts.values()].filter(({ provider }) => provider === 'azure-openai')
      const places = Map.groupBy(
        azure,
        ({ subscription, region }) => `${subscription} in ${region ?? 'no region'}`,
      )
      for (const [place, accounts] of places) {
        const path = ['accounts']
        const count = counted(accounts.length, 'account')
        if (accounts.length > MAX_ACCOUNTS)
          yield workload.fail(path, `subscription ${place} has ${count}, and Azure allows ${MAX_ACCOUNTS}`)
        else yield workload.pass(path, `subscription ${place} has ${count} of ${MAX_ACCOUNTS}`)
      }
      const deployments = [...workload.plan.deployments.values()]
      for (const { name } of azure) {
        const count = deployments.filter(({ account }) => account === name).length
        const path = ['accounts', name]
        const said = counted(count, 'deployment')
        if (count > MAX_DEPLOYMENTS)
          yield workload.fail(path, `${name} has ${said}, and Azure allows ${MAX_DEPLOYMENTS}`)
        else yield workload.pass(path, `${name} has ${said} of ${MAX_DEPLOYMENTS}`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    deployments:
${deployments(33)}`,
      ],
      passes: [
        `models:
  gpt-4.1:
    deployments:
${deployments(2)}`,
      ],
    },
  },
  resources: {
    *check(estate) {
      const accounts = estate.ofType('Microsoft.CognitiveServices/accounts')
      const models = Map.groupBy(estate.ofType('Microsoft.CognitiveServices/accounts/deployments'), (model) =>
        estate.parentOf(model),
      )
      for (const holder of accounts) {
        const own = models.get(holder) ?? []
        const sure = own.filter(({ doubt }) => doubt === null).length
        const said = counted(own.length, 'deployment')
        if (sure > MAX_DEPLOYMENTS)
          yield holder.fail('name', `${holder.name} has ${said}, and Azure allows ${MAX_DEPLOYMENTS}`)
        else if (own.length > MAX_DEPLOYMENTS || !estate.isWhole)
          yield holder.unknown('name', `whether ${holder.name} has more than ${said}`)
        else yield holder.pass('name', `${holder.name} has ${said} of ${MAX_DEPLOYMENTS}`)
      }
      for (const [region, all] of Map.groupBy(accounts, (one) => one.region ?? '')) {
        const [first] = all
        if (first === undefined || region === '' || all.length <= MAX_ACCOUNTS) continue
        const isOne = all.every((one) => one.doubt === null && estate.isOneSubscription(one, first) === true)
        const message = `${counted(all.length, 'account')} are in ${region}, and Azure allows ${MAX_ACCOUNTS} in a subscription`
        yield isOne ? first.fail('location', message) : first.unknown('location', `whether ${message}`)
      }
    },
    cases: {
      fails: [
        [account(), ...Array.from({ length: 33 }, (_, index) => model(`gpt41-${index}`))],
        Array.from({ length: 31 }, (_, index) => account(`aoai-${index}`)),
      ],
      passes: [[account(), model('gpt41')]],
      undetermined: [
        [
          account(),
          ...Array.from({ length: 33 }, (_, index) => ({ ...model(`gpt41-${index}`), ...PERHAPS })),
        ],
      ],
      notApplicable: [[sample('Microsoft.Search/searchServices', 'index')]],
    },
  },
}
