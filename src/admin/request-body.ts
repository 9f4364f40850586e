import type { IncomingMessage } from 'node:http'

import { ApiProblem } from './api-problem.ts'

/** A conversation of the playground fits in, and every order of an operator many times. */
export const MAX_BODY_BYTES = 1_048_576
/** An operator key fits in: what a stranger sends is held for each connection at once. */
export const MAX_STRANGERS_BODY_BYTES = 4_096

/** RFC 9112, section 6: a body is announced by one of these. */
export function sendsNothing({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
}

/** What was sent, as JSON. Throws where it is none, or too much. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const mediaType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json')
    throw new ApiProblem(
      'unsupported_media_type',
      'the body must be JSON',
      'Send "Content-Type: application/json".',
    )
  const text = await textOf(request, maxBytes)
  const parsed = parsedJson(text)
  if (isDeeperThan(parsed, MAX_DEPTH))
    throw new ApiProblem('bad_request', `the body is nested more than ${MAX_DEPTH} deep`, 'Send it flatter.')
  return parsed
}

/** What writes JSON again, and what walks it, calls itself for each level. */
const MAX_DEPTH = 32

function isDeeperThan(value: unknown, most: number): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ApiProblem('bad_request', 'the body is no JSON', 'Send one JSON value, encoded as UTF-8.')
    throw error
  }
}

async function textOf(request: IncomingMessage, maxBytes: number): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > maxBytes)
        throw new ApiProblem('too_large', `the body has more than ${maxBytes} bytes`, 'Send less.')
      pieces.push(piece)
    }
  } catch (error) {
    if (error instanceof ApiProblem) throw error
    // Who sent it went away or was too slow: no fault of this program, which would be a line of the log each time.
    throw new ApiProblem('bad_request', 'the body ended before it was whole', null, { cause: error })
  }
  return Buffer.concat(pieces).toString()
}
