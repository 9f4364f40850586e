import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { repin } from '../pinned-process.ts'
import { requestBody } from './bodies.ts'
import type { Endpoint } from './endpoint.ts'
import type { HoldCounts, HoldMessage, HoldRequest } from './hold-streams.ts'

/** Many slow streams through one contender, held by a process apart. */
export interface HeldStreams {
  readonly pid: number
  counts(): Promise<HoldCounts>
  /** Waits until all are open; false when they are not by then. */
  allOpen(limitMs: number): Promise<boolean>
  close(): Promise<void>
}

export interface HoldOptions {
  readonly endpoint: Endpoint
  readonly streams: number
  readonly openedPerSecond: number
  readonly core: number | null
}

export function holdStreams({ endpoint, streams, openedPerSecond, core }: HoldOptions): HeldStreams {
  const child = fork(join(import.meta.dirname, 'hold-streams.ts'), { execArgv: [] })
  const pid = child.pid ?? 0
  if (core !== null) repin([pid], [core])
  const send = (message: HoldMessage): void => void child.send(message)
  const hold: HoldRequest = { port: endpoint.port, request: slowRequest(endpoint), streams, openedPerSecond }
  send({ kind: 'hold', hold })
  const counts = async (): Promise<HoldCounts> => {
    const answer = once(child, 'message')
    send({ kind: 'count' })
    const [message] = (await answer) as [HoldCounts]
    return message
  }
  return {
    pid,
    counts,
    allOpen: async (limitMs) => {
      const deadlineMs = performance.now() + limitMs
      while (performance.now() < deadlineMs) {
        if ((await counts()).open >= streams) return true
        await sleep(200)
      }
      return false
    },
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

export function slowRequest(endpoint: Endpoint): string {
  const body = requestBody('slow', endpoint.model)
  const headers = {
    Host: `127.0.0.1:${endpoint.port}`,
    'Content-Type': 'application/json',
    ...endpoint.headers,
  }
  const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)) })
  return `POST ${endpoint.path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}
