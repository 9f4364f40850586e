import { isIP } from 'node:net'

/** What a page of another site makes a browser on this machine ask for, as the headers give it away. */
export interface AskedBy {
  readonly host?: string | undefined
  readonly origin?: string | string[] | undefined
  readonly 'sec-fetch-site'?: string | string[] | undefined
}

/** Browsers say where a call comes from (OWASP, Cross-Site Request Forgery Prevention Cheat Sheet, read 2026-11-21). */
export function isOfOtherSite({ host, origin, 'sec-fetch-site': site }: AskedBy): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && URL.parse(String(origin))?.host !== host
}

/**
 * A site can give its own name the address of this machine, and its pages are of the same origin as what answers there
 * then (DNS rebinding). It cannot give away an address as such, nor `localhost` (RFC 6761, section 6.3).
 */
export function mayBeRebound({ host }: AskedBy): boolean {
  // No browser leaves it out.
  if (host === undefined) return false
  const name = URL.parse(`http://${host}`)?.hostname ?? ''
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return false
  return name !== 'localhost' && !name.endsWith('.localhost')
}
