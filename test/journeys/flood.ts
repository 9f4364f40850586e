import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline, Readable } from 'node:stream'

/**
 * A provider that writes a very long stream as fast as it is taken, and tells how much of each call was taken and
 * whether the caller went away.
 */
export interface Flood {
  readonly address: string
  readonly calls: readonly FloodCall[]
  close(): Promise<void>
}

export interface FloodCall {
  events: number
  /** Null until it is over. */
  end: 'whole' | 'cut' | null
}

export const FLOOD_CONTENT = 'x'.repeat(16_000)
/** What a sound answer says it used. */
export const FLOOD_USAGE = { prompt_tokens: 7, completion_tokens: 11, total_tokens: 18 }

export async function startFlood(events: number): Promise<Flood> {
  const calls: FloodCall[] = []
  const server = createServer((request, response) => {
    request.resume()
    const call: FloodCall = { events: 0, end: null }
    calls.push(call)
    response.on('close', () => (call.end ??= response.writableFinished ? 'whole' : 'cut'))
    answer(response, events, call)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(response: ServerResponse, events: number, call: FloodCall): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  // One that went away is told of by 'close'.
  pipeline(Readable.from(stream(events, call), { highWaterMark: 1 }), response, () => {})
}

function* stream(events: number, call: FloodCall): Generator<string> {
  const chunk = (choices: object[], more: object = {}) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'gpt-4.1', choices, ...more })}\n\n`
  for (; call.events < events; call.events++) {
    const delta = { content: `${call.events}:${FLOOD_CONTENT}` }
    yield chunk([{ index: 0, delta, finish_reason: null }])
  }
  yield chunk([{ index: 0, delta: {}, finish_reason: 'stop' }])
  yield chunk([], { usage: FLOOD_USAGE })
  yield 'data: [DONE]\n\n'
}
