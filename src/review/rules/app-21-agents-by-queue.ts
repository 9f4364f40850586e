import type { Rule } from '../rule.ts'

export const app21: Rule = {
  id: 'APP-21',
  title: 'Agents get their tasks through a topic or queue',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'design', section: 'Orchestration and agents' },
  looksAt: '`receives` of agents in `application.parts`.',
  why: 'A direct call waits for an agent that is busy and is lost with one that is down.',
  remedy: 'Put a topic or queue (Service Bus) between orchestrator and agents.',
  workload: {
    *check(workload) {
      const parts = Object.entries(workload.declaration.application?.parts ?? {})
      for (const [name, part] of parts) {
        if (part.kind !== 'agent') continue
        yield workload.judge(['application', 'parts', name, 'receives'], part.receives, {
          isGood: (way) => way === 'queue',
          good: `${name} takes tasks from a queue`,
          bad: `${name} is called directly`,
        })
      }
    },
    cases: {
      fails: ['application: { parts: { triage: { kind: agent, receives: direct } } }'],
      passes: ['application: { parts: { triage: { kind: agent, receives: queue } } }'],
      undetermined: ['application: { parts: { triage: { kind: agent } } }'],
      notApplicable: ['application: {}'],
    },
  },
}
