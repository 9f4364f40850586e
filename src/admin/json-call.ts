import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'

import { http } from '../base/index.ts'

/** One call to another part of the program on this machine. */
export interface JsonCall {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly body: object | null
  readonly bearer: string | null
  /** In PEM, of whoever answers; null for plain HTTP. */
  readonly certificate: string | null
  readonly signal: AbortSignal
}

const MAX_ANSWER_BYTES = 1_048_576

/** Resolves with the head of the answer. */
export function beginCall({
  url,
  method,
  body,
  bearer,
  certificate,
  signal,
}: JsonCall): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const text = body === null ? null : Buffer.from(JSON.stringify(body))
    const headers = {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(text === null ? {} : { 'content-type': 'application/json', 'content-length': text.length }),
    }
    const options = { method, headers, agent: false, signal } as const
    const asked =
      certificate === null
        ? http.request(url, options, resolve)
        : httpsRequest(
            url,
            // It is this very certificate that is trusted, whatever host it is for: the call stays on the machine.
            {
              ...options,
              ca: certificate,
              allowPartialTrustChain: true,
              checkServerIdentity: () => undefined,
            },
            resolve,
          )
    asked.on('error', reject)
    asked.end(text ?? undefined)
  })
}

export async function textOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`the answer has more than ${MAX_ANSWER_BYTES} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}
