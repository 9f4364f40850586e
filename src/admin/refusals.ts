import type { Clock, Log } from '../base/index.ts'
import type { AuditDetails, AuditPort } from './ports.ts'

/**
 * Calls that were refused to somebody who may not, for the audit log: of each kind the first within a minute at once, and
 * at its end how many more there were, so that no loop fills the disk.
 */
export interface RefusedCall {
  readonly who: string
  /** Such as `keys.create`. */
  readonly endpoint: string
  readonly because: string
  /** Null where it is not known. */
  readonly address: string | null
}

const FOLD_MS = 60_000
/** Within a minute; past it all others are one. */
const MAX_KINDS = 20

export interface RefusalsParts {
  readonly audit: Pick<AuditPort, 'append'>
  readonly clock: Clock
  readonly log: Log
}

interface Kind {
  readonly who: string
  readonly details: AuditDetails
  more: number
}

export class Refusals {
  readonly #parts: RefusalsParts
  readonly #kinds = new Map<string, Kind>()
  #others = 0
  #stop: (() => void) | null = null

  constructor(parts: RefusalsParts) {
    this.#parts = parts
  }

  note({ who, endpoint, because, address }: RefusedCall): void {
    const name = JSON.stringify([who, endpoint, because])
    const known = this.#kinds.get(name)
    if (known !== undefined) known.more++
    else if (this.#kinds.size >= MAX_KINDS) this.#others++
    else {
      // Of the first: with one of each kind for each address, somebody with many would fill the log.
      const details = { endpoint, because, address }
      this.#kinds.set(name, { who, details, more: 0 })
      void this.#append(who, details)
    }
    this.#stop ??= this.#parts.clock.after(FOLD_MS, () => void this.fold())
  }

  /** Writes how many more there were, and begins anew. */
  async fold(): Promise<void> {
    this.#stop?.()
    this.#stop = null
    const kinds = [...this.#kinds.values()].filter(({ more }) => more > 0)
    const others = this.#others
    this.#kinds.clear()
    this.#others = 0
    for (const { who, details, more } of kinds) await this.#append(who, { ...details, more })
    if (others > 0) await this.#append('others', { more: others })
  }

  async #append(who: string, details: AuditDetails): Promise<void> {
    const { audit, clock, log } = this.#parts
    try {
      await audit.append({ atMs: clock.nowMs(), who, what: 'call.refuse', why: null, details })
    } catch (error) {
      log.error({ err: error }, 'a refused call could not be written to the audit log')
    }
  }
}
