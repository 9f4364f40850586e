import type { IncomingMessage } from 'node:http'

/** Calls back with the whole body, or with null when it is longer than `limitBytes`; never when the client goes away. */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
  callback: (body: Buffer | null) => void,
): void {
  const chunks: Buffer[] = []
  let bytes = 0
  let isOver = false
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (isOver) return
    if (bytes > limitBytes) {
      isOver = true
      callback(null)
    } else chunks.push(chunk)
  })
  request.on('end', () => {
    if (!isOver) callback(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))
  })
  // Without a listener a client that breaks off would end the process.
  request.on('error', () => {})
}
