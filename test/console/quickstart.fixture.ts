import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { copyMadeDatabase } from '../../src/storage/made-database.fixture.ts'
import { buildConsole } from './browser.fixture.ts'

const OWN = path.resolve(import.meta.dirname, '../../bin/causeway')
const START_DEADLINE_MS = 180_000
const RETRY_MS = 200

/** The real program: the quick start on free ports, with its console. */
export interface Quickstart {
  /** Of the admin API and the console, without a path. */
  readonly address: string
  /** Of the gateway. */
  readonly gateway: string
  /** Of an owner. */
  readonly operatorKey: string
  /** Of the consumer `/contoso/claims/intake-bot`. */
  readonly consumerKey: string
  /** Where the simulator is broken and mended. */
  readonly control: string
  readonly stateFolder: string
  /** One exchange as the consumer; the answer's status and id. */
  ask(prompt?: string, key?: string): Promise<{ readonly status: number; readonly exchange: string | null }>
  stop(): Promise<void>
}

/** Once for a test file, in its `before`; `stop` in its `after`. Another build's `program` builds its own console. */
export async function startQuickstart(program = OWN): Promise<Quickstart> {
  if (program === OWN) await buildConsole()
  const stateFolder = await mkdtemp(path.join(tmpdir(), 'cw-'))
  // Another build's may be older than the database of this one.
  if (program === OWN) await copyMadeDatabase(stateFolder)
  const child = spawn(program, ['quickstart', '--port', '0', '--state', stateFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed = await welcome(child)
  const found = (pattern: RegExp): string => {
    const value = pattern.exec(printed)?.[1]
    if (value === undefined) throw new Error(`the quick start did not print ${pattern}:\n${printed}`)
    return value
  }
  const address = found(/(http\S+)\/console\//)
  const operatorKey = found(/(cwo_\S+)/)
  await recordsFollow(address, operatorKey)
  const gateway = found(/Causeway serves (\S+)/)
  const consumerKey = found(/CAUSEWAY_KEY=(\S+)/)
  return {
    address,
    gateway,
    operatorKey,
    consumerKey,
    control: found(/curl -X POST (\S+)\/faults/),
    stateFolder,
    async ask(prompt = 'Say hello', key = consumerKey) {
      const answer = await fetch(`${gateway}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: prompt }] }),
      })
      await answer.arrayBuffer()
      return { status: answer.status, exchange: answer.headers.get('x-request-id') }
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await ended
      await rm(stateFolder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Until the database has begun: pages that ask it before are refused for the moment. */
async function recordsFollow(address: string, key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}` }
  for (let tries = 0; tries < START_DEADLINE_MS / RETRY_MS; tries++) {
    const answer = await fetch(`${address}/admin/v1/status`, { headers })
    const { records } = (await answer.json()) as { records?: { database: string } | null }
    if (records?.database === 'following') return
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
  throw new Error('the records did not begin in time')
}

function welcome(child: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no welcome in time:\n${printed}`)), START_DEADLINE_MS)
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (!printed.includes('Ctrl-C ends it')) return
      clearTimeout(timer)
      resolve(printed)
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${printed}`)))
  })
}
