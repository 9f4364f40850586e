import { open } from 'node:fs/promises'

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

/** Adds one line of JSON, and resolves when the disk has it. Nothing here changes or removes a line. */
export async function appendAudit(file: string, { atMs, details, ...entry }: AuditEntry): Promise<void> {
  const line = JSON.stringify({ at: new Date(atMs).toISOString(), ...entry, ...details })
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.appendFile(`${line}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const READ_BYTES = 65_536
/** What one look reads of a log at most; what lies further back is found by asking for what is older. */
const MAX_READ_BYTES = 64 * 1024 * 1024
const LINE_FEED = 10

/**
 * Entries older than `beforeMs`, newest first, at most `limit`, read from the end of the file. Lines that are no entry
 * are left out: a crash may have cut the last one.
 */
export async function readAudit(
  file: string,
  beforeMs: number,
  limit: number,
): Promise<readonly AuditEntry[]> {
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
  const { at, who, what, why = null, ...rest } = parsed as Readonly<Record<string, unknown>>
  const atMs = typeof at === 'string' ? Date.parse(at) : NaN
  if (Number.isNaN(atMs) || typeof who !== 'string' || typeof what !== 'string') return null
  const details: Record<string, string | number | boolean | null> = {}
  for (const [name, value] of Object.entries(rest)) {
    const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value)
    details[name] = isPlain ? (value as string | number | boolean | null) : JSON.stringify(value)
  }
  return { atMs, who, what, why: typeof why === 'string' ? why : null, details }
}
