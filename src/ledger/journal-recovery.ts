import path from 'node:path'

import type { Clock, Log } from '../base/index.ts'
import type { JournalFiles } from './journal-files.ts'
import { parseLines, segmentName, segmentNumber } from './journal-format.ts'
import type { AttemptClosed, AttemptOpened, ExchangeSettled, LedgerRecord, Usage } from './records.ts'

/**
 * What a start finds in the journal's folder. A crash can leave the last line of the last segment torn: it is cut
 * off, and kept aside. Whole lines stay where they are even when they are damaged, because whoever follows the journal
 * goes by their offsets. Attempts that were opened and never closed were under way: each gets its `closed`, marked
 * interrupted, with its estimate for usage, because the provider may bill it and nobody can know; and its exchange
 * gets its `settled`. A segment begins with the attempts that were open when it began, so the last one is enough; the
 * one before is read too, for a crash between the two.
 */
export interface Recovered {
  readonly segment: number
  /** Length of the segment after repair. */
  readonly bytes: number
  readonly interrupted: readonly AttemptOpened[]
  /** To be appended before anything else. */
  readonly closing: readonly LedgerRecord[]
}

export interface RecoveryOptions {
  readonly clock: Clock
  readonly log: Log
  readonly price: (opened: AttemptOpened, usage: Usage) => number | null
}

export function recoverJournal(
  folder: string,
  files: JournalFiles,
  { clock, log, price }: RecoveryOptions,
): Recovered {
  files.makeFolder(folder)
  const segments = files
    .list(folder)
    .map(segmentNumber)
    .filter((number) => number !== null)
    .sort((a, b) => a - b)
  const last = segments[segments.length - 1]
  if (last === undefined) return { segment: 1, bytes: 0, interrupted: [], closing: [] }
  const open = new Map<string, AttemptOpened>()
  const unsettled = new Map<string, number>()
  let bytes = 0
  for (const segment of segments.slice(-2)) {
    const file = path.join(folder, segmentName(segment))
    const content = files.read(file)
    const { records, next, damaged } = parseLines(content, 0)
    bytes = content.length
    if (segment === last && next < content.length) {
      cutTail(file, files, content, next, log)
      bytes = next
    }
    if (damaged > 0)
      log.warn(
        { file, lines: damaged },
        'the journal holds lines that were torn or damaged; they are skipped',
      )
    for (const record of records) note(record, open, unsettled)
  }
  const interrupted = [...open.values()]
  const atMs = clock.nowMs()
  const closing: LedgerRecord[] = interrupted.map((opened) => closingOf(opened, atMs, price))
  for (const [exchange, attempts] of unsettled) {
    const opened = interrupted.find((attempt) => attempt.exchange === exchange)
    if (opened !== undefined) closing.push(settlingOf(opened, attempts, atMs))
  }
  return { segment: last, bytes, interrupted, closing }
}

function note(record: LedgerRecord, open: Map<string, AttemptOpened>, unsettled: Map<string, number>): void {
  switch (record.kind) {
    case 'opened':
      open.set(record.attempt, record)
      unsettled.set(record.exchange, Math.max(unsettled.get(record.exchange) ?? 0, attemptNumber(record)))
      return
    case 'closed':
      open.delete(record.attempt)
      return
    case 'settled':
      unsettled.delete(record.exchange)
      return
    // Neither begins nor ends what a provider may bill.
    case 'text':
    case 'used':
  }
}

function attemptNumber({ attempt }: AttemptOpened): number {
  return Number(attempt.slice(attempt.lastIndexOf('.') + 1))
}

function cutTail(file: string, files: JournalFiles, content: Buffer, from: number, log: Log): void {
  const torn = content.subarray(from)
  files.save(`${file}.torn`, torn)
  const open = files.open(file)
  try {
    files.truncate(open, from)
  } finally {
    files.close(open)
  }
  log.warn(
    { file, bytes: torn.length },
    'the end of the journal was torn; it was cut off and kept beside it as .torn',
  )
}

function closingOf(opened: AttemptOpened, atMs: number, price: RecoveryOptions['price']): AttemptClosed {
  const { input, output } = opened.estimate
  const usage = { input, cached: 0, output, reasoning: 0, audioInput: 0, audioOutput: 0 }
  return {
    kind: 'closed',
    attempt: opened.attempt,
    exchange: opened.exchange,
    atMs,
    outcome: 'interrupted',
    status: null,
    reason: 'gateway_stopped',
    usage,
    quality: 'estimated',
    nanoUsd: price(opened, usage),
    spilledTo: null,
    serviceTier: null,
    servedModel: null,
    providerRequest: null,
    firstByteMs: null,
    totalMs: Math.max(0, atMs - opened.atMs),
  }
}

function settlingOf(opened: AttemptOpened, attempts: number, atMs: number): ExchangeSettled {
  return {
    kind: 'settled',
    exchange: opened.exchange,
    atMs,
    consumer: opened.consumer,
    costCenter: opened.costCenter,
    asked: opened.asked,
    operation: opened.operation,
    stream: false,
    status: 500,
    failure: 'internal',
    detail: 'the gateway stopped in the middle of it',
    attempts,
    deployment: null,
    skipped: [],
    candidates: [],
    totalMs: Math.max(0, atMs - opened.atMs),
    overheadMs: 0,
    planRevision: '',
  }
}
