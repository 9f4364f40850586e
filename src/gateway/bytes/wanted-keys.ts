import { BACKSLASH } from './json-grammar.ts'

/** What to look for; made once. */
export class WantedKeys<Name extends string> {
  readonly names: readonly Name[]
  readonly #index: ReadonlyMap<string, number>
  readonly #bytes: readonly Uint8Array[]
  /** By length in bytes: which names have it. */
  readonly #byLength: readonly (readonly number[])[]
  /** A character takes at most six bytes when escaped. */
  readonly #longestEscaped: number

  constructor(names: readonly Name[]) {
    this.names = names
    this.#index = new Map(names.map((name, i) => [name, i]))
    this.#bytes = names.map((name) => Buffer.from(name))
    const longest = Math.max(0, ...this.#bytes.map((bytes) => bytes.length))
    this.#byLength = Array.from({ length: longest + 1 }, (_, length) =>
      [...this.#bytes.keys()].filter((i) => this.#bytes[i]?.length === length),
    )
    this.#longestEscaped = longest * 6
  }

  index(name: Name): number {
    return this.#index.get(name) as number
  }

  /** The same for a key that is written without escapes; others are not found. */
  matchPlain(bytes: Buffer, start: number, end: number): number {
    const candidates = this.#byLength[end - start]
    if (candidates === undefined) return -1
    for (let i = 0; i < candidates.length; i++) {
      const candidate = candidates[i] as number
      if (isSame(this.#bytes[candidate] as Uint8Array, bytes, start)) return candidate
    }
    return -1
  }

  /** The index of the key whose bytes, without quotes, stand there; -1 when it is not wanted. */
  match(bytes: Buffer, start: number, end: number): number {
    if (end - start > this.#longestEscaped) return -1
    const plain = this.matchPlain(bytes, start, end)
    if (plain !== -1) return plain
    for (let at = start; at < end; at++) {
      if (bytes[at] === BACKSLASH) return this.#index.get(decodeString(bytes, start - 1, end + 1)) ?? -1
    }
    return -1
  }
}

function isSame(name: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < name.length; i++) {
    if (bytes[start + i] !== name[i]) return false
  }
  return true
}

/** A valid string literal with its quotes. */
export function decodeString(bytes: Buffer, start: number, end: number): string {
  return JSON.parse(bytes.toString('utf8', start, end)) as string
}
