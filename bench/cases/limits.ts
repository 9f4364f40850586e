import { causeway } from '../contenders/causeway.ts'
import { median } from '../measure/statistics.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'
import { besideItself } from './beside-itself.ts'

const UNLIMITED = { name: 'unlimited', workload: 'unlimited.yaml' } as const

/** What limits cost a request: the program with four of them on its consumer's path, beside itself with none. */
export const limitsCase: BenchCase = { id: 'limits', run }

async function run(context: CaseContext): Promise<CaseReport> {
  const both = [causeway(context.program), causeway(context.program, UNLIMITED)]
  const { costsUs, absent, remarks, data } = await besideItself('limits', context, both)
  const [ours, unlimited] = [costsUs('ours'), costsUs('unlimited')]
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
    data,
  }
}
