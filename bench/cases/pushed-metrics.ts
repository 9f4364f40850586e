import { causeway } from '../contenders/causeway.ts'
import { median, medianRatio } from '../measure/statistics.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber, formatRatio } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'
import { besideItself } from './beside-itself.ts'
import { startCountingCollector } from './counting-collector.ts'

/** What pushing metrics to a collector costs a request, once a second: the program beside itself that pushes none. */
export const pushedMetricsCase: BenchCase = { id: 'otlp', run }

async function run(context: CaseContext): Promise<CaseReport> {
  const collector = await startCountingCollector()
  const pushing = causeway(context.program, {
    name: 'pushing',
    workload: 'workload.yaml',
    settings: `telemetry: { otlp: { endpoint: ${collector.endpoint}, interval: 1s } }\n`,
  })
  try {
    const found = await besideItself('otlp', context, [causeway(context.program), pushing])
    const [ours, withPushes] = [found.costsUs('ours'), found.costsUs('pushing')]
    const middle = (values: readonly (number | null)[]): string =>
      formatNumber(median(values.filter((value) => value !== null)))
    const ratio = medianRatio(withPushes, ours)
    const pushes = collector.calls('/v1/metrics')
    const { absent, remarks, data } = found
    return {
      id: 'otlp',
      title: `what pushing metrics each second costs, body of 1 KB, ${CONNECTIONS} connections`,
      columns: ['contender', 'CPU us/req of the gateway'],
      rows: [
        ['without', middle(ours)],
        ['pushing each second', middle(withPushes)],
        ['ratio', formatRatio(ratio)],
      ],
      verdicts: [judge('otlp-cpu', pushes === 0 ? null : ratio)],
      absent,
      remarks: [...remarks, `the collector took ${pushes} pushes`],
      data,
    }
  } finally {
    collector.close()
  }
}
