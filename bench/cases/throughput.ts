import type { RunningContender } from '../contenders/contender.ts'
import { applyLoad, type Fleet, soundContenders, watched, withFleet } from '../fleet.ts'
import type { RequestKind } from '../load/bodies.ts'
import { median, medianRatio } from '../measure/statistics.ts'
import { type Foreign, isDisturbed, measureWindow } from '../measure/window.ts'
import type { Absence, CaseReport } from '../report/case-report.ts'
import { formatNumber, formatRatio } from '../report/table.ts'
import { judge, type TargetId } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'

interface ThroughputSettings {
  readonly id: string
  readonly title: string
  readonly kind: Exclude<RequestKind, 'slow'>
  readonly cpuTarget: TargetId
  readonly rateTarget: TargetId | null
}

/** Requests per second and processor time per request at saturation, in rounds in which all take turns. */
function throughputCase(settings: ThroughputSettings): BenchCase {
  return {
    id: settings.id,
    run: (context) =>
      withFleet(context.site, context.mocks, context.contenders, (fleet) => run(settings, context, fleet)),
  }
}

export const smallCase = throughputCase({
  id: '1kb',
  title: `chat completion, body of 1 KB, ${CONNECTIONS} connections`,
  kind: 'small',
  cpuTarget: '1kb-cpu',
  rateTarget: '1kb-rps',
})

export const largeCase = throughputCase({
  id: '50kb',
  title: `chat completion, body of 50 KB, ${CONNECTIONS} connections`,
  kind: 'large',
  cpuTarget: '50kb-cpu',
  rateTarget: null,
})

export const streamCase = throughputCase({
  id: 'stream',
  title: `stream of 100 events, ${CONNECTIONS} connections`,
  kind: 'stream',
  cpuTarget: 'stream-cpu',
  rateTarget: 'stream-rps',
})

export interface Round {
  readonly requestsPerSecond: number
  readonly p50Us: number
  readonly p99Us: number
  /** Per request, by process. */
  readonly cpuUs: Readonly<Record<string, number>>
  readonly totalCpuUs: number
  readonly foreign: Foreign
  readonly settled: boolean
  /** Share of the load's core that was busy; at 1 the load, not the contender, sets the rate. */
  readonly loadBusy: number | null
}

interface Column {
  readonly contender: RunningContender
  /** Null for a round with errors, which counts for nothing. */
  readonly rounds: (Round | null)[]
}

/** Above this the core of load and mock is the narrow place. */
const LOAD_BOUND_SHARE = 0.97

async function run(settings: ThroughputSettings, context: CaseContext, fleet: Fleet): Promise<CaseReport> {
  const { kind } = settings
  const { rounds, seconds, warmUpSeconds } = context.size
  const { sound, absent } = await soundContenders(fleet, kind)
  const remarks = [`measured: ${sound.map(({ software }) => software).join(', ')}`]
  for (const contender of warmUpSeconds > 0 ? sound : []) {
    context.say(`${settings.id}: warming up ${contender.name}`)
    await applyLoad(fleet, contender, { kind, connections: CONNECTIONS, seconds: warmUpSeconds })
  }
  const columns: Column[] = sound.map((contender) => ({ contender, rounds: [] }))
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another contender, so that none always follows the same neighbour.
    for (const column of rotate(columns, round)) {
      context.say(`${settings.id}: round ${round + 1} of ${rounds}, ${column.contender.name}`)
      const load = { kind, connections: CONNECTIONS, seconds }
      column.rounds.push(await measureRound(fleet, column.contender, load, remarks))
    }
  }
  return report(settings, columns, absent, remarks)
}

export function rotate<Item>(items: readonly Item[], by: number): Item[] {
  const cut = items.length === 0 ? 0 : by % items.length
  return [...items.slice(cut), ...items.slice(0, cut)]
}

