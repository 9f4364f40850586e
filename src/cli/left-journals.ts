import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

import type { Log } from '../base/index.ts'
import { type Pricing, segmentNumber } from '../ledger/index.ts'
import { takeLock } from '../storage/index.ts'
import type { Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun } from './exit-code.ts'
import { openPlanJournal } from './serving-parts.ts'
import type { StateFolder } from './state-folder.ts'

const WORKER = /^worker-\d+$/
/** A worker of the last run that outlived its parent ends within its drain deadline, and a little. */
const MARGIN_MS = 5_000

export interface LeftJournalsParts {
  readonly plan: Plan
  readonly prices: { readonly current: Pricing }
  readonly environment: Environment
  readonly log: Log
}

export function workerJournal({ journal }: StateFolder, number: number): string {
  return path.join(journal, `worker-${number}`)
}

/** One writer a journal: two would tear each other's lines. Resolves with the release. */
export async function lockJournal(
  folder: string,
  drainDeadlineMs: number,
  { pid, clock }: Pick<Environment, 'pid' | 'clock'>,
): Promise<() => Promise<void>> {
  const waitMs = drainDeadlineMs + MARGIN_MS
  const lock = await takeLock(path.join(folder, 'lock'), { pid, clock, waitMs })
  if ('release' in lock) return lock.release
  throw new CouldNotRun(`process ${lock.heldBy} of the last run still writes the journal in ${folder}`)
}

/**
 * Journals that nobody of this run writes: of former workers, and of a time with more or fewer of them. What was under
 * way in them is closed as interrupted, so that the ledger is whole before anybody counts by it. A worker of the last
 * run that still ends what it had is waited for.
 */
export async function recoverLeftJournals(
  state: StateFolder,
  left: 'workers' | 'all',
  { plan, prices, environment, log }: LeftJournalsParts,
): Promise<void> {
  if (!existsSync(state.journal)) return
  const names = readdirSync(state.journal)
  const hasOwn = left === 'all' && names.some((name) => segmentNumber(name) !== null)
  const workers = names.filter((name) => WORKER.test(name)).map((name) => path.join(state.journal, name))
  for (const folder of [...(hasOwn ? [state.journal] : []), ...workers]) {
    const release = await lockJournal(folder, plan.gateway.drainDeadlineMs, environment)
    try {
      await openPlanJournal(plan, folder, prices, environment, log).close()
    } finally {
      await release()
    }
  }
}
