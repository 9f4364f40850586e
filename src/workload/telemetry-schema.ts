import * as z from 'zod'
import { whole } from './scalars.ts'

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

export const telemetry = z.strictObject({
  metrics: metrics.prefault({}).describe('How finely metrics are told apart.'),
})
