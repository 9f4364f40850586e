import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { type ExchangeId, ManualClock, seededRandom, silentLog } from '../base/index.ts'
import { openJournal, Projector, TextKeys, unsealedTexts } from '../ledger/index.ts'
import { filesWith } from './folder-search.fixture.ts'
import { keptText, withTextsUnsealed } from './kept-texts.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { PostgresServer, withoutPostgres } from './postgres-server.fixture.ts'
import { sharedDatabaseAt } from './shared-database.fixture.ts'
import { openSharedDatabase } from './shared-database.ts'
import type { SqlClient } from './sql-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { UseSums } from './use-sums.ts'
import { UseUpkeep } from './use-upkeep.ts'

/** Text on its way from the gateway to where nothing has it, with the clock driven forward. */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const KEEP_MS = 90 * MINUTE_MS
const EXCHANGE = 'req_1' as ExchangeId
const WORDS = 'the secret of the claim of anna'

let state: string
let clock: ManualClock
let keys: TextKeys

beforeEach(() => {
  state = mkdtempSync(path.join(tmpdir(), 'kept-text-'))
  clock = new ManualClock(1_000 * HOUR_MS)
  keys = new TextKeys(path.join(state, 'text-keys'), { clock, log: silentLog })
})

afterEach(async () => {
  await keys.close()
  rmSync(state, { recursive: true, force: true })
})

const folderOf = (name: 'journal' | 'text-keys' | 'database') => path.join(state, name)

/** As the gateway writes it. */
async function write(): Promise<void> {
  const options = { clock, log: silentLog, commit: 'written', price: () => null } as const
  const { journal } = openJournal(folderOf('journal'), options)
  const untilMs = clock.nowMs() + KEEP_MS
  const atMs = clock.nowMs()
  const prompt = JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: WORDS }] }])
  const text = {
    kind: 'text',
    exchange: EXCHANGE,
    atMs,
    untilMs,
    prompt,
    answer: null,
    isCut: false,
  } as const
  journal.append(keys.seal(text) ?? assert.fail('it was not sealed'))
  await journal.close()
}

/** As the records process follows the journal; a shared database has text in the clear. */
function follow(client: SqlClient, isShared: boolean): Promise<number> {
  const store = new SqlRecordStore(client)
  const random = seededRandom(1)
  const projector = new Projector(folderOf('journal'), {
    log: silentLog,
    random,
    store: {
      cursor: (name) => store.cursor(name),
      project: async (name, records, next) =>
        store.project(
          name,
          isShared ? await withTextsUnsealed(folderOf('text-keys'), records) : records,
          next,
        ),
    },
  })
  return projector.catchUp()
}

async function shown(client: SqlClient): Promise<string | null> {
  const text = await keptText(client, EXCHANGE, clock.nowMs())
  const [unsealed] = text === null ? [null] : await unsealedTexts(folderOf('text-keys'), [text])
  return unsealed?.prompt ?? null
}

async function rows(client: SqlClient): Promise<number> {
  const counted = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM kept_texts')
  return counted.rows[0]?.count ?? Number.NaN
}

function theKey(): Buffer {
  const [name = ''] = readdirSync(folderOf('text-keys'))
  return readFileSync(path.join(folderOf('text-keys'), name))
}

function assertKeyIsGone(key: Buffer): void {
  assert.deepEqual(readdirSync(folderOf('text-keys')), [])
  for (const form of [key, key.toString('hex'), key.toString('base64')])
    assert.deepEqual(filesWith(state, form), [])
}

test('the state folder has no word of text in the clear, and after its time nothing that opens it', async () => {
  const client = await openPglite(folderOf('database'))
  await migrate(client)
  const upkeep = new UseUpkeep(client, new UseSums(client))
  await write()
  await follow(client, false)
  assert.match((await shown(client)) ?? '', new RegExp(WORDS))
  assert.deepEqual(filesWith(state, WORDS), [])
  const key = theKey()

  clock.advance(KEEP_MS)
  assert.equal(await shown(client), null, 'nobody is shown it from that moment on')
  await upkeep.run({ nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() })
  assert.equal(await rows(client), 0)
  clock.advance(HOUR_MS + MINUTE_MS)
  await keys.sweep()
  await client.close()
  assertKeyIsGone(key)
  assert.deepEqual(filesWith(state, WORDS), [])
  // What is left of it, in the journal and in the database's files, opens no more.
  assert.ok(filesWith(folderOf('journal'), '"kind":"text"').length > 0)
  const left = { exchange: EXCHANGE, untilMs: clock.nowMs(), prompt: lineOfJournal(), answer: null }
  assert.deepEqual(await unsealedTexts(folderOf('text-keys'), [left]), [null])
})

function lineOfJournal(): string {
  const [file = ''] = filesWith(folderOf('journal'), '"kind":"text"')
  return /"prompt":"(sealed:[^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1] ?? assert.fail('it is not sealed')
}

test(
  'a database that is away for longer than text is kept never gets it',
  { skip: withoutPostgres },
  async () => {
    await using server = await PostgresServer.start()
    const database = openSharedDatabase(sharedDatabaseAt(await server.database()))
    await database.prepare()
    try {
      await write()
      const key = theKey()
      clock.advance(KEEP_MS + HOUR_MS + MINUTE_MS)
      await keys.sweep()
      assertKeyIsGone(key)
      assert.equal(await follow(database.client, true), 1)
      assert.equal(await rows(database.client), 0)
    } finally {
      await database.client.close()
    }
  },
)

test(
  'a shared database has it readable, and no row of it after its time',
  { skip: withoutPostgres },
  async () => {
    await using server = await PostgresServer.start()
    const database = openSharedDatabase(sharedDatabaseAt(await server.database()))
    await database.prepare()
    const { client } = database
    try {
      await write()
      await follow(client, true)
      assert.match((await keptText(client, EXCHANGE, clock.nowMs()))?.prompt ?? '', new RegExp(WORDS))
      assert.deepEqual(filesWith(state, WORDS), [])
      clock.advance(KEEP_MS)
      const upkeep = new UseUpkeep(client, new UseSums(client))
      await upkeep.run({ nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() })
      assert.equal(await rows(client), 0)
    } finally {
      await client.close()
    }
  },
)
