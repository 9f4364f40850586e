import { createConnection, createServer, type Server, type Socket } from 'node:net'

import { listenPrivately } from '../base/index.ts'
import type { AttemptRecords, ExchangeRecords, UsageQuery, UsageRow } from '../ledger/index.ts'
import type { UsedSince, UsedSinceQuery } from '../limits/index.ts'
import type { ConsoleRequests } from './console-queries.ts'
import type { KeyUseRequests } from './key-uses.ts'
import type { SharedDatabase } from './record-database.ts'
import type { StatementRequests } from './statement-queries.ts'

/** What the records process is asked over its socket: one line of JSON there, one back, in order. */
export interface RecordsRequests extends StatementRequests, ConsoleRequests, KeyUseRequests {
  status: { readonly asks: null; readonly answers: RecordsStatus }
  usage: { readonly asks: UsageQuery; readonly answers: readonly UsageRow[] }
  exchange: { readonly asks: { readonly id: string }; readonly answers: ExchangeRecords | null }
  attempts: {
    readonly asks: { readonly after: string | null; readonly limit: number }
    readonly answers: readonly AttemptRecords[]
  }
  usedSince: { readonly asks: UsedSinceQuery; readonly answers: readonly UsedSince[] }
}

/** The first message of the parent. */
export interface RecordsOrder {
  /** Null for the embedded one. */
  readonly database: SharedDatabase | null
}

export type RecordsRequestName = keyof RecordsRequests

export interface RecordsStatus {
  readonly pid: number
  readonly rssBytes: number
  /** Records projected since it started. */
  readonly projected: number
  /** Of the journals, that the database has not taken yet. */
  readonly backlogBytes: number
  readonly damagedLines: number
  readonly database: 'starting' | 'following' | 'away'
  /** Null while all is well. */
  readonly problem: string | null
}

const MAX_REQUEST_CHARACTERS = 65_536
const MAX_ANSWER_CHARACTERS = 256 * 1024 * 1024
const ANSWER_DEADLINE_MS = 120_000

type Handler = (name: string, asks: unknown) => Promise<unknown>

export async function serveRecords(socketPath: string, handle: Handler): Promise<Server> {
  const server = createServer((socket) => {
    readLines(socket, MAX_REQUEST_CHARACTERS, (line) => {
      answer(line, handle).then(
        (text) => socket.write(`${text}\n`),
        (error: unknown) => socket.destroy(error instanceof Error ? error : undefined),
      )
    })
    // The asker went away; whoever asks next gets a connection of his own.
    socket.on('error', () => socket.destroy())
  })
  await listenPrivately(server, socketPath)
  return server
}

async function answer(line: string, handle: Handler): Promise<string> {
  try {
    const { name, asks } = JSON.parse(line) as { name: string; asks: unknown }
    return JSON.stringify({ answers: await handle(name, asks) })
  } catch (error) {
    return JSON.stringify({ problem: error instanceof Error ? error.message : String(error) })
  }
}

/** Asks once, on a connection of its own. Rejects when nobody listens, or the answer is a problem. */
export function askRecords<Name extends RecordsRequestName>(
  socketPath: string,
  name: Name,
  asks: RecordsRequests[Name]['asks'],
): Promise<RecordsRequests[Name]['answers']> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(socketPath)
    socket.setTimeout(ANSWER_DEADLINE_MS, () =>
      socket.destroy(new Error('the records process did not answer in time')),
    )
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the records process closed the connection')))
    socket.once('connect', () => socket.write(`${JSON.stringify({ name, asks })}\n`))
    readLines(socket, MAX_ANSWER_CHARACTERS, (line) => {
      const reply = JSON.parse(line) as { answers: RecordsRequests[Name]['answers'] } | { problem: string }
      if ('problem' in reply) reject(new Error(reply.problem))
      else resolve(reply.answers)
      socket.end()
    })
  })
}

function readLines(socket: Socket, maxCharacters: number, take: (line: string) => void): void {
  let pieces: string[] = []
  let length = 0
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    let rest = chunk
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      pieces.push(rest.slice(0, end))
      take(pieces.join(''))
      pieces = []
      length = 0
      rest = rest.slice(end + 1)
    }
    pieces.push(rest)
    length += rest.length
    if (length > maxCharacters) socket.destroy(new Error('a line is too long'))
  })
}
