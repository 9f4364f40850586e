import { arch, cpus, release, totalmem, type } from 'node:os'
import type { Site } from './site.ts'

/** What the figures were taken on; without it they say nothing. */
export function describeMachine(site: Site): string[] {
  const { contender, load, mock } = site.cores
  const processors = cpus()
  return [
    `${processors[0]?.model ?? 'unknown processor'}, ${processors.length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB`,
    `${type()} ${release()} ${arch()}, Node ${process.version}`,
    contender === null
      ? 'nothing is pinned (taskset is absent, or there is one core): ratios are rougher'
      : `pinned: contender on core ${contender}, load generator on ${load}, mock upstream on ${mock}`,
  ]
}
