import { type AddressRange, overlaps, sizeOf } from '../base/index.ts'

export { type AddressRange, formatRange, overlaps, parseRange, sizeOf } from '../base/index.ts'

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
