import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'

import { type Log, systemClock, systemRandom } from '../base/index.ts'
import { JournalFollower, type UsageQuery } from '../ledger/index.ts'
import type { UsedSinceQuery } from '../limits/index.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { takeLock } from './process-lock.ts'
import { type RecordsStatus, serveRecords } from './records-protocol.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { statementHandlers } from './statement-queries.ts'
import { usedSince } from './used-since.ts'

/**
 * The process of the embedded database: follows the journals into it, and answers questions on a socket. Apart from the
 * gateway because the database works on the thread it lives on and takes some 300 MB. Ends with its parent. Argument:
 * the state folder.
 */
/** Long enough for a batch that is worth its transaction; who asks is not kept waiting for it. */
const POLL_MS = 1_000
const RETRY_MS = 2_000
const PREDECESSOR_MS = 15_000
/** Whoever made it may be writing its last. */
const LEFTOVER = { recursive: true, force: true, maxRetries: 5 }

const [, , stateFolder] = process.argv
if (stateFolder === undefined || process.send === undefined) {
  throw new Error('records-process.ts is started by the gateway, with the state folder')
}
const tell = (message: object) => process.send?.(message)
const log: Log = {
  debug: () => {},
  info: (fields, message) => tell({ log: 'info', fields, message }),
  warn: (fields, message) => tell({ log: 'warn', fields, message }),
  error: (fields, message) => tell({ log: 'error', fields, message }),
}

// The gateway goes first: where both want the processor, records wait in the journal.
setPriority(constants.priority.PRIORITY_LOW)

const folder = path.join(stateFolder, 'database')
const socketPath = path.join(stateFolder, 'records.sock')
await mkdir(stateFolder, { recursive: true, mode: 0o700 })
const lock = await takeLock(path.join(stateFolder, 'records.lock'), {
  pid: process.pid,
  clock: systemClock,
  waitMs: PREDECESSOR_MS,
})
if ('heldBy' in lock) throw new Error(`process ${lock.heldBy} has the database open`)

if (!existsSync(folder)) await makeDatabase(folder)
const client = await openPglite(folder)
await migrate(client)
const store = new SqlRecordStore(client)
const follower = new JournalFollower(path.join(stateFolder, 'journal'), { store, log, random: systemRandom })
let projected = 0
let problem: string | null = null

async function catchUp(): Promise<void> {
  projected += await follower.catchUp()
  if (problem !== null) log.info({}, 'the database takes records again')
  problem = null
}

/** Made beside and renamed, so that a crash in the middle leaves no half database; each try in a place of its own. */
async function makeDatabase(at: string): Promise<void> {
  const beside = `${path.basename(at)}.new`
  for (const name of await readdir(path.dirname(at))) {
    if (name.startsWith(beside)) await rm(path.join(path.dirname(at), name), LEFTOVER)
  }
  const fresh = `${at}.new.${process.pid}`
  const making = fork(path.join(import.meta.dirname, 'create-database.ts'), [fresh], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [code] = (await once(making, 'exit')) as [number | null]
  if (code !== 0)
    throw new Error(`no database could be made: ${code === null ? 'it was killed' : `code ${code}`}`)
  await rename(fresh, at)
}

const handlers: Readonly<Record<string, (asks: never) => Promise<unknown>>> = {
  status: async (): Promise<RecordsStatus> => ({
    pid: process.pid,
    rssBytes: process.memoryUsage.rss(),
    projected,
    damagedLines: follower.damagedLines,
    problem,
  }),
  usage: async (query: UsageQuery) => store.usage(query),
  exchange: async ({ id }: { id: string }) => store.exchange(id),
  ...statementHandlers(client),
  usedSince: async (query: UsedSinceQuery) => usedSince(client, query),
  attempts: async ({ after, limit }: { after: string | null; limit: number }) => store.attempts(after, limit),
}

const server = await serveRecords(socketPath, async (name, asks) => {
  const handler = handlers[name]
  if (handler === undefined) throw new Error(`there is no question ${name}`)
  // Who asks sees everything that was in the journal when he asked.
  if (name !== 'status') await catchUp()
  return handler(asks as never)
})

const life = new AbortController()
const stop = () => {
  if (life.signal.aborted) return
  life.abort()
  server.close()
  catchUp()
    .catch((error: unknown) => log.error({ problem: String(error) }, 'the last records stay in the journal'))
    .then(() => store.close())
    .then(() => Promise.all([rm(socketPath, { force: true }), lock.release()]))
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
}
process.on('disconnect', stop)
process.on('SIGTERM', stop)
// Ctrl-C reaches every process of the terminal; the parent says when it is time.
process.on('SIGINT', () => {})
tell({ ready: true })

while (!life.signal.aborted) {
  try {
    await catchUp()
    await systemClock.sleep(POLL_MS)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    if (said !== problem)
      log.error({ problem: said }, 'records cannot be projected; they stay in the journal')
    problem = said
    await systemClock.sleep(RETRY_MS)
  }
}