export async function measureRound(
  fleet: Fleet,
  contender: RunningContender,
  load: Parameters<typeof applyLoad>[2],
  remarks: string[],
): Promise<Round | null> {
  const { result, window } = await measureWindow(watched(fleet, contender), () =>
    applyLoad(fleet, contender, load),
  )
  const { badStatuses, socketErrors, requests } = result
  if (requests === 0 || badStatuses + socketErrors > 0) {
    remarks.push(
      `${contender.name}: a round does not count, with ${badStatuses} bad statuses and ${socketErrors} socket errors in ${requests} requests`,
    )
    return null
  }
  const cpuUs = Object.fromEntries([...window.cpuUs].map(([label, us]) => [label, us / requests]))
  const { load: loadCore } = fleet.site.cores
  return {
    requestsPerSecond: result.requestsPerSecond,
    p50Us: result.p50Us,
    p99Us: result.p99Us,
    cpuUs,
    totalCpuUs: Object.values(cpuUs).reduce((sum, us) => sum + us, 0),
    foreign: window.foreign,
    settled: window.settled,
    loadBusy: loadCore === null ? null : (window.busy.get(loadCore) ?? null),
  }
}

function report(
  settings: ThroughputSettings,
  columns: readonly Column[],
  absent: readonly Absence[],
  remarks: string[],
): CaseReport {
  const series = (name: string, of: (round: Round) => number): (number | null)[] =>
    (columns.find((column) => column.contender.name === name)?.rounds ?? []).map((round) =>
      round === null ? null : of(round),
    )
  const rates = (name: string): (number | null)[] => series(name, (round) => round.requestsPerSecond)
  const costs = (name: string): (number | null)[] => series(name, (round) => round.totalCpuUs)
  const rows = columns.flatMap(({ contender, rounds }) => {
    const whole = rounds.filter((round) => round !== null)
    const middle = (of: (round: Round) => number): number => median(whole.map(of))
    const perSecond = whole.map((round) => round.requestsPerSecond)
    const isProxy = contender.root !== null
    const labels = [...new Set(whole.flatMap((round) => Object.keys(round.cpuUs)))]
    const row = [
      contender.name,
      `${formatNumber(middle((round) => round.requestsPerSecond))} (${formatNumber(Math.min(...perSecond))}-${formatNumber(Math.max(...perSecond))})`,
      isProxy ? formatNumber(middle((round) => round.totalCpuUs)) : '-',
      formatNumber(middle((round) => round.p50Us) / 1000),
      formatNumber(middle((round) => round.p99Us) / 1000),
      isProxy ? formatRatio(medianRatio(costs(contender.name), costs('nginx'))) : '-',
      isProxy ? formatRatio(medianRatio(rates(contender.name), rates('nginx'))) : '-',
      isProxy ? formatRatio(medianRatio(rates(contender.name), rates('portkey'))) : '-',
    ]
    if (whole.length === 0) return [[contender.name, 'no sound round']]
    if (labels.length < 2) return [row]
    const parts = labels.map((label) => [
      `  ${label} process`,
      '',
      formatNumber(middle((round) => round.cpuUs[label] ?? 0)),
    ])
    return [row, ...parts]
  })
  for (const { contender, rounds } of columns) remarks.push(...marks(contender, rounds))
  const verdicts = [judge(settings.cpuTarget, medianRatio(costs('ours'), costs('nginx')))]
  if (settings.rateTarget !== null) {
    verdicts.push(judge(settings.rateTarget, medianRatio(rates('ours'), rates('portkey'))))
  }
  return {
    id: settings.id,
    title: settings.title,
    columns: [
      'contender',
      'rps (min-max)',
      'CPU us/req',
      'p50 ms',
      'p99 ms',
      'CPU v nginx',
      'rps v nginx',
      'rps v Portkey',
    ],
    rows,
    verdicts,
    absent,
    remarks,
    data: columns.map(({ contender, rounds }) => ({
      contender: contender.name,
      software: contender.software,
      rounds,
    })),
  }
}

function marks(contender: RunningContender, rounds: readonly (Round | null)[]): string[] {
  const whole = rounds.filter((round) => round !== null)
  const found: string[] = []
  for (const { foreign } of whole.filter((round) => isDisturbed(round.foreign))) {
    const [others, stolen] = [foreign.share, foreign.stealShare].map(
      (share) => `${Math.round(share * 100)} %`,
    )
    found.push(`${contender.name}: disturbed round, others took ${others} of a core and the host ${stolen}`)
  }
  const bound = whole.filter((round) => (round.loadBusy ?? 0) > LOAD_BOUND_SHARE).length
  if (bound > 0 && contender.root !== null) {
    found.push(
      `${contender.name}: load and mock filled their core in ${bound} of ${whole.length} rounds, so its rate is a lower bound; read the CPU`,
    )
  }
  if (whole.some((round) => !round.settled)) {
    found.push(`${contender.name}: still busy with what it had put off when the wait for it ended`)
  }
  return found
}
