import type { BatchRecord, BatchStatus, StoredFile } from './records.ts'

/** Files and batches in the shape of OpenAI's API reference; times in seconds. */
export function fileObject(file: StoredFile, id: string = file.id): object {
  return {
    id,
    object: 'file',
    bytes: file.bytes,
    created_at: seconds(file.createdMs),
    expires_at: seconds(file.expiresMs),
    filename: file.name,
    purpose: file.purpose,
    status: 'processed',
    status_details: null,
  }
}

const TIMES: readonly (readonly [string, BatchStatus])[] = [
  ['in_progress_at', 'in_progress'],
  ['finalizing_at', 'finalizing'],
  ['completed_at', 'completed'],
  ['failed_at', 'failed'],
  ['expired_at', 'expired'],
  ['cancelling_at', 'cancelling'],
  ['cancelled_at', 'cancelled'],
]

/** `isCancelAsked`: the cancellation was taken, and the process that runs the lines has not seen it yet. */
export function batchObject(batch: BatchRecord, isCancelAsked: boolean = false): object {
  const { counts, errors, status, times } = batch
  const isCancelling = isCancelAsked && (status === 'validating' || status === 'in_progress')
  return {
    id: batch.id,
    object: 'batch',
    endpoint: batch.endpoint,
    model: batch.model,
    errors: errors.length === 0 ? null : { object: 'list', data: errors },
    input_file_id: batch.inputFile,
    completion_window: '24h',
    status: isCancelling ? 'cancelling' : status,
    output_file_id: batch.outputFile,
    error_file_id: batch.errorFile,
    created_at: seconds(batch.createdMs),
    expires_at: seconds(batch.endsMs),
    ...Object.fromEntries(
      TIMES.map(([name, of]) => [name, times[of] === undefined ? null : seconds(times[of])]),
    ),
    request_counts: counts,
    metadata: batch.metadata,
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}
