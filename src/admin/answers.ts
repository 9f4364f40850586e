import type { IncomingMessage, ServerResponse } from 'node:http'
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

export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { mediaType, name, bytes }: FileAnswer,
): void {
  response.writeHead(200, {
    'content-type': mediaType,
    'cache-control': 'no-store',
    'content-length': bytes.length,
    // A statement or a picture is looked at as a page of its own, with no right to anything.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    ...(name === null
      ? {}
      : { 'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"` }),
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}
