import type { Rule } from '../rule.ts'

export const plat01: Rule = {
  id: 'PLAT-01',
  title: 'What latency is due is written down',
  pillar: 'performance',
  severity: 'medium',
  source: { document: 'platform', section: 'Application platform for AI workloads on Azure' },
  looksAt: '`operations.objectives.latency` and `within`.',
  why: 'Without a target no one can say whether caches, deadlines and capacity are enough.',
  remedy: 'Set within what time the first words are due, and for what share of calls.',
  workload: {
    *check(workload) {
      const objectives = workload.declaration.operations?.objectives
      const path = ['operations', 'objectives']
      const longest = workload.plan.gateway.deadlines.firstTokenMs
      yield workload.judge([...path, 'latency'], objectives?.latency, {
        isGood: (latencyMs) => latencyMs <= longest,
        good: (latencyMs) => `first words are due within ${latencyMs} ms`,
        bad: (latencyMs) =>
          `first words are due within ${latencyMs} ms, and the gateway gives up after ${longest} ms`,
      })
    },
    cases: {
      fails: ['operations: { objectives: { latency: 5m } }'],
      passes: ['operations: { objectives: { latency: 2s, within: 0.95 } }'],
      undetermined: ['operations: {}'],
    },
  },
}
