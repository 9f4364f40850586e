/** Addresses of IPv4 and IPv6 as numbers. */
export interface Network {
  readonly first: bigint
  readonly last: bigint
  readonly prefix: number
  /** 32 or 128. */
  readonly bits: number
}

/** `10.0.0.0/16` or `fd00::/48`; null for anything else. */
export function networkOf(text: unknown): Network | null {
  const match = typeof text === 'string' ? /^([^/]+)\/(\d{1,3})$/.exec(text) : null
  const [, addressPart = '', prefixPart = ''] = match ?? []
  const bits = addressPart.includes(':') ? 128 : 32
  const address = bits === 32 ? parseV4(addressPart) : parseV6(addressPart)
  const prefix = Number(prefixPart)
  if (match === null || address === null || prefix > bits) return null
  const hostBits = BigInt(bits - prefix)
  const first = (address >> hostBits) << hostBits
  return { first, last: first + (1n << hostBits) - 1n, prefix, bits }
}

function parseV4(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n)
}

function parseV6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const zeros = 8 - head.length - tail.length
  if (halves.length === 2 ? zeros < 1 : zeros !== 0) return null
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}

export function addressText(address: bigint, bits: number): string {
  return bits === 32 ? groupsOf(address, 4, 8).join('.') : shortened(groupsOf(address, 8, 16))
}

function groupsOf(address: bigint, count: number, width: number): readonly number[] {
  return Array.from({ length: count }, (_, at) =>
    Number((address >> BigInt((count - 1 - at) * width)) & ((1n << BigInt(width)) - 1n)),
  )
}

/** RFC 5952: the longest run of two or more zero groups becomes `::`. */
function shortened(groups: readonly number[]): string {
  let [bestStart, bestLength] = [-1, 1]
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === 0) length++
    if (length > bestLength) [bestStart, bestLength] = [start, length]
  }
  const hex = groups.map((group) => group.toString(16))
  if (bestStart === -1) return hex.join(':')
  return `${hex.slice(0, bestStart).join(':')}::${hex.slice(bestStart + bestLength).join(':')}`
}
