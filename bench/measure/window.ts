import { setTimeout as sleep } from 'node:timers/promises'
import { type CoreTimes, coreTimes, processTimes, processTree } from './cpu.ts'

/**
 * One measured stretch of time: what the contender's processes burned, what anyone else on the machine burned, and what
 * the host took away.
 */
export interface Window {
  readonly wallUs: number
  /** By label, such as `gateway` and `records`. */
  readonly cpuUs: ReadonlyMap<string, number>
  readonly foreign: Foreign
  /** Share of each core that was busy, by its number. */
  readonly busy: ReadonlyMap<number, number>
  /** False when work that was put off was still going on when the wait for it ended. */
  readonly settled: boolean
}

export interface Foreign {
  /** Processor time of processes that are no part of the benchmark, as a share of one core. */
  readonly share: number
  /** What the hypervisor took, as a share of one core. */
  readonly stealShare: number
}

/** Past these a round is marked, not dropped. */
const FOREIGN_SHARE_LIMIT = 0.06
const STEAL_SHARE_LIMIT = 0.02

export function isDisturbed(foreign: Foreign): boolean {
  return foreign.share > FOREIGN_SHARE_LIMIT || foreign.stealShare > STEAL_SHARE_LIMIT
}

export interface Watched {
  /** Null for the direct way, which has no process in between. */
  readonly root: number | null
  readonly label: (command: string, isRoot: boolean) => string
  /** The mock's processes: part of the benchmark, not of the contender. */
  readonly bystanders: readonly number[]
  /** False where load goes on after the window, so that waiting for rest would never end. */
  readonly settles: boolean
}

/** How long to wait for a contender to finish what it put off (a ledger being projected), and what counts as done. */
const SETTLE_LIMIT_MS = 15_000
const SETTLE_STEP_MS = 200
/** Causeway's records process looks into the journal once a second: a pause between two looks is no rest. */
const IDLE_FOR_MS = 1_500
const IDLE_SHARE = 0.05

/**
 * Measures while `load` runs. What a contender puts off until the load is over belongs to the price of that load, so
 * the processor time is read once the contender is idle again.
 */
export async function measureWindow<Result>(
  watched: Watched,
  load: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly window: Window }> {
  const before = snapshot(watched)
  const result = await load()
  const loaded = snapshot(watched)
  const settled = watched.root === null || !watched.settles || (await rests(watched.root, SETTLE_LIMIT_MS))
  const after = snapshot(watched)
  const cpuUs = new Map<string, number>()
  let contenderUs = 0
  for (const [pid, process] of after.contender) {
    const spentUs = process.cpuUs - (before.contender.get(pid)?.cpuUs ?? 0)
    cpuUs.set(process.label, (cpuUs.get(process.label) ?? 0) + spentUs)
    contenderUs += spentUs
  }
  const wholeUs = (after.atMs - before.atMs) * 1000
  const ownUs = contenderUs + after.benchUs - before.benchUs
  const coreSum = (snap: Snapshot, of: (core: CoreTimes) => number): number =>
    [...snap.cores.values()].reduce((sum, core) => sum + of(core), 0)
  const taskUs = coreSum(after, (core) => core.taskUs) - coreSum(before, (core) => core.taskUs)
  const stealUs = coreSum(after, (core) => core.stealUs) - coreSum(before, (core) => core.stealUs)
  const wallUs = (loaded.atMs - before.atMs) * 1000
  const busy = new Map<number, number>()
  for (const [core, times] of loaded.cores) {
    busy.set(core, (times.busyUs - (before.cores.get(core)?.busyUs ?? 0)) / wallUs)
  }
  const foreign = { share: Math.max(0, taskUs - ownUs) / wholeUs, stealShare: stealUs / wholeUs }
  return { result, window: { wallUs, cpuUs, foreign, busy, settled } }
}

interface Snapshot {
  readonly atMs: number
  readonly contender: ReadonlyMap<number, { readonly label: string; readonly cpuUs: number }>
  /** This process, the load generators that it waited for, and the mock. */
  readonly benchUs: number
  readonly cores: ReadonlyMap<number, CoreTimes>
}

function snapshot({ root, label, bystanders }: Watched): Snapshot {
  const contender = new Map<number, { label: string; cpuUs: number }>()
  for (const process of root === null ? [] : processTree(root)) {
    contender.set(process.pid, { label: label(process.command, process.pid === root), cpuUs: process.cpuUs })
  }
  const self = processTimes('self')
  let benchUs = (self?.ownUs ?? 0) + (self?.reapedUs ?? 0)
  for (const pid of bystanders) benchUs += processTimes(pid)?.ownUs ?? 0
  return { atMs: performance.now(), contender, benchUs, cores: coreTimes() }
}

/** Waits until a process and its children do next to nothing; false when they still work by then. */
export async function rests(root: number, limitMs: number): Promise<boolean> {
  const spentUs = (): number => processTree(root).reduce((sum, process) => sum + process.cpuUs, 0)
  let lastUs = spentUs()
  let lastMs = performance.now()
  const startMs = lastMs
  let idleSinceMs: number | null = null
  while (lastMs - startMs < limitMs) {
    await sleep(SETTLE_STEP_MS)
    const nowUs = spentUs()
    const nowMs = performance.now()
    if ((nowUs - lastUs) / ((nowMs - lastMs) * 1000) >= IDLE_SHARE) idleSinceMs = null
    else if (nowMs - (idleSinceMs ??= lastMs) >= IDLE_FOR_MS) return true
    lastUs = nowUs
    lastMs = nowMs
  }
  return false
}
