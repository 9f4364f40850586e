import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app23: Rule = {
  id: 'APP-23',
  title: 'The gateway enforces rights and limits for all',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'design', section: 'Using API gateways' },
  looksAt: 'Whether consumers may use every model, and whether the gateway logs its exchanges.',
  why: 'A gateway that lets everybody use everything is a pipe.',
  remedy: 'Name the models that each consumer may use, and leave `gateway.log.requests` on.',
  workload: {
    *check(workload) {
      yield workload.judge(['gateway', 'log', 'requests'], workload.plan.gateway.log.requests, {
        isGood: (on) => on,
        good: 'each exchange is logged',
        bad: 'exchanges are not logged',
      })
      for (const [path, { models }] of Object.entries(workload.declaration.consumers)) {
        if (models === undefined) continue
        const at = ['consumers', path, 'models']
        if (models === 'all') yield workload.fail(at, `${path} may use every model, those to come included`)
        else yield workload.pass(at, `${path} may use ${namesOf(models)}`)
      }
    },
    cases: {
      fails: [
        `consumers:
  /contoso/bot: { models: all }`,
        'gateway: { log: { requests: false } }',
      ],
      passes: [
        `consumers:
  /contoso/bot: { models: [gpt-4.1] }`,
      ],
    },
  },
}
