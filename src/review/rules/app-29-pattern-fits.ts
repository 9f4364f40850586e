import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app29: Rule = {
  id: 'APP-29',
  title: 'The pattern of the application fits its load',
  pillar: 'operations',
  severity: 'info',
  isHedged: true,
  source: { document: 'design', section: 'AI application design patterns' },
  looksAt: '`application.pattern`, beside `demand` and parts.',
  why: 'A pattern pays where its condition holds, and only costs elsewhere.',
  remedy: 'Say `pattern`; for demand that fluctuates use parts that scale apart, for events use queues.',
  workload: {
    *check(workload) {
      const { application } = workload.declaration
      if (application === undefined) return
      const path = ['application', 'pattern']
      const { pattern, demand } = application
      if (pattern === undefined) {
        yield workload.silent(path)
        return
      }
      const agents = Object.values(application.parts ?? {}).filter(({ kind }) => kind === 'agent')
      const isDirect = agents.length > 0 && agents.every(({ receives }) => receives === 'direct')
      if (pattern.includes('event-driven') && isDirect)
        yield workload.fail(path, 'the application is event-driven, and its agents are called directly')
      else if (pattern.includes('simple') && demand === 'fluctuating' && application.stage === 'live')
        yield workload.fail(path, 'demand fluctuates, and the application scales as one piece')
      else yield workload.pass(path, `the application follows ${namesOf(pattern)}`)
    },
    cases: {
      fails: [
        'application: { stage: live, pattern: [simple], demand: fluctuating }',
        'application: { pattern: [event-driven], parts: { a: { kind: agent, receives: direct } } }',
      ],
      passes: ['application: { stage: live, pattern: [microservices], demand: fluctuating }'],
      undetermined: ['application: {}'],
      notApplicable: ['environment: production'],
    },
  },
}
