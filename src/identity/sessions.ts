import { hash } from 'node:crypto'

import { randomText } from './random-text.ts'

/**
 * Sessions of operators at the console, in memory: who starts the program anew signs in anew. Bounded in age, in idle
 * time and in number, where the one that was idle longest goes.
 */
export interface Session {
  /** To speak of it by: made of its token one way, so that it lets nobody in. */
  readonly id: string
  /** Of the operator's key, with which the session ends. */
  readonly keyId: string
  readonly from: SessionOrigin
  /** Milliseconds since the epoch, as those below. */
  readonly sinceMs: number
  readonly usedMs: number
  readonly expiresMs: number
}

/** Where it began, as far as that is known. */
export interface SessionOrigin {
  readonly address: string | null
  /** Such as `Firefox 145 on Windows`. */
  readonly browser: string | null
}

type Held = { -readonly [Name in keyof Session]: Session[Name] }

const LONGEST_MS = 12 * 3_600_000
const LONGEST_IDLE_MS = 3_600_000
const MAX_SESSIONS = 1_000
/** So that nobody can end the sessions of others by signing in again and again. */
const MAX_SESSIONS_OF_KEY = 20
/** 190 bits, as in a key. */
const TOKEN_CHARACTERS = 32
const ID_CHARACTERS = 20

export class Sessions {
  /** By the SHA-256 of its token, in the order of last use. */
  readonly #held = new Map<string, Held>()

  get size(): number {
    return this.#held.size
  }

  begin(
    keyId: string,
    from: SessionOrigin,
    nowMs: number,
  ): { readonly token: string; readonly session: Session } {
    this.#makeRoom(keyId)
    const token = randomText(TOKEN_CHARACTERS)
    const hashed = hashOf(token)
    const session = {
      id: idOf(hashed),
      keyId,
      from,
      sinceMs: nowMs,
      usedMs: nowMs,
      expiresMs: nowMs + LONGEST_MS,
    }
    this.#held.set(hashed, session)
    return { token, session }
  }

  /** The one used last comes last. */
  live(nowMs: number): readonly Session[] {
    return [...this.#held.values()].filter((session) => isLive(session, nowMs))
  }

  #makeRoom(keyId: string): void {
    const own = [...this.#held].flatMap(([hashed, session]) => (session.keyId === keyId ? [hashed] : []))
    if (own.length >= MAX_SESSIONS_OF_KEY) this.#held.delete(own[0] as string)
    else if (this.#held.size >= MAX_SESSIONS) {
      const [oldest] = this.#held.keys()
      if (oldest !== undefined) this.#held.delete(oldest)
    }
  }

  /** Null where there is none, or none any more. */
  use(token: string, nowMs: number): Session | null {
    if (token.length !== TOKEN_CHARACTERS) return null
    const hashed = hashOf(token)
    const session = this.#held.get(hashed)
    if (session === undefined) return null
    this.#held.delete(hashed)
    if (!isLive(session, nowMs)) return null
    session.usedMs = nowMs
    this.#held.set(hashed, session)
    return session
  }

  /** Without using it; null as of `use`. */
  look(token: string, nowMs: number): Session | null {
    const session = this.#held.get(hashOf(token))
    return session !== undefined && isLive(session, nowMs) ? session : null
  }

  end(token: string): void {
    this.#held.delete(hashOf(token))
  }

  /** By what it is spoken of. */
  endById(id: string): void {
    for (const [hashed, session] of this.#held) if (session.id === id) this.#held.delete(hashed)
  }

  /** All that began with the key; how many these were. */
  endOf(keyId: string): number {
    const before = this.#held.size
    for (const [hashed, session] of this.#held) if (session.keyId === keyId) this.#held.delete(hashed)
    return before - this.#held.size
  }
}

function isLive({ expiresMs, usedMs }: Session, nowMs: number): boolean {
  return nowMs < expiresMs && nowMs - usedMs < LONGEST_IDLE_MS
}

function hashOf(token: string): string {
  return hash('sha256', token, 'hex')
}

/** Of a hash, so that nobody who sees it has what a token is looked up by. */
function idOf(hashed: string): string {
  return hash('sha256', `session ${hashed}`, 'hex').slice(0, ID_CHARACTERS)
}
