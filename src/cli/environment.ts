import { hostname, userInfo } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { isatty } from 'node:tty'
import { type Clock, type Random, systemClock, systemRandom } from '../base/index.ts'
import type { TalkChannel } from './process-talk.ts'

/**
 * All that the program knows of the process it is. Commands are handed this and read nothing else, so that a test can
 * run any of them with a made-up one. This file alone touches `process`.
 */
export interface Environment {
  /** What follows the program's name. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Relative paths on the command line start here. */
  readonly cwd: string
  readonly stdout: Output
  readonly stderr: Output
  /** True where stdout is a terminal: people read it. */
  readonly isTerminal: boolean
  readonly clock: Clock
  readonly random: Random
  readonly pid: number
  /** Name of the machine or container. */
  readonly host: string
  /** Who runs it, for the audit log: the user of the operating system, and who became that with sudo. */
  readonly user: string
  /** Bytes of memory that the process holds, all in all and of JavaScript. */
  memory(): { readonly rss: number; readonly heapUsed: number }
  /** Null where nobody can be asked: stdin or stdout is no terminal. */
  openDialogue(): Dialogue | null
  /** Calls back each time the process gets the signal, until the returned function is called. */
  onSignal(signal: StopSignal | 'SIGHUP', callback: () => void): () => void
}

export interface Output {
  write(text: string): void
}

/** Questions to whoever sits at the terminal. */
export interface Dialogue {
  /** Null where there will be no answer any more: the input ended, or Ctrl-C. */
  ask(question: string): Promise<string | null>
  close(): void
}

export type StopSignal = 'SIGINT' | 'SIGTERM'

export function processEnvironment(): Environment {
  ignoreClosedPipe(process.stdout)
  ignoreClosedPipe(process.stderr)
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdout: { write: (text) => void process.stdout.write(text) },
    stderr: { write: (text) => void process.stderr.write(text) },
    isTerminal: isatty(1),
    clock: systemClock,
    random: systemRandom,
    pid: process.pid,
    host: hostname(),
    user: whoRunsThis(),
    memory: () => process.memoryUsage(),
    openDialogue: () => (isatty(0) && isatty(1) ? terminalDialogue() : null),
    onSignal(signal, callback) {
      process.on(signal, callback)
      return () => process.off(signal, callback)
    },
  }
}

function terminalDialogue(): Dialogue {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const { promise: ended, resolve } = Promise.withResolvers<null>()
  lines.once('close', () => resolve(null))
  lines.once('SIGINT', () => lines.close())
  return {
    ask: (question) => Promise.race([ended, lines.question(question).catch(() => null)]),
    close: () => lines.close(),
  }
}

export interface ParentChannel extends TalkChannel {
  /** The parent closed it, or died. */
  whenClosed(callback: () => void): void
  close(): void
}

/** To the process that started this one as a child. */
export function parentChannel(): ParentChannel {
  if (process.send === undefined) throw new Error('this process is started by another, as its child')
  return {
    send(message) {
      // Whoever was to read it is gone: `whenClosed` tells.
      if (process.connected) process.send?.(message, undefined, undefined, () => {})
    },
    listen: (listener) => void process.on('message', listener),
    whenClosed: (callback) => void process.once('disconnect', callback),
    close() {
      if (process.connected) process.disconnect()
      process.exit()
    },
  }
}

function whoRunsThis(): string {
  const user = ownName()
  const before = process.env['SUDO_USER']
  return before === undefined || before === user ? user : `${before} as ${user}`
}

/** In a container the user may have a number and no name. */
function ownName(): string {
  try {
    return userInfo().username
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error
    return `user ${process.getuid?.()}`
  }
}

/** `causeway report | head` closes the pipe early: that is the reader's right, not a fault to print a stack for. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

/** Resolves with the first signal that asks the program to end. */
export function untilStopped(environment: Environment): Promise<StopSignal> {
  return new Promise((resolve) => {
    const release: (() => void)[] = []
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      release.push(
        environment.onSignal(signal, () => {
          for (const off of release) off()
          resolve(signal)
        }),
      )
    }
  })
}
