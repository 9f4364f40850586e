import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

import type { Clock, Log, ToldLine } from '../base/index.ts'
import type { ConsoleReader, KeyUseReader, RecordReader, StatementReader } from '../ledger/index.ts'
import type { UsedSinceReader } from '../limits/index.ts'
import { consoleReader } from './console-queries.ts'
import { lockHolder } from './process-lock.ts'
import type { SharedDatabase } from './record-database.ts'
import { askRecords, type RecordsOrder, type RecordsStatus } from './records-protocol.ts'
import { statementReader } from './statement-queries.ts'

/** Starts the records process beside a gateway and keeps it running; and asks it, whoever started it. */
export interface RecordsProcess extends UsedSinceReader {
  status(): RecordsProcessStatus
  /** Lets it take what is in the journal, and ends it. */
  stop(): Promise<void>
}

export interface RecordsProcessStatus {
  readonly pid: number | null
  readonly restarts: number
  /** `starting` also where it has ended and is started again. */
  readonly database: RecordsStatus['database']
  /** Why it is away. */
  readonly problem: string | null
  /** What the database had of the journals when it was last looked. */
  readonly projected: number
  readonly backlogBytes: number
}

const ENTRY = path.join(import.meta.dirname, 'records-process.ts')
const FIRST_RESTART_MS = 500
const LONGEST_RESTART_MS = 30_000
const STOP_DEADLINE_MS = 20_000
/** Making a new database takes seconds, on a busy machine many. */
const START_DEADLINE_MS = 60_000
const START_POLL_MS = 200
/**
 * PGlite keeps little in JavaScript: its memory is WebAssembly's. Of that V8 optimizes what has run for long, by default
 * so early that opening a database takes twice the processor time and, while it does, 550 MB more. Fifteen times later a
 * process that answers one report never does, and one that follows a gateway takes records as fast once it has.
 */
const FLAGS = ['--max-semi-space-size=4', '--wasm-tiering-budget=200000000']

export interface RecordsOptions {
  readonly stateFolder: string
  /** Null for the embedded one of the state folder. */
  readonly database: SharedDatabase | null
  readonly log: Log
  readonly clock: Clock
}

export function startRecordsProcess(options: RecordsOptions): RecordsProcess {
  const { stateFolder, log, clock } = options
  let child: ChildProcess | null = null
  let told: RecordsStatus | null = null
  let restarts = 0
  let stopping = false
  let cancelRestart: (() => void) | null = null
  const start = () => {
    const startedMs = clock.monotonicMs()
    child = forkRecords(options, (status) => (told = status))
    const ended = (code: number | null, signal: string | null, error?: Error) => {
      if (child === null) return
      child = null
      told = null
      if (stopping) return
      // Long life starts the count anew.
      restarts = clock.monotonicMs() - startedMs > LONGEST_RESTART_MS ? 1 : restarts + 1
      const delayMs = Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** (restarts - 1))
      log.error(
        { code, signal, delayMs, err: error },
        'the records process ended; it is started again, the journal keeps the records',
      )
      cancelRestart = clock.after(delayMs, start)
    }
    child.once('exit', ended)
    // It could not even be started: too many processes, or too little memory.
    child.once('error', (error) => ended(null, null, error))
  }
  start()
  return {
    status: () => ({
      pid: child?.pid ?? null,
      restarts,
      database: told?.database ?? 'starting',
      problem: told?.problem ?? null,
      projected: told?.projected ?? 0,
      backlogBytes: told?.backlogBytes ?? 0,
    }),
    usedSince: (query) => askRecords(path.join(stateFolder, 'records.sock'), 'usedSince', query),
    async stop() {
      stopping = true
      cancelRestart?.()
      if (child !== null) await end(child, clock)
    },
  }
}

/** What can be asked of the records. */
export interface RecordsReader
  extends RecordReader, StatementReader, ConsoleReader, KeyUseReader, UsedSinceReader {
  close(): Promise<void>
}

/**
 * A way to ask: the process that runs beside a gateway, or one of one's own for as long as the questions last. Where
 * nothing was ever served from the state folder, a shared database is asked from here.
 */
