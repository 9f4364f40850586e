import assert from 'node:assert/strict'
import { test } from 'node:test'

import { MetricRegistry, systemClock } from '../base/index.ts'
import type { RecordsProcessStatus } from '../storage/index.ts'
import { type EntraSetting, loadWorkload, type Plan } from '../workload/index.ts'
import { databaseWarnings, exposeDatabase, ledgerDatabase } from './ledger-database.ts'

function planWith(storage: string): Plan {
  const loaded = loadWorkload(
    `
workload: w
accounts: { sim: { provider: simulated, region: swedencentral } }
models: { m: { deployments: [{ id: d, account: sim, type: standard, tpm: 1k }] } }
consumers: { /c: { models: all } }
${storage}`,
    { source: 'workload.yaml' },
  )
  assert.ok(loaded.ok, JSON.stringify(loaded))
  return loaded.plan
}

const leadingTo = (value: string) => ({
  value: () => Promise.resolve(value),
  identity: (auth: EntraSetting) => auth,
})
const REFERENCE = 'storage: { database: "env:LEDGER" }'
const BY_IDENTITY = 'storage: { database: { address: "env:LEDGER", auth: managed-identity } }'

test('the address is read where the reference leads, with its password', async () => {
  assert.equal(await ledgerDatabase(planWith(''), leadingTo('')), null)
  const found = await ledgerDatabase(planWith(REFERENCE), leadingTo('postgres://u:p@db.example.com/l'))
  assert.deepEqual([found?.address.host, found?.address.password, found?.auth], ['db.example.com', 'p', null])
  const byIdentity = await ledgerDatabase(planWith(BY_IDENTITY), leadingTo('postgres://id@db.example.com/l'))
  assert.deepEqual(byIdentity?.auth, { kind: 'managed-identity', clientId: null })
})

test('what cannot be one is refused at the start, without the password', async () => {
  for (const [storage, address, message] of [
    [REFERENCE, 'verysecret', /^storage\.database is no address of a Postgres/],
    [BY_IDENTITY, 'postgres://id:verysecret@db.example.com/l?sslmode=disable', /would send a token in clear/],
    [
      REFERENCE,
      'postgres://u:verysecret@db.example.com/l?sslrootcert=/none.pem',
      /sslrootcert .*cannot be read/,
    ],
  ] as const) {
    await assert.rejects(ledgerDatabase(planWith(storage), leadingTo(address)), (error: Error) => {
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /verysecret/)
      return true
    })
  }
})

test('metrics and warnings say how the database is', () => {
  let status: RecordsProcessStatus = {
    pid: 1,
    restarts: 0,
    database: 'starting',
    problem: null,
    projected: 0,
    backlogBytes: 7,
  }
  const registry = new MetricRegistry({ clock: systemClock, maxSeries: 10 })
  exposeDatabase(registry, () => status)
  assert.match(registry.expose(), /^causeway_ledger_database_up 0$/m)
  assert.deepEqual(databaseWarnings(status), [])
  status = { ...status, database: 'following', projected: 5, backlogBytes: 0 }
  assert.match(registry.expose(), /^causeway_ledger_database_up 1$/m)
  assert.match(registry.expose(), /^causeway_ledger_projected_records_total 5$/m)
  status = { ...status, database: 'away', problem: 'it is gone', backlogBytes: 9 }
  assert.match(registry.expose(), /^causeway_ledger_database_up 0$/m)
  assert.match(registry.expose(), /^causeway_ledger_backlog_bytes 9$/m)
  assert.match(databaseWarnings(status).join(), /they wait in the journal: it is gone/)
  assert.deepEqual(databaseWarnings(null), [])
})
