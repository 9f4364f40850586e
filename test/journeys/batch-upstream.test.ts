import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import OpenAI, { AzureOpenAI, toFile } from 'openai'
import type { Batch } from 'openai/resources/batches'

import { seededRandom, silentLog, systemClock } from '../../src/base/index.ts'
import { type Simulator, startSimulator } from '../../src/simulator/index.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { journal, until } from './state.ts'

/** Batches of a model with batch deployments: passed on to an account, under ids of the gateway, and billed when done. */
const ENDPOINT = '/v1/chat/completions'
const KEY = 'simulated-account-key'
const WORKLOAD = `
workload: batches
residency: global
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:AZURE_KEY } }
models:
  gpt-4.1:
    deployments:
      - { id: ordinary, account: swc, type: standard, tpm: 100M }
      - { id: batches, account: swc, type: global-batch, name: at-azure }
  secret-model:
    base_model: gpt-4.1-mini
    deployments:
      - { id: secret, account: swc, type: global-batch }
consumers:
  /contoso:
    cost_center: CC-7
  /contoso/bot:
    models: [gpt-4.1]
  /contoso/other:
    models: [gpt-4.1]
  /contoso/poor:
    models: [gpt-4.1]
    limits: { budget: { usd: 0.000002, per: day } }
gateway:
  log: { requests: false }
  batch: { poll: 100ms }
`
const DEPLOYMENT = {
  version: null,
  tokensPerMinute: null,
  requestsPerMinute: null,
  ptu: null,
  spillover: null,
}

let simulator: Simulator
let folder: Folder
let running: Running
let clients: { readonly bot: OpenAI; readonly other: OpenAI; readonly poor: OpenAI }
let keys: readonly string[]

before(async () => {
  simulator = await startSimulator(
    {
      host: '127.0.0.1',
      port: 0,
      seed: 1,
      latency: { firstTokenMs: 20, perTokenMs: 0, jitter: 0.5 },
      limits: 'sliding',
      accounts: [
        {
          name: 'swc',
          region: 'swedencentral',
          keys: [KEY],
          deployments: [
            { ...DEPLOYMENT, name: 'ordinary', model: 'gpt-4.1', type: 'standard' },
            { ...DEPLOYMENT, name: 'at-azure', model: 'gpt-4.1', type: 'global-batch' },
            { ...DEPLOYMENT, name: 'secret', model: 'gpt-4.1-mini', type: 'global-batch' },
          ],
        },
      ],
    },
    { clock: systemClock, random: seededRandom(1), log: silentLog },
  )
  folder = await folderWith(WORKLOAD)
  keys = [
    await folder.key('/contoso/bot'),
    await folder.key('/contoso/other'),
    await folder.key('/contoso/poor'),
  ]
  await start()
})

after(async () => {
  assert.equal(await running?.stop(), 0, running?.errors())
  await simulator.close()
  await folder.remove()
})

async function start(): Promise<void> {
  running = await folder.start({ env: { SWC: simulator.url('swc'), AZURE_KEY: KEY }, args: ['--no-records'] })
  const client = (apiKey = ''): OpenAI =>
    new OpenAI({ apiKey, baseURL: `${running.address}/v1`, maxRetries: 0 })
  clients = { bot: client(keys[0]), other: client(keys[1]), poor: client(keys[2]) }
}

function line(customId: string, model = 'gpt-4.1', url: string = ENDPOINT): string {
  const body = { messages: [{ role: 'user', content: customId }], model, max_tokens: 5 }
  return JSON.stringify({ custom_id: customId, method: 'POST', url, body })
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, i) => line(`line-${i}`)).join('\n')
}

async function upload(client: OpenAI, text: string): Promise<string> {
  const file = await client.files.create({
    file: await toFile(Buffer.from(text), 'in.jsonl'),
    purpose: 'batch',
  })
  return file.id
}

