import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { causeway } from '../contenders/causeway.ts'
import { median, medianRatio } from '../measure/statistics.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber, formatRatio } from '../report/table.ts'
import { judge } from '../targets.ts'
import { type BenchCase, type CaseContext, CONNECTIONS } from './bench-case.ts'
import { besideItself } from './beside-itself.ts'

/** What pushing metrics to a collector costs a request, once a second: the program beside itself that pushes none. */
export const pushedMetricsCase: BenchCase = { id: 'otlp', run }

async function run(context: CaseContext): Promise<CaseReport> {
  let pushes = 0
  const collector = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      pushes++
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  const pushing = causeway(context.program, {
    name: 'pushing',
    workload: 'workload.yaml',
    settings: `telemetry: { otlp: { endpoint: ${endpoint}, interval: 1s } }\n`,
  })
  try {
    const found = await besideItself('otlp', context, [causeway(context.program), pushing])
    const [ours, withPushes] = [found.costsUs('ours'), found.costsUs('pushing')]
    const middle = (values: readonly (number | null)[]): string =>
      formatNumber(median(values.filter((value) => value !== null)))
    const ratio = medianRatio(withPushes, ours)
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
    collector.closeAllConnections()
    collector.close()
  }
}
