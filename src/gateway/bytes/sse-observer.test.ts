import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { preambleKind } from './chat-events.ts'
import { MAX_PARTIAL_EVENT_BYTES, SseObserver } from './sse-observer.ts'
import {
  chat,
  content,
  DONE_EVENT,
  FILTER_EVENT,
  responseEvent,
  ROLE_EVENT,
  USAGE_EVENT,
} from './sse-streams.fixture.ts'

function chatObserver(stripUsageEvent: boolean): SseObserver {
  return new SseObserver({ dialect: 'chat', stripUsageEvent })
}

describe('forwarding', () => {
  test('hands on the very chunk when nothing is to be changed, whole events or not', () => {
    const observer = chatObserver(false)
    for (const text of [
      content('a'),
      content('b').slice(0, 50),
      content('b').slice(50),
      `${USAGE_EVENT}data: [DO`,
    ]) {
      const chunk = Buffer.from(text)
      const pushed = observer.push(chunk)
      assert.equal(pushed.length, 1)
      assert.equal(pushed[0], chunk)
    }
    assert.equal(observer.flush(), null)
  })

  test('holds back no more than the event that is not whole when usage is to be stripped', () => {
    const observer = chatObserver(true)
    const chunk = Buffer.from(content('a') + content('b').slice(0, 50))
    assert.equal(Buffer.concat(observer.push(chunk)).toString(), content('a'))
    const rest = Buffer.from(content('b').slice(50) + content('c'))
    const pushed = observer.push(rest)
    assert.equal(Buffer.concat(pushed).toString(), content('b') + content('c'))
    assert.equal(pushed.at(-1), rest)
    const whole = Buffer.from(content('d') + content('e'))
    assert.equal(observer.push(whole)[0], whole)
  })

  test('holds the event that tells a response its id, and later ones not', () => {
    const observer = new SseObserver({ dialect: 'responses', stripUsageEvent: false })
    const created = responseEvent('response.created', '"response":{"id":"resp_1"}')
    assert.deepEqual(observer.push(Buffer.from(created.slice(0, 60))), [])
    assert.equal(observer.responseId, null)
    assert.equal(Buffer.concat(observer.push(Buffer.from(created.slice(60)))).toString(), created)
    assert.equal(observer.responseId, 'resp_1')
    const delta = Buffer.from(responseEvent('response.output_text.delta', '"delta":"x"').slice(0, 40))
    assert.equal(observer.push(delta)[0], delta)
  })

  test('strips nothing but the usage event', () => {
    for (const event of [
      USAGE_EVENT.replace(/"usage":.*\}/, '"usage":null}'),
      USAGE_EVENT.replace('"choices":[]', '"choices":[{"index":0,"delta":{},"finish_reason":null}]'),
      USAGE_EVENT.replace('"choices":[]', '"choices":[],"prompt_filter_results":[{"prompt_index":0}]'),
      USAGE_EVENT.replace('"choices":[]', '"choices":[],"error":{"code":"x"}'),
      USAGE_EVENT.replace('"choices":[],', ''),
      USAGE_EVENT.replace('}}\n', '}\n'),
      `: ${USAGE_EVENT}`,
    ]) {
      for (const before of ['', content('a')]) {
        const observer = chatObserver(true)
        const pushed = observer.push(Buffer.from(before + event + DONE_EVENT))
        assert.equal(Buffer.concat(pushed).toString(), before + event + DONE_EVENT)
      }
    }
  })

  test('strips usage events of any layout, several, and the first of all', () => {
    const spaced = `data: ${JSON.stringify(JSON.parse(USAGE_EVENT.slice(6)))
      .replaceAll(':', ' : ')
      .replaceAll(',', ' , ')}\n\n`
    for (const text of [USAGE_EVENT, spaced, USAGE_EVENT + USAGE_EVENT, spaced + USAGE_EVENT]) {
      const observer = chatObserver(true)
      assert.equal(
        Buffer.concat(observer.push(Buffer.from(text + content('a') + text))).toString(),
        content('a'),
      )
      assert.equal(observer.usage?.input, 19)
    }
  })
})

