import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'

import type { Clock } from '../base/index.ts'
import { type Answers, ProcessTalk } from './process-talk.ts'
import type { ParentWords, WorkerWords } from './worker-words.ts'

/** The process of one worker, as its parent sees it. */
const ENTRY = path.join(import.meta.dirname, 'worker-process.ts')
const LINE_FEED = 10
/** A line that is longer is handed on in pieces. */
const MAX_LINE_BYTES = 1_048_576

export interface GroupWorkerParts {
  readonly number: number
  readonly clock: Clock
  readonly answers: Answers<ParentWords>
  /** Lines of its log, whole ones. */
  readonly forward: (lines: Buffer) => void
  readonly ended: (worker: GroupWorker, how: WorkerEnd) => void
}

export interface WorkerEnd {
  readonly code: number | null
  readonly signal: string | null
  readonly error: Error | null
}

export class GroupWorker {
  readonly number: number
  readonly talk: ProcessTalk<ParentWords, WorkerWords>
  readonly startedMs: number
  /** Whether it has the port. */
  isServing = false
  readonly #child: ChildProcess
  readonly #gone: Promise<void>
  readonly #clock: Clock

  constructor({ number, clock, answers, forward, ended }: GroupWorkerParts) {
    this.number = number
    this.#clock = clock
    this.startedMs = clock.monotonicMs()
    // The flags of this very Node are the worker's, too.
    const child = fork(ENTRY, [], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    this.#child = child
    forwardLines(child, forward)
    this.talk = new ProcessTalk<ParentWords, WorkerWords>(
      {
        send: (message) => {
          if (child.connected) child.send(message, () => {})
        },
        listen: (listener) => void child.on('message', listener),
      },
      answers,
      clock,
    )
    this.#gone = new Promise((resolve) => {
      const end = (how: WorkerEnd) => {
        this.isServing = false
        this.talk.end(`worker ${number} ended`)
        ended(this, how)
      }
      child.once('exit', (code, signal) => end({ code, signal, error: null }))
      // After the last line of its log.
      child.once('close', () => resolve())
      // It could not even be started: too many processes, or too little memory.
      child.once('error', (error) => {
        if (child.pid !== undefined) return
        end({ code: null, signal: null, error })
        resolve()
      })
    })
  }

  get pid(): number | null {
    return this.#child.pid ?? null
  }

  /** Lets it end what it has; past the deadline it is ended all the same. */
  async stop(deadlineMs: number): Promise<void> {
    this.talk.tell('drain', null)
    const cancel = this.#clock.after(deadlineMs, () => this.kill())
    await this.#gone
    cancel()
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}

function forwardLines({ stdout }: ChildProcess, forward: (lines: Buffer) => void): void {
  let rest: Buffer | null = null
  stdout?.on('data', (piece: Buffer) => {
    const bytes = rest === null ? piece : Buffer.concat([rest, piece])
    const end = bytes.length > MAX_LINE_BYTES ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1
    if (end > 0) forward(bytes.subarray(0, end))
    rest = end === bytes.length ? null : bytes.subarray(end)
  })
}
