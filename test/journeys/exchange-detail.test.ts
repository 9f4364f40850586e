import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'

import type { Role } from '../../src/identity/index.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** What operators find of one exchange: by the id that they have, with the trace that belongs to it. */
const WORKLOAD = `
workload: contoso
environment: development
accounts:
  one: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    deployments:
      - { id: std-swc, account: one, type: standard, tpm: 2M }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
admin: { listen: 127.0.0.1:0 }
telemetry:
  otlp: { endpoint: http://127.0.0.1:9 }
  traces:
    sample_ratio: 0
    kept_per_second: 0
    link: https://jaeger.contoso.com/trace/{trace_id}
`
const CALLER = '0af7651916cd43dd8448eb211c80319c'
const TRACEPARENT = `00-${CALLER}-b7ad6b7169203331-00`

let folder: Folder
let running: Running
let server: string
let key: string
const operators = new Map<Role, string>()

before(async () => {
  folder = await folderWith(WORKLOAD)
  key = await folder.key('/contoso/bot')
  for (const role of ['viewer', 'operator'] as const) {
    const { stdout } = await folder.run(['operators', 'create', '--operator', role, '--role', role])
    operators.set(role, stdout.trim())
  }
  running = await folder.start()
  const line = running.lines.find(({ message }) => message === 'the admin API and the console listen')
  server = `http://127.0.0.1:${String(line?.['port'])}`
  await until('the records can be asked', async () => {
    const { records } = (await (await get('/status')).json()) as { records: { database: string } }
    return records.database === 'following'
  })
})

after(async () => {
  await running.stop()
  await folder.remove()
})

function get(at: string, role: Role = 'viewer'): Promise<Response> {
  const headers = { authorization: `Bearer ${operators.get(role) ?? ''}` }
  return fetch(`${server}/admin/v1${at}`, { headers })
}

/** The id of the exchange. */
async function ask(headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...headers },
    body: JSON.stringify({ model: 'gpt-4.1', max_tokens: 2, messages: [{ role: 'user', content: 'hi' }] }),
  })
  assert.equal(response.status, 200)
  await response.arrayBuffer()
  return response.headers.get('x-request-id') ?? ''
}

async function found(id: string): Promise<readonly string[]> {
  const answer = await get(`/exchanges?${new URLSearchParams({ id }).toString()}`)
  assert.equal(answer.status, 200)
  const { rows } = (await answer.json()) as { rows: readonly { readonly exchange: string }[] }
  return rows.map(({ exchange }) => exchange).toSorted()
}

test('an exchange is found by its id and by that of its trace, which was not even kept', async () => {
  const ofCaller = [await ask({ traceparent: TRACEPARENT }), await ask({ traceparent: TRACEPARENT })]
  const alone = await ask()
  assert.deepEqual(await found(CALLER), ofCaller.toSorted())
  assert.deepEqual(await found(TRACEPARENT), ofCaller.toSorted())
  assert.deepEqual(await found(CALLER.toUpperCase()), ofCaller.toSorted())
  assert.deepEqual(await found(alone), [alone])
  assert.deepEqual(await found(`${alone}.1`), [alone])
  assert.deepEqual(await found('f'.repeat(32)), [])
  assert.deepEqual(await found('nothing that is an id'), [])

  const detail = (await (await get(`/exchanges/${alone}`)).json()) as Record<string, unknown>
  const own = String(detail['traceId'])
  assert.match(own, /^[0-9a-f]{32}$/)
  assert.equal(detail['traceLink'], `https://jaeger.contoso.com/trace/${own}`)
  assert.deepEqual(await found(own), [alone])
})

test('explain says it here and from elsewhere', async () => {
  const id = await ask({ traceparent: TRACEPARENT })
  const wanted = new RegExp(`^trace {6}${CALLER}$`, 'm')
  assert.match((await folder.run(['explain', id])).stdout, wanted)
  await writeFile(path.join(folder.path, 'viewer.key'), operators.get('viewer') ?? '', { mode: 0o600 })
  const words = ['--server', server, '--operator-key', 'file:viewer.key', 'explain', id]
  assert.match((await folder.run(words)).stdout, wanted)
})