describe('the preamble', () => {
  test('ends with the first event that says something', () => {
    const observer = chatObserver(false)
    for (const event of [': ping\n\n', FILTER_EVENT, ROLE_EVENT, USAGE_EVENT]) {
      observer.push(Buffer.from(event))
      assert.equal(observer.inPreamble, true, event)
    }
    observer.push(Buffer.from(content('a').slice(0, -1)))
    assert.equal(observer.inPreamble, true)
    observer.push(Buffer.from('\n'))
    assert.equal(observer.inPreamble, false)
  })

  test('knows the kinds of events', () => {
    const choice = (delta: unknown, finish_reason: string | null = null) => ({
      choices: [{ delta, finish_reason }],
    })
    for (const [kind, data] of [
      ['filter', { choices: [], prompt_filter_results: [] }],
      ['filter', { choices: [] }],
      ['usage', { choices: [], usage: { prompt_tokens: 1 } }],
      ['role', choice({ role: 'assistant', content: '', refusal: null, tool_calls: [] })],
      ['role', choice({})],
      ['content', choice({ role: 'assistant', content: 'a' })],
      ['content', choice({ tool_calls: [{ index: 0 }] })],
      ['content', choice({}, 'content_filter')],
      ['content', { choices: [{ text: '' }] }],
      ['content', { type: 'transcript.text.delta' }],
      ['content', undefined],
      ['content', [1]],
      ['error', { error: { code: 'x' }, choices: [] }],
      ['error', { error: 'x' }],
      ['role', { ...choice({ role: 'assistant' }), error: null }],
    ] as const) {
      assert.equal(preambleKind(data), kind, JSON.stringify(data))
    }
  })

  test('that fails says why, once; what follows is no second answer', () => {
    const observer = chatObserver(false)
    observer.push(
      Buffer.from(`${FILTER_EVENT}data: {"error":{"code":"a"}}\n\ndata: {"error":{"code":"b"}}\n\n`),
    )
    assert.deepEqual(observer.preambleError, { error: { code: 'a' } })
    assert.deepEqual(observer.midStreamError, { error: { code: 'b' } })
    assert.equal(observer.contentEvents, 0)
  })

  test('of a response ends with its first output, or its end', () => {
    const observer = new SseObserver({ dialect: 'responses', stripUsageEvent: false })
    for (const type of ['response.created', 'response.queued', 'response.in_progress']) {
      observer.push(Buffer.from(responseEvent(type, '"response":{"id":"resp_1"}')))
      assert.equal(observer.inPreamble, true)
    }
    observer.push(Buffer.from(responseEvent('response.incomplete', '"response":{"id":"resp_1"}')))
    assert.equal(observer.inPreamble, false)
    assert.equal(observer.isComplete, true)
  })
})

test('data that is no JSON is content, and harms nothing', () => {
  for (const dialect of ['chat', 'responses'] as const) {
    for (const data of [
      '',
      'hello',
      '{"usage":{',
      '{"error":{',
      '{"type":"response.completed","response":',
      '\xff\xfe',
    ]) {
      const text = `data: ${data}\n\n`
      const observer = new SseObserver({ dialect, stripUsageEvent: true })
      const out = [
        ...observer.push(Buffer.from(text + text, 'latin1')),
        ...observer.push(Buffer.from(text, 'latin1')),
      ]
      assert.equal(Buffer.concat(out).toString('latin1'), text.repeat(3))
      assert.equal(observer.events, 3)
      assert.equal(observer.usage, null)
    }
  }
})

