import { open, rename, stat } from 'node:fs/promises'

import type { Clock } from '../base/index.ts'
import { auditFiles, chained, fullFile, type Link, linkOf, NO_LINE } from './audit-chain.ts'
import { takeLock } from './process-lock.ts'
import { ADD_HERE } from './whole-file.ts'

/** What an operator did. */
export interface AuditEntry {
  /** Milliseconds since the epoch. */
  readonly atMs: number
  readonly who: string
  /** Such as `limits.raise`. */
  readonly what: string
  /** Null where nobody is asked why. */
  readonly why: string | null
  readonly details: AuditDetails
}

export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>

export interface AuditWriter {
  /** Number of this process, for the lock: the gateway, the admin process and commands write the same log. */
  readonly pid: number
  readonly clock: Clock
}

/** Past it the file is put aside, under the moment, and another one begun; none is ever removed. */
const FULL_BYTES = 16 * 1024 * 1024
const LOCK_WAIT_MS = 5_000

/** By file, the end of the last line that was asked for: the lock keeps out other processes, not parts of this one. */
const turns = new Map<string, Promise<void>>()

/** Adds one line of JSON, and resolves when the disk has it. Nothing here changes or removes a line. */
export async function appendAudit(file: string, entry: AuditEntry, writer: AuditWriter): Promise<void> {
  const added = (turns.get(file) ?? Promise.resolve()).then(() => append(file, entry, writer))
  const ended = added.catch(() => {})
  turns.set(file, ended)
  try {
    await added
  } finally {
    if (turns.get(file) === ended) turns.delete(file)
  }
}

async function append(
  file: string,
  { atMs, details, ...entry }: AuditEntry,
  { pid, clock }: AuditWriter,
): Promise<void> {
  const lock = await takeLock(`${file}.lock`, { pid, clock, waitMs: LOCK_WAIT_MS })
  if ('heldBy' in lock) throw new Error(`process ${lock.heldBy} writes the audit log and does not end`)
  try {
    const last = await lastOf(file)
    if (last.bytes >= FULL_BYTES) await putAside(file, fullFile(file, clock.nowMs()))
    const text = JSON.stringify({ at: new Date(atMs).toISOString(), ...entry, ...details })
    const handle = await open(file, ADD_HERE, 0o600)
    try {
      // What a crash cut off stays a line of its own.
      await handle.appendFile(`${last.isCut ? '\n' : ''}${chained(text, last.link)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } finally {
    await lock.release()
  }
}

/** In one step, so that a crash leaves the lines under one name; never over another file. */
async function putAside(file: string, aside: string): Promise<void> {
  if (!(await auditFiles(file)).includes(aside)) await rename(file, aside)
}

/** The end of the log, which the next line goes on from. */
async function lastOf(
  file: string,
): Promise<{ readonly bytes: number; readonly isCut: boolean; readonly link: Link }> {
  let bytes = 0
  let isCut = false
  for (const one of (await auditFiles(file)).toReversed()) {
    const { size } = await stat(one)
    const begin = Math.max(0, size - READ_BYTES)
    const end = Buffer.alloc(size - begin)
    const handle = await open(one, 'r')
    try {
      await handle.read(end, 0, end.length, begin)
    } finally {
      await handle.close()
    }
    const lines = end.toString().split('\n')
    if (one === file) {
      bytes = size
      isCut = lines.at(-1) !== ''
    }
    const found = lines.map(linkOf).findLast((link) => link !== null)
    if (found !== undefined) return { bytes, isCut, link: found }
  }
  return { bytes, isCut, link: NO_LINE }
}

const READ_BYTES = 65_536
/** What one look reads of a file at most, and of how many. */
const MAX_READ_BYTES = 64 * 1024 * 1024
const MAX_FILES = 16
const LINE_FEED = 10

/**
 * Entries older than `beforeMs`, newest first, at most `limit`, read from the end of each file. Lines that are no entry
 * are left out: a crash may have cut the last one.
 */
export async function readAudit(
  file: string,
  beforeMs: number,
  limit: number,
): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = []
  for (const one of (await auditFiles(file)).toReversed().slice(0, MAX_FILES)) {
    if (entries.length >= limit) break
    entries.push(...(await readEnd(one, beforeMs, limit - entries.length)))
  }
  return entries
}

async function readEnd(file: string, beforeMs: number, limit: number): Promise<readonly AuditEntry[]> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  if (handle === null) return []
  try {
    const entries: AuditEntry[] = []
    let { size: end } = await handle.stat()
    const leastBegin = Math.max(0, end - MAX_READ_BYTES)
    let tail = Buffer.alloc(0)
    while (end > leastBegin && entries.length < limit) {
      const begin = Math.max(leastBegin, end - READ_BYTES)
      const piece = Buffer.alloc(end - begin)
      await handle.read(piece, 0, piece.length, begin)
      end = begin
      const bytes = Buffer.concat([piece, tail])
      // The first line may begin before this piece.
      const firstEnd = begin === 0 ? 0 : bytes.indexOf(LINE_FEED) + 1
      if (begin !== 0 && firstEnd === 0) {
        tail = bytes
        continue
      }
      tail = bytes.subarray(0, firstEnd)
      for (const line of bytes.subarray(firstEnd).toString().split('\n').reverse()) {
        const entry = entryOf(line)
        if (entry !== null && entry.atMs < beforeMs && entries.length < limit) entries.push(entry)
      }
    }
    return entries
  } finally {
    await handle.close()
  }
}

function entryOf(line: string): AuditEntry | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  if (typeof parsed !== 'object' || parsed === null) return null
  const {
    at,
    who,
    what,
    why = null,
    line: _line,
    chain: _chain,
    ...rest
  } = parsed as Readonly<Record<string, unknown>>
  const atMs = typeof at === 'string' ? Date.parse(at) : NaN
  if (Number.isNaN(atMs) || typeof who !== 'string' || typeof what !== 'string') return null
  const details: Record<string, string | number | boolean | null> = {}
  for (const [name, value] of Object.entries(rest)) {
    const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value)
    details[name] = isPlain ? (value as string | number | boolean | null) : JSON.stringify(value)
  }
  return { atMs, who, what, why: typeof why === 'string' ? why : null, details }
}
