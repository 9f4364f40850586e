import type { Reference, SecretReference } from './plan.ts'

/** How the admin API and the console are reached over the network. */
export interface AdminSettings {
  readonly listen: { readonly host: string; readonly port: number }
  readonly tls: { readonly certificate: Reference; readonly key: SecretReference } | null
  /** True where a proxy in front ends TLS, so that a public bind without a certificate is meant. */
  readonly tlsEndsInFront: boolean
  /** Addresses and ranges of them, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
}
