import type { IncomingMessage } from 'node:http'

import { ApiProblem } from './api-problem.ts'

/** A conversation of the playground fits in, and every order of an operator many times. */
export const MAX_BODY_BYTES = 1_048_576

/** What was sent, as JSON. Throws where it is none, or too much. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const mediaType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json')
    throw new ApiProblem(
      'unsupported_media_type',
      'the body must be JSON',
      'Send "Content-Type: application/json".',
    )
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > MAX_BODY_BYTES)
      throw new ApiProblem('too_large', `the body has more than ${MAX_BODY_BYTES} bytes`, 'Send less.')
    pieces.push(piece)
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString()) as unknown
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ApiProblem('bad_request', 'the body is no JSON', 'Send one JSON value, encoded as UTF-8.')
    throw error
  }
}
