import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BadRequestError } from 'openai'
import { TRIGGERS } from './content-filter.ts'
import { deployment, eventsOf, HELLO, stage } from './simulator.fixture.ts'

const CHAT = [deployment('chat', 'gpt-4.1', { version: '2025-04-14' }), deployment('think', 'gpt-5')]

describe('a chat answer', () => {
  test('is the same for the SDK of Azure and of OpenAI, and says that it is simulated', async () => {
    await using at = await stage(CHAT)
    const classic = await at.azure.chat.completions
      .create({ model: 'chat', messages: HELLO }, { headers: { 'x-ms-client-request-id': 'mine' } })
      .withResponse()
    const v1 = await at.openai.chat.completions.create({ model: 'chat', messages: HELLO })
    assert.match(classic.data.choices[0]?.message.content ?? '', /^This answer is simulated\. \w/)
    assert.equal(v1.choices[0]?.message.content, classic.data.choices[0]?.message.content)
    assert.equal(classic.data.model, 'gpt-4.1-2025-04-14')
    assert.equal(classic.data.system_fingerprint, 'simulated')
    assert.equal(classic.data.usage?.prompt_tokens, 8)
    assert.equal(classic.data.usage?.completion_tokens, 64)
    const { headers } = classic.response
    assert.equal(headers.get('x-causeway-simulated'), 'true')
    assert.equal(headers.get('x-ms-deployment-name'), 'chat')
    assert.equal(headers.get('x-ms-region'), 'swedencentral')
    assert.equal(headers.get('x-ms-client-request-id'), 'mine')
    assert.equal(headers.get('apim-request-id'), headers.get('x-request-id'))
    const [bill] = at.simulator.bills()
    assert.equal(bill?.requestId, headers.get('apim-request-id'))
    assert.equal(bill?.clientRequestId, 'mine')
    assert.deepEqual(bill?.usage, { input: 8, cached: 0, output: 64, reasoning: 0 })
  })

  test('differs with prompt and seed', async () => {
    await using at = await stage(CHAT)
    await using other = await stage(CHAT, { seed: 2 })
    const ask = async (content: string, client = at.openai): Promise<string> => {
      const answer = await client.chat.completions.create({
        model: 'chat',
        messages: [{ role: 'user', content }],
      })
      return answer.choices[0]?.message.content ?? ''
    }
    const first = await ask('one')
    assert.equal(await ask('one'), first)
    assert.notEqual(await ask('two'), first)
    assert.notEqual(await ask('one', other.openai), first)
  })

  test('is cut at max_tokens, and as long as the prompt asks for below it', async () => {
    await using at = await stage(CHAT)
    const ask = (content: string, max_tokens: number) =>
      at.openai.chat.completions.create({ model: 'chat', max_tokens, messages: [{ role: 'user', content }] })
    const cut = await ask('Hello!', 5)
    assert.equal(cut.choices[0]?.finish_reason, 'length')
    assert.equal(cut.choices[0]?.message.content?.split(' ').length, 5)
    assert.equal(cut.usage?.completion_tokens, 5)
    const wished = await ask('reply-tokens:200 please', 1_000)
    assert.equal(wished.choices[0]?.finish_reason, 'stop')
    assert.equal(wished.usage?.completion_tokens, 200)
  })

  test('stops before a stop sequence, has as many choices as asked for, and log probabilities', async () => {
    await using at = await stage(CHAT)
    const answer = await at.openai.chat.completions.create({
      model: 'chat',
      messages: HELLO,
      stop: ['simulated'],
      n: 2,
      logprobs: true,
    })
    assert.deepEqual(
      answer.choices.map((one) => one.message.content),
      ['This answer is', 'This answer is'],
    )
    assert.equal(answer.usage?.completion_tokens, 6)
    assert.equal(answer.choices[1]?.logprobs?.content?.[1]?.token, ' answer')
  })

  test('calls a tool when it must, or when the user says so, and answers its result', async () => {
    await using at = await stage(CHAT)
    const parameters = { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } }
    const tools = [{ type: 'function' as const, function: { name: 'weather', parameters } }]
    const ask = { model: 'chat', tools, messages: HELLO }
    const plain = await at.openai.chat.completions.create(ask)
    assert.equal(plain.choices[0]?.finish_reason, 'stop')
    for (const wish of [
      { ...ask, tool_choice: 'required' as const },
      { ...ask, messages: [{ role: 'user' as const, content: 'Please call the tool.' }] },
    ]) {
      const { choices } = await at.openai.chat.completions.create(wish)
      assert.equal(choices[0]?.finish_reason, 'tool_calls')
      const call = choices[0]?.message.tool_calls?.[0]
      assert.ok(call?.type === 'function')
      assert.deepEqual(JSON.parse(call.function.arguments), { city: 'simulated', days: 1 })
      const result = await at.openai.chat.completions.create({
        ...ask,
        messages: [
          { role: 'user', content: 'Please call the tool.' },
          choices[0]?.message ?? assert.fail('no message'),
          { role: 'tool', tool_call_id: call.id, content: 'sunny' },
        ],
      })
      assert.equal(result.choices[0]?.finish_reason, 'stop')
    }
  })

  test('follows a schema', async () => {
    await using at = await stage(CHAT)
    const schema = { type: 'object', properties: { answer: { type: 'string' }, sure: { type: 'boolean' } } }
    const answer = await at.openai.chat.completions.create({
      model: 'chat',
      messages: HELLO,
      response_format: { type: 'json_schema', json_schema: { name: 'reply', schema } },
    })
    assert.deepEqual(JSON.parse(answer.choices[0]?.message.content ?? ''), {
      answer: 'simulated',
      sure: true,
    })
  })

  test('of a reasoning model counts its reasoning, and is empty when that uses up all it may', async () => {
    await using at = await stage(CHAT)
    const ask = (max_completion_tokens?: number) =>
      at.openai.chat.completions.create({
        model: 'think',
        messages: HELLO,
        reasoning_effort: 'low',
        ...(max_completion_tokens === undefined ? {} : { max_completion_tokens }),
      })
    const full = await ask()
    assert.equal(full.usage?.completion_tokens, 128)
    assert.equal(full.usage?.completion_tokens_details?.reasoning_tokens, 64)
    const spent = await ask(50)
    assert.equal(spent.choices[0]?.message.content, '')
    assert.equal(spent.choices[0]?.finish_reason, 'length')
    assert.equal(spent.usage?.completion_tokens_details?.reasoning_tokens, 50)
  })

  test('says the tier that was asked for, as does its bill', async () => {
    await using at = await stage(CHAT)
    const ask = { model: 'chat', messages: HELLO, service_tier: 'priority' as const }
    assert.equal((await at.openai.chat.completions.create(ask)).service_tier, 'priority')
    assert.equal(
      (await at.openai.chat.completions.stream(ask).finalChatCompletion()).service_tier,
      'priority',
    )
    assert.equal(at.simulator.bills()[1]?.serviceTier, 'priority')
  })

  test('knows a long prompt the second time', async () => {
    await using at = await stage(CHAT)
    const ask = { model: 'chat', messages: [{ role: 'user' as const, content: 'word '.repeat(1_000) }] }
    const first = await at.openai.chat.completions.create(ask)
    const second = await at.openai.chat.completions.create(ask)
    assert.equal(first.usage?.prompt_tokens_details?.cached_tokens, 0)
    assert.equal(second.usage?.prompt_tokens_details?.cached_tokens, 1_152)
    assert.equal(at.simulator.bills()[1]?.usage.cached, 1_152)
  })
})

