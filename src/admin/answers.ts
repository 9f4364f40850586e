import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { FileAnswer } from './call.ts'

/** How answers of the admin API are written; none is kept by browsers or proxies. */
const LEAST_COMPRESSED_BYTES = 2_048

const compress = promisify(gzip)

export async function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: unknown,
): Promise<void> {
  const plain = Buffer.from(`${JSON.stringify(body)}\n`)
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const isCompressed = takesGzip && plain.length >= LEAST_COMPRESSED_BYTES
  const bytes = isCompressed ? await compress(plain) : plain
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'content-length': bytes.length,
    vary: 'accept-encoding',
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { mediaType, name, bytes }: FileAnswer,
): Promise<void> {
  response.writeHead(200, {
    'content-type': mediaType,
    'cache-control': 'no-store',
    ...(bytes instanceof Uint8Array ? { 'content-length': bytes.length } : {}),
    // A statement or a picture is looked at as a page of its own, with no right to anything.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    ...(name === null
      ? {}
      : { 'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"` }),
  })
  if (request.method === 'HEAD') response.end()
  else if (bytes instanceof Uint8Array) response.end(bytes)
  else await sendPieces(response, bytes)
}

/** One at a time, so that all others have their turn between two, and a reader who is slow keeps few of them. */
async function sendPieces(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces, { highWaterMark: 1 }), response)
  } catch (error) {
    // Its reader went away.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}
