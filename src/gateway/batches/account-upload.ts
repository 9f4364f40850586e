import { randomBytes } from 'node:crypto'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { request as tlsRequest } from 'node:https'

import { type Clock, Failure, http } from '../../base/index.ts'
import type { FleetAccount } from '../fleet.ts'
import { credentialOf, failed, MAX_OBJECT_BYTES } from './account-call.ts'

/** A file on its way to a provider. */
export interface OutgoingFile {
  readonly name: string
  readonly bytes: number
  readonly pieces: AsyncIterable<Buffer>
  /** Null where the provider's own default counts. */
  readonly keptSeconds: number | null
}

export interface UploadAnswer {
  readonly status: number
  readonly body: Buffer
}

/** Without a byte moving, either way. */
const IDLE_MS = 60_000

/**
 * Sends a file as a form, streamed: with the length said before, no more than a piece of it is in memory. By Node's own
 * client, because the gateway's sends bodies that it holds whole, and because an upload is rare and long.
 */
export function uploadTo(account: FleetAccount, file: OutgoingFile, clock: Clock): Promise<UploadAnswer> {
  const boundary = `causeway-${randomBytes(12).toString('hex')}`
  const before = Buffer.from(
    field(boundary, 'purpose', 'batch') +
      (file.keptSeconds === null
        ? ''
        : field(boundary, 'expires_after[anchor]', 'created_at') +
          field(boundary, 'expires_after[seconds]', `${file.keptSeconds}`)) +
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\n` +
      'content-type: application/octet-stream\r\n\r\n',
  )
  const after = Buffer.from(`\r\n--${boundary}--\r\n`)
  const { origin } = account.target
  const credential = credentialOf(account)
  return new Promise((resolve, reject) => {
    const send = origin.startsWith('https:') ? tlsRequest : http.request
    const sent = send(
      origin + account.target.keptPath('files', null),
      {
        method: 'POST',
        headers: {
          ...(credential.length === 0 ? {} : { [credential[0] as string]: credential[1] }),
          'user-agent': 'causeway',
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': before.length + file.bytes + after.length,
        },
      },
      (answer) => {
        collect(answer).then(resolve, reject)
      },
    )
    let movedMs = clock.monotonicMs()
    const stopWatching = clock.every(IDLE_MS / 4, () => {
      if (clock.monotonicMs() - movedMs > IDLE_MS) sent.destroy(new Error('nothing moves'))
    })
    sent.on('close', stopWatching)
    sent.on('error', (error) => reject(failed(`${account.account.name}: ${error.message}`)))
    const write = async (): Promise<void> => {
      for await (const piece of all(before, file.pieces, after)) {
        movedMs = clock.monotonicMs()
        if (sent.destroyed) return
        if (!sent.write(piece)) await new Promise((drained) => once(sent, drained))
      }
      sent.end()
    }
    write().catch((thrown: unknown) =>
      sent.destroy(thrown instanceof Error ? thrown : new Error(String(thrown))),
    )
  })
}

/** Whichever comes first: it takes more, or it is over. */
function once(sent: ClientRequest, done: (value: unknown) => void): void {
  sent.once('drain', done)
  sent.once('close', done)
}

async function* all(before: Buffer, pieces: AsyncIterable<Buffer>, after: Buffer): AsyncGenerator<Buffer> {
  yield before
  yield* pieces
  yield after
}

async function collect(answer: IncomingMessage): Promise<UploadAnswer> {
  const held: Buffer[] = []
  let bytes = 0
  for await (const piece of answer) {
    bytes += (piece as Buffer).length
    if (bytes > MAX_OBJECT_BYTES)
      throw new Failure('deployments_failed', { detail: 'the answer is too long' })
    held.push(piece as Buffer)
  }
  return { status: answer.statusCode ?? 0, body: Buffer.concat(held) }
}

function field(boundary: string, name: string, value: string): string {
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
}

function quoted(name: string): string {
  return name.replaceAll(/["\r\n\\]/g, '_')
}
