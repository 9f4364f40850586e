import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app22: Rule = {
  id: 'APP-22',
  title: 'Agents are orchestrated rather than calling each other',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'design', section: 'Orchestration and agents' },
  looksAt: '`calls` between agents, and whether a part is an orchestrator.',
  why: 'Who calls whom in what order is then in no place, and neither is the end of it.',
  remedy: 'Let an orchestrator hand out the tasks.',
  workload: {
    *check(workload) {
      const parts = Object.entries(workload.declaration.application?.parts ?? {})
      const agents = parts.filter(([, part]) => part.kind === 'agent')
      if (agents.length < 2) return
      const names = new Set(agents.map(([name]) => name))
      const hasOrchestrator = parts.some(([, part]) => part.kind === 'orchestrator')
      for (const [name, part] of agents) {
        const path = ['application', 'parts', name, 'calls']
        const others = (part.calls ?? []).filter((other) => names.has(other))
        if (hasOrchestrator) yield workload.pass(path, `an orchestrator stands over ${name}`)
        else if (others.length > 0)
          yield workload.fail(path, `${name} calls ${namesOf(others)}, and no orchestrator stands over them`)
        else yield workload.unknown(path, `what hands out tasks to ${name}: no part is an orchestrator`)
      }
    },
    cases: {
      fails: ['application: { parts: { a: { kind: agent, calls: [b] }, b: { kind: agent, calls: [a] } } }'],
      passes: [
        'application: { parts: { flow: { kind: orchestrator, calls: [a, b] }, a: { kind: agent }, b: { kind: agent } } }',
      ],
      undetermined: ['application: { parts: { a: { kind: agent }, b: { kind: agent } } }'],
      notApplicable: ['application: { parts: { a: { kind: agent } } }'],
    },
  },
}
