/** Ranges of IPv4 addresses for networks and their subnets, without overlap. */
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

/** Hands out ranges of one, the lowest free place first. */
export class AddressSpace {
  readonly range: AddressRange
  readonly #taken: AddressRange[] = []

  constructor(range: AddressRange) {
    this.range = range
  }

  /** Null when there is no room of that size left. */
  take(prefixLength: number): AddressRange | null {
    const size = 2 ** (32 - prefixLength)
    const end = this.range.first + sizeOf(this.range)
    let first = this.range.first
    while (first + size <= end) {
      const candidate = { first, prefixLength }
      const inTheWay = this.#taken.find((range) => overlaps(range, candidate))
      if (inTheWay === undefined) {
        this.#taken.push(candidate)
        return candidate
      }
      first = Math.ceil((inTheWay.first + sizeOf(inTheWay)) / size) * size
    }
    return null
  }
}
