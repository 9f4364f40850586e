import { watch } from 'node:fs'
import path from 'node:path'

import type { Clock, Log } from '../base/index.ts'
import {
  type FactsFiles,
  type LoadResult,
  loadWorkload,
  MAX_WORKLOAD_BYTES,
  sizeProblem,
} from '../workload/index.ts'
import { readBounded } from './bounded-text.ts'
import { readFactsFiles } from './facts-files.ts'

/**
 * Where the running program gets its plan from: the workload file and the facts that it names,
 * read again on request or when the workload file changes. A file
 * with errors never replaces a plan; what came of the last load is kept for logs and the admin API.
 */
const POLL_MS = 2_000
const SETTLE_MS = 150

export async function readPlan(
  file: string,
  shownAs: string,
  clock: Clock,
): Promise<{ texts: PlanTexts; loaded: LoadResult }> {
  const text = await workloadText(file)
  const factsFiles = await readFactsFiles(text, file, shownAs)
  const loaded = loadWorkload(text, { source: shownAs, nowMs: clock.nowMs(), factsFiles })
  return { texts: { text, factsFiles }, loaded }
}

/** All that a plan is made of, so that another process can make the same. */
export interface PlanTexts {
  readonly text: string
  readonly factsFiles: FactsFiles
}

/** Throws where the file is too large to be one, and then has not read it. */
export async function workloadText(file: string): Promise<string> {
  const read = await readBounded(file, MAX_WORKLOAD_BYTES)
  if ('text' in read) return read.text
  throw new Error(sizeProblem(read.bytes) ?? '')
}

/**
 * Calls back when the file's content may have changed: told by the system where it can, found by looking every
 * `POLL_MS` where it cannot (network drives, mounted ConfigMaps). Editors write in several steps, so it waits until
 * the file has been still for `SETTLE_MS`.
 */
export function watchFile(
  file: string,
  initial: string,
  clock: Clock,
  log: Log,
  changed: () => void,
): () => void {
  let cancelSettle: (() => void) | null = null
  let seen = initial
  let closed = false
  const look = () => {
    cancelSettle?.()
    cancelSettle = clock.after(SETTLE_MS, () => {
      void workloadText(file)
        // What cannot be read has changed, too: the reload says why it is refused, and says it once.
        .catch((error: unknown) => `cannot be read: ${String(error)}`)
        .then((reading) => {
          if (closed || reading === seen) return
          seen = reading
          changed()
        })
    })
  }
  const watcher = watch(path.dirname(file), (_event, name) => {
    if (name === null || name === path.basename(file) || name.startsWith('..')) look()
  })
  watcher.on('error', (error) =>
    log.warn({ err: error, file }, 'the folder of the workload file cannot be watched'),
  )
  watcher.unref()
  const stopPolling = clock.every(POLL_MS, look)
  return () => {
    closed = true
    cancelSettle?.()
    stopPolling()
    watcher.close()
  }
}
