import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AuthenticationError, toFile } from 'openai'
import { vectorOf } from './embeddings.ts'
import { deployment, HELLO, KEY, stage, until } from './simulator.fixture.ts'

const DEPLOYMENTS = [
  deployment('chat', 'gpt-4.1'),
  deployment('embed', 'text-embedding-3-small'),
  deployment('draw', 'gpt-image-1'),
  deployment('hear', 'gpt-4o-transcribe'),
  deployment('whisper', 'whisper'),
  deployment('speak', 'tts-hd'),
]

describe('paths', () => {
  const body = { model: 'chat', messages: HELLO }
  const cases: [string, string, number, RegExp][] = [
    [
      'no api-version',
      '/openai/deployments/chat/chat/completions',
      404,
      /"code":"404","message":"Resource not found"/,
    ],
    [
      'an api-version in capitals',
      '/openai/deployments/chat/chat/completions?API-Version=2024-10-21',
      200,
      /choices/,
    ],
    ['a name in other case', '/openai/deployments/CHAT/chat/completions?api-version=1', 200, /choices/],
    ['a v1 path with a version', '/openai/v1/chat/completions?api-version=preview', 200, /choices/],
    ['no such operation', '/openai/v1/chat/dreams', 404, /Resource not found/],
    [
      'no such deployment',
      '/openai/deployments/gone/chat/completions?api-version=1',
      404,
      /DeploymentNotFound/,
    ],
    [
      'a path that cannot be decoded',
      '/openai/deployments/%E0%A4%A/chat/completions?api-version=1',
      404,
      /not found/,
    ],
    [
      'an operation that the model cannot do',
      '/openai/deployments/embed/chat/completions?api-version=1',
      400,
      /OperationNotSupported/,
    ],
  ]
  for (const [name, path, status, message] of cases) {
    test(name, async () => {
      await using at = await stage(DEPLOYMENTS)
      const reply = await at.post(path, body)
      assert.equal(reply.status, status)
      assert.match(await reply.text(), message)
    })
  }

  test('an account that is not there', async () => {
    await using at = await stage(DEPLOYMENTS)
    const reply = await fetch(`${new URL(at.simulator.url('swc')).origin}/gone/openai/v1/models`)
    assert.equal(reply.status, 404)
    assert.throws(() => at.simulator.url('gone'), TypeError)
  })

  test('the deployments are listed', async () => {
    await using at = await stage(DEPLOYMENTS)
    const { data } = await at.openai.models.list()
    assert.deepEqual(
      data.map((model) => model.id),
      DEPLOYMENTS.map((one) => one.name),
    )
    assert.equal((await at.openai.models.retrieve('embed')).object, 'model')
  })

  test('a body that is too large', async () => {
    await using at = await stage(DEPLOYMENTS)
    const reply = await at.post('/openai/v1/chat/completions', { ...body, x: 'x'.repeat(33 * 1024 * 1024) })
    assert.equal(reply.status, 413)
  })
})

describe('credentials', () => {
  const cases: [string, Record<string, string>, number][] = [
    ['the key', { 'api-key': KEY }, 200],
    ['the key as Bearer', { authorization: `Bearer ${KEY}` }, 200],
    ['a token', { authorization: 'Bearer eyJ.eyJ.sig' }, 200],
    ['a wrong key', { 'api-key': 'wrong' }, 401],
    ['a wrong key as Bearer', { authorization: 'Bearer wrong' }, 401],
    ['nothing', {}, 401],
  ]
  for (const [name, headers, status] of cases) {
    test(name, async () => {
      await using at = await stage(DEPLOYMENTS)
      const reply = await fetch(`${at.simulator.url('swc')}/openai/v1/models`, { headers })
      assert.equal(reply.status, status)
    })
  }

  test('a wrong key is an error that the SDK knows', async () => {
    await using at = await stage(DEPLOYMENTS)
    const asking = at.azure
      .withOptions({ apiKey: 'wrong' })
      .chat.completions.create({ model: 'chat', messages: HELLO })
    await assert.rejects(asking, (error) => error instanceof AuthenticationError && error.code === '401')
  })

  test('an account without keys takes any, and none', async () => {
    await using at = await stage(DEPLOYMENTS)
    const models = `${at.simulator.url('frc')}/openai/v1/models`
    assert.equal((await fetch(models, { headers: { 'api-key': 'whatever' } })).status, 200)
    assert.equal((await fetch(models)).status, 200)
  })
})

