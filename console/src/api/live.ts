import { useSyncExternalStore } from 'react'

import { type Problem, problemOf, type Schemas, whenSignedOut } from './client.ts'

export type Live = Schemas['Live']
export type Incident = Schemas['Incident']

export interface LiveState {
  /** `away`: nothing comes; it is tried again. */
  readonly connection: 'connecting' | 'live' | 'away'
  /** The last event; it stays when the connection is lost. */
  readonly now: Live | null
  /** Oldest first; at most `MAX_PAST`. */
  readonly past: readonly Live[]
  /** Since the page opened, newest first. */
  readonly incidents: readonly Incident[]
  /** Why nothing comes, in words. */
  readonly problem: string | null
}

/** Five minutes of events, two seconds each. */
export const MAX_PAST = 150
const MAX_INCIDENTS = 50
/** Without an event for so long the connection is taken for lost: the server sends one every two seconds. */
const SILENCE_MS = 10_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
const ADDRESS = '/admin/v1/live'

let state: LiveState = { connection: 'connecting', now: null, past: [], incidents: [], problem: null }
const readers = new Set<() => void>()
let source: EventSource | null = null
let pauseMs = FIRST_PAUSE_MS
let again: ReturnType<typeof setTimeout> | undefined
let silence: ReturnType<typeof setTimeout> | undefined

function set(change: Partial<LiveState>): void {
  state = { ...state, ...change }
  for (const changed of readers) changed()
}

function open(): void {
  clearTimeout(again)
  if (source !== null || document.hidden || readers.size === 0) return
  source = new EventSource(ADDRESS)
  listenForSilence()
  source.addEventListener('live', ({ data }: MessageEvent<string>) => {
    const now = JSON.parse(data) as Live
    pauseMs = FIRST_PAUSE_MS
    listenForSilence()
    set({ connection: 'live', now, past: [...state.past, now].slice(-MAX_PAST), problem: null })
  })
  source.addEventListener('incident', ({ data }: MessageEvent<string>) => {
    const told = JSON.parse(data) as Incident
    const others = state.incidents.filter(({ id }) => id !== told.id)
    set({ incidents: [told, ...others].slice(0, MAX_INCIDENTS) })
  })
  source.addEventListener('problem', ({ data }: MessageEvent<string>) => {
    listenForSilence()
    set({ connection: 'away', problem: (JSON.parse(data) as { message: string }).message })
  })
  source.addEventListener('error', () => void lost('The connection for live figures broke.'))
}

function listenForSilence(): void {
  clearTimeout(silence)
  silence = setTimeout(() => void lost('No live figures have come for ten seconds.'), SILENCE_MS)
}

function close(): void {
  clearTimeout(silence)
  clearTimeout(again)
  source?.close()
  source = null
}

async function lost(why: string): Promise<void> {
  close()
  set({ connection: 'away', problem: why })
  again = setTimeout(open, pauseMs + Math.random() * 500)
  pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  // An event source does not tell with which status it was refused; a plain call does.
  const refused = await refusal()
  if (refused !== null && state.connection === 'away') set({ problem: refused.message })
}

async function refusal(): Promise<Problem | null> {
  try {
    const response = await fetch('/admin/v1/session', { cache: 'no-store' })
    if (response.ok) return null
    return problemOf(await response.json().catch(() => null), response)
  } catch {
    return { status: null, code: 'unreachable', message: 'Causeway could not be reached.', remedy: null }
  }
}

function read(changed: () => void): () => void {
  readers.add(changed)
  open()
  return () => {
    readers.delete(changed)
    // A page that follows in the same moment keeps the connection.
    setTimeout(() => readers.size === 0 && close(), 0)
  }
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) close()
  else open()
})
whenSignedOut(() => {
  close()
  set({ connection: 'connecting', now: null, past: [], incidents: [], problem: null })
})

/** What happens now. The connection is there while anything on the page reads it, and the page is seen. */
export function useLive(): LiveState {
  return useSyncExternalStore(read, () => state)
}
