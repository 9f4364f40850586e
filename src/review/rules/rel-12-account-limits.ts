import type { Rule } from '../rule.ts'
import { counted } from '../wording.ts'

/** "Azure OpenAI quotas and limits" (learn.microsoft.com/azure/ai-foundry/openai/quotas-limits), 2026-08-20. */
const MAX_ACCOUNTS = 30
const MAX_DEPLOYMENTS = 32

function deployments(count: number): string {
  const line = (index: number) => `      - { id: gpt41-${index}, account: swc, type: standard, tpm: 10k }`
  return Array.from({ length: count }, (_, index) => line(index)).join('\n')
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
}
