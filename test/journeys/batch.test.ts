import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import OpenAI, { AzureOpenAI, NotFoundError, toFile } from 'openai'
import type { Batch } from 'openai/resources/batches'

import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { journal, until } from './state.ts'

/** Batches whose lines the gateway sends itself: no deployment of the model takes batches. The SDK is as it is. */
const FILE_LIMIT_BYTES = 400_000
const LINES_PER_BATCH = 6
const ENDPOINT = '/v1/chat/completions'

let outside: Outside
let folder: Folder
let running: Running
let key: string
let client: OpenAI
let other: OpenAI

before(async () => {
  outside = await startOutside({
    latency: { firstTokenMs: 20, perTokenMs: 0, jitter: 0.5 },
    gateway: `  batch: { file_limit: ${FILE_LIMIT_BYTES}B, lines_per_batch: ${LINES_PER_BATCH} }`,
  })
  folder = await folderWith(
    outside.workload.replace('consumers:\n', `consumers:\n  /contoso/other:\n    models: [${MODEL}]\n`),
  )
  key = await folder.key('/contoso/bot')
  const otherKey = await folder.key('/contoso/other')
  await start()
  other = new OpenAI({ apiKey: otherKey, baseURL: `${running.address}/v1`, maxRetries: 0 })
})

after(async () => {
  await outside.simulator.close()
  assert.equal(await running.stop(), 0, running.errors())
  await folder.remove()
})

async function start(): Promise<void> {
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
  client = new OpenAI({ apiKey: key, baseURL: `${running.address}/v1`, maxRetries: 0 })
}

function line(customId: string, more: object = {}, body: object = {}): string {
  return JSON.stringify({
    custom_id: customId,
    method: 'POST',
    url: ENDPOINT,
    body: { model: MODEL, max_tokens: 5, messages: [{ role: 'user', content: customId }], ...body },
    ...more,
  })
}

async function upload(text: string, name = 'in.jsonl'): Promise<string> {
  const file = await client.files.create({ file: await toFile(Buffer.from(text), name), purpose: 'batch' })
  return file.id
}

async function begin(text: string): Promise<Batch> {
  return client.batches.create({
    input_file_id: await upload(text),
    endpoint: ENDPOINT,
    completion_window: '24h',
  })
}

async function ended(batch: Batch): Promise<Batch> {
  let now = batch
  await until(`the end of ${batch.id}`, async () => {
    now = await client.batches.retrieve(batch.id)
    return ['completed', 'failed', 'cancelled', 'expired'].includes(now.status)
  })
  return now
}

interface Result {
  readonly custom_id: string
  readonly response: { readonly status_code: number; readonly request_id: string } | null
  readonly error: { readonly code: string } | null
}

async function resultsOf(id: string | undefined | null): Promise<Result[]> {
  if (typeof id !== 'string') return []
  const text = await (await client.files.content(id)).text()
  return text
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as Result)
}

test('a batch, from the upload to its results', async () => {
  const begun = await begin([line('a'), line('b'), line('c', {}, { messages: 'no list' })].join('\n'))
  assert.equal(begun.status, 'validating')
  const batch = await ended(begun)
  assert.equal(batch.status, 'completed')
  assert.deepEqual(batch.request_counts, { total: 3, completed: 2, failed: 1 })
  assert.equal(batch.model, MODEL)
  const output = await resultsOf(batch.output_file_id)
  assert.deepEqual(output.map(({ custom_id: id }) => id).sort(), ['a', 'b'])
  const [failed] = await resultsOf(batch.error_file_id)
  assert.equal(failed?.custom_id, 'c')
  assert.equal(failed.response?.status_code, 400)

  const { opened, settled } = journal(folder)
  for (const { response } of output) {
    const exchange = settled.get(response?.request_id ?? '')
    assert.equal(exchange?.consumer, '/contoso/bot')
    assert.equal(opened.get(`${response?.request_id}.1`)?.consumer, '/contoso/bot')
  }
  const told = await folder.run(['explain', output[0]?.response?.request_id ?? ''])
  assert.match(told.stdout, /answered by (first|second) on the first try/)
  const report = await folder.run(['report', '--by', 'cost-center'])
  assert.match(report.stdout, /CC-1/)

  const names = (await client.files.list({ purpose: 'batch_output' })).data.map(({ filename }) => filename)
  assert.ok(names.includes(`${batch.id}_output.jsonl`) && names.includes(`${batch.id}_error.jsonl`))
  assert.equal((await client.batches.list({ limit: 1 })).data[0]?.id, batch.id)
})

