export { type BatchMetrics, batchMetrics } from './metrics.ts'
export { batchObject, fileObject } from './objects.ts'
export {
  BATCH_ID,
  type BatchCounts,
  type BatchFault,
  type BatchRecord,
  type BatchStatus,
  FILE_ID,
  type FilePurpose,
  hasEnded,
  newBatchId,
  newFileId,
  noteId,
  type StoredFile,
  type UpstreamBatch,
  type UpstreamPlace,
  withStatus,
} from './records.ts'
export { endpointOf, ENDPOINTS, linesOf, type ScanLine, type ScannedLine } from './request-lines.ts'
export { lineOfResult } from './result-lines.ts'
export type { LineAnswer, LineCall, LineCaller } from './run.ts'
export { BatchRunner, type RunnerParts, type RunnerSettings, type UpstreamWatch } from './runner.ts'
export type { About, BatchStore, FileStore, ResultFiles, Upload } from './stores.ts'
