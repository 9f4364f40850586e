import { http } from '../base/index.ts'

/** Asks a running gateway on the admin socket of its state folder. */
export interface AdminReply {
  readonly status: number
  readonly body: unknown
}

const ANSWER_DEADLINE_MS = 10_000
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** Null when no gateway listens there. */
export async function askAdmin(
  socketPath: string,
  method: 'GET' | 'POST',
  path: string,
  body: object | null = null,
): Promise<AdminReply | null> {
  const reply = await exchange(socketPath, method, path, body)
  return reply === null ? null : { status: reply.status, body: JSON.parse(reply.text) as unknown }
}

function exchange(
  socketPath: string,
  method: string,
  path: string,
  body: object | null,
): Promise<{ readonly status: number; readonly text: string } | null> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const asked = http.request(
      { socketPath, method, path, headers, agent: false, timeout: ANSWER_DEADLINE_MS },
      (response) => {
        const pieces: Buffer[] = []
        let bytes = 0
        response.on('data', (piece: Buffer) => {
          pieces.push(piece)
          bytes += piece.length
          if (bytes > MAX_ANSWER_BYTES) asked.destroy(new Error('the gateway says too much'))
        })
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString() }),
        )
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('the gateway did not answer in time')))
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null)
      else reject(error)
    })
    asked.end(body === null ? undefined : JSON.stringify(body))
  })
}
