export { type KeyFile, openKeyFile } from './key-file.ts'
export { takeLock } from './process-lock.ts'
export { openRecords, type RecordsProcess, recordsStatus, startRecordsProcess } from './records-client.ts'
export { SqlRecordStore } from './sql-record-store.ts'
