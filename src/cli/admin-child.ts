import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'

import type { Clock, Log } from '../base/index.ts'
import type { AdminListening, AdminParentWords, AdminStart, AdminWords, DesignText } from './admin-words.ts'
import type { PlanTexts } from './plan-source.ts'
import { ProcessTalk } from './process-talk.ts'

/** The admin process as its parent sees it: started, started again where it ends, told of plans, and ended. */
export interface AdminChild {
  readonly listening: AdminListening
  state(): { readonly pid: number | null; readonly restarts: number }
  takePlan(texts: PlanTexts): void
  stop(): Promise<void>
}

const ENTRY = path.join(import.meta.dirname, 'admin-process.ts')
const START_DEADLINE_MS = 60_000
const STOP_DEADLINE_MS = 5_000
const FIRST_RESTART_MS = 500
const LONGEST_RESTART_MS = 30_000

type Talk = ProcessTalk<AdminParentWords, AdminWords>

interface Running {
  readonly child: ChildProcess
  readonly talk: Talk
  readonly gone: Promise<void>
}

export interface AdminChildParts {
  readonly clock: Clock
  readonly log: Log
}

/** Rejects where it cannot listen: later ends it is started again after. */
export async function startAdminChild(
  start: Omit<AdminStart, 'design'>,
  texts: PlanTexts,
  { clock, log }: AdminChildParts,
): Promise<AdminChild> {
  let design = designText(texts)
  let running: Running | null = null
  let restarts = 0
  let failures = 0
  let isStopping = false
  let cancelRestart: (() => void) | null = null
  let listen = start.listen

  const bring = async (): Promise<AdminListening> => {
    const startedMs = clock.monotonicMs()
    const begun = forkAdmin(clock, log)
    running = begun
    let isServing = false
    void begun.gone.then(() => {
      if (running === begun) running = null
      if (isStopping || !isServing) return
      failures = clock.monotonicMs() - startedMs > LONGEST_RESTART_MS ? 1 : failures + 1
      again(begun.child)
    })
    try {
      const listening = await begun.talk.ask('start', { ...start, listen, design }, START_DEADLINE_MS)
      isServing = true
      return listening
    } catch (error) {
      begun.child.kill('SIGKILL')
      await begun.gone
      throw error
    }
  }
  const again = ({ exitCode, signalCode }: Pick<ChildProcess, 'exitCode' | 'signalCode'>) => {
    const delayMs = Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** (failures - 1))
    log.error(
      { code: exitCode, signal: signalCode, delayMs },
      'the admin process ended; it is started again, the gateway serves on',
    )
    cancelRestart = clock.after(delayMs, () => {
      if (isStopping) return
      restarts++
      bring().catch((error: unknown) => {
        log.error({ err: error }, 'the admin process could not be started')
        failures++
        if (!isStopping) again({ exitCode: null, signalCode: null })
      })
    })
  }

  const listening = await bring()
  // Where any free port was asked for, it is the same one after a restart.
  listen = { host: start.listen.host, port: listening.port }
  return {
    listening,
    state: () => ({ pid: running?.child.pid ?? null, restarts }),
    takePlan(next) {
      design = designText(next)
      running?.talk.tell('plan', design)
    },
    async stop() {
      isStopping = true
      cancelRestart?.()
      if (running === null) return
      const { child, talk, gone } = running
      talk.tell('stop', null)
      const cancel = clock.after(STOP_DEADLINE_MS, () => child.kill('SIGKILL'))
      await gone
      cancel()
    },
  }
}

function forkAdmin(clock: Clock, log: Log): Running {
  // The flags of this very Node are the child's, too.
  const child = fork(ENTRY, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const talk: Talk = new ProcessTalk(
    {
      send: (message) => {
        if (child.connected) child.send(message, () => {})
      },
      listen: (listener) => void child.on('message', listener),
    },
    {
      log({ level, fields, message }) {
        log[level](fields, message)
        return null
      },
    },
    clock,
  )
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      talk.end('the admin process ended')
      resolve()
    }
    child.once('exit', end)
    // It could not even be started: too many processes, or too little memory.
    child.once('error', () => {
      if (child.pid === undefined) end()
    })
  })
  return { child, talk, gone }
}

function designText({ text, factsFiles }: PlanTexts): DesignText {
  return { text, factsFiles: [...factsFiles] }
}
