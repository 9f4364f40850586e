import { fittingWindow, keptWindow, windowIn } from '../parts/window.ts'

/**
 * What the first view asks is on its way while the script of the console still comes, which is most of the wait: this
 * file is loaded and run before it. The client takes the answers as those of its own calls.
 */
const FORGOTTEN_MS = 10_000
let isOver = false
const asked = new Map<string, Promise<Response>>()
/** What the client asked itself, before it was asked here. */
const late = new Set<string>()

function ask(path: `/admin/v1/${string}`): Promise<Response> {
  const answer = fetch(path, { cache: 'no-store' })
  // Whoever takes it meets the failure; nobody may.
  answer.catch(() => {})
  asked.set(path, answer)
  return answer
}

/** Of a call that was made already, once; null of others. */
export function takeEarly({ method, url }: Request): Promise<Response> | null {
  if (method !== 'GET' || isOver) return null
  const { pathname, search } = new URL(url)
  const answer = asked.get(pathname + search) ?? null
  if (answer === null) late.add(pathname + search)
  else asked.delete(pathname + search)
  return answer
}

async function fittingFor(status: Promise<Response>): Promise<string> {
  // The console reads the answer, too.
  const answer = (await status).clone()
  const { recordedFromMs = null } = (await answer.json()) as { readonly recordedFromMs?: number | null }
  return fittingWindow(recordedFromMs, Date.now())
}

async function begin(): Promise<void> {
  const session = await ask('/admin/v1/session')
  if (!session.ok) return
  const status = ask('/admin/v1/status')
  if (location.pathname !== '/console/') return
  void ask('/admin/v1/incidents')
  const window = windowIn(new URLSearchParams(location.search)) ?? keptWindow() ?? (await fittingFor(status))
  const overview = `/admin/v1/overview?window=${window}` as const
  // The console reads the status, too, and may be faster.
  if (!isOver && !late.has(overview)) void ask(overview)
}

// What failed is told by the console's own call, which takes the same answer.
begin().catch(() => {})
setTimeout(() => {
  isOver = true
  asked.clear()
  late.clear()
}, FORGOTTEN_MS)
