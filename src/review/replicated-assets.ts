import type { Observation } from './finding.ts'
import type { Workload } from './workload-target.ts'

/** The check of the rules on assets of one kind: each has a replica in another region. */
export function replicatedAssets(kind: string): (workload: Workload) => Iterable<Observation> {
  return function* (workload) {
    const { continuity, regions } = workload.declaration
    if (continuity?.assets === undefined) {
      yield workload.silent(['continuity', 'assets'])
      return
    }
    for (const [name, asset] of Object.entries(continuity.assets)) {
      if (asset.kind !== kind) continue
      const path = ['continuity', 'assets', name]
      const primary = asset.primary ?? regions?.primary
      if (asset.replica === undefined) yield workload.silent([...path, 'replica'])
      else if (primary === undefined) yield workload.silent([...path, 'primary'])
      else if (asset.replica === primary)
        yield workload.fail(path, `the replica of ${name} is in ${primary}, beside the original`)
      else yield workload.pass(path, `${name} of ${primary} has a replica in ${asset.replica}`)
    }
  }
}
