/** Ranges of IPv4 addresses, as CIDR writes them. */
export interface AddressRange {
  /** As an unsigned 32-bit number; a multiple of the size. */
  readonly first: number
  /** 0 to 32. */
  readonly prefixLength: number
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/

/** `10.64.0.0/16`; null where it is none, or does not begin where a range of its size can. */
export function parseRange(text: string): AddressRange | null {
  const match = CIDR.exec(text)
  if (match === null) return null
  const [a = 256, b = 256, c = 256, d = 256, prefixLength = 33] = match.slice(1).map(Number)
  if ([a, b, c, d].some((octet) => octet > 255) || prefixLength > 32) return null
  const range = { first: ((a * 256 + b) * 256 + c) * 256 + d, prefixLength }
  return range.first % sizeOf(range) === 0 ? range : null
}

export function formatRange({ first, prefixLength }: AddressRange): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256)
  return `${octets.join('.')}/${prefixLength}`
}

export function sizeOf({ prefixLength }: AddressRange): number {
  return 2 ** (32 - prefixLength)
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.first < b.first + sizeOf(b) && b.first < a.first + sizeOf(a)
}

/** RFC 1918, and the shared range of RFC 6598, which Azure takes for private, too. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

export function isPrivateRange(range: AddressRange): boolean {
  return PRIVATE.some((text) => {
    const whole = parseRange(text)
    return whole !== null && range.prefixLength >= whole.prefixLength && overlaps(range, whole)
  })
}