describe('a chat stream', () => {
  test('has the events of Azure in their order', async () => {
    await using at = await stage(CHAT)
    const body = { messages: HELLO, stream: true, max_tokens: 3, stream_options: { include_usage: true } }
    const reply = await at.post('/openai/deployments/chat/chat/completions?api-version=2024-10-21', body)
    assert.equal(reply.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    const events = eventsOf(await reply.text())
    assert.equal(events.at(-1)?.data, '[DONE]')
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.data))
    assert.deepEqual(chunks[0].choices, [])
    assert.equal(chunks[0].id, '')
    assert.equal(chunks[0].prompt_filter_results[0].content_filter_results.jailbreak.detected, false)
    assert.equal(chunks[1].choices[0].delta.role, 'assistant')
    const texts = chunks.slice(2, 5)
    assert.equal(texts.map((chunk) => chunk.choices[0].delta.content).join(''), 'This answer is')
    assert.ok(texts.every((chunk) => chunk.choices[0].content_filter_results.hate.severity === 'safe'))
    assert.ok(texts.every((chunk) => chunk.usage === null))
    assert.deepEqual(chunks[5].choices[0].delta, {})
    assert.equal(chunks[5].choices[0].finish_reason, 'length')
    assert.deepEqual(chunks[6].choices, [])
    assert.equal(chunks[6].usage.total_tokens, 11)
    assert.equal(chunks.length, 7)
  })

  test('tells its usage only when asked, and is billed either way', async () => {
    await using at = await stage(CHAT)
    const stream = await at.azure.chat.completions.create({ model: 'chat', messages: HELLO, stream: true })
    let text = ''
    for await (const chunk of stream) {
      assert.equal(chunk.usage ?? null, null)
      text += chunk.choices[0]?.delta.content ?? ''
    }
    assert.match(text, /^This answer is simulated\./)
    assert.equal(at.simulator.bills()[0]?.usage.output, 64)
  })

  test('brings the same text and tool call as a whole answer', async () => {
    await using at = await stage(CHAT)
    const tools = [
      {
        type: 'function' as const,
        function: { name: 'f', parameters: { type: 'object', properties: { a: {} } } },
      },
    ]
    for (const more of [{}, { tools, tool_choice: 'required' as const }]) {
      const ask = { model: 'chat', messages: HELLO, ...more }
      const whole = await at.openai.chat.completions.create(ask)
      const streamed = await at.openai.chat.completions.stream(ask).finalChatCompletion()
      assert.equal(streamed.choices[0]?.message.content, whole.choices[0]?.message.content)
      assert.deepEqual(
        streamed.choices[0]?.message.tool_calls?.map(
          (call) => call.type === 'function' && call.function.arguments,
        ),
        whole.choices[0]?.message.tool_calls?.map(
          (call) => call.type === 'function' && call.function.arguments,
        ),
      )
    }
  })

  test('with the asynchronous filter brings findings apart from the text, the last after its end', async () => {
    await using at = await stage(CHAT)
    const body = { model: 'chat', stream: true, messages: [{ role: 'user', content: TRIGGERS.asynchronous }] }
    const reply = await at.post('/openai/v1/chat/completions', body)
    const events = eventsOf(await reply.text()).slice(0, -1)
    const chunks = events.map((event) => JSON.parse(event.data))
    const end = chunks.findIndex((chunk) => chunk.choices[0]?.finish_reason === 'stop')
    const finding = chunks.findIndex((chunk) => chunk.choices[0]?.content_filter_offsets !== undefined)
    assert.ok(end > 0 && finding > end)
    assert.equal(chunks[finding].choices[0].delta, undefined)
    assert.equal(chunks[3].choices[0].content_filter_results, undefined)
  })
})

