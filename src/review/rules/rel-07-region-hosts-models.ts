import type { Rule } from '../rule.ts'

export const rel07: Rule = {
  id: 'REL-07',
  title: 'Each region in use hosts models',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'The regions of Azure accounts, beside the list of regions that host models.',
  why: 'Not every region has every service: an account can be made where no model can be deployed into it.',
  remedy: 'Put the account into a region that hosts models.',
  workload: {
    *check(workload) {
      const { regions } = workload.plan.facts
      for (const [name, { provider, region }] of Object.entries(workload.declaration.accounts)) {
        if (provider !== 'azure-openai' || region === undefined) continue
        const path = ['accounts', name, 'region']
        if (regions.find(region)?.openAiModels === true)
          yield workload.pass(path, `${region} hosts models (list of ${regions.asOf})`)
        else yield workload.fail(path, `${region} is not known to host models (list of ${regions.asOf})`)
      }
    },
    cases: {
      fails: [
        `accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: qatarcentral, endpoint: env:QAT, auth: managed-identity }`,
      ],
      passes: [
        `accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: managed-identity }`,
      ],
    },
  },
}
