/** What a reply of a provider means for the exchange, and for the health of what gave it. */
export type Verdict =
  | { readonly kind: 'answer' }
  /** The client's fault, whichever deployment is asked: passed through as it came, never tried again. */
  | {
      readonly kind: 'refuse'
      /** The provider's error code, or `http_<status>`. */
      readonly code: string
      /** Azure bills the prompt though it refused it. */
      readonly billedPrompt: boolean
    }
  /**
   * This deployment cannot serve this very request, though it is well: the next may. When none is left, the reply is
   * the client's answer.
   */
  | { readonly kind: 'elsewhere'; readonly code: string }
  | {
      readonly kind: 'saturated'
      readonly retryAfterMs: number
      /** `quota-group`: what shares its quota is full too. */
      readonly scope: 'deployment' | 'quota-group'
      readonly cause: SaturationCause
    }
  /** The account does not take our credential, or our network. */
  | { readonly kind: 'credential' }
  /** The plan names what the account does not have: people must mend it. */
  | { readonly kind: 'misconfigured' }
  | { readonly kind: 'fault'; readonly retryAfterMs: number | null }

/**
 * `tokens`, `requests`: the deployment's rate limit. `provisioned`: its PTUs are in use. `demand`: the provider's
 * shared capacity is short, whatever our quota.
 */
export type SaturationCause = 'tokens' | 'requests' | 'provisioned' | 'demand' | 'unknown'

/** Names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

export interface UpstreamReply {
  readonly status: number
  readonly headers: Headers
  /** Of an error; bounded by the caller. */
  readonly body: Buffer | null
  /** Milliseconds since the epoch, for a `retry-after` that names a date. */
  readonly nowMs: number
  /** The deployment is provisioned: a 429 that does not say why means that its PTUs are in use. */
  readonly isProvisioned?: boolean
}

export function headerText(headers: Headers, name: string): string | null {
  const value = headers[name]
  if (value === undefined) return null
  if (typeof value === 'string') return value
  return value[0] ?? null
}
