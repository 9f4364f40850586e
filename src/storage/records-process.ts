import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'

import { systemClock, systemRandom, toldLog } from '../base/index.ts'
import {
  type Cursor,
  JournalFollower,
  type KeptTextQuery,
  type LedgerRecord,
  unsealedTexts,
  type UsageQuery,
} from '../ledger/index.ts'
import type { UsedSinceQuery } from '../limits/index.ts'
import { consoleHandlers } from './console-queries.ts'
import { DatabaseAway } from './database-problem.ts'
import { fillUse } from './fill-use.ts'
import { withTextsUnsealed } from './kept-texts.ts'
import { sqlKeyUseReader } from './key-uses.ts'
import { takeLock } from './process-lock.ts'
import { type RecordDatabase, type SharedDatabase, shownAddress } from './record-database.ts'
import { type RecordsOrder, type RecordsStatus, serveRecords } from './records-protocol.ts'
import { followsShared, refuseEmbedded } from './shared-mark.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { statementHandlers } from './statement-queries.ts'
import { UseSums } from './use-sums.ts'
import { UseUpkeep } from './use-upkeep.ts'
import { usedSince } from './used-since.ts'

/**
 * The process of the database: follows the journals into it, and answers questions on a socket. Apart from the gateway
 * because the embedded database works on the thread it lives on and takes some 300 MB, and projecting costs processor
 * time in any case. Ends with its parent, which says in its first message which database. Argument: the state folder.
 */
/** Long enough for a batch that is worth its transaction; who asks is not kept waiting for it. */
const POLL_MS = 1_000
const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 15_000
const PREDECESSOR_MS = 15_000

const [, , stateFolder] = process.argv
if (stateFolder === undefined || process.send === undefined) {
  throw new Error('records-process.ts is started by the gateway, with the state folder')
}
const tell = (message: object) => {
  // A parent that is gone hears nothing; that it is gone ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => {})
}
const log = toldLog((line) => tell({ line }), 'info')
const orphaned = () => process.exit(1)
process.once('disconnect', orphaned)
const [{ database: shared }] = (await once(process, 'message')) as [RecordsOrder]

// The gateway goes first: where both want the processor, records wait in the journal.
setPriority(constants.priority.PRIORITY_LOW)

const socketPath = path.join(stateFolder, 'records.sock')
await mkdir(stateFolder, { recursive: true, mode: 0o700 })
const lock = await takeLock(path.join(stateFolder, 'records.lock'), {
  pid: process.pid,
  clock: systemClock,
  waitMs: PREDECESSOR_MS,
})
if ('heldBy' in lock) throw new Error(`process ${lock.heldBy} has the database open`)

const database = await openDatabase(stateFolder, shared).catch((error: unknown) => {
  // Who waits for this process alone would hear that it ended, and not why.
  tell({ failed: error instanceof Error ? error.message : String(error) })
  throw error
})
const store = new SqlRecordStore(database.client)
const sums = new UseSums(database.client)
const upkeep = new UseUpkeep(database.client, sums)
const journals = path.join(stateFolder, 'journal')
const textKeys = path.join(stateFolder, 'text-keys')
const follower = new JournalFollower(journals, {
  store: { cursor: (journal) => store.cursor(journal), project },
  log,
  random: systemRandom,
})
let isPrepared = false
let projected = 0
let backlogBytes = 0
let problem: string | null = null
/** The problem is the database as a whole, and none of one journal. */
let isAway = false

/** A shared database is there when it is there; the embedded one now, or this process ends and is started anew. */
async function openDatabase(folder: string, at: SharedDatabase | null): Promise<RecordDatabase> {
  if (at !== null) {
    await followsShared(folder, shownAddress(at.address))
    const { openSharedDatabase } = await import('./shared-database.ts')
    return openSharedDatabase(at)
  }
  await refuseEmbedded(folder)
  const { openEmbeddedDatabase } = await import('./embedded-database.ts')
  const embedded = await openEmbeddedDatabase(path.join(folder, 'database'))
  await embedded.prepare()
  return embedded
}

