import { availableParallelism } from 'node:os'
import { direct } from '../contenders/direct.ts'
import type { ContenderName, RunningContender } from '../contenders/contender.ts'
import { applyLoad, type Fleet, soundContenders, watched, withFleet } from '../fleet.ts'
import { processTree } from '../measure/cpu.ts'
import { median, medianRatio } from '../measure/statistics.ts'
import { isDisturbed, measureWindow } from '../measure/window.ts'
import { repin } from '../pinned-process.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber, formatRatio } from '../report/table.ts'
import { judge } from '../targets.ts'
import type { BenchCase, CaseContext } from './bench-case.ts'
import { rotate } from './throughput.ts'

/**
 * What a proxy adds to one request at a time on one connection: its own times less those of the direct way in the same
 * round. Pinned for the comparison of medians. The far end is quoted unpinned as well, because on one core a runtime's
 * background threads (compiler, garbage collector) stand in the way of the very thread they serve.
 */
export const latencyCase: BenchCase = {
  id: 'latency',
  run: (context) => {
    const contenders = [direct, ...context.contenders.filter(({ name }) => name !== 'direct')]
    return withFleet(context.site, context.mocks, contenders, (fleet) => run(context, fleet))
  },
}

interface Times {
  readonly p50Us: number
  readonly p99Us: number
  readonly disturbed: boolean
}

type Setting = 'pinned' | 'unpinned'
type Series = Map<ContenderName, (Times | null)[]>

async function run(context: CaseContext, fleet: Fleet): Promise<CaseReport> {
  const { sound, absent } = await soundContenders(fleet, 'small')
  const remarks: string[] = []
  const { cores } = fleet.site
  for (const contender of sound) {
    context.say(`latency: warming up ${contender.name}`)
    const seconds = Math.max(1, context.size.warmUpSeconds)
    await applyLoad(fleet, contender, { kind: 'small', connections: 8, seconds })
  }
  const pinned = cores.contender === null ? null : await measure('pinned', context, fleet, sound)
  if (pinned === null) remarks.push('nothing is pinned: taskset is absent, or there is one core only')
  const everyCore = Array.from({ length: availableParallelism() }, (_, core) => core)
  const roots = [...sound.flatMap(({ root }) => root ?? []), fleet.mocks.json.pid]
  const move = (): void => {
    if (pinned !== null)
      repin(
        roots.flatMap((root) => processTree(root).map(({ pid }) => pid)),
        everyCore,
      )
  }
  move()
  const unpinned = await measure('unpinned', context, fleet, sound)
  if (cores.mock !== null) repin([fleet.mocks.json.pid], [cores.mock])
  return { ...report(sound, pinned ?? unpinned, unpinned, remarks), absent }
}

async function measure(
  setting: Setting,
  context: CaseContext,
  fleet: Fleet,
  sound: readonly RunningContender[],
): Promise<Series> {
  const series: Series = new Map(sound.map(({ name }) => [name, []]))
  const { rounds, seconds } = context.size
  for (let round = 0; round < rounds; round++) {
    for (const contender of rotate(sound, round)) {
      context.say(`latency, ${setting}: round ${round + 1} of ${rounds}, ${contender.name}`)
      const load = { kind: 'small', connections: 1, seconds, pinned: setting === 'pinned' } as const
      const { result, window } = await measureWindow(watched(fleet, contender), () =>
        applyLoad(fleet, contender, load),
      )
      const isSound = result.requests > 0 && result.badStatuses + result.socketErrors === 0
      const { p50Us, p99Us } = result
      series
        .get(contender.name)
        ?.push(isSound ? { p50Us, p99Us, disturbed: isDisturbed(window.foreign) } : null)
    }
  }
  return series
}

function report(
  sound: readonly RunningContender[],
  pinned: Series,
  unpinned: Series,
  remarks: string[],
): Omit<CaseReport, 'absent'> {
  const added = (series: Series, name: ContenderName, of: (times: Times) => number): (number | null)[] =>
    (series.get(name) ?? []).map((times, round) => {
      const base = series.get('direct')?.[round] ?? null
      return times === null || base === null ? null : of(times) - of(base)
    })
  const p50 = (times: Times): number => times.p50Us
  const p99 = (times: Times): number => times.p99Us
  const middleMs = (values: readonly (number | null)[]): number =>
    median(values.filter((value) => value !== null)) / 1000
  const ratio = (name: ContenderName): number =>
    medianRatio(added(pinned, name, p50), added(pinned, 'nginx', p50))
  const rows = sound.map(({ name }) => {
    if (name === 'direct') {
      const all = (series: Series): Times[] => (series.get(name) ?? []).filter((times) => times !== null)
      const own = (series: Series, of: (times: Times) => number): string =>
        formatNumber(median(all(series).map(of)) / 1000)
      return [
        'direct (its own times)',
        own(pinned, p50),
        own(pinned, p99),
        own(unpinned, p50),
        own(unpinned, p99),
        '-',
      ]
    }
    return [
      name,
      formatNumber(middleMs(added(pinned, name, p50))),
      formatNumber(middleMs(added(pinned, name, p99))),
      formatNumber(middleMs(added(unpinned, name, p50))),
      formatNumber(middleMs(added(unpinned, name, p99))),
      formatRatio(ratio(name)),
    ]
  })
  const disturbed = [...pinned.values(), ...unpinned.values()]
    .flat()
    .filter((times) => times?.disturbed === true).length
  if (disturbed > 0) remarks.push(`${disturbed} measurements were disturbed by other processes or the host`)
  return {
    id: 'latency',
    title: 'time added to one request at a time, body of 1 KB, 1 connection',
    columns: [
      'contender',
      'added p50 ms',
      'added p99 ms',
      'unpinned p50 ms',
      'unpinned p99 ms',
      'p50 v nginx',
    ],
    rows,
    verdicts: [
      judge('latency-p50', ratio('ours')),
      judge('latency-p99', middleMs(added(unpinned, 'ours', p99))),
    ],
    remarks,
    data: { pinned: Object.fromEntries(pinned), unpinned: Object.fromEntries(unpinned) },
  }
}
