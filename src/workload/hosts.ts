import { isIPv4, isIPv6 } from 'node:net'

/** Kinds of hosts by what they are called; nothing is looked up. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare === '::1' ||
    (isIPv4(bare) && bare.startsWith('127.'))
  )
}

/** RFC 1918, RFC 4193, RFC 6598, link-local, and names that no public zone holds. */
export function isPrivate(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (isIPv4(bare)) {
    const [a = 0, b = 0] = bare.split('.').map(Number)
    return (
      a === 10 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 100 && b >= 64 && b <= 127) ||
      (a === 169 && b === 254)
    )
  }
  if (isIPv6(bare)) return /^f[cd]|^fe[89ab]/.test(bare)
  return !bare.includes('.') || /\.(internal|local|lan|home\.arpa|svc)$|\.svc\.cluster\.local$/.test(bare)
}