/** What waited through an outage takes its time: each batch that is taken says that the database is there. */
async function project(journal: string, records: readonly LedgerRecord[], next: Cursor): Promise<void> {
  // The embedded one has text sealed; the keys lie in the same folder.
  const readable = shared === null ? records : await withTextsUnsealed(textKeys, records)
  await store.project(journal, readable, next)
  projected += records.length
  if (isAway) noteProblem(null)
}

async function catchUp(): Promise<void> {
  try {
    // After a failure it may be another database, or one that was made anew.
    if (!isPrepared) {
      await database.prepare()
      await fillUse(database.client, { log, clock: systemClock })
    }
    isPrepared = true
    await follower.catchUp()
    noteProblem(null)
  } catch (error) {
    isPrepared = false
    isAway = error instanceof DatabaseAway
    noteProblem(error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** Sums that are behind keep nobody from being recorded. */
async function keepSums(): Promise<void> {
  try {
    await upkeep.run({ nowMs: systemClock.nowMs(), monotonicMs: systemClock.monotonicMs() })
  } catch (error) {
    log.warn({ err: error }, 'the sums for the console are behind; it is tried again')
  }
}

function noteProblem(said: string | null): void {
  if (said === problem) return
  problem = said
  if (said === null) isAway = false
  if (said === null) log.info({}, 'the database takes records again')
  else log.error({ problem: said }, 'records cannot be projected; they stay in the journal')
  tell({ status: statusNow() })
}

async function tellStatus(): Promise<void> {
  backlogBytes = await follower.backlogBytes()
  tell({ status: statusNow() })
}

function statusNow(): RecordsStatus {
  return {
    pid: process.pid,
    rssBytes: process.memoryUsage.rss(),
    projected,
    backlogBytes,
    damagedLines: follower.damagedLines,
    database: problem !== null ? 'away' : isPrepared ? 'following' : 'starting',
    problem,
  }
}

const ofConsole = consoleHandlers(database.client, sums)
const handlers: Readonly<Record<string, (asks: never) => Promise<unknown>>> = {
  status: async () => statusNow(),
  usage: async (query: UsageQuery) => store.usage(query),
  exchange: async ({ id }: { id: string }) => store.exchange(id),
  ...statementHandlers(database.client, sums),
  ...ofConsole,
  async keptText(query: KeptTextQuery) {
    const text = await ofConsole.keptText(query)
    return text === null ? null : ((await unsealedTexts(textKeys, [text]))[0] ?? null)
  },
  keyUses: async ({ ids }: { ids: readonly string[] }) => sqlKeyUseReader(database.client).keyUses(ids),
  usedSince: async (query: UsedSinceQuery) => usedSince(database.client, query),
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
  stopTelling()
  catchUp()
    .catch((error: unknown) => log.error({ problem: String(error) }, 'the last records stay in the journal'))
    .then(() => store.close())
    .then(() => Promise.all([rm(socketPath, { force: true }), lock.release()]))
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
}
process.off('disconnect', orphaned)
process.on('disconnect', stop)
process.on('SIGTERM', stop)
// Ctrl-C reaches every process of the terminal; the parent says when it is time.
process.on('SIGINT', () => {})
tell({ ready: true })

const stopTelling = systemClock.every(POLL_MS, () => {
  tellStatus().catch((error: unknown) => log.warn({ err: error }, 'the journals cannot be measured'))
})

let retryMs = FIRST_RETRY_MS
while (!life.signal.aborted) {
  try {
    await catchUp()
    await keepSums()
    retryMs = FIRST_RETRY_MS
    await systemClock.sleep(POLL_MS)
  } catch {
    // `catchUp` has told. Replicas that lost the same database do not all come back to it in the same moment.
    await systemClock.sleep(retryMs * (0.5 + systemRandom.next() / 2))
    retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2)
  }
}
