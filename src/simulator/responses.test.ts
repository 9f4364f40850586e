import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BadRequestError, NotFoundError } from 'openai'
import { TRIGGERS } from './content-filter.ts'
import { deployment, eventsOf, stage } from './simulator.fixture.ts'

const DEPLOYMENTS = [deployment('chat', 'gpt-4.1'), deployment('think', 'gpt-5')]

describe('a response', () => {
  test('is stored, listed with its input, continued and deleted', async () => {
    await using at = await stage(DEPLOYMENTS)
    const first = await at.openai.responses.create({
      model: 'chat',
      input: 'Hello there.',
      instructions: 'Be kind.',
    })
    assert.equal(first.status, 'completed')
    assert.match(first.output_text, /^This answer is simulated\./)
    assert.equal(first.usage?.output_tokens, 64)
    assert.equal((await at.openai.responses.retrieve(first.id)).output_text, first.output_text)
    const items = await at.openai.responses.inputItems.list(first.id)
    assert.equal(items.data.length, 1)

    const second = await at.openai.responses.create({
      model: 'chat',
      input: 'Go on.',
      previous_response_id: first.id,
    })
    assert.equal(second.previous_response_id, first.id)
    assert.ok((second.usage?.input_tokens ?? 0) > 64 + (first.usage?.input_tokens ?? 0))
    assert.notEqual(second.output_text, first.output_text)

    await at.openai.responses.delete(first.id)
    await assert.rejects(at.openai.responses.retrieve(first.id), NotFoundError)
    await at.openai.responses.retrieve(second.id)
  })

  test('is known in its own account alone', async () => {
    await using at = await stage(DEPLOYMENTS)
    const { id } = await at.openai.responses.create({ model: 'chat', input: 'Hello.' })
    const headers = { 'api-key': 'whatever', 'content-type': 'application/json' }
    const other = `${at.simulator.url('frc')}/openai/v1/responses`
    assert.equal((await fetch(`${other}/${id}`, { headers })).status, 404)
    const body = JSON.stringify({ model: 'chat', input: 'Go on.', previous_response_id: id })
    const continued = await fetch(other, { method: 'POST', headers, body })
    assert.equal(continued.status, 400)
    const { error } = (await continued.json()) as { error: { code: string; param: string; message: string } }
    assert.equal(error.code, 'previous_response_not_found')
    assert.equal(error.param, 'previous_response_id')
    assert.match(error.message, new RegExp(`'${id}' not found`))
  })

  test('is not kept when store is false', async () => {
    await using at = await stage(DEPLOYMENTS)
    const { id } = await at.openai.responses.create({ model: 'chat', input: 'Hello.', store: false })
    await assert.rejects(at.openai.responses.retrieve(id), NotFoundError)
  })

  test('goes by the classic path too, with the version that Azure wants', async () => {
    await using at = await stage(DEPLOYMENTS)
    const body = { model: 'chat', input: 'Hello.' }
    assert.equal((await at.post('/openai/responses', body)).status, 404)
    const made = await at.post('/openai/responses?api-version=2025-04-01-preview', body)
    assert.equal(made.status, 200)
    assert.equal(((await made.json()) as { object: string }).object, 'response')
  })

  test('calls a tool, follows a schema, and ends early for want of tokens or for the filter', async () => {
    await using at = await stage(DEPLOYMENTS)
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } } }
    const tools = [{ type: 'function' as const, name: 'check', parameters: schema, strict: false }]
    const called = await at.openai.responses.create({ model: 'chat', input: 'Please call the tool.', tools })
    const [call] = called.output
    assert.ok(call?.type === 'function_call')
    assert.deepEqual([call.name, call.arguments], ['check', '{"ok":true}'])
    const format = { type: 'json_schema' as const, name: 'x', schema }
    const shaped = await at.openai.responses.create({ model: 'chat', input: 'Hello.', text: { format } })
    assert.equal(shaped.output_text, '{"ok":true}')
    const short = await at.openai.responses.create({ model: 'chat', input: 'Hello.', max_output_tokens: 16 })
    assert.equal(short.status, 'incomplete')
    assert.equal(short.incomplete_details?.reason, 'max_output_tokens')
    const filtered = await at.openai.responses.create({ model: 'chat', input: TRIGGERS.output })
    assert.equal(filtered.incomplete_details?.reason, 'content_filter')
    const refused = at.openai.responses.create({ model: 'chat', input: TRIGGERS.prompt })
    await assert.rejects(
      refused,
      (error) => error instanceof BadRequestError && error.code === 'content_filter',
    )
    assert.deepEqual(
      at.simulator.bills().map((bill) => bill.outcome),
      ['answered', 'answered', 'answered', 'output-filtered', 'prompt-filtered'],
    )
  })

  test('of a reasoning model carries content that another resource cannot read', async () => {
    await using at = await stage(DEPLOYMENTS)
    const made = await at.openai.responses.create({
      model: 'think',
      input: 'Hello.',
      store: false,
      include: ['reasoning.encrypted_content'],
    })
    const reasoning = made.output.find((item) => item.type === 'reasoning') ?? assert.fail('no reasoning')
    assert.equal(made.usage?.output_tokens_details.reasoning_tokens, 128)
    const input = [reasoning, { role: 'user' as const, content: 'Go on.' }]
    await at.openai.responses.create({ model: 'think', input, store: false })
    const elsewhere = await fetch(`${at.simulator.url('frc')}/openai/v1/responses`, {
      method: 'POST',
      headers: { 'api-key': 'x' },
      body: JSON.stringify({ model: 'think', input, store: false }),
    })
    assert.equal(elsewhere.status, 400)
    assert.match(await elsewhere.text(), /"code":"invalid_encrypted_content"/)
  })
})

