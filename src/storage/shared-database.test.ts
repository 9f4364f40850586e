import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import { opened } from '../ledger/records.fixture.ts'
import { PostgresServer, withoutPostgres } from './postgres-server.fixture.ts'
import { sharedDatabaseAt } from './shared-database.fixture.ts'
import { openSharedDatabase, readSharedDatabase } from './shared-database.ts'
import { followsShared, refuseEmbedded } from './shared-mark.ts'
import { SqlRecordStore } from './sql-record-store.ts'

describe('a shared database', { skip: withoutPostgres }, () => {
  let server: PostgresServer
  before(async () => {
    server = await PostgresServer.start()
  })
  after(() => server[Symbol.asyncDispose]())

  test('replicas that start at once on an empty one bring it to this version together', async () => {
    const at = sharedDatabaseAt(await server.database())
    const replicas = Array.from({ length: 8 }, () => openSharedDatabase(at))
    await Promise.all(replicas.map((replica) => replica.prepare()))
    const [row] = await server.run<{ steps: number; versions: number }>(
      at.address.database,
      'SELECT count(*)::int AS steps, max(version) AS versions FROM migrations',
    )
    assert.equal(row?.steps, row?.versions)
    for (const { client } of replicas) await client.close()
  })

  test('one of a newer program is refused, by who writes and by who reads, and stays as it is', async () => {
    const at = sharedDatabaseAt(await server.database())
    const replica = openSharedDatabase(at)
    await replica.prepare()
    await server.run(at.address.database, "INSERT INTO migrations VALUES (9000, '9000-later.sql')")
    await assert.rejects(replica.prepare(), /of version 9000, made by a newer program; this one knows \d+/)
    await assert.rejects(readSharedDatabase(at), /of version 9000/)
    await replica.client.close()
  })

  test('whoever only reads changes nothing of one that no gateway has made yet', async () => {
    const at = sharedDatabaseAt(await server.database())
    await assert.rejects(readSharedDatabase(at), /is of version 0, and this program knows \d+/)
    const found = await server.run(
      at.address.database,
      "SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    )
    assert.equal(found.length, 0)
  })

  test('a user who may write rows and make no tables can follow what the owner made', async () => {
    const at = sharedDatabaseAt(await server.database())
    const { database } = at.address
    const owner = openSharedDatabase(at)
    await owner.prepare()
    await owner.client.close()
    await server.run(
      database,
      `CREATE ROLE follower LOGIN;
      GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO follower`,
    )
    const follower = openSharedDatabase({ ...at, address: { ...at.address, user: 'follower' } })
    await follower.prepare()
    await new SqlRecordStore(follower.client).project('j', [opened('req_f')], { segment: 1, offset: 1 })
    await follower.client.close()
  })

  test('what is wrong with it is said in words, with its place and without its password', async () => {
    const at = sharedDatabaseAt(await server.database())
    const say = async (more: object, pattern: RegExp) => {
      const address = { ...at.address, password: 'verysecret', ...more }
      const { client } = openSharedDatabase({ ...at, address })
      await assert.rejects(client.query('SELECT 1'), (error: Error) => {
        assert.equal(error.name, 'DatabaseAway')
        assert.match(error.message, pattern)
        assert.doesNotMatch(error.message, /verysecret/)
        return true
      })
      await client.close()
    }
    await say({ database: 'none' }, /\/none is not there: database "none" does not exist/)
    await say({ user: 'nobody_here' }, /lets this user not in: role "nobody_here" does not exist/)
    await say({ host: '127.0.0.1', port: 9 }, /127\.0\.0\.1:9\/ledger_\d+ cannot be reached: .*ECONNREFUSED/)
    await say({ host: '127.0.0.1', port: 9, tls: 'verified' }, /cannot be reached/)
  })

  test('one that dies and comes back is asked again over the same client', async () => {
    const at = sharedDatabaseAt(await server.database())
    const replica = openSharedDatabase(at)
    const { client } = replica
    await replica.prepare()
    const store = new SqlRecordStore(client)
    await store.project('j', [opened('req_1')], { segment: 1, offset: 1 })
    await server.kill()
    await assert.rejects(store.project('j', [opened('req_2')], { segment: 1, offset: 2 }), {
      name: 'DatabaseAway',
    })
    await server.start()
    assert.deepEqual(await store.cursor('j'), { segment: 1, offset: 1 })
    await store.project('j', [opened('req_2')], { segment: 1, offset: 2 })
    assert.equal((await store.attempts(null, 10)).length, 2)
    await client.close()
  })

  test('one that is killed in the middle of a transaction took nothing of it', async () => {
    const at = sharedDatabaseAt(await server.database())
    const replica = openSharedDatabase(at)
    const { client } = replica
    await replica.prepare()
    await assert.rejects(
      client.transaction(async (session) => {
        await session.query("INSERT INTO exchanges VALUES ('req_x', 1, null, '{}')")
        await server.kill()
        await session.query('SELECT 1')
      }),
      { name: 'DatabaseAway' },
    )
    await server.start()
    assert.deepEqual((await client.query('SELECT * FROM exchanges')).rows, [])
    await client.close()
  })

  test('one that came back older than it was gets again what the journal still has', async () => {
    const at = sharedDatabaseAt(await server.database())
    const replica = openSharedDatabase(at)
    const { client } = replica
    await replica.prepare()
    const store = new SqlRecordStore(client)
    await store.project('j', [opened('req_1')], { segment: 1, offset: 1 })
    await store.project('j', [opened('req_2')], { segment: 1, offset: 2 })
    // As after a failover to a copy that did not have the last commit.
    await client.exec(
      "DELETE FROM attempts WHERE exchange = 'req_2'; UPDATE journal_positions SET next_offset = 1",
    )
    await assert.rejects(store.project('j', [opened('req_3')], { segment: 1, offset: 3 }))
    assert.deepEqual(await store.cursor('j'), { segment: 1, offset: 1 })
    // As after a restore of a backup from before the journal was known.
    await store.project('j', [opened('req_2')], { segment: 1, offset: 2 })
    await client.exec('DELETE FROM attempts; DELETE FROM journal_positions')
    await assert.rejects(store.project('j', [opened('req_3')], { segment: 1, offset: 3 }))
    assert.deepEqual(await store.cursor('j'), { segment: 0, offset: 0 })
    assert.deepEqual(await store.attempts(null, 10), [])
    await client.close()
  })
})

test('a state folder that goes to a shared database begins no embedded one', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mark-'))
  try {
    await refuseEmbedded(folder)
    await followsShared(folder, 'db.example.com:5432/ledger')
    await assert.rejects(refuseEmbedded(folder), /go to the database db\.example\.com:5432\/ledger: name the/)
    await followsShared(folder, 'other.example.com:5432/ledger')
    await assert.rejects(refuseEmbedded(folder), /go to the database other/)
    rmSync(path.join(folder, 'shared-database'))
    await refuseEmbedded(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
