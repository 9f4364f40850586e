/**
 * Rows of sums in one piece of memory, each known by where it begins: thousands of small arrays of numbers would cost more
 * to make and to give back than what is added up in them.
 */
const FIRST_ROWS = 64

export class SumRows {
  readonly width: number
  values: Float64Array
  #end = 0

  constructor(width: number) {
    this.width = width
    this.values = new Float64Array(FIRST_ROWS * width)
  }

  /** Where a row of zeros begins. */
  make(): number {
    const at = this.#end
    this.#end += this.width
    if (this.#end > this.values.length) {
      const larger = new Float64Array(this.values.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    return at
  }

  add(at: number, place: number, amount: number): void {
    this.values[at + place] = (this.values[at + place] as number) + amount
  }

  /** Adds a row, of these or of others of the same width. */
  addRow(at: number, { values }: SumRows, from: number): void {
    for (let place = 0; place < this.width; place++) {
      const amount = values[from + place] as number
      if (amount !== 0) this.add(at, place, amount)
    }
  }

  isZero(at: number): boolean {
    for (let place = 0; place < this.width; place++) if (this.values[at + place] !== 0) return false
    return true
  }
}