describe('a response stream', () => {
  test('has named, numbered events, ends with the whole response and without a mark, and is stored', async () => {
    await using at = await stage(DEPLOYMENTS)
    const reply = await at.post('/openai/v1/responses', {
      model: 'think',
      input: 'Hello.',
      stream: true,
      max_output_tokens: 130,
    })
    const events = eventsOf(await reply.text())
    assert.deepEqual(
      events.map((event) => event.name),
      [
        'response.created',
        'response.in_progress',
        'response.output_item.added',
        'response.output_item.done',
        'response.output_item.added',
        'response.content_part.added',
        'response.output_text.delta',
        'response.output_text.delta',
        'response.output_text.done',
        'response.content_part.done',
        'response.output_item.done',
        'response.incomplete',
      ],
    )
    const data = events.map((event) => JSON.parse(event.data))
    data.forEach((one, i) => assert.deepEqual([one.sequence_number, one.type], [i, events[i]?.name]))
    const { response } = data.at(-1)
    assert.equal(response.usage.output_tokens, 130)
    assert.equal(response.output[1].content[0].text, 'This answer')
    assert.equal((await at.openai.responses.retrieve(response.id)).status, 'incomplete')
  })

  test('is what the SDK makes a whole of', async () => {
    await using at = await stage(DEPLOYMENTS)
    const final = await at.openai.responses.stream({ model: 'chat', input: 'Hello.' }).finalResponse()
    assert.equal(final.status, 'completed')
    assert.match(final.output_text, /^This answer is simulated\./)
    assert.equal(at.simulator.bills().length, 1)
  })
})

describe('a background response', () => {
  const slow = { latency: { firstTokenMs: 1_000, perTokenMs: 10, jitter: 0 } }

  test('is queued, in progress and completed as time goes by, and billed at its end', async () => {
    await using at = await stage(DEPLOYMENTS, slow)
    const { id, status } = await at.openai.responses.create({
      model: 'chat',
      input: 'Hello.',
      background: true,
    })
    assert.equal(status, 'queued')
    const statusNow = async () => (await at.openai.responses.retrieve(id)).status
    assert.equal(await statusNow(), 'queued')
    at.clock.advance(1_000)
    assert.equal(await statusNow(), 'in_progress')
    assert.deepEqual(at.simulator.bills(), [])
    at.clock.advance(640)
    const done = await at.openai.responses.retrieve(id)
    assert.equal(done.status, 'completed')
    assert.equal(done.usage?.output_tokens, 64)
    assert.equal(at.simulator.bills()[0]?.usage.output, 64)
  })

  test('can be called off, twice over, and is billed for what was made', async () => {
    await using at = await stage(DEPLOYMENTS, slow)
    const { id } = await at.openai.responses.create({ model: 'chat', input: 'Hello.', background: true })
    at.clock.advance(1_200)
    assert.equal((await at.openai.responses.cancel(id)).status, 'cancelled')
    assert.equal((await at.openai.responses.cancel(id)).status, 'cancelled')
    at.clock.advance(60_000)
    assert.equal((await at.openai.responses.retrieve(id)).status, 'cancelled')
    const bills = at.simulator.bills()
    assert.deepEqual(
      bills.map((bill) => [bill.outcome, bill.usage.output]),
      [['cancelled', 20]],
    )
  })

  test('has to be stored; and one in the foreground cannot be called off', async () => {
    await using at = await stage(DEPLOYMENTS)
    await assert.rejects(
      at.openai.responses.create({ model: 'chat', input: 'Hello.', background: true, store: false }),
      BadRequestError,
    )
    const { id } = await at.openai.responses.create({ model: 'chat', input: 'Hello.' })
    await assert.rejects(at.openai.responses.cancel(id), /synchronous/)
  })
})
