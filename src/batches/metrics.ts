import type { MetricRegistry } from '../base/index.ts'

export type BatchMetrics = ReturnType<typeof batchMetrics>

/** Every metric of batches, named once. */
export function batchMetrics(registry: MetricRegistry) {
  return {
    registry,
    underWay: registry.gauge('causeway_batches', 'Batches that have not ended, by status'),
    ended: registry.counter('causeway_batches_ended_total', 'Batches that have ended, by how'),
    lines: registry.counter(
      'causeway_batch_lines_total',
      'Lines of batches that the gateway sent itself: answered, failed, or tried again later',
    ),
    linesInFlight: registry.gauge('causeway_batch_lines_in_flight', 'Lines of batches under way').with(),
    fileBytes: registry.gauge('causeway_stored_file_bytes', 'Bytes of files that the gateway stores').with(),
  }
}