test("Azure's classic paths", async () => {
  const azure = new AzureOpenAI({
    apiKey: key,
    endpoint: running.address,
    apiVersion: '2024-10-21',
    maxRetries: 0,
  })
  const text = line('a', { url: '/chat/completions' })
  const file = await azure.files.create({
    file: await toFile(Buffer.from(text), 'in.jsonl'),
    purpose: 'batch',
  })
  assert.equal((await azure.files.retrieve(file.id)).bytes, Buffer.byteLength(text))
  const batch = await azure.batches.create({
    input_file_id: file.id,
    // What Microsoft's pages write for the classic API.
    endpoint: '/chat/completions' as typeof ENDPOINT,
    completion_window: '24h',
  })
  assert.equal((await ended(batch)).status, 'completed')
  assert.equal((await azure.files.delete(file.id)).deleted, true)
  await assert.rejects(azure.files.retrieve(file.id), NotFoundError)
})

describe('what is wrong with the input is said with its line', () => {
  const cases: readonly (readonly [string, string, readonly (readonly [string, number | null])[]])[] = [
    ['no JSON', `${line('a')}\nnonsense\n`, [['invalid_json_line', 2]]],
    ['a name twice', [line('a'), line('b'), line('a')].join('\n'), [['duplicate_custom_id', 3]]],
    ['two models', [line('a'), line('b', {}, { model: 'x' })].join('\n'), [['model_mismatch', 2]]],
    ['another endpoint', line('a', { url: '/v1/embeddings' }), [['url_mismatch', 1]]],
    ['no body', line('a', { body: 3 }), [['invalid_request', 1]]],
    ['a stream', line('a', {}, { stream: true }), [['invalid_request', 1]]],
    ['an unknown model', line('a', {}, { model: 'x' }), [['invalid_request', null]]],
    ['a line that is empty', `${line('a')}\n\n${line('b')}\n`, [['invalid_json_line', 2]]],
    ['nothing', '\n', [['empty_file', null]]],
  ]
  for (const [name, text, expected] of cases) {
    test(name, async () => {
      const batch = await ended(await begin(text))
      assert.equal(batch.status, 'failed')
      assert.deepEqual(
        batch.errors?.data?.map(({ code, line: number }) => [code, number]),
        expected,
      )
    })
  }
})

test('a file that is too large is refused, and leaves nothing', async () => {
  await assert.rejects(upload('x'.repeat(FILE_LIMIT_BYTES + 1)), { status: 413 })
  await assert.rejects(upload('x'.repeat(FILE_LIMIT_BYTES + 100_000)), { status: 413 })
  const left = readdirSync(path.join(folder.path, '.causeway/files'), { recursive: true })
  assert.deepEqual(
    left.filter((name) => String(name).endsWith('.part')),
    [],
  )
})

test('names of files never become paths, nor do ids', async () => {
  for (const name of ['../../../../tmp/evil', '/etc/passwd', '..', 'C:evil', '']) {
    const id = await upload(line('a'), name)
    const { filename } = await client.files.retrieve(id)
    assert.ok(!filename.includes('/'), filename)
  }
  await assert.rejects(upload(line('a'), 'a\u0000b'), { status: 400 })
  for (const id of ['..%2f..%2fkeys.json', '%2e%2e', 'file-..', `file-${'0'.repeat(32)}`]) {
    for (const tail of ['', '/content']) {
      const { status } = await fetch(`${running.address}/v1/files/${id}${tail}`, {
        headers: { authorization: `Bearer ${key}` },
      })
      assert.equal(status, 404)
    }
  }
  for (const name of readdirSync(path.join(folder.path, '.causeway/files'), { recursive: true })) {
    const at = statSync(path.join(folder.path, '.causeway/files', String(name)))
    if (at.isFile()) assert.equal(at.mode & 0o777, 0o600)
    assert.match(String(name), /^[0-9a-f]{32}(\/file-[0-9a-f]{32}\.(json|data))?$/)
  }
})

