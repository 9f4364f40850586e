import type { Contender, RunningContender, Upstream } from './contenders/contender.ts'
import { type RequestKind, requestBody } from './load/bodies.ts'
import { probe } from './load/probe.ts'
import { runWrk, type WrkResult } from './load/wrk.ts'
import type { Watched } from './measure/window.ts'
import type { Mocks } from './mock/mocks.ts'
import type { Absence } from './report/case-report.ts'
import type { Site } from './site.ts'

/** A run in progress: what runs where, and who is absent and why. */
export interface Fleet {
  readonly site: Site
  readonly mocks: Mocks
  readonly contenders: readonly RunningContender[]
  readonly absent: readonly Absence[]
}

/** Starts those that can run, one after the other; a contender that fails is absent, it does not end the run. */
export async function startFleet(site: Site, mocks: Mocks, wanted: readonly Contender[]): Promise<Fleet> {
  const contenders: RunningContender[] = []
  const absent: Absence[] = []
  for (const contender of wanted) {
    const why = contender.absence(site)
    if (why !== null) {
      absent.push({ name: contender.name, why })
      continue
    }
    try {
      contenders.push(await contender.start(site, mocks))
    } catch (error) {
      absent.push({ name: contender.name, why: `did not start: ${(error as Error).message}` })
    }
  }
  return { site, mocks, contenders, absent }
}

export async function stopFleet(fleet: Fleet): Promise<void> {
  await Promise.all(fleet.contenders.map((contender) => contender.stop()))
}

/** A fleet of fresh processes for one case, so that memory is that case's own. */
export async function withFleet<Result>(
  site: Site,
  mocks: Mocks,
  wanted: readonly Contender[],
  use: (fleet: Fleet) => Promise<Result>,
): Promise<Result> {
  const fleet = await startFleet(site, mocks, wanted)
  try {
    return await use(fleet)
  } finally {
    await stopFleet(fleet)
  }
}

export function upstreamOf(kind: RequestKind): Upstream {
  return kind === 'stream' || kind === 'slow' ? 'stream' : 'json'
}

/** `others` are load generators that run on beyond the window. */
export function watched(fleet: Fleet, contender: RunningContender, others: readonly number[] = []): Watched {
  const bystanders = [...new Set([fleet.mocks.json.pid, fleet.mocks.stream.pid, ...others])]
  return { root: contender.root, label: contender.label, bystanders, settles: others.length === 0 }
}

export interface Load {
  readonly kind: Exclude<RequestKind, 'slow'>
  readonly connections: number
  readonly seconds: number
  readonly delayMs?: number
  /** Unpinned when false; pinned to the load's core otherwise. */
  readonly pinned?: boolean
}

export async function applyLoad(fleet: Fleet, contender: RunningContender, load: Load): Promise<WrkResult> {
  const { site } = fleet
  const endpoint = contender.endpoint(upstreamOf(load.kind))
  return runWrk({
    wrk: site.tools.wrk ?? 'wrk',
    folder: site.folder,
    endpoint,
    body: requestBody(load.kind, endpoint.model),
    connections: load.connections,
    seconds: load.seconds,
    core: load.pinned === false ? null : site.cores.load,
    ...(load.delayMs === undefined ? {} : { delayMs: load.delayMs }),
  })
}

/** Those whose answer is the upstream's; the others are as good as absent. */
export async function soundContenders(
  fleet: Fleet,
  kind: Exclude<RequestKind, 'slow'>,
): Promise<{ readonly sound: readonly RunningContender[]; readonly absent: readonly Absence[] }> {
  const sound: RunningContender[] = []
  const absent: Absence[] = [...fleet.absent]
  for (const contender of fleet.contenders) {
    const why = await probe(contender.endpoint(upstreamOf(kind)), kind)
    if (why === null) sound.push(contender)
    else absent.push({ name: contender.name, why: `answered wrongly: ${why}` })
  }
  return { sound, absent }
}
