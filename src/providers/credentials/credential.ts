/** What an account lets itself be called with. One file per kind; the gateway asks for the header on each attempt. */
export interface Credential {
  /**
   * Header name and value as they are now, from memory; `['', '']` where nothing is to be sent. Null when no
   * credential could be had yet, or the last one is no longer valid.
   */
  header(): readonly [string, string] | null
  state(): CredentialState
  /** Resolves after the first try to get the credential, whether or not it succeeded; never rejects. */
  start(): Promise<void>
  /** Stops refreshing; `header` gives null from then on. */
  close(): void
  /** The provider answered 401 or 403: get a new one soon, if a new one can differ. */
  rejected(): void
}

export type CredentialState =
  /** `expiresMs`: milliseconds since the epoch; null when it does not expire by itself. */
  | { readonly kind: 'ready'; readonly expiresMs: number | null }
  | { readonly kind: 'unavailable'; readonly reason: string }

/** Visible ASCII alone: a line break in a header value would let a secret's text write headers of its own. */
const HEADER_VALUE = /^[\x21-\x7e]+$/

export function isHeaderValue(text: string): boolean {
  return HEADER_VALUE.test(text)
}
