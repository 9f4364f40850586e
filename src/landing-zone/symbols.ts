/** Hands out symbols of resources: one for each list of words, and never one for two. */
export class Symbols {
  readonly #byWords = new Map<string, string>()
  readonly #taken = new Set<string>()

  /** `privateEndpoints`, `swedencentral` to `privateEndpointsSwedencentral`; the same for the same words. */
  of(...words: readonly string[]): string {
    const key = words.join('\0')
    const known = this.#byWords.get(key)
    if (known !== undefined) return known
    const plain = camelCase(words)
    let symbol = plain
    // Words that differ in what a symbol cannot hold: a-b and a.b.
    for (let count = 2; this.#taken.has(symbol.toLowerCase()); count++) symbol = `${plain}${count}`
    this.#taken.add(symbol.toLowerCase())
    this.#byWords.set(key, symbol)
    return symbol
  }
}

function camelCase(words: readonly string[]): string {
  const parts = words.flatMap((word) => word.split(/[^A-Za-z0-9]+/)).filter((part) => part !== '')
  const [first = 'x', ...rest] = parts
  const whole = first.charAt(0).toLowerCase() + first.slice(1) + rest.map(capitalized).join('')
  return /^[a-z]/.test(whole) ? whole : `x${whole}`
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
