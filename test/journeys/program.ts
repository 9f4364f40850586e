import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

import { type ConsumerPath, silentLog, systemClock } from '../../src/base/index.ts'
import { createKey } from '../../src/identity/index.ts'
import { openKeyFile } from '../../src/storage/key-file.ts'
import { copyMadeDatabase } from '../../src/storage/made-database.fixture.ts'

/** Drives the real program, as a user would: a workload file, a folder, processes, and what they print. */
const root = path.resolve(import.meta.dirname, '../..')
const program = path.join(root, 'bin/causeway')
/** On a busy machine it waits a quarter of a minute for its ledger, and its own files take seconds. */
const START_DEADLINE_MS = 180_000
/** Commands that read the ledger. */
const OPENS_DATABASE: ReadonlySet<string> = new Set(['report', 'explain', 'rightsize'])
/** In a workload file. */
const SHARED_DATABASE = /^ {2}database:/m

/** Where `--workers` cannot be tried, the reason; else false. */
export const withoutSharedPorts: string | false =
  process.platform === 'linux' ? false : 'only Linux shares a port among processes as --workers needs it'

export interface Folder {
  readonly path: string
  readonly workload: string
  /** Runs a command to its end and gives what it printed; rejects when it exits with another code than `expected`. */
  run(args: readonly string[], expected?: number): Promise<{ stdout: string; stderr: string }>
  /** A new key for a consumer. */
  key(consumer: string): Promise<string>
  start(options?: StartOptions): Promise<Running>
  write(text: string): Promise<void>
  remove(): Promise<void>
}

export interface StartOptions {
  readonly args?: readonly string[]
  /**
   * Whether it finds an embedded database, empty at first, or has to make one, which takes seconds. It finds one where it
   * is likely to need it; one that finds a database asks it at the start what was used of budgets.
   */
  readonly database?: 'made' | 'missing'
  readonly env?: Readonly<Record<string, string>>
}

export interface Running {
  readonly address: string
  readonly port: number
  readonly pid: number
  /** Log lines so far. */
  readonly lines: readonly LogLine[]
  /** What it said on standard error so far. */
  errors(): string
  /** Sends the signal and resolves with the exit code, or null where a signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  get(path: string): Promise<Response>
}

export interface LogLine {
  readonly level?: string
  readonly message?: string
  readonly [field: string]: unknown
}

export async function folderWith(workload: string): Promise<Folder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cw-'))
  const file = path.join(folder, 'workload.yaml')
  await writeFile(file, workload)
  const state = path.join(folder, '.causeway')
  const isShared = SHARED_DATABASE.test(workload)
  const run = async (args: readonly string[], expected = 0) => {
    const result = await promisify(execFile)(program, [...args], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code?: number; stdout: string; stderr: string }) => ({
        code: error.code ?? -1,
        stdout: error.stdout,
        stderr: error.stderr,
      }),
    )
    if (result.code !== expected) {
      throw new Error(
        `causeway ${args.join(' ')} exited with ${result.code}:\n${result.stdout}\n${result.stderr}`,
      )
    }
    return result
  }
  return {
    path: folder,
    workload: file,
    async run(args, expected) {
      if (OPENS_DATABASE.has(args[0] ?? '') && !isShared) await copyMadeDatabase(state)
      return run(args, expected)
    },
    key: (consumer) => keyIn(state, consumer),
    async start(options = {}) {
      // With `--no-records` a start asks the records where there is a journal: budgets may have been used.
      const asksRecords =
        options.args?.includes('--no-records') !== true || existsSync(path.join(state, 'journal'))
      const { database = asksRecords && !isShared ? 'made' : 'missing' } = options
      if (database === 'made') await copyMadeDatabase(state)
      return start(folder, options)
    },
    write: (text) => writeFile(file, text),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** As `causeway keys create` makes one, without the start of a program. */
async function keyIn(state: string, consumer: string): Promise<string> {
  const file = await openKeyFile(path.join(state, 'keys.json'), {
    pid: process.pid,
    clock: systemClock,
    log: silentLog,
  })
  try {
    const wanted = { consumer: consumer as ConsumerPath, label: null, expiresMs: null }
    const made = await file.change((keys) => {
      const change = createKey(keys, wanted, systemClock.nowMs())
      return { keys: change.ok ? change.keys : keys, result: change }
    })
    if (!made.ok) throw new Error(made.problem)
    return made.key
  } finally {
    file.close()
  }
}

async function start(folder: string, { args = [], env = {} }: StartOptions): Promise<Running> {
  const child = spawn(program, ['serve', 'workload.yaml', '--port', '0', ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: LogLine[] = []
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => fail('did not listen in time'), START_DEADLINE_MS)
    const fail = (reason: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(
        new Error(
          `causeway serve ${reason}:\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n${errors}`,
        ),
      )
    }
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = parseLine(text)
      lines.push(line)
      if (line.message === 'the gateway listens' && typeof line['port'] === 'number') {
        clearTimeout(timer)
        resolve(line['port'])
      }
    })
    child.once('exit', (code) => fail(`exited with ${code} before it listened`))
  })
  const address = `http://127.0.0.1:${port}`
  return {
    address,
    port,
    pid: child.pid as number,
    lines,
    errors: () => errors,
    stop: (signal = 'SIGTERM') => stop(child, exited, signal),
    get: (url) => fetch(`${address}${url}`),
  }
}

function stop(
  child: ChildProcess,
  exited: Promise<number | null>,
  signal: NodeJS.Signals,
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  return exited
}

function parseLine(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine
  } catch (error) {
    return { message: `not a log line: ${text}`, error: String(error) }
  }
}
