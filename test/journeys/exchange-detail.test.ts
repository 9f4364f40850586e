import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import type { Role } from '../../src/identity/index.ts'
import { filesWith } from '../../src/storage/folder-search.fixture.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { journal, until } from './state.ts'

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
  /contoso/telling: { models: [gpt-4.1], capture: { prompts: true, answers: true, most: 64KB, keep: 1h } }
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
let tellingKey: string
const operators = new Map<Role, string>()

before(async () => {
  folder = await folderWith(WORKLOAD)
  key = await folder.key('/contoso/bot')
  tellingKey = await folder.key('/contoso/telling')
  for (const role of ['viewer', 'operator'] as const) {
    const { stdout } = await folder.run(['operators', 'create', '--operator', role, '--role', role])
    operators.set(role, stdout.trim())
  }
  await started()
})

async function started(): Promise<void> {
  running = await folder.start()
  const line = running.lines.find(({ message }) => message === 'the admin API and the console listen')
  server = `http://127.0.0.1:${String(line?.['port'])}`
  await until('the records can be asked', async () => {
    const { records } = (await (await get('/status')).json()) as { records: { database: string } }
    return records.database === 'following'
  })
}

after(async () => {
  await running.stop()
  await folder.remove()
})

function get(at: string, role: Role = 'viewer'): Promise<Response> {
  const headers = { authorization: `Bearer ${operators.get(role) ?? ''}` }
  return fetch(`${server}/admin/v1${at}`, { headers })
}

interface Asking {
  readonly as?: string
  readonly prompt?: string
  readonly stream?: boolean
}

/** The id of the exchange. */
async function ask(
  headers: Readonly<Record<string, string>> = {},
  { as = key, prompt = 'hi', stream = false }: Asking = {},
): Promise<string> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, ...headers },
    body: JSON.stringify({
      model: 'gpt-4.1',
      max_tokens: 2,
      stream,
      messages: [{ role: 'user', content: prompt }],
    }),
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