describe('the content filter', () => {
  test('refuses a prompt with 400, and bills it', async () => {
    await using at = await stage(CHAT)
    for (const trigger of [TRIGGERS.prompt, TRIGGERS.jailbreak]) {
      const reply = await at.post('/openai/v1/chat/completions', {
        model: 'chat',
        stream: true,
        messages: [{ role: 'user', content: `please ${trigger}` }],
      })
      assert.equal(reply.status, 400)
      const { error } = (await reply.json()) as {
        error: { code: string; status: number; innererror: { content_filter_result: { jailbreak: unknown } } }
      }
      assert.equal(error.code, 'content_filter')
      assert.equal(error.status, 400)
      const isJailbreak = trigger === TRIGGERS.jailbreak
      assert.deepEqual(error.innererror.content_filter_result.jailbreak, {
        filtered: isJailbreak,
        detected: isJailbreak,
      })
      const bill = at.simulator.bills().at(-1)
      assert.equal(bill?.outcome, 'prompt-filtered')
      assert.equal(bill?.status, 400)
      assert.equal(bill?.usage.output, 0)
      assert.ok((bill?.usage.input ?? 0) > 8)
    }
  })

  test('ends an answer half-way', async () => {
    await using at = await stage(CHAT)
    const messages = [{ role: 'user' as const, content: TRIGGERS.output }]
    const answer = await at.openai.chat.completions.create({ model: 'chat', messages })
    assert.equal(answer.choices[0]?.finish_reason, 'content_filter')
    assert.equal(answer.usage?.completion_tokens, 32)
    assert.equal(at.simulator.bills()[0]?.outcome, 'output-filtered')
  })
})

