import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'

import type { Clock, Log } from '../base/index.ts'
import type { RecordReader, StatementReader } from '../ledger/index.ts'
import type { UsedSinceReader } from '../limits/index.ts'
import { lockHolder } from './process-lock.ts'
import { askRecords, type RecordsStatus } from './records-protocol.ts'
import { statementReader } from './statement-queries.ts'

/** Starts the records process beside a gateway and keeps it running; and asks it, whoever started it. */
export interface RecordsProcess extends UsedSinceReader {
  status(): { readonly pid: number | null; readonly restarts: number }
  /** Lets it take what is in the journal, and ends it. */
  stop(): Promise<void>
}

const ENTRY = path.join(import.meta.dirname, 'records-process.ts')
const FIRST_RESTART_MS = 500
const LONGEST_RESTART_MS = 30_000
const STOP_DEADLINE_MS = 20_000
/** Making a new database takes seconds, on a busy machine many. */
const START_DEADLINE_MS = 60_000
const START_POLL_MS = 200
/** PGlite keeps little in JavaScript: its memory is WebAssembly's. */
const FLAGS = ['--max-semi-space-size=4']

interface Options {
  readonly stateFolder: string
  readonly log: Log
  readonly clock: Clock
}

export function startRecordsProcess({ stateFolder, log, clock }: Options): RecordsProcess {
  let child: ChildProcess | null = null
  let restarts = 0
  let stopping = false
  let cancelRestart: (() => void) | null = null
  const start = () => {
    const startedMs = clock.monotonicMs()
    child = forkRecords(stateFolder, log)
    const ended = (code: number | null, signal: string | null, error?: Error) => {
      if (child === null) return
      child = null
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
    status: () => ({ pid: child?.pid ?? null, restarts }),
    usedSince: (query) => askRecords(path.join(stateFolder, 'records.sock'), 'usedSince', query),
    async stop() {
      stopping = true
      cancelRestart?.()
      if (child !== null) await end(child, clock)
    },
  }
}

/** A way to ask: the process that runs beside a gateway, or one of one's own for as long as the questions last. */
export async function openRecords({
  stateFolder,
  log,
  clock,
}: Options): Promise<RecordReader & StatementReader & UsedSinceReader & { close(): Promise<void> }> {
  const socketPath = path.join(stateFolder, 'records.sock')
  const own = (await isServed(stateFolder, socketPath, clock)) ? null : await startOwn(stateFolder, log)
  return {
    ...statementReader((name, asks) => askRecords(socketPath, name, asks)),
    usage: (query) => askRecords(socketPath, 'usage', query),
    exchange: (id) => askRecords(socketPath, 'exchange', { id }),
    attempts: (after, limit) => askRecords(socketPath, 'attempts', { after, limit }),
    usedSince: (query) => askRecords(socketPath, 'usedSince', query),
    close: async () => {
      if (own !== null) await end(own, clock)
    },
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

function startOwn(stateFolder: string, log: Log): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = forkRecords(stateFolder, log)
    child.once('message', function ready(message: { ready?: boolean }) {
      if (message.ready === true) resolve(child)
      else child.once('message', ready)
    })
    child.once('exit', (code) =>
      reject(new Error(`the records process ended with ${code} before it was ready`)),
    )
  })
}

function forkRecords(stateFolder: string, log: Log): ChildProcess {
  const child = fork(ENTRY, [stateFolder], { execArgv: FLAGS, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  child.on('message', (message: { log?: 'info' | 'warn' | 'error'; fields?: object; message?: string }) => {
    if (message.log !== undefined) log[message.log](message.fields ?? {}, message.message ?? '')
  })
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
