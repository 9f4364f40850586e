import type { Credential, CredentialState } from './credential.ts'

const NO_HEADER = ['', ''] as const

/** For servers that ask for nothing, such as one on the same machine. */
export class NoCredential implements Credential {
  #closed = false

  header(): readonly [string, string] | null {
    return this.#closed ? null : NO_HEADER
  }

  state(): CredentialState {
    return this.#closed ? { kind: 'unavailable', reason: 'closed' } : { kind: 'ready', expiresMs: null }
  }

  start(): Promise<void> {
    return Promise.resolve()
  }

  close(): void {
    this.#closed = true
  }

  rejected(): void {}
}