describe('text that the file keeps', () => {
  interface Text {
    readonly untilMs: number
    readonly prompt: readonly {
      readonly role: string
      readonly parts: readonly { readonly text: string }[]
    }[]
    readonly answer: readonly { readonly finishReason: string; readonly parts: readonly unknown[] }[] | null
    readonly isCut: boolean
  }

  async function problem(answer: Response): Promise<string> {
    const { error } = (await answer.json()) as { error: { message: string } }
    return `${answer.status} ${error.message}`
  }

  /** Of the audit log, which tells refusals too. */
  const readings = (): readonly Readonly<Record<string, unknown>>[] =>
    readFileSync(path.join(folder.path, '.causeway/audit.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"exchanges.text"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ what }) => what === 'exchanges.text')

  test('operators read it, which is written down; viewers are told that there is some', async () => {
    const id = await ask({}, { as: tellingKey, prompt: 'I am anna@contoso.com' })
    const detail = (await (await get(`/exchanges/${id}`)).json()) as {
      text: { state: string; untilMs: number }
    }
    assert.equal(detail.text.state, 'kept')
    assert.match(await problem(await get(`/exchanges/${id}/text`)), /^403 this is for the role operator/)
    assert.deepEqual(readings(), [])
    const answer = await get(`/exchanges/${id}/text`, 'operator')
    assert.equal(answer.status, 200)
    const text = (await answer.json()) as Text
    assert.equal(text.untilMs, detail.text.untilMs)
    assert.deepEqual(text.prompt[0]?.parts, [{ type: 'text', text: 'I am [redacted]', name: null, id: null }])
    assert.equal(text.answer?.length, 1)
    assert.equal(text.isCut, false)
    const [entry, ...more] = readings()
    assert.deepEqual(more, [])
    assert.ok(Math.abs(Date.parse(String(entry?.['at'])) - Date.now()) < 60_000)
    assert.deepEqual(
      [entry?.['who'], entry?.['id'], entry?.['consumer']],
      ['operator', id, '/contoso/telling'],
    )
    assert.doesNotMatch(JSON.stringify(running.lines), /I am/)
    assert.deepEqual(filesWith(path.join(folder.path, '.causeway'), 'I am [redacted]'), [])
  })

  test('a stream is kept with why it ended', async () => {
    const id = await ask({}, { as: tellingKey, stream: true })
    const text = (await (await get(`/exchanges/${id}/text`, 'operator')).json()) as Text
    assert.equal(text.answer?.[0]?.finishReason, 'length')
  })

  test('calls of tools are kept as they were asked for, streamed or whole', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
    const weather = { name: 'weather', parameters }
    const input = [{ role: 'user', content: 'Call the tool.' }]
    const chat = { messages: input, tools: [{ type: 'function', function: weather }] }
    const asked = {
      'chat/completions': { ...chat, tool_choice: 'required' },
      responses: { input, tools: [{ type: 'function', ...weather }], tool_choice: 'required' },
    }
    for (const [at, body] of Object.entries(asked)) {
      const told: unknown[] = []
      for (const stream of [false, true]) {
        const response = await fetch(`${running.address}/v1/${at}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tellingKey}` },
          body: JSON.stringify({ model: 'gpt-4.1', stream, ...body }),
        })
        assert.equal(response.status, 200)
        await response.arrayBuffer()
        const id = response.headers.get('x-request-id') ?? ''
        const { answer } = (await (await get(`/exchanges/${id}/text`, 'operator')).json()) as {
          answer: readonly { readonly parts: readonly Readonly<Record<string, string>>[] }[]
        }
        assert.equal(answer.length, 1)
        const calls = answer[0]?.parts.filter(({ type }) => type === 'tool_call') ?? []
        assert.deepEqual([calls.length, calls[0]?.['name']], [1, 'weather'])
        assert.match(calls[0]?.['id'] ?? '', /^call_|^\[redacted\]$/)
        assert.equal(typeof (JSON.parse(calls[0]?.['text'] ?? '') as { city: unknown }).city, 'string')
        told.push(answer[0]?.parts.map(({ type, name, text }) => [type, name, text]))
      }
      assert.deepEqual(told[1], told[0])
    }
  })

  test('where none is, it says why, and nothing is written down', async () => {
    const before = readings().length
    const quiet = await ask()
    const { text } = (await (await get(`/exchanges/${quiet}`)).json()) as { text: object }
    assert.deepEqual(text, { state: 'not-kept', untilMs: null })
    assert.match(await problem(await get(`/exchanges/${quiet}/text`, 'operator')), /^404 .* is not kept/)
    assert.match(await problem(await get('/exchanges/req_nobody/text', 'operator')), /^404 the ledger has no/)
    assert.equal(readings().length, before)
  })

  test('while the database is away text waits in the journal, and a kill leaves none by halves', async () => {
    await running.stop()
    running = await folder.start({ args: ['--no-records'], database: 'missing' })
    const before = journal(folder).texts.size
    const waiting = await ask({}, { as: tellingKey, prompt: 'a '.repeat(4_000) })
    const flood = Array.from({ length: 60 }, () =>
      ask({}, { as: tellingKey, prompt: 'b '.repeat(4_000) }).catch(() => null),
    )
    await until('some of them ended', () => journal(folder).texts.size > before + 3)
    await running.stop('SIGKILL')
    const answered = (await Promise.all(flood)).filter((id) => id !== null)
    await started()
    const { texts, settled } = journal(folder)
    for (const [id, { untilMs }] of texts) {
      assert.equal(settled.get(id)?.textUntilMs, untilMs)
      const whole = (await (await get(`/exchanges/${id}/text`, 'operator')).json()) as Text
      assert.equal(whole.prompt.length, 1)
      assert.equal(whole.answer?.length, 1)
    }
    assert.ok(texts.has(waiting))
    // The client had its answer, and the program ended before the text was written.
    for (const id of answered.filter((one) => !texts.has(one)))
      assert.match(await problem(await get(`/exchanges/${id}/text`, 'operator')), /did not reach the ledger/)
  })
})
