import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app20: Rule = {
  id: 'APP-20',
  title: 'Agents register what they can do',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'design', section: 'Orchestration and agents' },
  looksAt: '`capabilities` of agents in `application.parts`.',
  why: 'An orchestrator can only hand out tasks to agents whose abilities it knows; an agent for everything has no bounds.',
  remedy: 'List what each agent can do, narrowly.',
  workload: {
    *check(workload) {
      const parts = Object.entries(workload.declaration.application?.parts ?? {})
      for (const [name, part] of parts) {
        if (part.kind !== 'agent') continue
        yield workload.judge(['application', 'parts', name, 'capabilities'], part.capabilities, {
          isGood: (abilities) => abilities.length > 0,
          good: (abilities) => `${name} can ${namesOf(abilities)}`,
          bad: `${name} registers nothing that it can do`,
        })
      }
    },
    cases: {
      fails: ['application: { parts: { triage: { kind: agent, capabilities: [] } } }'],
      passes: ['application: { parts: { triage: { kind: agent, capabilities: [sort claims by kind] } } }'],
      undetermined: ['application: { parts: { triage: { kind: agent } } }'],
      notApplicable: ['application: {}'],
    },
  },
}