async function begin(client: OpenAI, text: string): Promise<Batch> {
  const file = await upload(client, text)
  return client.batches.create({ input_file_id: file, endpoint: ENDPOINT, completion_window: '24h' })
}

async function ended(client: OpenAI, batch: Batch): Promise<Batch> {
  let now = batch
  await until(`the end of ${batch.id}`, async () => {
    now = await client.batches.retrieve(batch.id)
    return ['completed', 'failed', 'cancelled', 'expired'].includes(now.status)
  })
  return now
}

/** The ledger's closed attempts of a provider's batches, by the provider's request id. */
function ledger(): Map<string | null, { input: number; output: number; nanoUsd: number | null }> {
  const { closed } = journal(folder)
  const found = new Map<string | null, { input: number; output: number; nanoUsd: number | null }>()
  for (const [attempt, { usage, nanoUsd, providerRequest, serviceTier }] of closed) {
    if (!attempt.startsWith('batch.')) continue
    assert.equal(serviceTier, 'batch')
    found.set(providerRequest, { input: usage?.input ?? 0, output: usage?.output ?? 0, nanoUsd })
  }
  return found
}

/** The ledger is what the simulated Azure billed for batches, line by line, at half the price. */
async function assertBilled(): Promise<void> {
  await until('all is in the ledger', () => ledger().size === simulator.bills().length)
  const billed = ledger()
  for (const { requestId, usage, type } of simulator.bills()) {
    assert.equal(type, 'global-batch')
    const line = billed.get(requestId)
    assert.deepEqual([line?.input, line?.output], [usage.input, usage.output])
    assert.equal(line?.nanoUsd, (usage.input * 2_000 + usage.output * 8_000) / 2)
  }
}

test('a batch is passed on, and its results are billed once', async () => {
  const { bot } = clients
  const batch = await ended(bot, await begin(bot, lines(30)))
  assert.equal(batch.status, 'completed')
  assert.deepEqual(batch.request_counts, { total: 30, completed: 30, failed: 0 })
  assert.match(batch.id, /^batch_cw1/)
  const content = await (await bot.files.content(batch.output_file_id ?? '')).text()
  const results = content
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as { custom_id: string; response: { request_id: string } })
  assert.equal(new Set(results.map(({ custom_id: id }) => id)).size, 30)
  await assertBilled()
  const { opened, settled } = journal(folder)
  const [first] = [...opened.values()]
  assert.deepEqual(
    [first?.consumer, first?.costCenter, first?.deployment, first?.deploymentType],
    ['/contoso/bot', 'CC-7', 'batches', 'global-batch'],
  )
  assert.ok(settled.has(results[0]?.response.request_id ?? ''))
  const told = await folder.run(['explain', results[0]?.response.request_id ?? ''])
  assert.match(told.stdout, /answered by batches/)

  assert.deepEqual(
    (await bot.batches.list()).data.map(({ id }) => id),
    [batch.id],
  )
  const [listed] = (await bot.files.list()).data
  assert.equal(listed?.id, batch.input_file_id)
  assert.equal((await bot.files.retrieve(batch.input_file_id)).filename, 'in.jsonl')
  assert.equal((await bot.files.delete(batch.input_file_id)).deleted, true)
  assert.deepEqual((await bot.files.list()).data, [])
})

test('to another consumer it is not there, nor under an id that was changed', async () => {
  const { bot, other } = clients
  const batch = await ended(bot, await begin(bot, lines(2)))
  const missing = { status: 404 }
  await assert.rejects(other.batches.retrieve(batch.id), missing)
  await assert.rejects(other.batches.cancel(batch.id), missing)
  await assert.rejects(other.files.content(batch.output_file_id ?? ''), missing)
  await assert.rejects(other.files.delete(batch.input_file_id), missing)
  const mine = { endpoint: ENDPOINT, completion_window: '24h', input_file_id: batch.input_file_id } as const
  await assert.rejects(other.batches.create(mine), missing)
  assert.deepEqual((await other.files.list()).data, [])
  assert.deepEqual((await other.batches.list()).data, [])
  // An id of a file is none of a batch, and its last part is not to be exchanged.
  await assert.rejects(bot.batches.retrieve(batch.input_file_id), missing)
  const upstream = batch.id.slice(batch.id.lastIndexOf('_'))
  await assert.rejects(bot.files.retrieve(batch.input_file_id.replace(/_[^_]*$/, upstream)), missing)
})

