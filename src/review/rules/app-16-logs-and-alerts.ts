import { Resource } from '../estate.ts'
import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

/** The database follows within seconds: more is no mere delay. */
const MOST_BACKLOG_BYTES = 100_000_000
const START_MINUTES = 5

export const app16: Rule = {
  id: 'APP-16',
  title: 'Every AI resource is logged, and somebody is alerted',
  pillar: 'operations',
  severity: 'high',
  source: { document: 'design', section: 'Considerations for nonfunctional requirements' },
  looksAt: '`operations.logs` and `operations.alerts`.',
  why: 'Throttling, failures and slow answers are reported by users first.',
  remedy: 'Send diagnostics of every AI resource to a workspace, and alert on errors, latency and quota.',
  live: {
    looksAt: 'Whether the journal and its database take what is recorded.',
    *check(running) {
      const journal = { metric: 'causeway_journal_buffered_records' }
      const waiting = running.sum(journal)
      if (running.gauge(journal) !== null) {
        if (waiting > 0)
          yield running.fail(
            'journal',
            journal,
            `${waiting} records wait for the disk, and no work is taken meanwhile`,
          )
        else yield running.pass('journal', journal, 'the disk takes the journal')
      }
      const database = { metric: 'causeway_ledger_database_up' }
      const up = running.gauge(database)
      if (up === null) return
      const backlog = running.sum({ metric: 'causeway_ledger_backlog_bytes' })
      if (up === 1 && backlog <= MOST_BACKLOG_BYTES)
        yield running.pass('ledger', database, 'the database takes the records of the journal')
      else if (up === 1)
        yield running.fail(
          'ledger',
          database,
          `${backlog} bytes of the journal are not in the database yet`,
          'medium',
        )
      else if (running.minutes !== null && running.minutes < START_MINUTES)
        yield running.unknown('ledger', database, 'whether the database starts')
      else
        yield running.fail('ledger', database, 'the database takes no records: reports miss them', 'medium')
    },
    cases: {
      fails: [
        { metrics: 'causeway_journal_buffered_records 12' },
        { metrics: 'causeway_ledger_database_up 0' },
        { metrics: 'causeway_ledger_database_up 1\ncauseway_ledger_backlog_bytes 500000000' },
      ],
      passes: [
        {
          metrics: `
causeway_journal_buffered_records 0
causeway_ledger_database_up 1
causeway_ledger_backlog_bytes 4096`,
        },
      ],
      undetermined: [{ metrics: 'causeway_ledger_database_up 0', hours: 0.02 }],
      notApplicable: [{ metrics: 'causeway_exchanges_in_flight 0' }],
    },
  },
  workload: {
    *check(workload) {
      const { operations } = workload.declaration
      yield workload.judge(['operations', 'logs'], operations?.logs, {
        isGood: (which) => which === 'every-resource',
        good: 'every AI resource is logged',
        bad: (which) => (which === 'none' ? 'no AI resource is logged' : 'some AI resources are not logged'),
      })
      yield workload.judge(['operations', 'alerts'], operations?.alerts, {
        isGood: (alerts) => alerts.length > 0,
        good: (alerts) => `there are alerts: ${namesOf(alerts)}`,
        bad: 'there are no alerts',
      })
    },
    cases: {
      fails: [
        'operations: { logs: some-resources, alerts: [errors] }',
        'operations: { logs: every-resource, alerts: [] }',
      ],
      passes: ['operations: { logs: every-resource, alerts: [errors above 1 percent, p95 above 4 s] }'],
      undetermined: ['operations: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const resource of estate.ofType(
        'Microsoft.CognitiveServices/accounts',
        'Microsoft.MachineLearningServices/workspaces',
        'Microsoft.Search/searchServices',
      )) {
        const logs = estate.childOf(resource, 'diagnosticSettings')
        if (logs === null)
          yield resource.fail(
            'name',
            `${resource.name} has no diagnostic settings; where policy adds them, accept this with that reason`,
            'medium',
          )
        else if (logs instanceof Resource)
          yield resource.pass('name', `${resource.name} sends its logs`, logs)
        else yield resource.unknown('name', `whether ${resource.name} sends its logs: ${logs.unknown}`)
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/providers/diagnosticSettings',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/Microsoft.Insights/logs',
            properties: { workspaceId: '/subscriptions/1/w' },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'a',
            location: 'swedencentral',
            kind: 'OpenAI',
            properties: {},
          },
          {
            condition: "[equals(parameters('given'), 'x')]",
            type: 'Microsoft.CognitiveServices/accounts/providers/diagnosticSettings',
            apiVersion: '2021-05-01-preview',
            name: 'a/Microsoft.Insights/logs',
            properties: {},
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] },
          },
        ],
      ],
    },
  },
}
