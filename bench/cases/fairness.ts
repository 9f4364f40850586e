import { copyFileSync, existsSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../src/base/index.ts'
import { createKey } from '../contenders/causeway.ts'
import { quantile } from '../measure/statistics.ts'
import { startFixedRate } from '../mock/fixed-rate.ts'
import { freePort, startPinned, waitForPort } from '../pinned-process.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import type { BenchCase, CaseContext } from './bench-case.ts'

/**
 * What a flood costs the others: six consumers come at random, each with 0.8 of its share of what one deployment serves;
 * then one of them comes ten times as often. The gateway is the whole program; the load is open, so nobody waits for an
 * answer before he comes again.
 */
export const fairnessCase: BenchCase = { id: 'fairness', run }

const SERVED_PER_SECOND = 100
const CONSUMERS = ['flood', 'app-1', 'app-2', 'app-3', 'app-4', 'app-5']
const LOAD = 0.8
const FLOOD = 10
/** A few hundred waits of the others, so that a 99th quantile is more than the longest of them. */
const MIN_SECONDS = 10
const SEED = 20_261_121

interface Phase {
  /** Of the others' exchanges, from sending to the whole answer. */
  readonly waitsMs: readonly number[]
  readonly refusedOthers: number
  readonly refusedFlood: number
}

async function run({ site, program, size, say }: CaseContext): Promise<CaseReport> {
  if (!existsSync(program)) return reportOf(null, [{ name: 'ours', why: `there is no ${program}` }])
  const folder = mkdtempSync(join(site.folder, 'fairness-'))
  copyFileSync(join(import.meta.dirname, '..', 'causeway', 'fairness.yaml'), join(folder, 'workload.yaml'))
  const keys = new Map<string, string>()
  for (const name of CONSUMERS) keys.set(name, await createKey(program, folder, `/contoso/${name}`))
  const upstream = await startFixedRate(SERVED_PER_SECOND)
  const port = await freePort()
  const process = startPinned({
    command: [program, 'serve', 'workload.yaml', '--port', String(port)],
    core: site.cores.contender,
    log: join(folder, 'causeway.log'),
    folder,
    environment: {
      ...site.environment,
      BENCH_UPSTREAM: `http://127.0.0.1:${upstream.port}/v1`,
      BENCH_UPSTREAM_KEY: 'bench',
    },
  })
  try {
    await waitForPort(port, process)
    const seconds = Math.max(MIN_SECONDS, size.rounds * size.seconds)
    await play(port, keys, 1, size.warmUpSeconds)
    say('fairness: everybody within his share')
    const calm = await play(port, keys, 1, seconds)
    say('fairness: one of six comes ten times as often')
    const flooded = await play(port, keys, FLOOD, seconds)
    return reportOf({ calm, flooded }, [])
  } finally {
    await process.stop()
    await upstream.close()
  }
}

async function play(
  port: number,
  keys: ReadonlyMap<string, string>,
  flood: number,
  seconds: number,
): Promise<Phase> {
  const random = seededRandom(SEED)
  const waitsMs: number[] = []
  let refusedOthers = 0
  let refusedFlood = 0
  const one = async (name: string): Promise<void> => {
    const sentMs = performance.now()
    const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.get(name)}`, 'content-type': 'application/json' },
      body: '{"model":"bench-json","max_tokens":10,"messages":[{"role":"user","content":"Which of the open cases?"}]}',
    })
    await response.arrayBuffer()
    if (name === 'flood') refusedFlood += response.ok ? 0 : 1
    else if (response.ok) waitsMs.push(performance.now() - sentMs)
    else refusedOthers++
  }
  const endMs = performance.now() + seconds * 1_000
  const underWay: Promise<void>[] = []
  const arrivals = CONSUMERS.map(async (name) => {
    const perMs = ((SERVED_PER_SECOND / CONSUMERS.length) * LOAD * (name === 'flood' ? flood : 1)) / 1_000
    for (let atMs = performance.now(); ; underWay.push(one(name))) {
      atMs += -Math.log(1 - random.next()) / perMs
      if (atMs >= endMs) return
      const leftMs = atMs - performance.now()
      if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs))
    }
  })
  await Promise.all(arrivals)
  await Promise.all(underWay)
  return { waitsMs, refusedOthers, refusedFlood }
}

function reportOf(
  phases: { readonly calm: Phase; readonly flooded: Phase } | null,
  absent: CaseReport['absent'],
): CaseReport {
  const row = (name: string, { waitsMs, refusedOthers, refusedFlood }: Phase) => [
    name,
    formatNumber(quantile(waitsMs, 0.5)),
    formatNumber(quantile(waitsMs, 0.99)),
    String(waitsMs.length),
    String(refusedOthers),
    String(refusedFlood),
  ]
  const ratio =
    phases === null ? null : quantile(phases.flooded.waitsMs, 0.99) / quantile(phases.calm.waitsMs, 0.99)
  return {
    id: 'fairness',
    title: `what a flood of ${FLOOD} times its share costs five others at ${LOAD} of theirs, ${SERVED_PER_SECOND} served a second`,
    columns: ['phase', 'p50 ms', 'p99 ms', 'answers', 'refused', 'refused of the flood'],
    rows: phases === null ? [] : [row('without', phases.calm), row('with the flood', phases.flooded)],
    verdicts: [judge('fairness', ratio)],
    absent,
    remarks: [
      'times are of the others alone, from sending to the whole answer; the load and the mock share a process',
    ],
    data: phases,
  }
}