describe('an event longer than is looked at whole', () => {
  const filler = 'x'.repeat(MAX_PARTIAL_EVENT_BYTES + 150_000)

  function* inChunks(text: string, size: number): Generator<Buffer> {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }

  function passes(observer: SseObserver, text: string, size: number): void {
    const out: Buffer[] = []
    let largestHeld = 0
    let pushed = 0
    for (const chunk of inChunks(text, size)) {
      out.push(...observer.push(chunk))
      pushed += chunk.length
      largestHeld = Math.max(largestHeld, pushed - out.reduce((sum, bytes) => sum + bytes.length, 0))
    }
    assert.equal(Buffer.concat(out).toString(), text)
    assert.ok(largestHeld <= MAX_PARTIAL_EVENT_BYTES, `${largestHeld}`)
    assert.equal(observer.longEvents, 1)
  }

  const responses = () => new SseObserver({ dialect: 'responses', stripUsageEvent: false })
  const created = (id: string) => responseEvent('response.created', `"response":{"id":"${id}"}`)

  test('passes unheld, and what follows is read again', () => {
    for (const size of [9_973, 65_536]) {
      const observer = chatObserver(true)
      const text = content('a') + content(filler) + USAGE_EVENT.replace('usage', 'x') + DONE_EVENT
      passes(observer, text, size)
      assert.equal(observer.isComplete, true)
      assert.equal(observer.events, 4)
    }
  })

  test('tells the usage of a response nevertheless', () => {
    const completed = responseEvent(
      'response.completed',
      `"response":{"id":"resp_1","output":"${filler}","tools":[{"usage":{"input_tokens":1}}],"usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":2},"output_tokens":9},"metadata":{}}`,
    )
    for (const size of [10_007, 100_000]) {
      const observer = responses()
      passes(observer, created('resp_1') + completed, size)
      assert.deepEqual([observer.usage?.input, observer.usage?.cached, observer.usage?.output], [5, 2, 9])
      assert.equal(observer.isComplete, true)
    }
  })

  test('tells the id of a response before its bytes go on', () => {
    const observer = responses()
    const text = responseEvent('response.created', `"response":{"id":"resp_9","instructions":"${filler}"}`)
    for (const chunk of inChunks(text, 10_007)) {
      if (observer.push(chunk).length > 0) assert.equal(observer.responseId, 'resp_9')
    }
    assert.equal(observer.inPreamble, true)
  })

  test('tells the usage of an image', () => {
    const observer = chatObserver(false)
    const text = `event: image_generation.completed\ndata: {"type":"image_generation.completed","b64_json":"${filler}","usage":{"input_tokens":50,"output_tokens":1056,"total_tokens":1106}}\n\n`
    passes(observer, text, 65_536)
    assert.equal(observer.usage?.output, 1_056)
    assert.equal(observer.mayEndWithoutMarker, true)
  })

  test('may be cut', () => {
    const observer = responses()
    observer.push(Buffer.from(created('resp_1')))
    observer.push(Buffer.from(responseEvent('response.output_text.done', `"text":"${filler}`).slice(0, -2)))
    assert.equal(observer.flush(), null)
    assert.equal(observer.isComplete, false)
  })
})

test('a finish reason allows an end without marker; null does not', () => {
  for (const [reason, expected] of [
    ['null', false],
    ['"stop"', true],
  ] as const) {
    const observer = chatObserver(false)
    observer.push(Buffer.from(content('a') + chat('{}', reason)))
    assert.equal(observer.mayEndWithoutMarker, expected)
    assert.equal(observer.isComplete, false)
  }
})

test('usage is found behind look-alikes, once the preamble is over', () => {
  const observer = chatObserver(true)
  const text = chat('{"content":"usage","x":{"usage":null}}', '"stop"').replace(
    /"usage":null\}\n/,
    '"usage":{"prompt_tokens":4}}\n',
  )
  assert.equal(Buffer.concat(observer.push(Buffer.from(content('a') + text))).toString(), content('a') + text)
  assert.equal(observer.usage?.input, 4)
})

test('events that come together are counted as those that come one by one', () => {
  const event = (choices: string, rest = '') => `data: {"id":"c","choices":[${choices}]${rest}}\n\n`
  const text = (content: string) => event(`{"index":0,"delta":{"content":${JSON.stringify(content)}}}`)
  const bodies = [
    [text('a'), text('b "usage":{ "error":"x" "delta":{}'), text('c'), 'data: [DONE]\n\n'],
    [text('a'), text('b'), ': a comment\n\n', text('c'), event('{"delta":{},"finish_reason":"stop"}')],
    [text('a'), text('b'), 'data: {"type":"transcript.text.done"}\n\n', text('c')],
    [text('a'), text('b'), event('{"delta":{}}'), text('c'), 'data: {"error": "gone"}\n\n'],
    [text('a'), 'data:{"choices":[]}\n\n', '\n', text('b'), 'event: error\ndata: {"message":"no"}\n\n'],
    [text('a'), text('b').replaceAll('\n', '\r\n'), text('c'), 'data: {"usage" : {"prompt_tokens":7}}\n\n'],
  ]
  for (const body of bodies) {
    const facts = [body, [body.join('')]].map((chunks) => {
      const observer = new SseObserver({ dialect: 'chat', stripUsageEvent: false })
      for (const chunk of chunks) observer.push(Buffer.from(chunk))
      const { events, contentEvents, isComplete, mayEndWithoutMarker, midStreamError, usage } = observer
      return { events, contentEvents, isComplete, mayEndWithoutMarker, midStreamError, usage }
    })
    assert.deepEqual(facts[1], facts[0], body.join(''))
  }
})
