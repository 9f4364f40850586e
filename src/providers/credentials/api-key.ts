import type { ProviderName } from '../../workload/index.ts'
import { type Credential, type CredentialState, isHeaderValue } from './credential.ts'

/**
 * A key that does not change while the program runs; a reload of the workload file reads it anew. Azure takes it as
 * `api-key` in both shapes, OpenAI and its like as a bearer token.
 */
export class ApiKeyCredential implements Credential {
  readonly #header: readonly [string, string] | null
  readonly #state: CredentialState
  #closed = false

  constructor(provider: ProviderName, secret: string | null) {
    // Files that hold a secret end in a line break more often than not.
    const key = secret?.trim() ?? ''
    if (isHeaderValue(key)) {
      this.#header = provider === 'openai' ? ['authorization', `Bearer ${key}`] : ['api-key', key]
      this.#state = { kind: 'ready', expiresMs: null }
    } else {
      this.#header = null
      const reason =
        key === '' ? 'the key is empty' : 'the key has characters that no key has, such as a line break'
      this.#state = { kind: 'unavailable', reason }
    }
  }

  header(): readonly [string, string] | null {
    return this.#closed ? null : this.#header
  }

  state(): CredentialState {
    return this.#closed ? { kind: 'unavailable', reason: 'closed' } : this.#state
  }

  start(): Promise<void> {
    return Promise.resolve()
  }

  close(): void {
    this.#closed = true
  }

  /** Asking again gives the same key. */
  rejected(): void {}
}
