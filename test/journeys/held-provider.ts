import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A provider that answers, refuses or keeps waiting as the test says, and tells who asked what when. */
export interface HeldProvider {
  readonly address: string
  /** What becomes of calls that come from now on; `hold` keeps them until `release`. */
  answers: 'well' | 'hold' | 'broken' | { readonly fullForMs: number }
  /** Serves so many a second, and says 429 to the rest; null where it serves all. */
  everyMs: number | null
  /** Whole calls that came, by name of the deployment that was asked. */
  readonly calls: Map<string, number>
  /** Under way now. */
  readonly held: number
  /** Prompts of those that were served, in order. */
  readonly served: string[]
  release(): void
  close(): Promise<void>
}

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }

export async function startHeldProvider(): Promise<HeldProvider> {
  const waiting = new Map<ServerResponse, () => void>()
  let freeMs = 0
  const provider = {
    address: '',
    answers: 'well' as HeldProvider['answers'],
    everyMs: null as number | null,
    calls: new Map<string, number>(),
    served: [] as string[],
    get held() {
      return waiting.size
    },
    release() {
      for (const [response, answer] of waiting) {
        waiting.delete(response)
        answer()
      }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const whole = (response: ServerResponse, body: string): void => {
    provider.served.push(/"content":"([^"]*)"/.exec(body)?.[1] ?? '')
    const message = { role: 'assistant', content: 'Hello' }
    const choices = [{ index: 0, message, finish_reason: 'stop' }]
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ id: 'c', object: 'chat.completion', model: 'gpt-4.1', choices, usage: USAGE }),
    )
  }
  const full = (response: ServerResponse, forMs: number): void => {
    const headers = { 'content-type': 'application/json', 'retry-after-ms': `${Math.ceil(forMs)}` }
    response.writeHead(429, headers)
    response.end(JSON.stringify({ error: { code: '429', message: 'Rate limit is exceeded.' } }))
  }
  const answer = (response: ServerResponse, body: string): void => {
    const { answers, everyMs } = provider
    if (answers === 'broken') response.writeHead(500).end('{"error":{"code":"500","message":"broken"}}')
    else if (answers === 'hold') {
      waiting.set(response, () => whole(response, body))
      response.on('close', () => waiting.delete(response))
    } else if (answers !== 'well') full(response, answers.fullForMs)
    else if (everyMs !== null && performance.now() < freeMs) full(response, freeMs - performance.now())
    else {
      if (everyMs !== null) freeMs = performance.now() + everyMs
      whole(response, body)
    }
  }
  const server = createServer((request: IncomingMessage, response) => {
    const name = /\/deployments\/([^/]+)\//.exec(request.url ?? '')?.[1] ?? 'v1'
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const model = /"model":"([^"]*)"/.exec(body)?.[1] ?? name
      provider.calls.set(model, (provider.calls.get(model) ?? 0) + 1)
      answer(response, body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  provider.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return provider
}
