import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'

import type { paths } from '../admin-api.d.ts'
import { answerOf, api, type GetAnswer, type GetPath, type Problem } from './client.ts'

/** What a page has of what it asked for. What was there before is shown until what is fresher comes. */
export interface Asked<T> {
  /** Null until the first answer. */
  readonly data: T | null
  /** Of the last call; null when it was answered. */
  readonly problem: Problem | null
  readonly isLoading: boolean
  /** When `data` came, in milliseconds since the epoch. */
  readonly atMs: number | null
  readonly refresh: () => void
}

interface Entry {
  readonly data: unknown
  readonly problem: Problem | null
  readonly isLoading: boolean
  readonly atMs: number | null
}

/** Answers kept, so that going back shows a page at once. */
const MAX_KEPT = 60
/** An answer younger than this is not asked for again when a page opens. */
const FRESH_MS = 2_000
const NOTHING: Entry = { data: null, problem: null, isLoading: true, atMs: null }
const IDLE: Entry = { ...NOTHING, isLoading: false }

const kept = new Map<string, Entry>()
const readers = new Map<string, Set<() => void>>()
const calls = new Map<string, AbortController>()

type ParametersOf<Path extends GetPath> = paths[Path] extends {
  get: { parameters: infer Given }
}
  ? Pick<Given, Extract<keyof Given, 'query' | 'path'>>
  : never

export interface GetOptions {
  /** Asks again this long after an answer, while the page is seen. */
  readonly everyMs?: number
  /** Shows what stood for other parameters until the answer for these comes, as when another window is chosen. */
  readonly keepsPrevious?: boolean
}

/** The answer to a GET; with `params` null nothing is asked. */
export function useGet<Path extends GetPath>(
  path: Path,
  params: ParametersOf<Path> | null,
  { everyMs, keepsPrevious = false }: GetOptions = {},
): Asked<GetAnswer<Path>> {
  const key = params === null ? null : keyOf(path, params)
  const entry = useSyncExternalStore(
    useCallback((changed) => (key === null ? () => {} : read(key, changed)), [key]),
    () => (key === null ? IDLE : (kept.get(key) ?? NOTHING)),
  )
  const [previous, setPrevious] = useState<unknown>(null)
  if (entry.data !== null && entry.data !== previous) setPrevious(entry.data)
  useEffect(() => {
    if (key === null) return
    const { atMs } = kept.get(key) ?? NOTHING
    // Another part of the page may have asked it in this moment.
    if (!calls.has(key) && (atMs === null || Date.now() - atMs > FRESH_MS)) void ask(key)
  }, [key])
  useEffect(() => {
    if (key === null || everyMs === undefined) return
    const timer = setInterval(() => {
      if (!document.hidden && !calls.has(key)) void ask(key)
    }, everyMs)
    return () => clearInterval(timer)
  }, [key, everyMs])
  const refresh = useCallback(() => {
    if (key !== null) void ask(key)
  }, [key])
  const data = entry.data ?? (keepsPrevious ? previous : null)
  return { ...entry, data: data as GetAnswer<Path> | null, refresh }
}

/** Asks again for whatever is shown of these paths, as after a change; of all when none is named. */
export function refreshAll(...changed: readonly GetPath[]): void {
  for (const key of new Set([...kept.keys(), ...readers.keys()])) {
    if (changed.length > 0 && !changed.some((path) => key.startsWith(`${path} `))) continue
    if (readers.has(key)) void ask(key)
    else kept.delete(key)
  }
}

/** Forgets all, as when somebody signs out. */
export function forgetAll(): void {
  for (const call of calls.values()) call.abort()
  calls.clear()
  kept.clear()
}

function keyOf(path: GetPath, params: object): string {
  return `${path} ${JSON.stringify(params)}`
}

function read(key: string, changed: () => void): () => void {
  const set = readers.get(key) ?? new Set()
  readers.set(key, set.add(changed))
  return () => {
    set.delete(changed)
    if (set.size > 0) return
    readers.delete(key)
    calls.get(key)?.abort()
    calls.delete(key)
    const entry = kept.get(key)
    if (entry?.atMs === null) kept.delete(key)
    else if (entry !== undefined) kept.set(key, { ...entry, isLoading: false })
  }
}

function put(key: string, entry: Entry): void {
  // The newest stand last, so that what was not looked at for longest goes first.
  kept.delete(key)
  kept.set(key, entry)
  for (const old of kept.keys()) {
    if (kept.size <= MAX_KEPT) break
    if (!readers.has(old)) kept.delete(old)
  }
  for (const changed of readers.get(key) ?? []) changed()
}

async function ask(key: string): Promise<void> {
  calls.get(key)?.abort()
  const call = new AbortController()
  calls.set(key, call)
  const before = kept.get(key) ?? NOTHING
  put(key, { ...before, isLoading: true })
  const space = key.indexOf(' ')
  const path = key.slice(0, space)
  const params: unknown = JSON.parse(key.slice(space + 1))
  try {
    const get = api.GET as (path: string, init: object) => Promise<{ data?: unknown; response: Response }>
    const answer = await answerOf(get(path, { params, signal: call.signal }))
    if (calls.get(key) !== call) return
    calls.delete(key)
    if (answer.ok) put(key, { data: answer.value, problem: null, isLoading: false, atMs: Date.now() })
    else put(key, { ...before, problem: answer.problem, isLoading: false })
  } catch (error) {
    if (!call.signal.aborted) throw error
  }
}
