import { open } from 'node:fs/promises'

/** What an operator did. */
export interface AuditEntry {
  /** Milliseconds since the epoch. */
  readonly atMs: number
  readonly who: string
  /** Such as `limits.raise`. */
  readonly what: string
  readonly why: string
  readonly details: Readonly<Record<string, string | number>>
}

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
