import type { RunningContender } from '../contenders/contender.ts'
import { applyLoad, type Fleet, soundContenders, withFleet } from '../fleet.ts'
import { sampleMemory } from '../measure/memory-samples.ts'
import type { Absence, CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'

/** Resident memory of each process while small, large and streamed requests come in turn, as fast as they are served. */
export const memoryCase: BenchCase = { id: 'memory', run }

interface ProcessPeak {
  readonly contender: string
  readonly label: string
  readonly startBytes: number
  readonly loadedBytes: number
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
  const megabytes = (bytes: number): string => formatNumber(bytes / 1024 / 1024)
  return {
    id: 'memory',
    title: `resident memory of each process under load, ${CONNECTIONS} connections`,
    columns: ['process', 'MB before', 'most under load', 'most ever'],
    rows: peaks.map(({ contender, label, startBytes, loadedBytes, peakBytes }) => [
      contender === label ? contender : `${contender}, ${label} process`,
      megabytes(startBytes),
      megabytes(loadedBytes),
      megabytes(peakBytes),
    ]),
    verdicts: [judge('memory', gateway === undefined ? null : gateway.loadedBytes / 1024 / 1024)],
    absent: missing,
    remarks: [],
    data: peaks,
  }
}

async function measure(
  context: CaseContext,
  fleet: Fleet,
  contender: RunningContender,
): Promise<ProcessPeak[]> {
  const samples = sampleMemory(contender)
  for (const kind of ['small', 'large', 'stream'] as const) {
    context.say(`memory: ${contender.name}, ${kind}`)
    await applyLoad(fleet, contender, { kind, connections: CONNECTIONS, seconds: context.size.seconds })
  }
  return [...samples.stop()].map(([label, points]) => ({
    contender: contender.name,
    label,
    startBytes: points[0]?.residentBytes ?? 0,
    loadedBytes: points.reduce((most, { residentBytes }) => Math.max(most, residentBytes), 0),
    peakBytes: points.reduce((most, { peakBytes }) => Math.max(most, peakBytes), 0),
  }))
}
