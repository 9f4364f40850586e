import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { deployment, stage } from './simulator.fixture.ts'

/** Whatever comes, the simulator answers, keeps its counters sound and does not fail within (the stage asserts that). */
const PATHS = [
  ['chat/completions', 'chat'],
  ['chat/completions', 'ptu'],
  ['completions', 'chat'],
  ['responses', 'chat'],
  ['embeddings', 'embed'],
  ['images/generations', 'draw'],
  ['audio/speech', 'speak'],
  ['audio/transcriptions', 'hear'],
] as const

const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-1e300, 1e300, 0, 1, 2, 129))
const content = fc.oneof(
  fc.string(),
  fc.array(
    fc.record({ type: fc.constantFrom('text', 'image_url'), text: fc.json(), image_url: fc.jsonValue() }),
  ),
)
const message = fc.record({ role: fc.constantFrom('user', 'system', 'tool', 'boss'), content })
const schema = fc.record({
  type: fc.constant('object'),
  properties: fc.dictionary(fc.string(), fc.jsonValue()),
})
const tool = fc.record({
  type: fc.constant('function'),
  name: fc.string(),
  function: fc.record({ name: fc.string(), parameters: schema }),
})
const value = fc.oneof(
  number,
  fc.boolean(),
  fc.string(),
  fc.jsonValue(),
  fc.array(message, { maxLength: 4 }),
  fc.array(tool, { maxLength: 3 }),
  fc.record({
    type: fc.constant('json_schema'),
    schema,
    format: fc.record({ type: fc.constant('json_schema'), schema }),
  }),
)
const messages = fc.array(message, { minLength: 1, maxLength: 4 })

/** Mostly what belongs there, so that bodies get past the first check; now and then anything. */
const mostly = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: value })
const body = fc.record(
  {
    messages: mostly(messages),
    input: mostly(fc.oneof(fc.string(), messages)),
    prompt: mostly(fc.string()),
    max_tokens: mostly(number),
    max_completion_tokens: mostly(number),
    max_output_tokens: mostly(number),
    n: mostly(number),
    best_of: mostly(number),
    stop: mostly(fc.array(fc.string())),
    stream: fc.boolean(),
    stream_options: value,
    tools: mostly(fc.array(tool, { maxLength: 3 })),
    tool_choice: mostly(fc.constantFrom('required', 'auto', 'none')),
    response_format: value,
    text: value,
    reasoning: value,
    temperature: mostly(fc.constantFrom(0, 1, 2)),
    dimensions: mostly(number),
    previous_response_id: value,
    background: fc.boolean(),
    store: fc.boolean(),
    include: mostly(fc.constant(['reasoning.encrypted_content'])),
    logprobs: fc.boolean(),
    quality: value,
    voice: mostly(fc.string()),
  },
  { requiredKeys: ['messages', 'input', 'prompt'] },
)

test('no body brings it down, and its windows and buckets stay numbers', async () => {
  await using at = await stage(
    [
      deployment('chat', 'gpt-4.1', { requestsPerMinute: 1_000_000 }),
      deployment('ptu', 'gpt-4.1', { ptu: { inputTokensPerMinute: 1_000, outputWeight: 4 } }),
      deployment('embed', 'text-embedding-3-small'),
      deployment('draw', 'gpt-image-1'),
      deployment('speak', 'tts'),
      deployment('hear', 'whisper'),
    ],
    { outputTokens: 4 },
  )
  const place = fc.constantFrom(...PATHS)
  await fc.assert(
    fc.asyncProperty(place, body, fc.nat(20_000), async ([path, model], fields, waitMs) => {
      const reply = await at.post(`/openai/v1/${path}`, { ...fields, model })
      await reply.arrayBuffer()
      assert.ok([200, 400, 429].includes(reply.status), `${reply.status} for ${JSON.stringify(fields)}`)
      assert.doesNotMatch(JSON.stringify(at.simulator.state()), /null,"tokensPerMinute|"utilization":-/)
      at.clock.advance(waitMs)
    }),
    { numRuns: 400 },
  )
  at.clock.advance(3_600_000)
  const state = JSON.stringify(at.simulator.state())
  assert.match(state, /"tokensUsed":0,/)
  assert.match(state, /"utilization":0[,}]/)
  assert.match(state, /"callsUnderWay":0,/)
})
