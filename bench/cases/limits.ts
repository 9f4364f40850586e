import { causeway } from '../contenders/causeway.ts'
import { applyLoad, type Fleet, soundContenders, withFleet } from '../fleet.ts'
import { median } from '../measure/statistics.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'
import { measureRound, rotate, type Round } from './throughput.ts'

const UNLIMITED = { name: 'unlimited', workload: 'unlimited.yaml' } as const

/** What limits cost a request: the program with four of them on its consumer's path, beside itself with none. */
export const limitsCase: BenchCase = {
  id: 'limits',
  run: (context) => {
    const both = [causeway(context.program), causeway(context.program, UNLIMITED)]
    return withFleet(context.site, context.mocks, both, (fleet) => run(context, fleet))
  },
}

async function run({ size, say }: CaseContext, fleet: Fleet): Promise<CaseReport> {
  const { sound, absent } = await soundContenders(fleet, 'small')
  const remarks: string[] = []
  const load = { kind: 'small', connections: CONNECTIONS, seconds: size.seconds } as const
  const columns = sound.map((contender) => ({ contender, rounds: [] as (Round | null)[] }))
  for (const { contender } of columns) {
    say(`limits: warming up ${contender.name}`)
    await applyLoad(fleet, contender, { ...load, seconds: Math.max(1, size.warmUpSeconds) })
  }
  for (let round = 0; round < size.rounds; round++) {
    for (const { contender, rounds } of rotate(columns, round)) {
      say(`limits: round ${round + 1} of ${size.rounds}, ${contender.name}`)
      rounds.push(await measureRound(fleet, contender, load, remarks))
    }
  }
  const costs = (name: string): readonly (number | null)[] =>
    (columns.find(({ contender }) => contender.name === name)?.rounds ?? []).map(
      (round) => round?.cpuUs['gateway'] ?? null,
    )
  const [ours, unlimited] = [costs('ours'), costs('unlimited')]
  // Round by round, because the machine's speed changes from one to the next.
  const differences = ours.flatMap((us, i) => {
    const other = unlimited[i] ?? null
    return us === null || other === null ? [] : [us - other]
  })
  const middle = (values: readonly (number | null)[]): string =>
    formatNumber(median(values.filter((value) => value !== null)))
  return {
    id: 'limits',
    title: `what limits cost, body of 1 KB, ${CONNECTIONS} connections`,
    columns: ['contender', 'CPU us/req of the gateway'],
    rows: [
      ['with four limits', middle(ours)],
      ['without', middle(unlimited)],
      ['difference', middle(differences)],
    ],
    verdicts: [judge('limits-cpu', differences.length === 0 ? null : median(differences))],
    absent,
    remarks,
    data: columns.map(({ contender, rounds }) => ({ contender: contender.name, rounds })),
  }
}
