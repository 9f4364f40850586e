import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { recordsStatus } from '../../src/storage/index.ts'
import { prepareJournal, RECORDS_PER_EXCHANGE } from './prepared-journal.ts'

/**
 * Records that wait for a running records process: a journal prepared beside the state folder, put into it as that of
 * one more worker, and followed until the database has all.
 */
const POLL_MS = 10
const START_LIMIT_MS = 10_000
const SERVED_LIMIT_MS = 60_000
const END_LIMIT_MS = 120_000
/** Of ids, so that no two backlogs share any. */
const DAY_MS = 86_400_000
let made = 0

export interface Backlog {
  /** Resolves when the records process has begun with it. */
  begin(): Promise<UnderWay>
}

export interface UnderWay {
  hasEnded(): boolean
  /** Records per second from the beginning to the end, those of other journals included. */
  readonly ended: Promise<number>
}

export function prepareBacklog(folder: string, stateFolder: string, records: number): Backlog {
  made++
  const prepared = join(folder, `backlog-${made}`)
  const journal = join(stateFolder, 'journal', `worker-bench-${made}`)
  const { records: own } = prepareJournal(
    prepared,
    Math.ceil(records / RECORDS_PER_EXCHANGE),
    Date.UTC(2020, 0, 1) + made * DAY_MS,
  )
  return {
    async begin() {
      const { projected: before } = await servedStatus(stateFolder)
      renameSync(prepared, journal)
      // A journal gets its name when it is first followed.
      const limitMs = performance.now() + START_LIMIT_MS
      while (!existsSync(join(journal, 'name'))) {
        if (performance.now() > limitMs) throw new Error('the backlog was not taken up')
        await sleep(POLL_MS)
      }
      const startMs = performance.now()
      let hasEnded = false
      const end = async (): Promise<number> => {
        // What is projected is told once the process has caught up.
        for (;;) {
          const { projected, problem } = await recordsStatus(stateFolder)
          const spentMs = performance.now() - startMs
          if (problem !== null) throw new Error(`the backlog is not taken: ${problem}`)
          if (projected - before >= own) {
            hasEnded = true
            return ((projected - before) / spentMs) * 1000
          }
          if (spentMs > END_LIMIT_MS) throw new Error('the backlog was not taken in time')
          await sleep(POLL_MS)
        }
      }
      return { hasEnded: () => hasEnded, ended: end() }
    },
  }
}

/** On a busy machine making the database takes a while. */
async function servedStatus(stateFolder: string): ReturnType<typeof recordsStatus> {
  const limitMs = performance.now() + SERVED_LIMIT_MS
  for (;;) {
    try {
      return await recordsStatus(stateFolder)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      if ((code !== 'ENOENT' && code !== 'ECONNREFUSED') || performance.now() > limitMs) throw error
      await sleep(POLL_MS)
    }
  }
}
