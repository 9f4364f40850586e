/** The port to when keys were used last; what is kept of a key is its last use alone. */
export interface KeyUseReader {
  /** Of the keys with these ids; one that was never used is not in the answer. */
  keyUses(ids: readonly string[]): Promise<KeyUses>
}

export interface KeyUses {
  /** Uses before are not known: the database was made later, or by a program that did not note them. */
  readonly fromMs: number
  readonly uses: readonly { readonly key: string; readonly lastMs: number }[]
}

/** More are asked for in several questions. */
export const MOST_KEYS_ASKED = 1_000

/** A use is noted when the one noted before is older than this: so exact is a key's last use. */
export const KEY_USE_STEP_MS = 30_000