describe('embeddings', () => {
  test('are the same for the same text, near for texts alike, and of length one', async () => {
    await using at = await stage(DEPLOYMENTS)
    const input = ['the cat sat on the mat', 'the cat sat on a mat', 'quarterly tax returns']
    const { data, usage } = await at.azure.embeddings.create({ model: 'embed', input })
    assert.deepEqual(usage, { prompt_tokens: 6 + 5 + 6, total_tokens: 17 })
    const [a = [], b = [], c = []] = data.map((one) => one.embedding)
    const dot = (x: number[], y: number[]): number =>
      x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)
    assert.equal(a.length, 1_536)
    assert.ok(Math.abs(dot(a, a) - 1) < 1e-5)
    assert.ok(dot(a, b) > 0.8)
    assert.ok(dot(a, c) < 0.3)
    assert.deepEqual(a, Array.from(vectorOf(input[0] ?? '', 1_536)))
    const floats = await at.openai.embeddings.create({
      model: 'embed',
      input: input[0] ?? '',
      encoding_format: 'float',
      dimensions: 256,
    })
    assert.equal(floats.data[0]?.embedding.length, 256)
  })

  test('of nothing are refused', async () => {
    await using at = await stage(DEPLOYMENTS)
    for (const input of [undefined, '', [], ['', 'x']]) {
      assert.equal((await at.post('/openai/v1/embeddings', { model: 'embed', input })).status, 400)
    }
  })
})

describe('images and sound', () => {
  test('an image is drawn, and billed by its quality', async () => {
    await using at = await stage(DEPLOYMENTS)
    const drawn = await at.openai.images.generate({
      model: 'draw',
      prompt: 'a small boat',
      n: 2,
      quality: 'low',
    })
    assert.equal(drawn.data?.length, 2)
    const png = Buffer.from(drawn.data?.[0]?.b64_json ?? '', 'base64')
    assert.equal(png.subarray(1, 4).toString(), 'PNG')
    assert.equal(at.simulator.bills()[0]?.usage.output, 544)
    const filtered = await at.post('/openai/v1/images/generations', {
      model: 'draw',
      prompt: 'trigger-content-filter',
    })
    assert.equal(filtered.status, 400)
    assert.match(await filtered.text(), /"code":"content_policy_violation"/)
  })

  test('an image is changed', async () => {
    await using at = await stage(DEPLOYMENTS)
    const image = await toFile(Buffer.alloc(100), 'a.png', { type: 'image/png' })
    const edited = await at.azure.images.edit({ model: 'draw', image, prompt: 'a red sail' })
    assert.equal(edited.data?.length, 1)
  })

  test('a recording is written down, whole or word by word, in the format asked for', async () => {
    await using at = await stage(DEPLOYMENTS)
    const file = () => toFile(Buffer.alloc(20_000, 'x'), 'a.wav', { type: 'audio/wav' })
    const whole = await at.azure.audio.transcriptions.create({ model: 'hear', file: await file() })
    assert.match(whole.text, /^This answer is simulated\./)
    assert.deepEqual(at.simulator.bills()[0]?.usage, { input: 50, cached: 0, output: 10, reasoning: 0 })
    const text = await at.openai.audio.transcriptions.create({
      model: 'whisper',
      file: await file(),
      response_format: 'text',
    })
    assert.equal(text.trim(), whole.text)
    let streamed = ''
    for await (const event of await at.openai.audio.transcriptions.create({
      model: 'hear',
      file: await file(),
      stream: true,
    })) {
      if (event.type === 'transcript.text.delta') streamed += event.delta
    }
    assert.equal(streamed, whole.text)
    const translated = await at.openai.audio.translations.create({ model: 'whisper', file: await file() })
    assert.equal(translated.text, whole.text)
  })

  test('a text is spoken', async () => {
    await using at = await stage(DEPLOYMENTS)
    const spoken = await at.openai.audio.speech.create({
      model: 'speak',
      voice: 'alloy',
      input: 'Good morning.',
    })
    assert.equal(spoken.headers.get('content-type'), 'audio/mpeg')
    assert.ok((await spoken.arrayBuffer()).byteLength > 100)
  })
})

test('old completions answer whole and streamed', async () => {
  await using at = await stage(DEPLOYMENTS)
  const whole = await at.openai.completions.create({ model: 'chat', prompt: 'Once upon', max_tokens: 4 })
  assert.equal(whole.choices[0]?.text, 'This answer is simulated.')
  assert.equal(whole.choices[0]?.finish_reason, 'length')
  let text = ''
  const stream = await at.azure.completions.create({
    model: 'chat',
    prompt: 'Once upon',
    max_tokens: 4,
    stream: true,
  })
  for await (const chunk of stream) text += chunk.choices[0]?.text ?? ''
  assert.equal(text, whole.choices[0]?.text)
})

test('hundreds of streams at once are each answered and billed in full', async () => {
  await using at = await stage(DEPLOYMENTS, { latency: { firstTokenMs: 50, perTokenMs: 5, jitter: 0.5 } })
  const count = 300
  const reading = Array.from({ length: count }, async () => {
    const reply = await at.post('/openai/v1/chat/completions', {
      model: 'chat',
      messages: HELLO,
      stream: true,
      max_tokens: 20,
    })
    return reply.text()
  })
  await until(() => at.simulator.state()['callsUnderWay'] === count)
  at.clock.advance(10_000)
  const texts = await Promise.all(reading)
  assert.ok(texts.every((text) => text.endsWith('data: [DONE]\n\n')))
  assert.equal(at.simulator.bills().length, count)
  assert.ok(at.simulator.bills().every((bill) => bill.usage.output === 20 && bill.outcome === 'answered'))
})
