import type { ServerResponse } from 'node:http'

import type { Clock } from '../base/index.ts'
import type { EventSink } from './call.ts'

/** Server-sent events to one reader: bounded in what waits for it, and alive through proxies that end silent answers. */
export const EVENTS_TYPE = 'text/event-stream; charset=utf-8'
const HEARTBEAT_MS = 15_000
/** A reader that leaves more unread than this is dropped: it connects again and has the newest. */
const MAX_UNREAD_BYTES = 262_144

/** `run` sends; the stream ends with it, or with the reader. */
export async function streamEvents(
  response: ServerResponse,
  clock: Clock,
  run: (sink: EventSink<never>) => Promise<void>,
): Promise<void> {
  const life = new AbortController()
  response.once('close', () => life.abort())
  response.writeHead(200, {
    'content-type': EVENTS_TYPE,
    'cache-control': 'no-store',
    // Proxies of the nginx family gather answers otherwise.
    'x-accel-buffering': 'no',
  })
  const write = (text: string) => {
    if (life.signal.aborted) return
    response.write(text)
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy()
  }
  write(': begin\n\n')
  const stopHeartbeat = clock.every(HEARTBEAT_MS, () => write(': still here\n\n'))
  try {
    await run({
      send: (name: string, data: unknown) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
      signal: life.signal,
    } as EventSink<never>)
  } finally {
    stopHeartbeat()
    if (!life.signal.aborted) response.end()
  }
}
