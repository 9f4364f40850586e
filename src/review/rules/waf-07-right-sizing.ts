import type { Rule } from '../rule.ts'
import { percent } from '../running.ts'

const PROVISIONED = `models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50 }`

/** Of what provisioned units carry, in the mean. */
const LEAST_USE = 0.5
const MOST_USE = 0.8

export const waf07: Rule = {
  id: 'WAF-07',
  title: 'Capacity is held against its use',
  pillar: 'cost',
  severity: 'medium',
  source: { document: 'principles', section: 'Cost Optimization' },
  looksAt: '`operations.right_sizing`, where there is provisioned throughput.',
  why: 'Provisioned throughput that is half used costs twice.',
  remedy: 'Run `causeway rightsize` each month and say so as `operations.right_sizing`.',
  live: {
    looksAt:
      'The mean use of provisioned throughput since the start, from tokens and what the units carry, and provisioned deployments that answered nothing.',
    *check(running, workload) {
      const metric = 'causeway_tokens_total'
      for (const { id, capacity } of workload?.plan.deployments.values() ?? []) {
        if (capacity.kind !== 'provisioned') continue
        const subject = `deployment ${id}`
        const tokens = (kind: string) => running.sum({ metric, labels: { deployment: id, class: kind } })
        const at = { metric, labels: { deployment: id } }
        const { minutes } = running
        if (minutes === null || !running.isLong) {
          yield running.unknown(subject, at, `use of ${id} ${running.period}: too short to say`)
          continue
        }
        // As Azure counts: cached input is free, and output weighs more.
        const counted = tokens('input') - tokens('cached') + tokens('output') * capacity.outputWeight
        const carried = capacity.inputTokensPerMinute
        if (counted === 0)
          yield running.fail(subject, at, `${id} is paid by the hour, and served nothing ${running.period}`)
        else if (carried === null)
          yield running.unknown(subject, at, `what ${capacity.units} units of ${id} carry is not published`)
        else {
          const use = counted / minutes / carried
          const told = `${id} was used at ${percent(use)} in the mean ${running.period}`
          if (use < LEAST_USE)
            yield running.fail(subject, at, `${told}: fewer units would do, or spread the load less`)
          else if (use > MOST_USE) yield running.fail(subject, at, `${told}: its peaks find no room`)
          else yield running.pass(subject, at, told)
        }
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="input"} 50000000
causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="cached"} 0
causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="output"} 100000`,
          workload: PROVISIONED,
        },
        {
          metrics: 'causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="input"} 600000000',
          workload: PROVISIONED,
        },
        {
          metrics: 'causeway_tokens_total{deployment="other",model="gpt-4.1",class="input"} 400000000',
          workload: PROVISIONED,
        },
      ],
      passes: [
        {
          metrics: `
causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="input"} 500000000
causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="cached"} 100000000`,
          workload: PROVISIONED,
        },
      ],
      undetermined: [
        {
          metrics: 'causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="input"} 400000',
          workload: PROVISIONED,
          hours: 2,
        },
        {
          metrics: 'causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="input"} 400000',
          workload: PROVISIONED.replaceAll('gpt-4.1', 'own-model'),
        },
      ],
      notApplicable: [
        {
          metrics: 'causeway_tokens_total{deployment="gpt41-swc",model="gpt-4.1",class="input"} 9',
          workload: '',
        },
        { metrics: 'causeway_tokens_total{deployment="ptu-swc",model="gpt-4.1",class="input"} 9' },
      ],
    },
  },
  workload: {
    *check(workload) {
      const deployments = [...workload.plan.deployments.values()]
      if (!deployments.some(({ capacity }) => capacity.kind === 'provisioned')) return
      const { operations } = workload.declaration
      const path = ['operations', 'right_sizing']
      if (operations === undefined) yield workload.silent(path)
      else if (operations.right_sizing === undefined)
        yield workload.fail(path, 'there is provisioned throughput, and nobody holds it against its use')
      else yield workload.pass(path, operations.right_sizing)
    },
    cases: {
      fails: [
        `${PROVISIONED}
operations: {}`,
      ],
      passes: [
        `${PROVISIONED}
operations: { right_sizing: each month by the platform team }`,
      ],
      undetermined: [PROVISIONED],
      notApplicable: ['operations: {}'],
    },
  },
}
