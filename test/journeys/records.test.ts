import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test, type TestContext } from 'node:test'

import { seededRandom, silentLog, systemClock } from '../../src/base/index.ts'
import type { AttemptClosed } from '../../src/ledger/index.ts'
import { openRecords, recordsStatus } from '../../src/storage/index.ts'
import { askAll, errorsOf, type Outcome } from './clients.ts'
import { projectedAttempts } from './ledger-and-bills.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running, type StartOptions } from './program.ts'
import { assertWhole, journal, status, until } from './state.ts'

/** The embedded database dies, is locked or is damaged: no request may notice, and no record may be lost or doubled. */
const KILLS = 3
const CLIENTS = 6
const ENTRY = path.resolve(import.meta.dirname, '../../src/storage/records-process.ts')

let outside: Outside

before(async () => {
  outside = await startOutside({ latency: { firstTokenMs: 80, perTokenMs: 1, jitter: 0.5 } })
})

after(async () => {
  await outside.simulator.close()
})

const stateOf = (folder: Folder) => path.join(folder.path, '.causeway')
const untilIt = (does: string, isTrue: () => Promise<boolean> | boolean) =>
  until(`the records process ${does}`, isTrue)

function answers(folder: Folder): Promise<boolean> {
  return recordsStatus(stateOf(folder)).then(
    () => true,
    () => false,
  )
}

async function hasProjected(folder: Folder): Promise<boolean> {
  return (await answers(folder)) && (await recordsStatus(stateOf(folder))).projected > 20
}

function load(running: Running, key: string, signal?: AbortSignal): Promise<Outcome[]> {
  return askAll({
    address: running.address,
    key,
    model: MODEL,
    clients: CLIENTS,
    requestsEach: signal === undefined ? 3 : 10_000,
    ...(signal === undefined ? {} : { signal }),
    stream: (client, request) => (client + request) % 2 === 0,
  })
}

/** All attempts in the database, asked page by page. */
async function projected(folder: Folder): Promise<Map<string, AttemptClosed | null>> {
  const records = await openRecords({
    database: null,
    stateFolder: stateOf(folder),
    log: silentLog,
    clock: systemClock,
  })
  try {
    return await projectedAttempts(records)
  } finally {
    await records.close()
  }
}

