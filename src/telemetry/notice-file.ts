import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

import type { Log } from '../base/index.ts'
import type { Crossing } from '../limits/index.ts'
import type { BudgetCall } from './budget-webhooks.ts'

/**
 * Which thresholds of budgets were told, and which notices were not taken yet, so that a kill at any moment neither loses
 * one nor has it told again. A line of JSON for each change, written at once and without waiting for it elsewhere: there
 * are a few in each window of a budget. One process alone has the file open.
 */
/** Told up to this, in this window of the limit. */
interface Told {
  readonly percent: number
  readonly startMs: number
  readonly endMs: number
}

/** As it may stand there: calls of version 0.1 were not signed. */
type WrittenCall = Omit<BudgetCall, 'secret'> & Partial<Pick<BudgetCall, 'secret'>>

type Line =
  | { readonly kind: 'opened' }
  | { readonly kind: 'told'; readonly limit: string; readonly told: Told; readonly kept: WrittenCall | null }
  | { readonly kind: 'ended'; readonly id: string }

/** A clock that is put back finds what was told in a window that had ended. */
const KEEPS_TOLD_MS = 24 * 60 * 60 * 1_000
/** Lines that say nothing any more, before the file is written anew. */
const MAX_STALE_LINES = 1_000

export class NoticeFile {
  readonly #path: string
  readonly #log: Log
  readonly #told = new Map<string, Told>()
  /** By id of the notice; as many as may wait. */
  readonly #kept = new Map<string, BudgetCall>()
  #lines = 0
  /** There was none: what was told before is not known. */
  readonly isNew: boolean

  constructor(path: string, nowMs: number, log: Log) {
    this.#path = path
    this.#log = log
    const text = readText(path)
    this.isNew = text === null
    for (const line of (text ?? '').split('\n')) if (line !== '') this.#take(line)
    for (const [limit, { endMs }] of this.#told) if (endMs + KEEPS_TOLD_MS < nowMs) this.#told.delete(limit)
    this.#writeWhole()
  }

  /** Notices that nobody took before the program ended. */
  kept(): readonly BudgetCall[] {
    return [...this.#kept.values()]
  }

  /** A window that was moved by another time zone is the same one. */
  wasTold(limit: string, { percent, windowStartMs, windowEndMs }: Crossing): boolean {
    const told = this.#told.get(limit)
    if (told === undefined || told.endMs <= windowStartMs || windowEndMs <= told.startMs) return false
    return percent <= told.percent
  }

  /** `kept` is null where nobody is told. False where it could not be written. */
  tell(limit: string, crossing: Crossing, kept: BudgetCall | null): boolean {
    const { percent, windowStartMs: startMs, windowEndMs: endMs } = crossing
    const before = this.wasTold(limit, crossing) ? this.#told.get(limit) : undefined
    return this.#write({ kind: 'told', limit, told: before ?? { percent, startMs, endMs }, kept })
  }

  /** It was taken, or is given up. */
  ended(id: string): void {
    if (this.#kept.has(id)) this.#write({ kind: 'ended', id })
  }

  #take(text: string): void {
    const line = parse(text)
    // The last line may have been cut by the end of the program.
    if (line === null) this.#log.warn({ file: this.#path }, 'a line of the notices of budgets is damaged')
    else this.#apply(line)
  }

  #apply(line: Line): void {
    if (line.kind === 'ended') this.#kept.delete(line.id)
    if (line.kind !== 'told') return
    this.#told.set(line.limit, line.told)
    if (line.kept !== null)
      this.#kept.set(line.kept.notice.id, { ...line.kept, secret: line.kept.secret ?? null })
  }

  #write(line: Line): boolean {
    this.#apply(line)
    try {
      if (this.#lines > this.#told.size + this.#kept.size + MAX_STALE_LINES) this.#writeWhole()
      else appendFileSync(this.#path, `${JSON.stringify(line)}\n`)
      this.#lines++
      return true
    } catch (error) {
      this.#log.error(
        { err: error },
        'a notice of a budget could not be kept, and would be lost with the program',
      )
      return false
    }
  }

  #writeWhole(): void {
    const lines: Line[] = [{ kind: 'opened' }]
    const unended = [...this.#kept.values()]
    for (const [limit, told] of this.#told) lines.push({ kind: 'told', limit, told, kept: null })
    // Under a name that no limit has, so that what waits says nothing of what was told last.
    for (const kept of unended) lines.push({ kind: 'told', limit: '', told: NEVER, kept })
    const temporary = `${this.#path}.new`
    writeFileSync(temporary, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
      mode: 0o600,
      flush: true,
    })
    renameSync(temporary, this.#path)
    this.#lines = lines.length
  }
}

const NEVER: Told = { percent: 0, startMs: 0, endMs: 0 }

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Null where it is none of ours. */
function parse(text: string): Line | null {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  return isLine(line) ? line : null
}

function isLine(value: unknown): value is Line {
  if (!isRecord(value)) return false
  if (value['kind'] === 'opened') return true
  if (value['kind'] === 'ended') return typeof value['id'] === 'string'
  const { kind, limit, told, kept } = value
  if (kind !== 'told' || typeof limit !== 'string' || !isRecord(told)) return false
  if (![told['percent'], told['startMs'], told['endMs']].every((number) => typeof number === 'number'))
    return false
  return kept === null || isCall(kept)
}

function isCall(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['reference']) || !isNotice(value['notice'])) return false
  return (value['secret'] ?? null) === null || isRecord(value['secret'])
}

function isNotice(value: unknown): boolean {
  return isRecord(value) && typeof value['id'] === 'string' && value['object'] === 'budget_notice'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
