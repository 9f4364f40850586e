import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'

import type { Labels, Log } from '../base/index.ts'
import type { AlertCall, Incident } from './alert-notices.ts'

/**
 * What of alerts outlives the program: which are in force, what webhooks were not told yet, and what happened lately. It
 * is small and changes when an alert does, so it is written whole, one state after the other.
 */
export interface KeptAlerts {
  readonly inForce: readonly KeptAlert[]
  readonly waiting: readonly AlertCall[]
  readonly incidents: readonly Incident[]
}

export interface KeptAlert {
  readonly alert: string
  readonly labels: Labels
  readonly value: number
  readonly sinceMs: number
}

const NOTHING: KeptAlerts = { inForce: [], waiting: [], incidents: [] }

export class AlertFile {
  readonly #path: string
  readonly #log: Log
  #wanted: KeptAlerts | null = null
  #writing: Promise<void> | null = null

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
  }

  read(): KeptAlerts {
    let text: string
    try {
      text = readFileSync(this.#path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NOTHING
      throw error
    }
    const kept = parsed(text)
    if (kept === null) this.#log.warn({ file: this.#path }, 'what was kept of alerts is damaged')
    return kept ?? NOTHING
  }

  /** Resolves when this, or what came after it, is on the disk; what fails is told to the log. */
  async write(kept: KeptAlerts): Promise<void> {
    this.#wanted = kept
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = null))
    await this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#wanted !== null) {
      const text = `${JSON.stringify({ version: 1, ...this.#wanted })}\n`
      this.#wanted = null
      try {
        await replace(this.#path, text)
      } catch (error) {
        this.#log.error({ err: error }, 'alerts could not be kept, and would be told again by the next start')
      }
    }
  }
}

async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
}

/** Null where it is none of ours. */
function parsed(text: string): KeptAlerts | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return null
  const { inForce, waiting, incidents } = value as unknown as Record<keyof KeptAlerts, unknown>
  if (!Array.isArray(inForce) || !Array.isArray(waiting) || !Array.isArray(incidents)) return null
  return { inForce, waiting, incidents: incidents.map(labelled) }
}

/** Without labels, a program of before kept it. */
function labelled(incident: Omit<Incident, 'labels'> & Partial<Pick<Incident, 'labels'>>): Incident {
  return { labels: {}, ...incident }
}
