import assert from 'node:assert/strict'
import { test } from 'node:test'

import { toFile } from 'openai'
import type { Batch } from 'openai/resources/batches'

import { deployment, type Stage, stage } from './simulator.fixture.ts'

const ENDPOINT = '/v1/chat/completions'
const DEPLOYMENTS = [
  deployment('b', 'gpt-4.1', { type: 'global-batch' }),
  deployment('s', 'gpt-4.1', { type: 'standard' }),
]

function line(customId: string, model = 'b', more: object = {}): string {
  const body = { model, max_tokens: 5, messages: [{ role: 'user', content: customId }] }
  return JSON.stringify({ custom_id: customId, method: 'POST', url: ENDPOINT, body, ...more })
}

async function begin({ openai }: Stage, lines: readonly string[]): Promise<Batch> {
  const file = await openai.files.create({
    file: await toFile(Buffer.from(lines.join('\n')), 'in.jsonl'),
    purpose: 'batch',
  })
  return openai.batches.create({ input_file_id: file.id, endpoint: ENDPOINT, completion_window: '24h' })
}

/** Moves the time until the batch has ended, and gives it with the statuses that it went through. */
async function ended({ openai, clock }: Stage, batch: Batch): Promise<{ batch: Batch; seen: string[] }> {
  const seen: string[] = [batch.status]
  for (let i = 0; i < 500; i++) {
    const now = await openai.batches.retrieve(batch.id)
    if (seen.at(-1) !== now.status) seen.push(now.status)
    if (['completed', 'failed', 'expired', 'cancelled'].includes(now.status)) return { batch: now, seen }
    clock.advance(50)
  }
  throw new Error(`it did not end: ${seen.join(', ')}`)
}

async function customIds({ openai }: Stage, file: string | undefined): Promise<string[]> {
  if (typeof file !== 'string') return []
  const text = await (await openai.files.content(file)).text()
  return text
    .trimEnd()
    .split('\n')
    .map((one) => (JSON.parse(one) as { custom_id: string }).custom_id)
    .sort()
}

const PACED = { latency: { firstTokenMs: 100, perTokenMs: 10, jitter: 0.3 } }

test('a batch goes through its statuses, and each line is billed', async () => {
  await using at = await stage(DEPLOYMENTS, PACED)
  const { batch, seen } = await ended(
    at,
    await begin(
      at,
      ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => line(id)),
    ),
  )
  assert.deepEqual(seen, ['validating', 'in_progress', 'finalizing', 'completed'])
  assert.deepEqual(batch.request_counts, { total: 6, completed: 6, failed: 0 })
  assert.deepEqual(await customIds(at, batch.output_file_id), ['a', 'b', 'c', 'd', 'e', 'f'])
  const bills = at.simulator.bills()
  assert.equal(bills.length, 6)
  assert.ok(bills.every(({ type, deployment: name }) => type === 'global-batch' && name === 'b'))
  assert.equal((await at.openai.batches.list()).data[0]?.id, batch.id)
  await at.openai.files.delete(batch.input_file_id)
  await assert.rejects(at.openai.files.retrieve(batch.input_file_id), { status: 404 })
})

test('what is wrong with the input fails it', async () => {
  await using at = await stage(DEPLOYMENTS)
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['nonsense'], 'invalid_json_line'],
    [[line('a'), line('a')], 'duplicate_custom_id'],
    [[line('a', 'b', { url: '/v1/responses' })], 'url_mismatch'],
    [[line('a'), line('b', 's')], 'model_mismatch'],
    [[line('a', 's')], 'invalid_request'],
  ]
  for (const [lines, code] of cases) {
    const { batch } = await ended(at, await begin(at, lines))
    assert.equal(batch.status, 'failed')
    assert.equal(batch.errors?.data?.[0]?.code, code)
  }
  at.simulator.faults.add({ kind: 'failed-validation', scope: {} })
  assert.equal((await ended(at, await begin(at, [line('a')]))).batch.status, 'failed')
})

test('a batch deployment takes no calls by themselves', async () => {
  await using at = await stage(DEPLOYMENTS)
  const answer = await at.post('/openai/v1/chat/completions', { model: 'b', messages: [] })
  assert.equal(answer.status, 400)
})

test('cancelled, expired, and through an outage', async () => {
  await using at = await stage(DEPLOYMENTS, PACED)
  const lines = Array.from({ length: 40 }, (_, i) => line(`l${i}`))
  const begun = await begin(at, lines)
  at.clock.advance(1_000)
  assert.equal((await at.openai.batches.cancel(begun.id)).status, 'cancelling')
  const { batch: cancelled } = await ended(at, begun)
  assert.equal(cancelled.status, 'cancelled')
  assert.equal((await customIds(at, cancelled.output_file_id)).length, at.simulator.bills().length)
  await assert.rejects(at.openai.batches.cancel(begun.id), { status: 400 })

  const other = await begin(at, lines)
  at.clock.advance(1_000)
  at.simulator.faults.add({ kind: 'expired-batch', scope: {} })
  const { batch: expired } = await ended(at, other)
  assert.equal(expired.status, 'expired')
  const told = [
    ...(await customIds(at, expired.output_file_id)),
    ...(await customIds(at, expired.error_file_id)),
  ]
  assert.equal(new Set(told).size, 40)
  at.simulator.faults.clear()

  const last = await begin(at, lines)
  const billed = at.simulator.bills().length
  at.clock.advance(1_000)
  at.simulator.faults.add({ kind: 'outage', scope: {}, untilMs: at.clock.nowMs() + 20_000 })
  await assert.rejects(at.openai.batches.retrieve(last.id))
  at.clock.advance(25_000)
  assert.deepEqual((await ended(at, last)).batch.request_counts, { total: 40, completed: 40, failed: 0 })
  // Lines that the outage cut are taken up again, and billed once.
  assert.equal(at.simulator.bills().length - billed, 40)
})