test('no line reaches a deployment that its consumer may not use', async () => {
  const { bot } = clients
  await assert.rejects(upload(bot, `${line('a')}\n${line('b', 'secret')}`), { status: 400, param: 'file' })
  await assert.rejects(upload(bot, `${line('a')}\n${line('b', 'secret-model')}`), { status: 400 })
  await assert.rejects(upload(bot, `${line('a')}\nnonsense`), { status: 400 })
  // A first line that names none of its models stays at the gateway, which finds it wanting.
  const batch = await begin(bot, line('a', 'secret-model'))
  assert.match(batch.id, /^batch_[0-9a-f]{32}$/)
  assert.equal((await ended(bot, batch)).status, 'failed')
})

test('what the provider refuses comes as the provider wrote it', async () => {
  const { bot } = clients
  const batch = await ended(bot, await begin(bot, `${line('a')}\n${line('a')}`))
  assert.equal(batch.status, 'failed')
  assert.equal(batch.errors?.data?.[0]?.code, 'duplicate_custom_id')
  assert.deepEqual((await bot.batches.list()).data.map(({ status }) => status).includes('failed'), true)
})

test('a cancelled batch is billed for what it has', async () => {
  const { bot } = clients
  const batch = await begin(bot, lines(200))
  await until('some lines are done', async () => {
    const { request_counts: counts } = await bot.batches.retrieve(batch.id)
    return (counts?.completed ?? 0) > 0
  })
  assert.equal((await bot.batches.cancel(batch.id)).status, 'cancelling')
  assert.equal((await ended(bot, batch)).status, 'cancelled')
  await assertBilled()
})

test('kill -9 while it runs, and an outage of the account: billed once all the same', async () => {
  const batch = await begin(clients.bot, lines(100))
  await running.stop('SIGKILL')
  simulator.faults.add({ kind: 'outage', scope: { account: 'swc' } })
  await start()
  await assert.rejects(clients.bot.batches.retrieve(batch.id), { status: 503 })
  simulator.faults.clear()
  assert.equal((await ended(clients.bot, batch)).status, 'completed')
  await assertBilled()
})

test('a budget that is used up begins no batch', async () => {
  const { poor } = clients
  const batch = await ended(poor, await begin(poor, lines(3)))
  assert.equal(batch.status, 'completed')
  await assertBilled()
  const file = await upload(poor, lines(1))
  const next = { input_file_id: file, endpoint: ENDPOINT, completion_window: '24h' } as const
  await assert.rejects(poor.batches.create(next), { status: 403, code: 'budget_exhausted' })
})

test("Azure's classic paths, and a call that is no batch goes to the ordinary deployment", async () => {
  const azure = new AzureOpenAI({
    apiKey: keys[0] ?? '',
    endpoint: running.address,
    apiVersion: '2024-10-21',
    maxRetries: 0,
  })
  const file = await azure.files.create({
    file: await toFile(Buffer.from(lines(2)), 'in.jsonl'),
    purpose: 'batch',
  })
  const made = { input_file_id: file.id, endpoint: ENDPOINT, completion_window: '24h' } as const
  assert.equal((await ended(azure, await azure.batches.create(made))).status, 'completed')
  await assertBilled()
  const { response } = await clients.bot.chat.completions
    .create({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hello' }] })
    .withResponse()
  assert.equal(response.headers.get('x-causeway-deployment'), 'ordinary')
})
