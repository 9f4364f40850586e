import type { Contender, ContenderName } from '../contenders/contender.ts'
import { applyLoad, type Fleet, soundContenders, withFleet } from '../fleet.ts'
import type { Absence } from '../report/case-report.ts'
import { type CaseContext, CONNECTIONS } from './bench-case.ts'
import { measureRound, rotate, type Round } from './throughput.ts'

/** What a setting costs: the program with it beside itself without, in rounds in which both take turns. */
export interface BesideItself {
  /** Processor time of the gateway for each request, in microseconds, by round; null where a round does not count. */
  readonly costsUs: (name: ContenderName) => readonly (number | null)[]
  readonly absent: readonly Absence[]
  readonly remarks: readonly string[]
  readonly data: unknown
}

export function besideItself(
  id: string,
  { site, mocks, size, say }: CaseContext,
  both: readonly Contender[],
): Promise<BesideItself> {
  return withFleet(site, mocks, both, (fleet) => run(id, { size, say }, fleet))
}

async function run(
  id: string,
  { size, say }: Pick<CaseContext, 'size' | 'say'>,
  fleet: Fleet,
): Promise<BesideItself> {
  const { sound, absent } = await soundContenders(fleet, 'small')
  const remarks: string[] = []
  const load = { kind: 'small', connections: CONNECTIONS, seconds: size.seconds } as const
  const columns = sound.map((contender) => ({ contender, rounds: [] as (Round | null)[] }))
  for (const { contender } of columns) {
    say(`${id}: warming up ${contender.name}`)
    await applyLoad(fleet, contender, { ...load, seconds: Math.max(1, size.warmUpSeconds) })
  }
  for (let round = 0; round < size.rounds; round++) {
    for (const { contender, rounds } of rotate(columns, round)) {
      say(`${id}: round ${round + 1} of ${size.rounds}, ${contender.name}`)
      rounds.push(await measureRound(fleet, contender, load, remarks))
    }
  }
  return {
    costsUs: (name) =>
      (columns.find(({ contender }) => contender.name === name)?.rounds ?? []).map(
        (round) => round?.cpuUs['gateway'] ?? null,
      ),
    absent,
    remarks,
    data: columns.map(({ contender, rounds }) => ({ contender: contender.name, rounds })),
  }
}
