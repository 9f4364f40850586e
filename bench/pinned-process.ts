import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Processes that the benchmark starts: pinned to a core, output in a file, gone when the benchmark is. */
export interface PinnedProcess {
  readonly pid: number
  /** The last lines of its output, for messages. */
  tail(): string
  exited(): boolean
  stop(): Promise<void>
}

export interface StartOptions {
  readonly command: readonly string[]
  readonly core: number | null
  readonly log: string
  readonly folder?: string
  readonly environment?: NodeJS.ProcessEnv
}

const STOP_LIMIT_MS = 5_000
const READY_LIMIT_MS = 60_000
const POLL_MS = 50
const running = new Set<ChildProcess>()

/** Kills what still runs; for the way out, where nothing can be awaited. */
export function killAll(): void {
  for (const child of running) killGroup(child, 'SIGKILL')
}

/** The words that pin a command to a core. */
export function pinning(core: number | null): string[] {
  return core === null ? [] : ['taskset', '-c', String(core)]
}

export function startPinned({ command, core, log, folder, environment }: StartOptions): PinnedProcess {
  const [program = '', ...rest] = [...pinning(core), ...command]
  const output = openSync(log, 'a')
  // A process group of its own, so that children of a contender end with it.
  const child = spawn(program, rest, {
    stdio: ['ignore', output, output],
    detached: true,
    cwd: folder ?? process.cwd(),
    env: environment ?? process.env,
  })
  closeSync(output)
  running.add(child)
  child.once('exit', () => running.delete(child))
  let failure: string | null = null
  child.once('error', (error) => {
    failure = error.message
  })
  const exited = (): boolean => failure !== null || child.exitCode !== null || child.signalCode !== null
  return {
    pid: child.pid ?? 0,
    tail: () => failure ?? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8).join('\n'),
    exited,
    stop: async () => {
      if (exited()) return
      const gone = once(child, 'exit')
      killGroup(child, 'SIGTERM')
      const late = new AbortController()
      await Promise.race([
        gone,
        sleep(STOP_LIMIT_MS, undefined, { signal: late.signal }).catch(() => undefined),
      ])
      late.abort()
      if (!exited()) {
        killGroup(child, 'SIGKILL')
        await gone
      }
    },
  }
}

const REPIN_TRIES = 3

/**
 * Moves processes and all their threads to the given cores. `taskset` fails when a thread ends between being listed and
 * being moved, hence the tries.
 */
export function repin(pids: readonly number[], cores: readonly number[]): void {
  for (const pid of pids) {
    for (let attempt = 1; ; attempt++) {
      const args = ['-a', '-p', '-c', cores.join(','), String(pid)]
      const { status, stderr } = spawnSync('taskset', args, { encoding: 'utf8' })
      if (status === 0) break
      if (attempt === REPIN_TRIES) throw new Error(`taskset ${args.join(' ')} failed: ${stderr}`)
    }
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}

export async function waitForPort(port: number, process: PinnedProcess): Promise<void> {
  await waitUntilReady(async () => ((await canConnect(port)) ? null : `port ${port} is closed`), process)
}

/**
 * Polls until `obstacle` finds none (null). A process that ends or takes too long is stopped, and the error carries the
 * last obstacle and the process's own words.
 */
export async function waitUntilReady(
  obstacle: () => Promise<string | null>,
  process: PinnedProcess,
): Promise<void> {
  const deadlineMs = performance.now() + READY_LIMIT_MS
  for (;;) {
    const why = await obstacle()
    if (why === null) return
    const hasEnded = process.exited()
    if (hasEnded || performance.now() > deadlineMs) {
      await process.stop()
      throw new Error(`it ${hasEnded ? 'ended' : 'was not ready in time'}; ${why}\n${process.tail()}`)
    }
    await sleep(POLL_MS)
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
