import type { Declaration, SettingPath } from '../workload/index.ts'
import type { Observation } from './finding.ts'
import type { Judgement, Workload } from './workload-target.ts'

/**
 * The check of a rule that rests on one setting of the workload file: good, bad, or not said and so undetermined.
 * `appliesTo` says of which files it speaks at all.
 */
export function setting<Value>(
  path: SettingPath,
  read: (declaration: Declaration) => Value | undefined,
  judgement: Judgement<Value>,
  appliesTo: (declaration: Declaration) => boolean = () => true,
): (workload: Workload) => readonly Observation[] {
  return (workload) =>
    appliesTo(workload.declaration) ? [workload.judge(path, read(workload.declaration), judgement)] : []
}

/** Those that the internet reaches. */
export function isOnline({ exposure }: Declaration): boolean {
  return exposure === 'online'
}
