import assert from 'node:assert/strict'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import { RedisServer, withoutRedis } from '../../src/storage/redis-server.fixture.ts'
import { type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** A replica is killed between the answer of Redis, that a threshold is reached, and its own note of it. */
const WORKLOAD = `
workload: lost-notice
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:AZURE_KEY } }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: first, account: swc, type: standard, tpm: 100M }
consumers:
  /contoso:
    models: [gpt-4.1]
    limits: { budget: { usd: 0.008, per: year, thresholds: [50, 80], webhook: env:BUDGET_WEBHOOK } }
  /contoso/bot: {}
gateway:
  listen: 127.0.0.1:8080
  signing_key: env:SIGNING_KEY
  log: { level: info, requests: false }
storage:
  counters: { redis: env:REDIS }
`

/** Read by Node before the program: what would write the note ends the process instead, as `kill -9` does. */
const FAULT = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
const append = fs.appendFileSync
fs.appendFileSync = (file, text, ...rest) => {
  if (String(file).endsWith('notices.jsonl') && String(text).includes('"kind":"told"')) process.kill(process.pid, 'SIGKILL')
  return append(file, text, ...rest)
}
syncBuiltinESMExports()
`

interface Told {
  readonly id: string
  readonly percent: number
  readonly used: number
  readonly most: number
}

const folders: Folder[] = []
const started: Running[] = []
const taken: Told[] = []
let redis: RedisServer
let outside: Outside
let receiver: Server
let key: string

describe('a notice that is lost with its replica', { skip: withoutRedis }, () => {
  before(async () => {
    redis = await RedisServer.start()
    outside = await startOutside({ outputTokens: 200 })
    receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        taken.push(JSON.parse(body) as Told)
        response.writeHead(204).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    for (let i = 0; i < 2; i++) folders.push(await folderWith(WORKLOAD))
    const [first, second] = folders as [Folder, Folder]
    key = await first.key('/contoso/bot')
    await mkdir(path.join(second.path, '.causeway'), { mode: 0o700 })
    await copyFile(
      path.join(first.path, '.causeway/keys.json'),
      path.join(second.path, '.causeway/keys.json'),
    )
  })

  after(async () => {
    for (const running of started) await running.stop('SIGKILL')
    receiver.closeAllConnections()
    receiver.close()
    await outside.simulator.close()
    await redis[Symbol.asyncDispose]()
    for (const folder of folders) await folder.remove()
  })

  async function start(folder: Folder, more: Readonly<Record<string, string>>): Promise<Running> {
    const { port } = receiver.address() as AddressInfo
    const env = {
      ...outside.env,
      REDIS: redis.url,
      SIGNING_KEY: 'x'.repeat(32),
      BUDGET_WEBHOOK: `http://127.0.0.1:${port}/hook`,
      ...more,
    }
    const running = await folder.start({ env, args: ['--no-records'] })
    started.push(running)
    await until('counters are shared', async () => {
      const ready = (await (await running.get('/readyz')).json()) as { warnings: string[] }
      return ready.warnings.length === 0
    })
    return running
  }

  /** 0 where the connection broke. */
  async function ask({ address }: Running): Promise<number> {
    try {
      const response = await fetch(`${address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify({
          model: 'gpt-4.1',
          max_tokens: 200,
          messages: [{ role: 'user', content: 'Hello' }],
        }),
      })
      await response.text()
      return response.status
    } catch (error) {
      assert.ok(error instanceof TypeError, String(error))
      return 0
    }
  }

  test('is told by another one, at least once, under an id that stays the same', async () => {
    const [lost, kept] = folders as [Folder, Folder]
    const fault = path.join(lost.path, 'fault.mjs')
    await writeFile(fault, FAULT)
    const dying = await start(lost, { NODE_OPTIONS: `--import ${fault}` })
    const living = await start(kept, {})
    let calls = 0
    while ((await ask(dying)) !== 0) assert.ok(calls++ < 100, 'it never reached the threshold')
    assert.equal(await dying.stop(), null, 'a signal ended it')
    const notes = await readFile(path.join(lost.path, '.causeway/notices.jsonl'), 'utf8')
    assert.doesNotMatch(notes, /"kind":"told"/)
    assert.equal(taken.length, 0, 'nobody was told by the one that knew')

    await until('the other one tells', () => taken.length > 0)
    const { percent, most, used } = taken[0] ?? assert.fail()
    assert.deepEqual({ percent, most }, { percent: 50, most: 0.008 })
    assert.ok(used >= 0.004 && used < 0.0064, `${used}`)
    await until('its log says so', () =>
      living.lines.some(({ message }) => String(message).includes('that a replica lost')),
    )

    while ((await ask(living)) === 200) assert.ok(calls++ < 100, 'the budget never ends')
    await until('the next threshold is told', () => taken.some(({ percent }) => percent === 80))
    assert.equal(await living.stop(), 0, living.errors())
    const ids = [...new Set(taken.map(({ id }) => id))].toSorted()
    assert.deepEqual(
      ids.map((id) => /^lost-notice \/contoso\|budget_per_year \d+ (\d+)$/.exec(id)?.[1]),
      ['50', '80'],
    )
  })
})