export async function openRecords(options: RecordsOptions): Promise<RecordsReader> {
  const { stateFolder, database, clock } = options
  if (database !== null && !existsSync(path.join(stateFolder, 'journal'))) {
    const { readSharedDatabase } = await import('./shared-database.ts')
    return readSharedDatabase(database)
  }
  const socketPath = path.join(stateFolder, 'records.sock')
  const own = (await isServed(stateFolder, socketPath, clock)) ? null : await startOwn(options)
  return {
    ...reader(socketPath, askRecords),
    close: async () => {
      if (own !== null) await end(own, clock)
    },
  }
}

/**
 * Asks the process that runs beside a gateway, and starts none. `away` makes of a failure what who asks is to read.
 */
export function runningRecords(
  stateFolder: string,
  away: (error: unknown) => Error,
): Omit<RecordsReader, 'close'> {
  const socketPath = path.join(stateFolder, 'records.sock')
  const ask: typeof askRecords = (_, name, asks) =>
    askRecords(socketPath, name, asks).catch((error: unknown) => {
      throw away(error)
    })
  return reader(socketPath, ask)
}

function reader(socketPath: string, ask: typeof askRecords): Omit<RecordsReader, 'close'> {
  return {
    ...statementReader((name, asks) => ask(socketPath, name, asks)),
    ...consoleReader((name, asks) => ask(socketPath, name, asks)),
    usage: (query) => ask(socketPath, 'usage', query),
    exchange: (id) => ask(socketPath, 'exchange', { id }),
    attempts: (after, limit) => ask(socketPath, 'attempts', { after, limit }),
    keyUses: (ids) => ask(socketPath, 'keyUses', { ids }),
    usedSince: (query) => ask(socketPath, 'usedSince', query),
  }
}

export function recordsStatus(stateFolder: string): Promise<RecordsStatus> {
  return askRecords(path.join(stateFolder, 'records.sock'), 'status', null)
}

/**
 * Whether a records process answers here. One that holds the lock and does not answer yet is making its database, or
 * ending: it is waited for.
 */
async function isServed(stateFolder: string, socketPath: string, clock: Clock): Promise<boolean> {
  const untilMs = clock.monotonicMs() + START_DEADLINE_MS
  while ((await lockHolder(path.join(stateFolder, 'records.lock'))) !== null) {
    if (await answers(socketPath)) return true
    if (clock.monotonicMs() >= untilMs)
      throw new Error(`the records process of ${stateFolder} does not answer`)
    await clock.sleep(START_POLL_MS)
  }
  return false
}

function answers(socketPath: string): Promise<boolean> {
  return askRecords(socketPath, 'status', null).then(
    () => true,
    () => false,
  )
}

function startOwn(options: RecordsOptions): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = forkRecords(options, () => {})
    child.on('message', ({ ready, failed }: Told) => {
      if (ready === true) resolve(child)
      if (failed !== undefined) reject(new Error(failed))
    })
    child.once('exit', (code) =>
      reject(new Error(`the records process ended with ${code} before it was ready`)),
    )
  })
}

interface Told {
  readonly ready?: true
  /** Why it ends before it was ready. */
  readonly failed?: string
  readonly line?: ToldLine
  readonly status?: RecordsStatus
}

function forkRecords(
  { stateFolder, database, log }: RecordsOptions,
  take: (status: RecordsStatus) => void,
): ChildProcess {
  const child = fork(ENTRY, [stateFolder], { execArgv: FLAGS, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  child.on('message', ({ line, status }: Told) => {
    if (line !== undefined) log[line.level](line.fields, line.message)
    if (status !== undefined) take(status)
  })
  const order: RecordsOrder = { database }
  // It may have ended already: that is told by its exit.
  child.send(order, () => {})
  child.stderr?.on('data', (chunk: Buffer) => {
    log.error({ said: chunk.toString().slice(0, 2_000) }, 'the records process complains')
  })
  return child
}

async function end(child: ChildProcess, clock: Clock): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const cancel = clock.after(STOP_DEADLINE_MS, () => child.kill('SIGKILL'))
  await ended
  cancel()
}
