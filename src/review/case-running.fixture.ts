import { CASE_DAY_MS, caseWorkload } from './case-workload.fixture.ts'
import { readExposition } from './exposition.ts'
import type { LiveCase } from './rule.ts'
import { Running } from './running.ts'
import type { Workload } from './workload-target.ts'

/** Long enough for every rule. */
const OBSERVED_HOURS = 72

export function caseRunning(sample: LiveCase): {
  readonly running: Running
  readonly workload: Workload | null
} {
  const startSeconds = CASE_DAY_MS / 1000 - (sample.hours ?? OBSERVED_HOURS) * 3600
  const read = readExposition(`process_start_time_seconds ${startSeconds}\n${sample.metrics.trim()}\n`)
  if (!read.ok) throw new Error(`the case, line ${read.line}: ${read.message}`)
  const running = new Running('http://127.0.0.1:9090/metrics', read.exposition, CASE_DAY_MS)
  return { running, workload: sample.workload === undefined ? null : caseWorkload(sample.workload) }
}
