import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import {
  APIError,
  AuthenticationError,
  AzureOpenAI,
  BadRequestError,
  NotFoundError,
  OpenAI,
  PermissionDeniedError,
} from 'openai'

import { type Folder, folderWith, type Running } from './program.ts'
import { TWO_REGIONS } from './workloads.ts'

/** The official OpenAI SDK in both its flavours, unchanged, against the running program. */
let folder: Folder
let running: Running
let apiKey: string
let otherKey: string

before(async () => {
  folder = await folderWith(TWO_REGIONS)
  apiKey = await folder.key('/contoso/bot')
  otherKey = await folder.key('/contoso/other')
  running = await folder.start({ args: ['--no-records'] })
})

after(async () => {
  await running.stop()
  await folder.remove()
})

const TOOLS = [
  {
    type: 'function' as const,
    function: {
      name: 'get_weather',
      description: 'The weather in a city',
      parameters: {
        type: 'object',
        properties: { city: { type: 'string' } },
        required: ['city'],
        additionalProperties: false,
      },
    },
  },
]

const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
}

const CLIENTS: readonly [string, () => OpenAI][] = [
  ['OpenAI at /v1', () => new OpenAI({ apiKey, baseURL: `${running.address}/v1`, maxRetries: 0 })],
  [
    'OpenAI at /openai/v1',
    () => new OpenAI({ apiKey, baseURL: `${running.address}/openai/v1`, maxRetries: 0 }),
  ],
  [
    'AzureOpenAI',
    () => new AzureOpenAI({ apiKey, endpoint: running.address, apiVersion: '2024-10-21', maxRetries: 0 }),
  ],
]

for (const [name, make] of CLIENTS) {
  // A simulated model takes its time: they wait together.
  describe(name, { concurrency: true }, () => {
    test('chat', async () => {
      const answer = await make().chat.completions.create({
        model: 'gpt-4.1',
        messages: [{ role: 'user', content: 'Say hello' }],
        max_tokens: 12,
      })
      assert.ok((answer.choices[0]?.message.content ?? '').length > 0)
      assert.ok((answer.usage?.prompt_tokens ?? 0) > 0)
    })

    test('a stream, without the usage event that nobody asked for', async () => {
      const stream = await make().chat.completions.create({
        model: 'gpt-4.1',
        messages: [{ role: 'user', content: 'Tell me a story' }],
        max_tokens: 20,
        stream: true,
      })
      let text = ''
      let usages = 0
      let finish: string | null = null
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta.content ?? ''
        finish = chunk.choices[0]?.finish_reason ?? finish
        if (chunk.usage !== undefined && chunk.usage !== null) usages++
      }
      assert.ok(text.length > 0)
      assert.ok(finish !== null)
      assert.equal(usages, 0)
    })

    test('a stream with usage when the client asks for it', async () => {
      const stream = await make().chat.completions.create({
        model: 'gpt-4.1',
        messages: [{ role: 'user', content: 'Tell me a story' }],
        stream: true,
        stream_options: { include_usage: true },
      })
      let total = 0
      for await (const chunk of stream) total += chunk.usage?.total_tokens ?? 0
      assert.ok(total > 0)
    })

    test('tools', async () => {
      const answer = await make().chat.completions.create({
        model: 'gpt-4.1',
        messages: [{ role: 'user', content: 'What is the weather in Oslo?' }],
        tools: TOOLS,
        tool_choice: 'required',
      })
      const call = answer.choices[0]?.message.tool_calls?.[0]
      assert.ok(call?.type === 'function')
      assert.equal(call.function.name, 'get_weather')
      assert.equal(typeof JSON.parse(call.function.arguments).city, 'string')
    })

    test('structured output', async () => {
      const answer = await make().chat.completions.create({
        model: 'gpt-4.1',
        messages: [{ role: 'user', content: 'Who?' }],
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'person', strict: true, schema: SCHEMA },
        },
      })
      const person = JSON.parse(answer.choices[0]?.message.content ?? '{}')
      assert.equal(typeof person.name, 'string')
      assert.ok(Number.isInteger(person.age))
    })

    test('embeddings', async () => {
      const answer = await make().embeddings.create({
        model: 'text-embedding-3-small',
        input: ['one', 'two'],
      })
      assert.equal(answer.data.length, 2)
      assert.ok((answer.data[0]?.embedding.length ?? 0) > 10)
    })

    test('responses: create, go on, read, list the input, delete', async () => {
      const client = make()
      const first = await client.responses.create({
        model: 'gpt-4.1',
        input: 'Remember the number 7',
        max_output_tokens: 20,
      })
      assert.ok(first.output_text.length > 0)
      const second = await client.responses.create({
        model: 'gpt-4.1',
        input: 'Which?',
        previous_response_id: first.id,
      })
      assert.equal(second.previous_response_id, first.id)
      const read = await client.responses.retrieve(first.id)
      assert.equal(read.id, first.id)
      const items = await client.responses.inputItems.list(first.id)
      assert.ok(items.data.length > 0)
      await client.responses.delete(first.id)
      await assert.rejects(client.responses.retrieve(first.id), (error: unknown) => {
        return error instanceof APIError && error.status === 404
      })
    })

    test('a stream of responses carries one signed id throughout', async () => {
      const client = make()
      const stream = await client.responses.create({
        model: 'gpt-4.1',
        input: 'Tell me a story',
        stream: true,
      })
      const ids = new Set<string>()
      let text = ''
      for await (const event of stream) {
        if ('response' in event) ids.add(event.response.id)
        if (event.type === 'response.output_text.delta') text += event.delta
      }
      assert.ok(text.length > 0)
      assert.equal(ids.size, 1)
      const [id] = ids
      assert.equal((await client.responses.retrieve(id as string)).id, id)
    })

    test('errors have the class that the SDK knows', async () => {
      const client = make()
      await assert.rejects(client.chat.completions.create({ model: 'gpt-9', messages: [] }), NotFoundError)
      await assert.rejects(
        client.chat.completions.create({ model: 'o4-mini', messages: [{ role: 'user', content: 'x' }] }),
        PermissionDeniedError,
      )
      await assert.rejects(
        client.chat.completions.create({
          model: 'gpt-4.1',
          messages: [{ role: 'user', content: 'trigger-content-filter please' }],
        }),
        (error: unknown) => error instanceof BadRequestError && error.code === 'content_filter',
      )
    })
  })
}

