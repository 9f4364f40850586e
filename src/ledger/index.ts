export { type CostExport, readCostExport, UnreadableExport } from './azure-cost-export.ts'
export { type Explanation, explain, formatExplanation, whatHappened } from './explain.ts'
export {
  type Journal,
  type JournalOptions,
  type JournalState,
  type JournalStats,
  openJournal,
} from './journal.ts'
export { diskFiles, type JournalFiles } from './journal-files.ts'
export { formatLine, type ParsedLines, parseLines, segmentName, segmentNumber } from './journal-format.ts'
export { KEY_USE_STEP_MS, type KeyUseReader, type KeyUses, MOST_KEYS_ASKED } from './key-use.ts'
export { formatLineAttempts } from './line-attempts.ts'
export { attemptsOfLine } from './line-reading.ts'
export { longContextThresholds, type PriceBookEntry } from './price-book.ts'
export {
  costNanoUsd,
  isProvisioned,
  type Pricing,
  pricing,
  type Rates,
  TOKEN_CLASSES,
  type TokenClass,
} from './prices.ts'
export { TextKeys, unsealedTexts } from './text-keys.ts'
export { JournalFollower } from './journal-follower.ts'
export { Projector, type ProjectorParts } from './projector.ts'
export {
  type AttemptRecords,
  type Cursor,
  type ExchangeRecords,
  type RecordReader,
  type RecordStore,
  UNKNOWN_ORIGIN,
  USAGE_KEYS,
  type UsageKey,
  type UsageQuery,
  type UsageRow,
} from './record-store.ts'
export {
  type AttemptClosed,
  type AttemptOpened,
  type AttemptOutcome,
  type ExchangeSettled,
  type KeptText,
  type KeyUsed,
  type LedgerRecord,
  MAX_KEPT_TEXT_BYTES,
  type Usage,
} from './records.ts'
export { type ProvisionedCost, type ProvisionedShare, type PtuHourPrice } from './provisioned-cost.ts'
export {
  type BilledUse,
  type BilledUseQuery,
  type GroupQuery,
  type MinuteDemand,
  type ProvisionedUse,
  type Span,
  type StatementReader,
  type UseKey,
} from './statement-reader.ts'
export {
  formatReconciliation,
  isReconciled,
  reconcile,
  RECONCILE_FORMATS,
  type Reconciliation,
} from './reconcile.ts'
export { formatRightsizing, RIGHTSIZE_FORMATS } from './rightsize-format.ts'
export { type ModelSizing, type Option, rightsize, type Rightsizing } from './rightsize.ts'
export { STATEMENT_COLUMNS, type ColumnValue, type StatementColumn } from './statement-columns.ts'
export {
  aligned,
  statementCsv,
  statementCsvPieces,
  statementJson,
  statementTable,
} from './statement-format.ts'
export { lineId } from './statement-lines.ts'
export { groupOf } from './token-lines.ts'
export { statementPage } from './statement-page.ts'
export { exactMoney, shownMoney } from './exact-money.ts'
export {
  type CostCenterTotal,
  makeStatement,
  restrictTo,
  type Statement,
  type StatementLine,
} from './statement.ts'
export type { Totals } from './statement-totals.ts'
export {
  csvLine,
  formatReport,
  makeReport,
  type Report,
  REPORT_FORMATS,
  type ReportFormat,
} from './report.ts'
export {
  EXCHANGE_OUTCOMES,
  exchangeFailure,
  exchangeOutcome,
  type ExchangeOutcome,
  type ExchangeSummary,
  isTraceId,
  summaryOf,
} from './exchange-summary.ts'
export { LATENCY_BUCKETS, latencyBucket, latencyPercentileMs } from './latency-buckets.ts'
export {
  type ConsoleReader,
  type ConsumersQuery,
  type ConsumerUse,
  type CostQuery,
  type ExchangePage,
  type ExchangePlace,
  type ExchangeOrTrace,
  type ExchangeSearch,
  type FailureQuery,
  type FailureRow,
  type FoundExchange,
  HOUR_MS,
  MINUTE_MS,
  type KeptTextQuery,
  type ModelsQuery,
  MINUTES_KEPT_MS,
  pathsAbove,
  TRAFFIC_KINDS,
  type TrafficKind,
  type TrafficQuery,
  type TrafficRow,
  type TrafficSums,
} from './console-reader.ts'
