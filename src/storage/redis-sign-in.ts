import { EntraCredential, type EntraOptions } from '../providers/index.ts'
import type { RedisSignIn } from './redis-client.ts'

/**
 * Signs in to Azure Managed Redis, or Azure Cache for Redis, with a token of Microsoft Entra: the user is the object id of
 * the identity, the password a token, and the server ends a connection whose token expired unless it signed in again.
 * Source: Microsoft Learn, "Use Microsoft Entra for cache authentication with Azure Managed Redis" (2026-11-21).
 */
export const REDIS_TOKEN_SCOPE = 'https://redis.azure.com/.default'

export interface EntraRedisSignInOptions extends Pick<EntraOptions, 'source' | 'clock' | 'log'> {
  /** Object id; null takes it from the token. */
  readonly user: string | null
}

export class EntraRedisSignIn implements RedisSignIn {
  readonly #user: string | null
  readonly #credential: EntraCredential
  readonly #listeners = new Set<() => void>()
  #current = { user: '', password: '' }

  constructor({ source, clock, log, user }: EntraRedisSignInOptions) {
    this.#user = user
    this.#credential = new EntraCredential({
      name: 'storage.counters',
      scope: REDIS_TOKEN_SCOPE,
      source,
      clock,
      log,
      whenRenewed: (token) => {
        const name = this.#user ?? objectIdOf(token)
        if (name === null)
          log.error({}, 'the token for Redis names no object id: write it as storage.counters.user')
        this.#current = { user: name ?? '', password: token }
        for (const listener of this.#listeners) listener()
      },
    })
  }

  /** Resolves after the first try to get a token, whether or not it succeeded. */
  start(): Promise<void> {
    return this.#credential.start()
  }

  close(): void {
    this.#credential.close()
    this.#listeners.clear()
  }

  current(): { readonly user: string; readonly password: string } {
    return this.#current
  }

  onRenewed(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  refused(): void {
    this.#credential.rejected()
  }
}

/** The claim `oid` of a token, which is read and not verified: Redis does that. */
function objectIdOf(token: string): string | null {
  try {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as unknown
    const oid = typeof payload === 'object' && payload !== null && 'oid' in payload ? payload.oid : null
    return typeof oid === 'string' ? oid : null
  } catch {
    return null
  }
}
