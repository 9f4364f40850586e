import * as z from 'zod'
import { duration, secret, value, whole } from './scalars.ts'

/** The part of the workload file that says what is told of the running gateway, and to whom. */
const metrics = z.strictObject({
  max_series: whole(100, 1_000_000)
    .prefault(10_000)
    .describe(
      'Most series of one metric. What is beyond is counted under `other`, and `causeway_metric_series_dropped_total` says so.',
    ),
  max_consumers: whole(1, 100_000)
    .prefault(2_000)
    .describe('Most consumers with series of their own; those beyond share the consumer `other`.'),
  consumer_depth: whole(1, 6)
    .prefault(6)
    .describe(
      'How many segments of a consumer’s path its label keeps: with 2, all below /contoso/claims count as /contoso/claims.',
    ),
})

/** RFC 9110, section 5.1. */
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/, { error: 'is not the name of a header' })

const otlp = z.strictObject({
  endpoint: value()
    .optional()
    .describe(
      'Base URL of the collector, in the file or as a reference; `/v1/metrics` is added. When left out, what `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT` or `OTEL_EXPORTER_OTLP_ENDPOINT` say, in the end `http://localhost:4318`.',
    ),
  headers: z
    .record(headerName, secret())
    .prefault({})
    .describe('Headers of each call, by reference, because they hold keys.'),
  interval: duration()
    .optional()
    .describe(
      'Between two pushes, at least a second. When left out, what `OTEL_METRIC_EXPORT_INTERVAL` says, in the end 60s.',
    ),
})

export const telemetry = z.strictObject({
  metrics: metrics.prefault({}).describe('How finely metrics are told apart.'),
  otlp: otlp
    .nullable()
    .transform((written) => written ?? otlp.parse({}))
    .optional()
    .describe('Push metrics to an OpenTelemetry collector, over HTTP with protobuf. Not done when left out.'),
})
