export {
  type Journal,
  type JournalOptions,
  type JournalState,
  type JournalStats,
  openJournal,
} from './journal.ts'
export { diskFiles, type JournalFiles } from './journal-files.ts'
export { formatLine, parseLines, type ParsedLines, segmentName, segmentNumber } from './journal-format.ts'
export { costNanoUsd, type Pricing, pricing, type Rates } from './prices.ts'
export type {
  AttemptClosed,
  AttemptOpened,
  AttemptOutcome,
  ExchangeSettled,
  LedgerRecord,
  Usage,
} from './records.ts'
