import { isLive, type StoredKey } from '../identity/index.ts'
import { formatTable } from './table.ts'

/** Consumers' keys as commands print them. */

/** Of a key here, or elsewhere. */
export type SeenKey = Omit<StoredKey, 'hash' | 'consumer'> & { readonly consumer: string }

/** What may be seen of a key. Built field by field, so that a field added to the stored key stays unseen. */
export interface ShownKey {
  readonly id: string
  readonly consumer: string
  readonly label: string | null
  readonly state: 'live' | 'expired' | 'revoked'
  readonly created: string
  readonly expires: string | null
  readonly revoked: string | null
}

export interface ShownKeyUse {
  readonly lastUsed: string | null
  /** Uses before are not known; null where none are. */
  readonly useKnownFrom: string | null
}

export interface SeenUse {
  readonly lastMs: number | null
  /** Uses before are not known; null where none are. */
  readonly knownFromMs: number | null
}

export function shownKey(key: SeenKey, nowMs: number): ShownKey {
  return {
    id: key.id,
    consumer: key.consumer,
    label: key.label,
    state: isLive(key, nowMs) ? 'live' : key.revokedMs === null ? 'expired' : 'revoked',
    created: isoTime(key.createdMs),
    expires: key.expiresMs === null ? null : isoTime(key.expiresMs),
    revoked: key.revokedMs === null ? null : isoTime(key.revokedMs),
  }
}

export function shownUse({ lastMs, knownFromMs }: SeenUse): ShownKeyUse {
  return {
    lastUsed: lastMs === null ? null : isoTime(lastMs),
    useKnownFrom: knownFromMs === null ? null : isoTime(knownFromMs),
  }
}

/** Since when the key is known not to be used; null where that is not known. */
export function unusedSinceMs({ createdMs }: SeenKey, { lastMs, knownFromMs }: SeenUse): number | null {
  if (lastMs !== null) return lastMs
  return knownFromMs === null ? null : Math.max(createdMs, knownFromMs)
}

export function keyTable(rows: readonly ShownKey[]): string {
  return formatTable(columns(TITLES), rows.map(cells))
}

export function keyUseTable(rows: readonly (ShownKey & ShownKeyUse)[]): string {
  return formatTable(
    columns([...TITLES, 'LAST USED']),
    rows.map((row) => [...cells(row), useWords(row)]),
  )
}

export function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

const TITLES = ['ID', 'CONSUMER', 'LABEL', 'STATE', 'CREATED', 'ENDS']

function columns(titles: readonly string[]): { readonly title: string }[] {
  return titles.map((title) => ({ title }))
}

function cells(row: ShownKey): string[] {
  const ends = row.revoked ?? row.expires ?? 'never'
  return [row.id, row.consumer, row.label ?? '-', row.state, row.created, ends]
}

export function useWords({
  created,
  lastUsed,
  useKnownFrom,
}: ShownKeyUse & { readonly created: string }): string {
  if (lastUsed !== null) return lastUsed
  if (useKnownFrom === null) return '-'
  return useKnownFrom <= created ? 'never' : `not since ${useKnownFrom}`
}
