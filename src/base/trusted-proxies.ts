import { BlockList, isIP, isIPv4, isIPv6, SocketAddress } from 'node:net'

import { parseRange } from './address-range.ts'

/**
 * Who calls through proxies that the workload file trusts: of `X-Forwarded-For` the address furthest right that is none
 * of theirs, as nginx (`real_ip_recursive`) and Express (`trust proxy`) have it, too. Each proxy adds at the end whom it
 * was called by, and what stands left of the first that is not trusted anybody may have written. Of no other header:
 * `X-Azure-ClientIP` of Front Door may be what its caller wrote
 * (https://learn.microsoft.com/azure/frontdoor/front-door-http-headers-protocol, read 2026-11-22).
 */

/** Of the addresses that a header may have; those beyond are not looked at. */
const MAX_HOPS = 16
/** Longer than `[IPv6]:port`. */
const MAX_HOP_CHARACTERS = 64
/** Ranges that are wider trust nearly everybody, so that all could write the address that they like. */
const LEAST_PREFIX = { ipv4: 8, ipv6: 16 } as const

export type ProxyRange =
  | {
      readonly kind: 'range'
      readonly address: string
      readonly prefixLength: number
      readonly family: Family
    }
  | { readonly kind: 'fault'; readonly problem: string }

type Family = 'ipv4' | 'ipv6'

/** `10.0.0.0/24`, `2001:db8::/48`, or one address. */
export function parseProxyRange(text: string): ProxyRange {
  const [address = '', written, ...more] = text.split('/')
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) && !address.includes('%') ? 'ipv6' : null
  const longest = family === 'ipv4' ? 32 : 128
  const prefixLength =
    written === undefined ? longest : /^\d{1,3}$/.test(written) ? Number(written) : Infinity
  if (family === null || more.length > 0 || prefixLength > longest)
    return { kind: 'fault', problem: 'is no range of addresses; write one as 10.0.0.0/24, or one address' }
  if (family === 'ipv4' && parseRange(`${address}/${prefixLength}`) === null)
    return { kind: 'fault', problem: `is no range: one of /${prefixLength} does not begin there` }
  if (prefixLength < LEAST_PREFIX[family])
    return {
      kind: 'fault',
      problem: 'is so wide that callers could write any address; name the proxies alone',
    }
  return { kind: 'range', address, prefixLength, family }
}

export class TrustedProxies {
  readonly areThere: boolean
  readonly #ranges = new BlockList()

  /** `ranges`: as `parseProxyRange` takes them. */
  constructor(ranges: readonly string[]) {
    this.areThere = ranges.length > 0
    for (const text of ranges) {
      const range = parseProxyRange(text)
      if (range.kind === 'fault') throw new Error(`${text} ${range.problem}`)
      this.#ranges.addSubnet(range.address, range.prefixLength, range.family)
    }
  }

  /** An address as `bareAddress` has it. */
  has(address: string): boolean {
    if (!this.areThere) return false
    const version = isIP(address)
    return version !== 0 && this.#ranges.check(address, version === 4 ? 'ipv4' : 'ipv6')
  }

  /**
   * The address of who calls, in the form of `bareAddress`; that of the peer where it is no proxy, or handed on what is
   * no address. `forwardedFor`: the header, of which several are joined with commas.
   */
  clientOf(peerAddress: string | undefined, forwardedFor: string | undefined): string {
    const peer = bareAddress(peerAddress ?? '')
    if (forwardedFor === undefined || !this.has(peer)) return peer
    let client = peer
    let end = forwardedFor.length
    for (let hops = 0; hops < MAX_HOPS && end >= 0; hops++) {
      const comma = end === 0 ? -1 : forwardedFor.lastIndexOf(',', end - 1)
      if (end - comma > MAX_HOP_CHARACTERS) return peer
      const hop = hopAddress(forwardedFor.slice(comma + 1, end).trim())
      if (hop === null) return peer
      client = hop
      if (!this.has(hop)) return client
      end = comma
    }
    return client
  }
}

/**
 * Null where it is none. Application Gateway writes `IP:port`
 * (https://learn.microsoft.com/azure/application-gateway/rewrite-http-headers-url, read 2026-11-22), which of IPv6 is only
 * told from an address by brackets.
 */
function hopAddress(written: string): string | null {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(written)?.[1]
  if (bracketed !== undefined) return isIPv6(bracketed) ? bareAddress(bracketed) : null
  if (isIPv6(written)) return bareAddress(written)
  const [address = '', port, ...more] = written.split(':')
  if (more.length > 0 || (port !== undefined && !/^\d{1,5}$/.test(port))) return null
  return isIPv4(address) ? address : null
}

const MAPPED = '::ffff:'

/**
 * In the one form that an address has: without its zone, IPv6 in short and small letters, and IPv4 as such where it came
 * mapped into IPv6 (RFC 4291, section 2.5.5.2; RFC 5952). What is no address stays as it is.
 */
export function bareAddress(address: string): string {
  const [unzoned = ''] = address.split('%', 1)
  if (!isIPv6(unzoned)) return unzoned
  const { address: short } = new SocketAddress({ address: unzoned, family: 'ipv6' })
  return short.startsWith(MAPPED) && isIPv4(short.slice(MAPPED.length)) ? short.slice(MAPPED.length) : short
}
