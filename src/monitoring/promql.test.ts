import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { ALERT_RULES } from './alert-rules.ts'
import { endsWithin, grows, level, tooMany } from './conditions.ts'
import { METRICS } from './metric-table.ts'
import { promql } from './promql.ts'

const MINUTE_MS = 60_000

describe('conditions in the language of Prometheus', () => {
  test('a threshold, by labels, of some series', () => {
    const condition = level('causeway_limit_used_ratio', 'at least', 0.8, {
      by: ['limit'],
      only: { label: 'limit', like: '.*[|]budget_.*' },
    })
    assert.equal(
      promql(condition),
      'max by (job, limit) (causeway_limit_used_ratio{limit=~".*[|]budget_.*"}) >= 0.8',
    )
    assert.equal(
      promql(level('causeway_deployment_available', 'at most', 0, { by: ['deployment'] })),
      'min by (job, deployment) (causeway_deployment_available) <= 0',
    )
  })

  test('a moment, and a counter that grows', () => {
    assert.equal(
      promql(endsWithin('causeway_certificate_end_timestamp_seconds', MINUTE_MS)),
      'min by (job) (causeway_certificate_end_timestamp_seconds) - time() < 60',
    )
    assert.equal(
      promql(grows('causeway_worker_restarts_total', 3, 15 * MINUTE_MS, ['worker'])),
      'sum by (job, worker) (increase(causeway_worker_restarts_total[15m])) >= 3',
    )
  })

  test('a share of what a histogram counted, over two windows, against the objective', () => {
    const condition = tooMany(
      { metric: 'causeway_first_tokens_late_total', only: null },
      { metric: 'causeway_first_token_seconds', only: null },
      ['deployment'],
      5,
      [
        {
          longMs: 60 * MINUTE_MS,
          shortMs: 5 * MINUTE_MS,
          above: { kind: 'burns', objective: 'first-token', times: 14.4 },
        },
      ],
    )
    assert.equal(
      promql(condition).replaceAll(/\s+/g, ' '),
      '( sum by (job, deployment) (rate(causeway_first_tokens_late_total[1h])) / sum by (job, deployment) (rate(causeway_first_token_seconds_count[1h])) > on (job) group_left () (14.4 * (1 - max by (job) (causeway_objective_ratio{objective="first-token"}))) and sum by (job, deployment) (rate(causeway_first_tokens_late_total[5m])) / sum by (job, deployment) (rate(causeway_first_token_seconds_count[5m])) > on (job) group_left () (14.4 * (1 - max by (job) (causeway_objective_ratio{objective="first-token"}))) and sum by (job, deployment) (increase(causeway_first_tokens_late_total[1h])) >= 5 )',
    )
  })
})

describe('the rules', () => {
  test('are told apart, say what to do, and name metrics and labels that there are', () => {
    assert.equal(new Set(ALERT_RULES.map(({ id }) => id)).size, ALERT_RULES.length)
    for (const { id, says, because, remedy, when } of ALERT_RULES) {
      for (const sentence of [says, because, remedy]) assert.match(sentence, /^[A-Z`].*\.$/s, id)
      for (const [, selected = ''] of promql(when).matchAll(/\b((?:causeway|gen_ai)_[a-z_]+)/g)) {
        const name = Object.hasOwn(METRICS, selected) ? selected : selected.replace(/_count$/, '')
        assert.ok(Object.hasOwn(METRICS, name), `${id}: ${selected}`)
      }
    }
  })

  test('count no end of an exchange that is the client’s doing', () => {
    const text = promql((ALERT_RULES.find(({ id }) => id === 'availability-fast-burn') ?? assert.fail()).when)
    for (const own of ['unknown_key', 'rate_limit_exceeded', 'client_closed', 'budget_exhausted'])
      assert.doesNotMatch(text, new RegExp(own))
    assert.match(text, /deployments_failed/)
  })
})
