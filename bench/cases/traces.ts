import { causeway } from '../contenders/causeway.ts'
import { median } from '../measure/statistics.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'
import { besideItself } from './beside-itself.ts'
import { startCountingCollector } from './counting-collector.ts'

/** What telemetry costs a request: traces of 1 % and metrics to a collector, beside the program that tells nothing. */
export const tracesCase: BenchCase = { id: 'traces', run }

async function run(context: CaseContext): Promise<CaseReport> {
  const collector = await startCountingCollector()
  const traced = causeway(context.program, {
    name: 'traced',
    workload: 'workload.yaml',
    settings: `telemetry: { otlp: { endpoint: ${collector.endpoint}, interval: 10s }, traces: { sample_ratio: 0.01 } }\n`,
  })
  try {
    const found = await besideItself('traces', context, [causeway(context.program), traced])
    const [ours, withTraces] = [found.costsUs('ours'), found.costsUs('traced')]
    // Round by round, because the machine's speed changes from one to the next.
    const differences = withTraces.flatMap((us, i) => {
      const other = ours[i] ?? null
      return us === null || other === null ? [] : [us - other]
    })
    const middle = (values: readonly (number | null)[]): string =>
      formatNumber(median(values.filter((value) => value !== null)))
    const calls = collector.calls('/v1/traces')
    const { absent, remarks, data } = found
    return {
      id: 'traces',
      title: `what telemetry costs at 1 % of traces, body of 1 KB, ${CONNECTIONS} connections`,
      columns: ['contender', 'CPU us/req of the gateway'],
      rows: [
        ['without', middle(ours)],
        ['with', middle(withTraces)],
        ['difference', middle(differences)],
      ],
      verdicts: [judge('traces-cpu', calls === 0 || differences.length === 0 ? null : median(differences))],
      absent,
      remarks: [...remarks, `the collector took ${calls} calls with spans`],
      data,
    }
  } finally {
    collector.close()
  }
}
