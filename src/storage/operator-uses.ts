import { readFile } from 'node:fs/promises'

import type { Clock, Log } from '../base/index.ts'
import { writeWhole } from './whole-file.ts'

/** When operators' keys were used last, in a file that one process alone writes: that of the admin API. */
export interface KnownOperatorUses {
  /** Uses before are not known. */
  readonly fromMs: number
  /** By id of the key. */
  readonly lastMs: ReadonlyMap<string, number>
}

/** A use is noted when the one noted before is older than this: so exact is a key's last use. */
const STEP_MS = 30_000
/** As many as keys that there may be, and as many again that were removed; those used longest ago go. */
const MOST_KEPT = 2_000

export class OperatorUses {
  readonly #file: string
  readonly #clock: Clock
  readonly #log: Log
  readonly #fromMs: number
  /** The key used last comes last. */
  readonly #lastMs: Map<string, number>
  #isWanted = false
  #writing: Promise<void> | null = null

  private constructor(file: string, { clock, log }: OperatorUsesParts, known: KnownOperatorUses | null) {
    this.#file = file
    this.#clock = clock
    this.#log = log
    this.#fromMs = known?.fromMs ?? clock.nowMs()
    this.#lastMs = new Map([...(known?.lastMs ?? [])].sort(([, a], [, b]) => a - b))
  }

  static async open(file: string, parts: OperatorUsesParts): Promise<OperatorUses> {
    return new OperatorUses(file, parts, await readOperatorUses(file))
  }

  known(): KnownOperatorUses {
    return { fromMs: this.#fromMs, lastMs: this.#lastMs }
  }

  /** Returns at once; that it cannot be kept is told to the log. */
  note(id: string): void {
    const nowMs = this.#clock.nowMs()
    const before = this.#lastMs.get(id)
    // A clock that was put back is no reason to forget a use.
    if (before !== undefined && before <= nowMs && nowMs - before < STEP_MS) return
    this.#lastMs.delete(id)
    this.#lastMs.set(id, nowMs)
    for (const oldest of this.#lastMs.keys()) {
      if (this.#lastMs.size <= MOST_KEPT) break
      this.#lastMs.delete(oldest)
    }
    this.#isWanted = true
    this.#writing ??= this.#write().finally(() => (this.#writing = null))
  }

  /** Resolves when what was noted is on the disk, or could not be put there. */
  async written(): Promise<void> {
    await this.#writing
  }

  async #write(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false
      const kept = { version: 1, fromMs: this.#fromMs, lastMs: Object.fromEntries(this.#lastMs) }
      try {
        await writeWhole(this.#file, `${JSON.stringify(kept)}\n`)
      } catch (error) {
        this.#log.warn({ err: error }, 'when operators used their keys cannot be kept')
      }
    }
  }
}

export interface OperatorUsesParts {
  readonly clock: Clock
  readonly log: Log
}

/** Null where no file is, or it holds something else: then nothing is known, and noted anew. */
export async function readOperatorUses(file: string): Promise<KnownOperatorUses | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return parsed(text)
}

function parsed(text: string): KnownOperatorUses | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  if (typeof value !== 'object' || value === null) return null
  const { version, fromMs, lastMs } = value as Readonly<Record<string, unknown>>
  if (version !== 1 || !isMoment(fromMs) || typeof lastMs !== 'object' || lastMs === null) return null
  const uses = Object.entries(lastMs as Readonly<Record<string, unknown>>)
  return { fromMs, lastMs: new Map(uses.flatMap(([id, atMs]) => (isMoment(atMs) ? [[id, atMs]] : []))) }
}

function isMoment(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