async function assertProjected(folder: Folder): Promise<number> {
  const ledger = journal(folder)
  assertWhole(ledger)
  const found = await projected(folder)
  assert.equal(found.size, ledger.opened.size)
  for (const [attempt, closed] of ledger.closed) assert.deepEqual(found.get(attempt), closed)
  return found.size
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A folder of its own, with a program or two; whatever happens, none outlives the test. */
class Place {
  readonly folder: Folder
  readonly key: string
  readonly #programs: Running[] = []

  constructor(folder: Folder, key: string) {
    this.folder = folder
    this.key = key
  }

  async start(options: StartOptions = {}): Promise<Running> {
    const running = await this.folder.start({ env: outside.env, ...options })
    this.#programs.push(running)
    return running
  }

  async close(): Promise<void> {
    for (const running of this.#programs) await running.stop('SIGKILL')
    await this.folder.remove()
  }
}

function inPlace(use: (place: Place, t: TestContext) => Promise<void>): (t: TestContext) => Promise<void> {
  return async (t) => {
    const folder = await folderWith(outside.workload)
    const place = new Place(folder, await folder.key('/contoso/bot'))
    try {
      await use(place, t)
    } finally {
      await place.close()
    }
  }
}

describe('the records process', { concurrency: true }, () => {
  test(
    `killed ${KILLS} times under load, has every record once`,
    inPlace(async (place, t) => {
      const { folder, key } = place
      const random = seededRandom(3)
      const running = await place.start()
      const stop = new AbortController()
      const asking = load(running, key, stop.signal)
      const started: number[] = []
      for (let kill = 0; kill < KILLS; kill++) {
        await untilIt('projects', () => hasProjected(folder))
        await new Promise((next) => setTimeout(next, random.next() * 200))
        const { pid } = await recordsStatus(stateOf(folder))
        assert.equal(pid, started.at(-1) ?? pid, 'it ended by itself')
        process.kill(pid, 'SIGKILL')
        await untilIt('is started again', async () => {
          const { records } = await status(folder)
          if (records === null || records.pid === null || records.pid === pid) return false
          started.push(records.pid)
          return true
        })
      }
      assert.equal((await running.get('/readyz')).status, 200)
      stop.abort()
      const errors = errorsOf(await asking).filter((error) => !error.includes('AbortError'))
      assert.deepEqual(errors, [])
      assert.equal((await status(folder)).records?.pid, started.at(-1), 'it ended by itself')
      assert.equal(await running.stop(), 0, running.errors())
      t.diagnostic(`${await assertProjected(folder)} attempts, each in the database once`)
    }),
  )

  test(
    'killed while it makes its database, makes a sound one',
    inPlace(async (place) => {
      const { folder, key } = place
      const running = await place.start({ database: 'missing' })
      const lock = path.join(stateOf(folder), 'records.lock')
      const making = () => readdirSync(stateOf(folder)).some((name) => name.startsWith('database.new'))
      await untilIt('makes its database', making)
      await new Promise((next) => setTimeout(next, 300))
      const pid = Number(readFileSync(lock, 'utf8').split(' ')[0])
      process.kill(pid, 'SIGKILL')
      assert.deepEqual(errorsOf(await load(running, key)), [])
      await untilIt('answers', () => answers(folder))
      assert.equal((await status(folder)).records?.restarts, 1, 'once was enough')
      assert.equal(await running.stop(), 0, running.errors())
      assert.equal(await assertProjected(folder), CLIENTS * 3)
      assert.ok(!making(), 'what the first one had begun is gone')
    }),
  )

  test(
    'keeps a second one out while it lives, and ends with its gateway, however that dies',
    inPlace(async (place) => {
      const { folder } = place
      const running = await place.start()
      const lock = path.join(stateOf(folder), 'records.lock')
      await untilIt('holds the lock', () => existsSync(lock))
      const second = fork(ENTRY, [stateOf(folder)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
      let said = ''
      second.send({ database: null })
      second.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
      const ended = once(second, 'exit')
      await untilIt('answers', () => answers(folder))
      const { pid } = await recordsStatus(stateOf(folder))
      const [code] = (await ended) as [number]
      assert.notEqual(code, 0)
      assert.match(said, new RegExp(`process ${pid} has the database open`))
      assert.deepEqual(errorsOf(await load(running, place.key)), [])
      assert.equal((await recordsStatus(stateOf(folder))).pid, pid)

      await running.stop('SIGKILL')
      await untilIt('ended', () => !isAlive(pid))
      assert.ok(!existsSync(lock))
      assert.ok(!existsSync(path.join(stateOf(folder), 'records.sock')))
      assert.equal((await projected(folder)).size, CLIENTS * 3)
    }),
  )

  test(
    'with a damaged database traffic goes on, and the journal makes the database again',
    inPlace(async (place) => {
      const { folder, key } = place
      const sound = await place.start()
      assert.deepEqual(errorsOf(await load(sound, key)), [])
      await untilIt('answers', () => answers(folder))
      assert.equal(await sound.stop(), 0)
      const database = path.join(stateOf(folder), 'database')
      damage(database)

      const running = await place.start()
      const isTold = () =>
        running.lines.some(({ message }) => message?.startsWith('the records process ended') === true)
      await untilIt('fails', isTold)
      assert.deepEqual(errorsOf(await load(running, key)), [])
      assert.equal((await running.get('/readyz')).status, 200)
      assert.ok(((await status(folder)).records?.restarts ?? 0) > 0)
      // The way out for an operator.
      rmSync(database, { recursive: true })
      await untilIt('makes a database again', () => answers(folder))
      assert.equal(await running.stop(), 0, running.errors())
      assert.equal(await assertProjected(folder), CLIENTS * 6)
    }),
  )
})

/** Cuts every file of the database's control folder short, as a file system does that lost its last writes. */
function damage(database: string): void {
  const folder = path.join(database, 'global')
  for (const name of readdirSync(folder)) truncateSync(path.join(folder, name), 100)
}
