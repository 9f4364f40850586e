import { crc32 } from 'node:zlib'

import { type LedgerRecord, MAX_KEPT_TEXT_BYTES } from './records.ts'

/**
 * One record, one line: 8 hex digits of the CRC-32 of the JSON text, a space, the JSON, a line feed. Text, so that
 * anybody can read a journal with the tools at hand; a checksum, so that a torn or damaged line is known for one.
 */
const CHECKSUM_CHARACTERS = 8
const NEWLINE = 0x0a
/** All but those of kept text are far below it. */
const MAX_OTHER_BYTES = 65_536
/** Longer lines are not of our making. In a line kept text is escaped a second time, which doubles it at the most. */
export const MAX_LINE_BYTES = 2 * 2 * MAX_KEPT_TEXT_BYTES + MAX_OTHER_BYTES

export function formatLine(record: LedgerRecord): string {
  const json = JSON.stringify(record)
  return `${crc32(json).toString(16).padStart(CHECKSUM_CHARACTERS, '0')} ${json}\n`
}

export interface ParsedLines {
  readonly records: LedgerRecord[]
  /** Offset after the last whole line, valid or not: where reading goes on, and a torn tail begins. */
  readonly next: number
  /** Whole lines whose checksum or JSON is wrong. */
  readonly damaged: number
}

/** Reads whole lines from `from` on; a line that is still being written is left for the next time. */
export function parseLines(bytes: Buffer, from: number): ParsedLines {
  const records: LedgerRecord[] = []
  let at = from
  let damaged = 0
  for (;;) {
    const end = bytes.indexOf(NEWLINE, at)
    if (end === -1) break
    const record = parseLine(bytes, at, end)
    at = end + 1
    if (record === null) damaged++
    else records.push(record)
  }
  return { records, next: at, damaged }
}

function parseLine(bytes: Buffer, start: number, end: number): LedgerRecord | null {
  if (end - start <= CHECKSUM_CHARACTERS + 1 || end - start > MAX_LINE_BYTES) return null
  const json = bytes.subarray(start + CHECKSUM_CHARACTERS + 1, end)
  if (crc32(json) !== checksumAt(bytes, start)) return null
  // The checksum says that these are our own bytes; JSON that does not parse would be a fault of ours.
  return JSON.parse(json.toString('utf8')) as LedgerRecord
}

/** NaN where there are no 8 lower-case hex digits. */
function checksumAt(bytes: Buffer, start: number): number {
  let value = 0
  for (let at = start; at < start + CHECKSUM_CHARACTERS; at++) {
    const code = bytes[at] as number
    const digit =
      code >= 0x61 && code <= 0x66 ? code - 0x57 : code >= 0x30 && code <= 0x39 ? code - 0x30 : Number.NaN
    value = value * 16 + digit
  }
  return value
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
