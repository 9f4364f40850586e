import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs'
import { exportOnce } from './export-call.ts'
import type { ExportBatch } from './export-queue.ts'
import type { LoggedLine } from './exported-log.ts'

/** Lines of the log in the SDK of OpenTelemetry, made when a batch is sent. */
export interface LogExportOptions {
  readonly exporter: LogRecordExporter
  readonly resource: Readonly<Record<string, string>>
  /** Of the program. */
  readonly version: string
}

const SEVERITIES = { debug: 'DEBUG', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const

export async function logExport(options: LogExportOptions): Promise<ExportBatch<LoggedLine>> {
  const { exporter, resource, version } = options
  const { ROOT_CONTEXT, SeverityNumber, trace, TraceFlags } = await import('@opentelemetry/api')
  const { LoggerProvider } = await import('@opentelemetry/sdk-logs')
  const { resourceFromAttributes } = await import('@opentelemetry/resources')
  let made: ReadableLogRecord[] = []
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ ...resource }),
    processors: [
      {
        onEmit: (record) => void made.push(record),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  })
  const logger = provider.getLogger('causeway', version)
  return (batch) => {
    for (const line of batch) {
      const severity = SEVERITIES[line.level]
      const time = [Math.floor(line.timeMs / 1000), (line.timeMs % 1000) * 1_000_000] as [number, number]
      logger.emit({
        timestamp: time,
        observedTimestamp: time,
        severityNumber: SeverityNumber[severity],
        severityText: severity,
        body: line.message,
        attributes: { ...line.attributes },
        context:
          line.trace === null
            ? ROOT_CONTEXT
            : trace.setSpanContext(ROOT_CONTEXT, { ...line.trace, traceFlags: TraceFlags.SAMPLED }),
      })
    }
    const records = made
    made = []
    return exportOnce(exporter, records)
  }
}