test('to another consumer files and batches are not there', async () => {
  const batch = await ended(await begin(line('a')))
  const missing = { status: 404 }
  const output = batch.output_file_id ?? ''
  await assert.rejects(other.files.retrieve(batch.input_file_id), missing)
  await assert.rejects(other.files.content(output), missing)
  await assert.rejects(other.files.delete(output), missing)
  await assert.rejects(other.batches.retrieve(batch.id), missing)
  await assert.rejects(other.batches.cancel(batch.id), missing)
  const mine = { endpoint: ENDPOINT, completion_window: '24h', input_file_id: batch.input_file_id } as const
  await assert.rejects(other.batches.create(mine), missing)
  assert.deepEqual((await other.files.list()).data, [])
  assert.deepEqual((await other.batches.list()).data, [])
})

function many(count: number): string {
  return Array.from({ length: count }, (_, i) => line(`line-${i}`)).join('\n')
}

async function assertEachOnce(batch: Batch, count: number): Promise<Result[]> {
  const results = [...(await resultsOf(batch.output_file_id)), ...(await resultsOf(batch.error_file_id))]
  assert.deepEqual(
    results.map(({ custom_id: id }) => id).sort(),
    Array.from({ length: count }, (_, i) => `line-${i}`).sort(),
  )
  return results
}

test('a cancelled batch ends with what it has', async () => {
  const begun = await begin(many(500))
  await until('some lines are done', async () => {
    const { request_counts: counts } = await client.batches.retrieve(begun.id)
    return (counts?.completed ?? 0) > 0
  })
  assert.equal((await client.batches.cancel(begun.id)).status, 'cancelling')
  const batch = await ended(begun)
  assert.equal(batch.status, 'cancelled')
  const results = await assertEachOnce(batch, 500)
  const unsent = results.filter(({ error }) => error?.code === 'batch_cancelled')
  assert.ok(unsent.length > 0 && unsent.length < 500)
  await assert.rejects(client.batches.cancel(begun.id), { status: 400 })
})

test('kill -9 in the middle, three times: each line has one result, and the ledger is what was billed', async () => {
  const COUNT = 400
  outside.simulator.reset()
  const before = new Set(journal(folder).opened.keys())
  const begun = await begin(many(COUNT))
  // Its file may go; the batch has what it needs.
  await client.files.delete(begun.input_file_id)
  for (let kill = 1; kill <= 3; kill++) {
    const wanted = outside.simulator.bills().length + 70
    await until('lines are under way', () => outside.simulator.bills().length >= wanted)
    await running.stop('SIGKILL')
    await start()
  }
  const batch = await ended(begun)
  assert.equal(batch.status, 'completed')
  assert.deepEqual(batch.request_counts, { total: COUNT, completed: COUNT, failed: 0 })
  await assertEachOnce(batch, COUNT)

  const { opened, closed } = journal(folder)
  const billed = new Map(outside.simulator.bills().map((bill) => [bill.clientRequestId ?? '', bill]))
  assert.equal(billed.size, outside.simulator.bills().length, 'no call was billed twice')
  for (const [attempt, { outcome, usage }] of closed) {
    if (before.has(attempt)) continue
    const bill = billed.get(attempt)
    if (outcome !== 'interrupted') assert.equal(usage?.output, bill?.usage.output, attempt)
    billed.delete(attempt)
  }
  assert.deepEqual([...billed.keys()], [], 'what was billed is in the ledger')
  const again = opened.size - before.size - COUNT
  assert.ok(again >= 0 && again <= 3 * LINES_PER_BATCH, `${again} lines were sent again`)
})
