import { crc32 } from 'node:zlib'

import type { AttemptClosed, AttemptOpened, ExchangeSettled, LedgerRecord, Usage } from './records.ts'

/**
 * One record, one line: 8 hex digits of the CRC-32 of the JSON text, a space, the JSON, a line feed. Text, so that
 * anybody can read a journal with the tools at hand; a checksum, so that a torn or damaged line is known for one.
 */
const CHECKSUM_CHARACTERS = 8
const NEWLINE = 0x0a
/** Longer lines are not of our making. */
export const MAX_LINE_BYTES = 65_536

export function formatLine(record: LedgerRecord): string {
  const json = formatRecord(record)
  return `${crc32(json).toString(16).padStart(CHECKSUM_CHARACTERS, '0')} ${json}\n`
}

/**
 * The same text as `JSON.stringify`, put together by hand: three of these are made for each request. Ids, codes and
 * names of the plan hold nothing that needs an escape; what clients and providers say may, and is quoted.
 */
function formatRecord(record: LedgerRecord): string {
  switch (record.kind) {
    case 'opened':
      return formatOpened(record)
    case 'closed':
      return formatClosed(record)
    case 'settled':
      return formatSettled(record)
  }
}

function formatOpened(r: AttemptOpened): string {
  return (
    `{"kind":"opened","attempt":"${r.attempt}","exchange":"${r.exchange}","atMs":${r.atMs},` +
    `"consumer":"${r.consumer}","costCenter":${text(r.costCenter)},"asked":${text(r.asked)},"model":${text(r.model)},` +
    `"baseModel":${text(r.baseModel)},"operation":"${r.operation}","deployment":${text(r.deployment)},` +
    `"deploymentType":${text(r.deploymentType)},"account":${text(r.account)},"region":${text(r.region)},` +
    `"estimate":{"input":${r.estimate.input},"output":${r.estimate.output}}}`
  )
}

function formatClosed(r: AttemptClosed): string {
  return (
    `{"kind":"closed","attempt":"${r.attempt}","exchange":"${r.exchange}","atMs":${r.atMs},"outcome":"${r.outcome}",` +
    `"status":${r.status},"reason":${text(r.reason)},"usage":${usageText(r.usage)},"quality":"${r.quality}",` +
    `"nanoUsd":${r.nanoUsd},"spilledTo":${text(r.spilledTo)},"serviceTier":${text(r.serviceTier)},` +
    `"servedModel":${text(r.servedModel)},"providerRequest":${text(r.providerRequest)},` +
    `"firstByteMs":${r.firstByteMs},"totalMs":${r.totalMs}}`
  )
}

function formatSettled(r: ExchangeSettled): string {
  return (
    `{"kind":"settled","exchange":"${r.exchange}","atMs":${r.atMs},"consumer":${text(r.consumer)},` +
    `"costCenter":${text(r.costCenter)},"asked":${text(r.asked)},"operation":"${r.operation}","stream":${r.stream},` +
    `"status":${r.status},"failure":${text(r.failure)},"detail":${text(r.detail)},"attempts":${r.attempts},` +
    `"deployment":${text(r.deployment)},"skipped":${list(r.skipped)},"candidates":${list(r.candidates)},` +
    `"totalMs":${r.totalMs},"overheadMs":${r.overheadMs},"planRevision":"${r.planRevision}"}`
  )
}

/** What needs no escape in JSON, which is nearly everything; the test is cheaper than quoting it anyway. */
const PLAIN = /^[\w .:/@-]*$/

function text(value: string | null): string {
  if (value === null) return 'null'
  return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value)
}

function list(values: readonly string[]): string {
  if (values.length === 0) return '[]'
  if (values.length === 1) return `[${text(values[0] as string)}]`
  return `[${values.map(text).join(',')}]`
}

function usageText(usage: Usage | null): string {
  if (usage === null) return 'null'
  return (
    `{"input":${usage.input},"cached":${usage.cached},"output":${usage.output},"reasoning":${usage.reasoning},` +
    `"audioInput":${usage.audioInput},"audioOutput":${usage.audioOutput}}`
  )
}

export interface ParsedLines {
  readonly records: LedgerRecord[]
  /** Offset after the last whole line, valid or not: where reading goes on. */
  readonly next: number
  /** Offset after the last valid line, when nothing valid follows: where a torn tail begins. */
  readonly soundUntil: number
  /** Whole lines whose checksum or JSON is wrong. */
  readonly damaged: number
}

/** Reads whole lines from `from` on; a line that is still being written is left for the next time. */
export function parseLines(bytes: Buffer, from: number): ParsedLines {
  const records: LedgerRecord[] = []
  let at = from
  let soundUntil = from
  let damaged = 0
  for (;;) {
    const end = bytes.indexOf(NEWLINE, at)
    if (end === -1) break
    const record = parseLine(bytes, at, end)
    at = end + 1
    if (record === null) damaged++
    else {
      records.push(record)
      soundUntil = at
    }
  }
  return { records, next: at, soundUntil, damaged }
}

function parseLine(bytes: Buffer, start: number, end: number): LedgerRecord | null {
  if (end - start <= CHECKSUM_CHARACTERS + 1 || end - start > MAX_LINE_BYTES) return null
  const checksum = bytes.toString('latin1', start, start + CHECKSUM_CHARACTERS)
  const json = bytes.subarray(start + CHECKSUM_CHARACTERS + 1, end)
  if (crc32(json).toString(16).padStart(CHECKSUM_CHARACTERS, '0') !== checksum) return null
  // The checksum says that these are our own bytes; JSON that does not parse would be a fault of ours.
  return JSON.parse(json.toString('utf8')) as LedgerRecord
}

const SEGMENT = /^(\d{8})\.journal$/

export function segmentName(number: number): string {
  return `${String(number).padStart(8, '0')}.journal`
}

/** Null for names of other files. */
export function segmentNumber(name: string): number | null {
  const match = SEGMENT.exec(name)
  return match === null ? null : Number(match[1])
}
