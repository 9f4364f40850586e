/** So many at once, and no more; who waits is served in turn. */
export class Slots {
  most: number
  #taken = 0
  readonly #waiting: (() => void)[] = []

  constructor(most: number) {
    this.most = most
  }

  get taken(): number {
    return this.#taken
  }

  take(): Promise<void> | undefined {
    if (this.#taken < this.most) {
      this.#taken++
      return undefined
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  release(): void {
    const next = this.#taken > this.most ? undefined : this.#waiting.shift()
    if (next === undefined) this.#taken--
    else next()
  }
}
