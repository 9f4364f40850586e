import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'
const HEAVY: ReadonlySet<string> = new Set(['agents', 'microservices', 'event-driven', 'ensemble'])
const MANY_PARTS = 4

export const app09: Rule = {
  id: 'APP-09',
  title: 'Small applications and proofs of concept stay simple',
  pillar: 'cost',
  severity: 'info',
  source: { document: 'design', section: 'AI application design patterns' },
  looksAt: '`application.stage`, beside pattern and parts.',
  why: 'Layers that nobody needs yet have to be built, run and changed with everything else.',
  remedy: 'Begin with one layer; add agents, events or services when a need shows.',
  workload: {
    *check(workload) {
      const { application } = workload.declaration
      if (application?.stage !== 'proof-of-concept') return
      const path = ['application', 'pattern']
      const heavy = (application.pattern ?? []).filter((one) => HEAVY.has(one))
      const parts = Object.keys(application.parts ?? {}).length
      if (heavy.length > 0) yield workload.fail(path, `a proof of concept with ${namesOf(heavy)}`)
      else if (parts > MANY_PARTS) yield workload.fail(path, `a proof of concept of ${parts} parts`)
      else yield workload.pass(path, 'the proof of concept is simple')
    },
    cases: {
      fails: ['application: { stage: proof-of-concept, pattern: [agents, microservices] }'],
      passes: ['application: { stage: proof-of-concept, pattern: [simple] }'],
      notApplicable: ['application: { stage: live }'],
    },
  },
}
