import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'

import {
  type AttemptClosed,
  type AttemptOpened,
  type ExchangeSettled,
  type KeptText,
  parseLines,
  segmentNumber,
} from '../../src/ledger/index.ts'
import type { Folder } from './program.ts'

/** What a running program keeps in its state folder: its control socket and its journal. */
export interface Status {
  readonly plan: string
  readonly lastReload: { readonly outcome: string; readonly errors?: readonly string[] } | null
  readonly journal: { readonly kind: string; readonly reason?: string; readonly bufferedRecords?: number }
  readonly records: {
    readonly pid: number | null
    readonly restarts: number
    readonly database: string
    readonly projected: number
  } | null
  readonly exchangesUnderWay: number
  readonly memory: { readonly rss: number }
}

export function status(folder: Folder): Promise<Status> {
  return admin(folder, 'GET', '/admin/v1/status') as Promise<Status>
}

export function admin(folder: Folder, method: 'GET' | 'POST', url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { socketPath: path.join(folder.path, '.causeway/admin.sock'), method, path: url, agent: false },
      (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () => resolve(JSON.parse(body)))
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

/**
 * The records process gives way to whatever else wants the processor: beside a dozen others that do, a database that
 * takes seconds to make takes minutes.
 */
const PATIENCE_MS = 240_000

export async function until(
  what: string,
  isTrue: () => Promise<boolean> | boolean,
  withinMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await isTrue())) {
    assert.ok(Date.now() < deadline, `did not happen in time: ${what}`)
    await new Promise((next) => setTimeout(next, 25))
  }
}

export interface Journaled {
  readonly opened: ReadonlyMap<string, AttemptOpened>
  readonly closed: ReadonlyMap<string, AttemptClosed>
  readonly settled: ReadonlyMap<string, ExchangeSettled>
  readonly texts: ReadonlyMap<string, KeptText>
}

/** The journals as they stand; asserts that nothing of them is damaged, closed twice or settled twice. */
export function journal(folder: Folder): Journaled {
  const opened = new Map<string, AttemptOpened>()
  const closed = new Map<string, AttemptClosed>()
  const settled = new Map<string, ExchangeSettled>()
  const texts = new Map<string, KeptText>()
  for (const file of segmentsBelow(path.join(folder.path, '.causeway/journal'))) {
    const { records, damaged } = parseLines(readFileSync(file), 0)
    assert.equal(damaged, 0, `${file} is damaged`)
    for (const record of records) {
      if (record.kind === 'opened') opened.set(record.attempt, record)
      else if (record.kind === 'closed') {
        assert.ok(!closed.has(record.attempt), `${record.attempt} was closed twice`)
        closed.set(record.attempt, record)
      } else if (record.kind === 'text') {
        assert.ok(!texts.has(record.exchange), `the text of ${record.exchange} was kept twice`)
        texts.set(record.exchange, record)
      } else if (record.kind === 'settled') {
        assert.ok(!settled.has(record.exchange), `${record.exchange} was settled twice`)
        settled.set(record.exchange, record)
      }
    }
  }
  return { opened, closed, settled, texts }
}

/** Of a journal and of those of workers, which lie in its folder. */
function segmentsBelow(journal: string): readonly string[] {
  return readdirSync(journal, { withFileTypes: true })
    .flatMap((entry) => {
      const at = path.join(journal, entry.name)
      if (entry.isDirectory()) return segmentsBelow(at)
      return segmentNumber(entry.name) === null ? [] : [at]
    })
    .sort()
}

/** Every attempt has its end, and every exchange that tried has its settlement. */
export function assertWhole({ opened, closed, settled }: Journaled): void {
  for (const [attempt, { exchange }] of opened) {
    assert.ok(closed.has(attempt), `${attempt} has no end`)
    assert.ok(settled.has(exchange), `${exchange} is not settled`)
  }
  assert.equal(closed.size, opened.size)
}
