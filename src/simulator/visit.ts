import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Refusal } from './refusal.ts'

export type AnswerHeaders = Record<string, string>

/** One HTTP request, and the answer to it: what stands in the headers of every answer. */
export class Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  readonly clientRequestId: string | null
  body: Buffer = Buffer.alloc(0)
  #region: string | null = null

  constructor(request: IncomingMessage, response: ServerResponse, requestId: string) {
    this.request = request
    this.response = response
    this.requestId = requestId
    this.clientRequestId = this.header('x-ms-client-request-id')
  }

  header(name: string): string | null {
    const value = this.request.headers[name]
    if (value === undefined) return null
    return typeof value === 'string' ? value : (value[0] ?? null)
  }

  inRegion(region: string): void {
    this.#region = region
  }

  headers(contentType: string): AnswerHeaders {
    const headers: AnswerHeaders = {
      'content-type': contentType,
      'x-causeway-simulated': 'true',
      'apim-request-id': this.requestId,
      'x-request-id': this.requestId,
      'x-content-type-options': 'nosniff',
    }
    if (this.#region !== null) headers['x-ms-region'] = this.#region
    if (this.clientRequestId !== null) headers['x-ms-client-request-id'] = this.clientRequestId
    return headers
  }

  send(status: number, body: string | Buffer, headers: AnswerHeaders): void {
    headers['content-length'] = String(typeof body === 'string' ? Buffer.byteLength(body) : body.length)
    this.response.writeHead(status, headers)
    this.response.end(body)
  }

  json(status: number, value: unknown, more: AnswerHeaders = {}): void {
    this.send(status, JSON.stringify(value), { ...this.headers('application/json'), ...more })
  }

  refuse(refusal: Refusal, more: AnswerHeaders = {}): void {
    // What it did not read of the body would be taken for the next request.
    if (!this.request.complete) this.response.shouldKeepAlive = false
    this.json(refusal.status, refusal.body, { ...more, ...refusal.headers })
  }

  /** No answer: as if the network had gone. */
  destroy(): void {
    this.request.socket.destroy()
  }
}