test('models lists what this consumer may use, and nothing else', async () => {
  const client = new OpenAI({ apiKey: otherKey, baseURL: `${running.address}/v1`, maxRetries: 0 })
  const { data } = await client.models.list()
  assert.deepEqual(
    data.map((model) => model.id),
    ['gpt-4.1'],
  )
  assert.equal((await client.models.retrieve('gpt-4.1')).id, 'gpt-4.1')
  await assert.rejects(client.models.retrieve('o4-mini'), NotFoundError)
})

test("another consumer's response is not found, read or gone on from", async () => {
  const mine = new OpenAI({ apiKey, baseURL: `${running.address}/v1`, maxRetries: 0 })
  const theirs = new OpenAI({ apiKey: otherKey, baseURL: `${running.address}/v1`, maxRetries: 0 })
  const { id } = await mine.responses.create({ model: 'gpt-4.1', input: 'secret' })
  await assert.rejects(theirs.responses.retrieve(id), NotFoundError)
  await assert.rejects(theirs.responses.delete(id), NotFoundError)
  await assert.rejects(
    theirs.responses.create({ model: 'gpt-4.1', input: 'x', previous_response_id: id }),
    NotFoundError,
  )
  const bare = id.slice(id.lastIndexOf('_resp_') + 1)
  await assert.rejects(mine.responses.retrieve(bare), NotFoundError)
})

test('no key and a wrong key are 401 in every shape', async () => {
  for (const key of ['cw_wrong', 'x']) {
    const client = new OpenAI({ apiKey: key, baseURL: `${running.address}/v1`, maxRetries: 0 })
    await assert.rejects(client.models.list(), AuthenticationError)
  }
  const answer = await fetch(
    `${running.address}/openai/deployments/gpt-4.1/chat/completions?api-version=2024-10-21`,
    {
      method: 'POST',
      body: '{}',
    },
  )
  assert.equal(answer.status, 401)
  assert.equal(((await answer.json()) as { error: { code: string } }).error.code, '401')
})
