import type { RunningContender } from '../contenders/contender.ts'
import { applyLoad, type Fleet, soundContenders, withFleet } from '../fleet.ts'
import { type MemorySample, sampleMemory } from '../measure/memory-samples.ts'
import type { Absence, CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'

/** Resident memory of each process while small, large and streamed requests come in turn, as fast as they are served. */
export const memoryCase: BenchCase = { id: 'memory', run }

const KINDS = ['small', 'large', 'stream'] as const
type Kind = (typeof KINDS)[number]

interface ProcessPeak {
  readonly contender: string
  readonly label: string
  readonly startBytes: number
  /** The most that was seen under each load. */
  readonly loadedBytes: Readonly<Record<Kind, number>>
  /** The most since the process began, its start included. */
  readonly peakBytes: number
}

async function run(context: CaseContext): Promise<CaseReport> {
  const missing: Absence[] = []
  const peaks: ProcessPeak[] = []
  for (const contender of context.contenders) {
    if (contender.name === 'direct') continue
    await withFleet(context.site, context.mocks, [contender], async (fleet) => {
      const { sound, absent } = await soundContenders(fleet, 'small')
      missing.push(...absent)
      for (const running of sound) peaks.push(...(await measure(context, fleet, running)))
    })
  }
  const gateway = peaks.find(({ contender, label }) => contender === 'ours' && label === 'gateway')
  const most = gateway === undefined ? null : Math.max(...Object.values(gateway.loadedBytes))
  const megabytes = (bytes: number): string => formatNumber(bytes / MB)
  return {
    id: 'memory',
    title: `most resident memory of each process, in MB, under load of ${CONNECTIONS} connections`,
    columns: ['process', 'before', '1 KB', '50 KB', 'streams', 'ever'],
    rows: peaks.map(({ contender, label, startBytes, loadedBytes, peakBytes }) => [
      contender === label ? contender : `${contender}, ${label} process`,
      megabytes(startBytes),
      ...KINDS.map((kind) => megabytes(loadedBytes[kind])),
      megabytes(peakBytes),
    ]),
    verdicts: [judge('memory', most === null ? null : most / MB)],
    absent: missing,
    remarks: [],
    data: peaks,
  }
}

const MB = 1024 * 1024

async function measure(
  context: CaseContext,
  fleet: Fleet,
  contender: RunningContender,
): Promise<ProcessPeak[]> {
  const series = new Map<Kind, ReadonlyMap<string, readonly MemorySample[]>>()
  for (const kind of KINDS) {
    context.say(`memory: ${contender.name}, ${kind}`)
    const sampler = sampleMemory(contender)
    await applyLoad(fleet, contender, { kind, connections: CONNECTIONS, seconds: context.size.seconds })
    series.set(kind, sampler.stop())
  }
  const labels = [...(series.get('stream')?.keys() ?? [])]
  return labels.map((label) => {
    const samples = (kind: Kind): readonly MemorySample[] => series.get(kind)?.get(label) ?? []
    const most = (kind: Kind): number => Math.max(...samples(kind).map(({ residentBytes }) => residentBytes))
    return {
      contender: contender.name,
      label,
      startBytes: samples('small')[0]?.residentBytes ?? 0,
      loadedBytes: { small: most('small'), large: most('large'), stream: most('stream') },
      peakBytes: samples('stream').at(-1)?.peakBytes ?? 0,
    }
  })
}
