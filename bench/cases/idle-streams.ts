import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningContender } from '../contenders/contender.ts'
import { applyLoad, type Fleet, soundContenders, watched, withFleet } from '../fleet.ts'
import { holdStreams } from '../load/streams.ts'
import { processTree } from '../measure/cpu.ts'
import { proportionalBytes } from '../measure/memory.ts'
import { median } from '../measure/statistics.ts'
import { isDisturbed, measureWindow } from '../measure/window.ts'
import type { Absence, CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'

/**
 * Many streams at once, one event a second each, as people watch a model write: what each costs in memory, and what
 * each event costs to relay when nothing comes in bunches. Fresh processes for each contender, warmed up like all others
 * before the memory that counts as zero is read: code is loaded and compiled whether streams are held or not.
 */
export const idleStreamsCase: BenchCase = { id: 'idle', run }

const OPENED_PER_SECOND = 1_000
const OPENING_GRACE_MS = 15_000
interface Held {
  readonly name: string
  readonly open: number
  readonly memory: readonly {
    readonly label: string
    readonly baseBytes: number
    readonly heldBytes: number
  }[]
  readonly cpuUsPerEvent: Readonly<Record<string, number>>
  readonly eventsPerSecond: number
  readonly coreShare: number
  readonly disturbed: boolean
}

async function run(context: CaseContext): Promise<CaseReport> {
  const { idleStreams } = context.size
  const remarks: string[] = []
  const held: Held[] = []
  const missing: Absence[] = []
  // Two sockets for each stream in the proxy, and some files to spare.
  if (context.site.openFiles < idleStreams * 2 + 200) {
    remarks.push(
      `the limit of ${context.site.openFiles} open files is too low for ${idleStreams} streams: raise it (ulimit -n ${idleStreams * 2 + 1000}) and run again`,
    )
    return { ...report(idleStreams, held, remarks), absent: missing }
  }
  for (const contender of context.contenders) {
    if (contender.name === 'direct') continue
    await withFleet(context.site, context.mocks, [contender], async (fleet) => {
      const { sound, absent } = await soundContenders(fleet, 'stream')
      missing.push(...absent)
      for (const running of sound) {
        context.say(`idle: ${running.name}, ${idleStreams} streams`)
        const result = await hold(context, fleet, running, remarks)
        if (result !== null) held.push(result)
      }
    })
  }
  return { ...report(idleStreams, held, remarks), absent: missing }
}

async function hold(
  context: CaseContext,
  fleet: Fleet,
  contender: RunningContender,
  remarks: string[],
): Promise<Held | null> {
  const { idleStreams, idleSeconds, calmMs, warmUpSeconds } = context.size
  const endpoint = contender.endpoint('stream')
  const core = fleet.site.cores.load
  const seconds = Math.max(1, warmUpSeconds)
  await applyLoad(fleet, contender, { kind: 'stream', connections: CONNECTIONS, seconds })
  await sleep(calmMs)
  const base = memoryByLabel(contender)
  const streams = holdStreams({ endpoint, streams: idleStreams, openedPerSecond: OPENED_PER_SECOND, core })
  try {
    const openingMs = (idleStreams / OPENED_PER_SECOND) * 1000 + OPENING_GRACE_MS
    if (!(await streams.allOpen(openingMs))) {
      const { open, lost, refusal } = await streams.counts()
      const said =
        refusal === null ? '' : `; it said: ${refusal.split('\r\n\r\n').join(' ').replaceAll('\r\n', ' ')}`
      remarks.push(`${contender.name} reached ${open} of ${idleStreams} streams, ${lost} were lost${said}`)
      return null
    }
    await sleep(calmMs)
    const samples: Map<string, number>[] = []
    const { result: events, window } = await measureWindow(
      watched(fleet, contender, [streams.pid]),
      async () => {
        const before = await streams.counts()
        for (let second = 0; second < idleSeconds; second++) {
          await sleep(1_000)
          samples.push(memoryByLabel(contender))
        }
        return (await streams.counts()).events - before.events
      },
    )
    const { open } = await streams.counts()
    const labels = [...base.keys()]
    return {
      name: contender.name,
      open,
      memory: labels.map((label) => ({
        label,
        baseBytes: base.get(label) ?? 0,
        heldBytes: median(samples.map((sample) => sample.get(label) ?? 0)),
      })),
      cpuUsPerEvent: Object.fromEntries([...window.cpuUs].map(([label, us]) => [label, us / events])),
      eventsPerSecond: events / (window.wallUs / 1_000_000),
      coreShare: [...window.cpuUs.values()].reduce((sum, us) => sum + us, 0) / window.wallUs,
      disturbed: isDisturbed(window.foreign),
    }
  } finally {
    await streams.close()
  }
}

function memoryByLabel(contender: RunningContender): Map<string, number> {
  const bytes = new Map<string, number>()
  for (const { pid, command } of contender.root === null ? [] : processTree(contender.root)) {
    const label = contender.label(command, pid === contender.root)
    bytes.set(label, (bytes.get(label) ?? 0) + proportionalBytes(pid))
  }
  return bytes
}

function report(idleStreams: number, held: readonly Held[], remarks: string[]): Omit<CaseReport, 'absent'> {
  const kilobytes = (name: string, label: string): number | null => {
    const found = held.find((one) => one.name === name)
    const memory = found?.memory.find((one) => one.label === label)
    return found === undefined || memory === undefined
      ? null
      : (memory.heldBytes - memory.baseBytes) / found.open / 1024
  }
  const perEvent = (one: Held): number => Object.values(one.cpuUsPerEvent).reduce((sum, us) => sum + us, 0)
  const ours = held.find(({ name }) => name === 'ours')
  const rows = held.flatMap((one) =>
    one.memory.map(({ label, baseBytes, heldBytes }, index) => [
      index === 0
        ? one.memory.length > 1
          ? `${one.name}, ${label} process`
          : one.name
        : `  ${label} process`,
      index === 0 ? formatNumber(one.open) : '',
      formatNumber(kilobytes(one.name, label)),
      formatNumber(baseBytes / 1024 / 1024),
      formatNumber(heldBytes / 1024 / 1024),
      formatNumber(one.cpuUsPerEvent[label] ?? 0),
      index === 0 ? formatNumber(one.eventsPerSecond) : '',
      index === 0 ? `${formatNumber(one.coreShare * 100)} %` : '',
    ]),
  )
  for (const { name } of held.filter(({ disturbed }) => disturbed)) {
    remarks.push(`${name}: disturbed by other processes or the host`)
  }
  return {
    id: 'idle',
    title: `${idleStreams} slow streams, 1 event a second each`,
    columns: [
      'contender',
      'streams',
      'KB/stream',
      'Pss MB before',
      'Pss MB',
      'CPU us/event',
      'events/s',
      'of a core',
    ],
    rows,
    verdicts: [
      judge('idle-memory', kilobytes('ours', 'gateway')),
      judge('idle-cpu', ours === undefined ? null : perEvent(ours)),
    ],
    remarks,
    data: held,
  }
}
