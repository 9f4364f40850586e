export { type Explanation, explain, formatExplanation } from './explain.ts'
export {
  type Journal,
  type JournalOptions,
  type JournalState,
  type JournalStats,
  openJournal,
} from './journal.ts'
export { diskFiles, type JournalFiles } from './journal-files.ts'
export { formatLine, type ParsedLines, parseLines, segmentName, segmentNumber } from './journal-format.ts'
export { costNanoUsd, type Pricing, pricing, type Rates } from './prices.ts'
export { Projector } from './projector.ts'
export {
  type AttemptRecords,
  type Cursor,
  type ExchangeRecords,
  type RecordReader,
  type RecordStore,
  USAGE_KEYS,
  type UsageKey,
  type UsageQuery,
  type UsageRow,
} from './record-store.ts'
export type {
  AttemptClosed,
  AttemptOpened,
  AttemptOutcome,
  ExchangeSettled,
  LedgerRecord,
  Usage,
} from './records.ts'
export { formatReport, makeReport, type Report, REPORT_FORMATS, type ReportFormat } from './report.ts'
