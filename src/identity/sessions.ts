import { hash } from 'node:crypto'

import { randomText } from './random-text.ts'

/**
 * Sessions of operators at the console, in memory: who starts the program anew signs in anew. Bounded in age, in idle
 * time and in number, where the one that was idle longest goes.
 */
export interface Session {
  /** Of the operator's key, with which the session ends. */
  readonly keyId: string
  readonly expiresMs: number
}

interface Held extends Session {
  usedMs: number
}

const LONGEST_MS = 12 * 3_600_000
const LONGEST_IDLE_MS = 3_600_000
const MAX_SESSIONS = 1_000
/** So that nobody can end the sessions of others by signing in again and again. */
const MAX_SESSIONS_OF_KEY = 20
/** 190 bits, as in a key. */
const TOKEN_CHARACTERS = 32

export class Sessions {
  /** By the SHA-256 of its token, in the order of last use. */
  readonly #held = new Map<string, Held>()

  get size(): number {
    return this.#held.size
  }

  begin(keyId: string, nowMs: number): { readonly token: string; readonly session: Session } {
    this.#makeRoom(keyId)
    const token = randomText(TOKEN_CHARACTERS)
    const session = { keyId, expiresMs: nowMs + LONGEST_MS, usedMs: nowMs }
    this.#held.set(idOf(token), session)
    return { token, session }
  }

  #makeRoom(keyId: string): void {
    const own = [...this.#held].flatMap(([id, session]) => (session.keyId === keyId ? [id] : []))
    if (own.length >= MAX_SESSIONS_OF_KEY) this.#held.delete(own[0] as string)
    else if (this.#held.size >= MAX_SESSIONS) {
      const [oldest] = this.#held.keys()
      if (oldest !== undefined) this.#held.delete(oldest)
    }
  }

  /** Null where there is none, or none any more. */
  use(token: string, nowMs: number): Session | null {
    if (token.length !== TOKEN_CHARACTERS) return null
    const id = idOf(token)
    const session = this.#held.get(id)
    if (session === undefined) return null
    this.#held.delete(id)
    if (!isLive(session, nowMs)) return null
    session.usedMs = nowMs
    this.#held.set(id, session)
    return session
  }

  /** Without using it; null as of `use`. */
  look(token: string, nowMs: number): Session | null {
    const session = this.#held.get(idOf(token))
    return session !== undefined && isLive(session, nowMs) ? session : null
  }

  end(token: string): void {
    this.#held.delete(idOf(token))
  }

  /** All that began with the key; how many these were. */
  endOf(keyId: string): number {
    const before = this.#held.size
    for (const [id, session] of this.#held) if (session.keyId === keyId) this.#held.delete(id)
    return before - this.#held.size
  }
}

function isLive({ expiresMs, usedMs }: Held, nowMs: number): boolean {
  return nowMs < expiresMs && nowMs - usedMs < LONGEST_IDLE_MS
}

function idOf(token: string): string {
  return hash('sha256', token, 'hex')
}