describe('what Azure refuses', () => {
  const cases: [string, object, string | null, string | null][] = [
    ['no messages', { messages: undefined }, 'missing_required_parameter', 'messages'],
    ['messages of the wrong type', { messages: 'hi' }, 'invalid_type', 'messages'],
    ['empty messages', { messages: [] }, 'empty_array', 'messages'],
    [
      'a role that is none',
      { messages: [{ role: 'boss', content: 'hi' }] },
      'invalid_value',
      'messages[0].role',
    ],
    ['max_tokens of nothing', { max_tokens: 0 }, 'integer_below_min_value', 'max_tokens'],
    ['max_tokens as text', { max_tokens: '9' }, 'invalid_type', 'max_tokens'],
    ['too hot', { temperature: 3 }, 'decimal_above_max_value', 'temperature'],
    ['max_tokens for reasoning', { model: 'think', max_tokens: 9 }, 'unsupported_parameter', 'max_tokens'],
    ['temperature for reasoning', { model: 'think', temperature: 0.2 }, 'unsupported_value', 'temperature'],
    ['too many tools', { tools: Array.from({ length: 129 }, () => ({})) }, 'array_above_max_length', 'tools'],
    ['more than the context', { max_tokens: 2_000_000 }, 'context_length_exceeded', 'messages'],
  ]
  for (const [name, fields, code, param] of cases) {
    test(name, async () => {
      await using at = await stage(CHAT)
      const reply = await at.post('/openai/v1/chat/completions', {
        model: 'chat',
        messages: HELLO,
        ...fields,
      })
      assert.equal(reply.status, 400)
      const { error } = (await reply.json()) as { error: { code: string; param: string; type: string } }
      assert.deepEqual([error.code, error.param, error.type], [code, param, 'invalid_request_error'])
      assert.deepEqual(at.simulator.bills(), [])
    })
  }

  test('is an error that the SDK knows', async () => {
    await using at = await stage(CHAT)
    const asking = at.azure.chat.completions.create({ model: 'chat', messages: HELLO, temperature: 9 })
    await assert.rejects(asking, (error) => error instanceof BadRequestError && error.param === 'temperature')
  })

  test('a body that is no JSON', async () => {
    await using at = await stage(CHAT)
    const reply = await fetch(`${at.simulator.url('frc')}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'api-key': 'x' },
      body: '{"model":',
    })
    assert.equal(reply.status, 400)
    assert.match(await reply.text(), /could not parse the JSON body/)
  })
})
