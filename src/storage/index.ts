export { type AuditVerdict, verifyAudit } from './audit-chain.ts'
export { appendAudit, type AuditDetails, type AuditEntry, type AuditWriter, readAudit } from './audit-log.ts'
export { type CounterServer, serveCounters } from './counter-server.ts'
export { BatchFolder } from './batch-folder.ts'
export { FileFolder } from './file-folder.ts'
export { type KeyFile, openKeyFile } from './key-file.ts'
export { type OperatorEdit, type OperatorFile, operatorFile } from './operator-file.ts'
export { OperatorUses, readOperatorUses } from './operator-uses.ts'
export { takeLock } from './process-lock.ts'
export { readRaises, writeRaises } from './raise-file.ts'
export { appendScore, type KeptScore, readScores } from './score-file.ts'
export type { SharedDatabase } from './record-database.ts'
export {
  openRecords,
  type RecordsOptions,
  type RecordsProcess,
  type RecordsProcessStatus,
  recordsStatus,
  runningRecords,
  startRecordsProcess,
} from './records-client.ts'
export { EntraRedisSignIn } from './redis-sign-in.ts'
export { UntoldCrossings } from './untold-crossings.ts'
export { RedisReplicas } from './redis-replicas.ts'
export { SqlRecordStore } from './sql-record-store.ts'
export { sqlKeyUseReader } from './key-uses.ts'
export { sqlConsoleReader } from './console-queries.ts'
export { sqlStatementReader } from './statement-queries.ts'
export { type WhenAway } from './away-door.ts'
export { SharedCounters, type SharedCountersOptions, type SharedCountersState } from './shared-counters.ts'
export { WorkerCounters } from './worker-counters.ts'
