/**
 * Rows whose keys are places in lists of names: tens of thousands of them are put in order, and added up, without a look
 * at a text.
 */
export type Name = readonly (string | boolean | null)[]

/** One key of all rows: whole numbers from 0 and below `size`. */
export interface Key {
  readonly places: ArrayLike<number>
  readonly size: number
}

/** Names, each once. */
export class Names<One extends Name> {
  readonly #places = new Map<string, number>()
  readonly #names: One[] = []

  placeOf(name: One): number {
    const text = JSON.stringify(name)
    let place = this.#places.get(text)
    if (place === undefined) {
      place = this.#names.push(name) - 1
      this.#places.set(text, place)
    }
    return place
  }

  /** The names in order, and where those of the rows are then. */
  inOrder(places: readonly number[]): { readonly names: readonly One[]; readonly key: Key } {
    const order = [...this.#names.keys()].sort((a, b) =>
      compared(this.#names[a] as One, this.#names[b] as One),
    )
    const placeOf = new Uint32Array(order.length)
    for (const [place, before] of order.entries()) placeOf[before] = place
    return {
      names: order.map((before) => this.#names[before] as One),
      key: {
        places: Uint32Array.from(places, (before) => placeOf[before] as number),
        size: order.length,
      },
    }
  }
}

/** By one field after the other, nulls last. */
function compared(a: Name, b: Name): number {
  for (const [field, left] of a.entries()) {
    const right = b[field] ?? null
    if (left === right) continue
    if (left === null || right === null) return left === null ? 1 : -1
    return left < right ? -1 : 1
  }
  return 0
}

export interface SummedRows {
  /** One row after the other: its keys, then its counts. */
  readonly numbers: readonly number[]
  /** Of each row that came in, in which it is. */
  readonly rowOf: Uint32Array
}

/** Rows in the order of their keys, the first first; counts of those that have the same are added up. */
export function summedRows(keys: readonly Key[], counts: ArrayLike<number>, width: number): SummedRows {
  const numbers: number[] = []
  const rowOf = new Uint32Array(counts.length / width)
  let last = -1
  let rows = 0
  for (const row of orderOf(keys, rowOf.length)) {
    const isNew = last === -1 || keys.some(({ places }) => places[last] !== places[row])
    if (isNew) {
      rows++
      for (const { places } of keys) numbers.push(places[row] as number)
    }
    const into = numbers.length - width
    for (let at = 0; at < width; at++) {
      const count = counts[row * width + at] as number
      if (isNew) numbers.push(count)
      else numbers[into + at] = (numbers[into + at] as number) + count
    }
    rowOf[row] = rows - 1
    last = row
  }
  return { numbers, rowOf }
}

/** Which row comes when: counted out by each key, the last first, as rows of one place stay in their order. */
function orderOf(keys: readonly Key[], rows: number): Uint32Array {
  let order = Uint32Array.from({ length: rows }, (_, row) => row)
  for (const { places, size } of keys.toReversed()) {
    const next = new Uint32Array(size + 1)
    for (let row = 0; row < rows; row++) {
      const after = (places[row] as number) + 1
      next[after] = (next[after] as number) + 1
    }
    for (let place = 0; place < size; place++)
      next[place + 1] = (next[place + 1] as number) + (next[place] as number)
    const ordered = new Uint32Array(rows)
    for (const row of order) {
      const place = places[row] as number
      const at = next[place] as number
      ordered[at] = row
      next[place] = at + 1
    }
    order = ordered
  }
  return order
}
