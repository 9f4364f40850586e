import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import OpenAI, { toFile } from 'openai'

import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** Lines of a batch wait as `batch`, even those of an interactive consumer; whoever is waited for goes before them. */
const LINES_AT_ONCE = 40

let outside: Outside
let folder: Folder
let running: Running
const keys = new Map<string, string>()

before(async () => {
  outside = await startOutside({
    outputTokens: 5,
    gateway: `  batch: { lines_per_batch: ${LINES_AT_ONCE}, lines: ${LINES_AT_ONCE} }`,
  })
  folder = await folderWith(
    outside.workload
      .replace(/\n {6}- \{ id: second.*/, '')
      .replace(
        '  /contoso/bot:\n',
        `  /contoso/clerk: { priority: interactive, models: [${MODEL}] }\n  /contoso/bot:\n    priority: interactive\n`,
      ),
  )
  for (const name of ['bot', 'clerk']) keys.set(name, await folder.key(`/contoso/${name}`))
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
})

after(async () => {
  assert.equal(await running?.stop(), 0, running?.errors())
  await outside.simulator.close()
  await folder.remove()
})

async function waiting(where: string): Promise<number> {
  const text = await (await running.get('/metrics')).text()
  return Number(new RegExp(`^causeway_queue_waiting\\{class="${where}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0)
}

test('a batch that waits for room lets an interactive call pass', async () => {
  const { simulator } = outside
  simulator.faults.add({ kind: 'storm-429', retryAfterMs: 300, scope: {} })
  const client = new OpenAI({
    apiKey: keys.get('bot') ?? '',
    baseURL: `${running.address}/v1`,
    maxRetries: 0,
  })
  const body = { model: MODEL, max_tokens: 5, messages: [{ role: 'user', content: 'Hello' }] }
  const lines = Array.from({ length: 100 }, (_, i) =>
    JSON.stringify({ custom_id: `${i}`, method: 'POST', url: '/v1/chat/completions', body }),
  )
  const file = await client.files.create({
    file: await toFile(Buffer.from(lines.join('\n')), 'in.jsonl'),
    purpose: 'batch',
  })
  const begun = {
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
    input_file_id: file.id,
  } as const
  const batch = await client.batches.create(begun)
  await until('the lines wait', async () => (await waiting('batch')) >= LINES_AT_ONCE - 1)
  const asking = fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get('clerk')}` },
    body: JSON.stringify(body),
  })
  await until('the clerk waits', async () => (await waiting('interactive')) === 1)
  simulator.faults.clear()
  const answer = await asking
  assert.equal(answer.status, 200)
  const place = Number(answer.headers.get('x-causeway-queue-position'))
  assert.ok(place <= 3, `the place in the line was ${place}`)
  const request = answer.headers.get('x-request-id') ?? ''
  const order = simulator.bills().findIndex(({ clientRequestId: id }) => id?.startsWith(request) === true)
  assert.ok(order >= 0 && order <= 3, `${order} lines were served before`)
  await until('the batch is done', async () => {
    const { status } = await client.batches.retrieve(batch.id)
    return status === 'completed'
  })
})
