import type { Rule } from '../rule.ts'

const MAX_CONNECT_MS = 30_000
const MAX_TOTAL_MS = 30 * 60_000

export const app14: Rule = {
  id: 'APP-14',
  title: 'Deadlines of calls end before their callers give up',
  pillar: 'performance',
  severity: 'medium',
  source: { document: 'design', section: 'Considerations for nonfunctional requirements' },
  looksAt: '`gateway.deadlines.total` and `connect`.',
  why: 'A call that hangs holds a connection, a place in the queue and its caller.',
  remedy: 'Keep `connect` at 30 s and `total` at 30 min at most.',
  workload: {
    *check(workload) {
      const { connectMs, totalMs } = workload.plan.gateway.deadlines
      const path = ['gateway', 'deadlines']
      if (connectMs > MAX_CONNECT_MS)
        yield workload.fail([...path, 'connect'], `a connection is waited for ${connectMs / 1000} s`)
      else if (totalMs > MAX_TOTAL_MS)
        yield workload.fail([...path, 'total'], `an answer may take ${totalMs / 60_000} min`)
      else
        yield workload.pass(
          path,
          `connections end after ${connectMs / 1000} s and answers after ${totalMs / 60_000} min`,
        )
    },
    cases: {
      fails: ['gateway: { deadlines: { connect: 2m } }', 'gateway: { deadlines: { total: 3h } }'],
      passes: ['gateway: { deadlines: { connect: 5s, total: 10m } }'],
    },
  },
}
