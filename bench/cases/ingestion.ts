import { availableParallelism } from 'node:os'

import type { RunningContender } from '../contenders/contender.ts'
import { applyLoad, type Fleet, soundContenders, watched, withFleet } from '../fleet.ts'
import { processTree } from '../measure/cpu.ts'
import { median, medianRatio } from '../measure/statistics.ts'
import { isDisturbed, measureWindow, rests } from '../measure/window.ts'
import { repin } from '../pinned-process.ts'
import { prepareBacklog } from '../projection/backlog.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'

/**
 * What a backlog of the ledger does to clients: a gateway under a steady load, and in every second window a journal of
 * many records beside its own, which the records process takes into the database meanwhile. Unpinned, as it is run; the
 * load generator and the mock upstream keep their core.
 */
export const ingestionCase: BenchCase = {
  id: 'ingestion',
  run: (context) => {
    const ours = context.contenders.filter(({ name }) => name === 'ours')
    return withFleet(context.site, context.mocks, ours, (fleet) => run(context, fleet))
  },
}

/** Each connection pauses between two requests, so that the load is steady and below saturation. */
const DELAY_MS = 20
/** Of backlog for each second of a window: more than is taken in that time. */
const RECORDS_PER_SECOND = 100_000
const REST_LIMIT_MS = 30_000

interface Window {
  readonly requestsPerSecond: number
  readonly p50Us: number
  readonly p99Us: number
  /** Others took the processor meanwhile. */
  readonly disturbed: boolean
}

interface Round {
  readonly without: Window
  readonly during: Window
  readonly recordsPerSecond: number
}

async function run({ size, say }: CaseContext, fleet: Fleet): Promise<CaseReport> {
  const { sound, absent } = await soundContenders(fleet, 'small')
  const remarks: string[] = []
  const rounds: Round[] = []
  const [contender] = sound
  if (contender !== undefined) {
    say('ingestion: warming up')
    unpin(fleet, contender)
    await quietWindow(fleet, contender, Math.max(1, size.warmUpSeconds))
    await busyWindow(fleet, contender, 1, [])
    for (let round = 0; round < size.rounds; round++) {
      say(`ingestion: round ${round + 1} of ${size.rounds}`)
      const first = round % 2 === 0 ? await quietWindow(fleet, contender, size.seconds) : null
      const busy = await busyWindow(fleet, contender, size.seconds, remarks)
      rounds.push({ without: first ?? (await quietWindow(fleet, contender, size.seconds)), ...busy })
    }
  }
  const disturbed = rounds.flatMap(({ without, during }) => [without, during]).filter((one) => one.disturbed)
  if (disturbed.length > 0)
    remarks.push(`${disturbed.length} windows were disturbed by other processes or the host`)
  return { absent, remarks, ...figures(rounds) }
}

/** The gateway and its database wherever the system puts them. */
function unpin({ site }: Fleet, { root }: RunningContender): void {
  if (root === null || site.cores.contender === null) return
  const everyCore = Array.from({ length: availableParallelism() }, (_, core) => core)
  repin(
    processTree(root).map(({ pid }) => pid),
    everyCore,
  )
}

async function quietWindow(fleet: Fleet, contender: RunningContender, seconds: number): Promise<Window> {
  if (contender.root !== null) await rests(contender.root, REST_LIMIT_MS)
  return steadyLoad(fleet, contender, seconds)
}

async function busyWindow(
  fleet: Fleet,
  contender: RunningContender,
  seconds: number,
  remarks: string[],
): Promise<Omit<Round, 'without'>> {
  const { stateFolder } = contender
  if (stateFolder === undefined) throw new Error(`${contender.name} keeps no records`)
  const backlog = prepareBacklog(fleet.site.folder, stateFolder, RECORDS_PER_SECOND * seconds)
  const underWay = await backlog.begin()
  const during = await steadyLoad(fleet, contender, seconds)
  if (underWay.hasEnded()) remarks.push('a backlog was taken before its window had ended')
  return { during, recordsPerSecond: await underWay.ended }
}

async function steadyLoad(fleet: Fleet, contender: RunningContender, seconds: number): Promise<Window> {
  const load = { kind: 'small', connections: CONNECTIONS, seconds, delayMs: DELAY_MS } as const
  const { result, window } = await measureWindow({ ...watched(fleet, contender), settles: false }, () =>
    applyLoad(fleet, contender, load),
  )
  const bad = result.badStatuses + result.socketErrors
  if (bad > 0) throw new Error(`${bad} of ${result.requests} requests failed`)
  const { requestsPerSecond, p50Us, p99Us } = result
  return { requestsPerSecond, p50Us, p99Us, disturbed: isDisturbed(window.foreign) }
}

function figures(rounds: readonly Round[]): Omit<CaseReport, 'absent' | 'remarks'> {
  const middle = (of: (round: Round) => number): number => median(rounds.map(of))
  const row = (name: string, of: (round: Round) => Window, more: readonly string[]): string[] => [
    name,
    formatNumber(middle((round) => of(round).requestsPerSecond)),
    formatNumber(middle((round) => of(round).p50Us) / 1000),
    formatNumber(middle((round) => of(round).p99Us) / 1000),
    ...more,
  ]
  const rate = middle(({ recordsPerSecond }) => recordsPerSecond)
  const p99 = medianRatio(
    rounds.map(({ during }) => during.p99Us),
    rounds.map(({ without }) => without.p99Us),
  )
  return {
    id: 'ingestion',
    title: `a backlog of the ledger taken in under a steady load, body of 1 KB, ${CONNECTIONS} connections`,
    columns: ['window', 'requests/s', 'p50 ms', 'p99 ms', 'records/s taken in'],
    rows:
      rounds.length === 0
        ? []
        : [
            row('without a backlog', ({ without }) => without, ['-']),
            row('while one is taken in', ({ during }) => during, [formatNumber(rate)]),
          ],
    verdicts: [judge('ingestion-rate', rate), judge('ingestion-p99', p99)],
    data: rounds,
  }
}
