/** Gathers what the parts of a landing zone have to tell whoever deploys it: each sentence once, in order. */
export class Notes {
  readonly #all = new Set<string>()

  add(note: string): void {
    this.#all.add(note)
  }

  all(): readonly string[] {
    return [...this.#all]
  }
}
