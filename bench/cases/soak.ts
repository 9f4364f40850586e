import { applyLoad, soundContenders, withFleet } from '../fleet.ts'
import { findGrowth } from '../measure/growth.ts'
import { sampleMemory } from '../measure/memory-samples.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'

/** Memory of ours over minutes of steady load: small requests and streams together, well below saturation. */
export const soakCase: BenchCase = { id: 'soak', run }

const SMALL_DELAY_MS = 100
const STREAM_CONNECTIONS = 16
const STREAM_DELAY_MS = 200
const SAMPLE_MS = 1_000
const MB = 1024 * 1024

async function run(context: CaseContext): Promise<CaseReport> {
  const { soakMinutes } = context.size
  const ours = context.contenders.filter(({ name }) => name === 'ours')
  return withFleet(context.site, context.mocks, ours, async (fleet) => {
    const { sound, absent } = await soundContenders(fleet, 'small')
    const remarks: string[] = []
    const title = `memory over ${soakMinutes} minutes of steady load`
    const columns = ['process', 'MB early', 'MB late', 'slope MB/min', 'most MB', 'growth']
    const [contender] = sound
    if (contender === undefined) {
      return {
        id: 'soak',
        title,
        columns,
        rows: [],
        verdicts: [judge('soak', null)],
        absent,
        remarks,
        data: null,
      }
    }
    context.say(`soak: ${soakMinutes} minutes`)
    const seconds = Math.round(soakMinutes * 60)
    const sampler = sampleMemory(contender, SAMPLE_MS)
    const loads = await Promise.all([
      applyLoad(fleet, contender, {
        kind: 'small',
        connections: CONNECTIONS,
        seconds,
        delayMs: SMALL_DELAY_MS,
      }),
      applyLoad(fleet, contender, {
        kind: 'stream',
        connections: STREAM_CONNECTIONS,
        seconds,
        delayMs: STREAM_DELAY_MS,
      }),
    ])
    const processes = [...sampler.stop()].map(([label, samples]) => ({
      label,
      samples,
      growth: findGrowth(samples),
    }))
    const [small, stream] = loads.map((load) => formatNumber(load.requestsPerSecond))
    remarks.push(`load: ${small} small requests and ${stream} streams a second`)
    const errors = loads.reduce((sum, load) => sum + load.badStatuses + load.socketErrors, 0)
    if (errors > 0) remarks.push(`${errors} requests failed`)
    const gateway = processes.find(({ label }) => label === 'gateway')?.growth
    const perHour = gateway === undefined ? null : gateway.grows ? (gateway.bytesPerMinute * 60) / MB : 0
    return {
      id: 'soak',
      title,
      columns,
      rows: processes.map(({ label, samples, growth }) => [
        label,
        formatNumber(growth.earlyBytes / MB),
        formatNumber(growth.lateBytes / MB),
        formatNumber(growth.bytesPerMinute / MB),
        formatNumber(samples.reduce((most, { residentBytes }) => Math.max(most, residentBytes), 0) / MB),
        growth.grows ? 'YES' : 'none',
      ]),
      verdicts: [judge('soak', perHour)],
      absent,
      remarks,
      data: processes,
    }
  })
}
