import type { Rule } from '../rule.ts'
import { NO_MODEL } from '../running.ts'

const MAX_CONNECT_MS = 30_000
const MAX_TOTAL_MS = 30 * 60_000

/** Of the calls of a model. */
const MOST_LATE = 0.01

export const app14: Rule = {
  id: 'APP-14',
  title: 'Deadlines of calls end before their callers give up',
  pillar: 'performance',
  severity: 'medium',
  source: { document: 'design', section: 'Considerations for nonfunctional requirements' },
  looksAt: '`gateway.deadlines.total` and `connect`.',
  why: 'A call that hangs holds a connection, a place in the queue and its caller.',
  remedy: 'Keep `connect` at 30 s and `total` at 30 min at most.',
  live: {
    looksAt: 'How many calls of each model ended because their deadline had passed.',
    *check(running) {
      for (const model of running.values('causeway_requests_total', 'model')) {
        if (model === NO_MODEL) continue
        const at = { metric: 'causeway_requests_total', labels: { model, outcome: 'deadline_exceeded' } }
        yield running.judgeShare(`model ${model}`, at, {
          part: running.sum(at),
          whole: running.sum({ ...at, labels: { model } }),
          most: MOST_LATE,
          calls: 'calls',
          bad: 'had no answer within their deadline',
        })
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="answered"} 400
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="deadline_exceeded"} 40`,
        },
      ],
      passes: [
        {
          metrics: `
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="answered"} 4000
causeway_requests_total{model="none",operation="chat",outcome="missing_model"} 4`,
        },
      ],
      undetermined: [
        {
          metrics: 'causeway_requests_total{model="gpt-4.1",operation="chat",outcome="deadline_exceeded"} 4',
        },
      ],
    },
  },
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
