import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const plat07: Rule = {
  id: 'PLAT-07',
  title: 'Prompts stay out of the log',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'platform', section: 'Application platform for AI workloads on Azure' },
  looksAt: '`gateway.log.prompts`.',
  why: 'Prompts hold what users type: names, files, secrets. A log is read by many and kept for long.',
  remedy: 'Leave `gateway.log.prompts` off except in development.',
  workload: {
    check: setting(
      ['gateway', 'log', 'prompts'],
      ({ environment, gateway }) => ({ environment, prompts: gateway.log.prompts }),
      {
        isGood: ({ environment, prompts }) => !prompts || environment === 'development',
        good: 'prompts of users are not logged',
        bad: ({ environment }) => `the gateway logs prompts in ${environment}`,
      },
    ),
    cases: {
      fails: ['gateway: { log: { prompts: true } }'],
      passes: ['gateway: { log: { prompts: false } }'],
    },
  },
}
