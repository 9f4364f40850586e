import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { CaptureSettings } from '../../workload/index.ts'
import { Capture, TextBudget } from './capture.ts'
import { chunk, line, named, TOOL_CALL_STREAMS } from './tool-call-streams.fixture.ts'

const SETTINGS: CaptureSettings = {
  prompts: true,
  answers: true,
  mostCharacters: 4_096,
  keepMs: null,
  masks: [],
}

interface Told {
  readonly messages: readonly {
    readonly parts: readonly Readonly<Record<string, string>>[]
    readonly finish_reason: string
  }[]
  readonly isCut: boolean
}

function toldOf(capture: Capture, whole: Buffer | null = null): Told {
  const { output, isCut } = capture.told(whole)
  return { messages: JSON.parse(output ?? '[]') as Told['messages'], isCut }
}

function streamed(pieces: Iterable<Buffer>, more: Partial<CaptureSettings> = {}, budget = new TextBudget()) {
  const capture = new Capture({ ...SETTINGS, ...more }, budget)
  for (const piece of pieces) capture.keepPiece(piece)
  return toldOf(capture)
}

function* inPieces(text: string | Buffer, size: number): Generator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const once = (text: string) => [Buffer.from(text)]

describe('a stream says what the same answer says whole, wherever it is cut into pieces', () => {
  for (const { name, stream, whole } of TOOL_CALL_STREAMS)
    test(name, () => {
      const expected = toldOf(
        new Capture(SETTINGS, new TextBudget()),
        Buffer.from(JSON.stringify({ ...whole })),
      )
      assert.ok(expected.messages.some(({ parts }) => parts.length > 0))
      const bytes = Buffer.from(stream)
      for (let at = 0; at <= bytes.length; at++)
        assert.deepEqual(streamed([bytes.subarray(0, at), bytes.subarray(at)]), expected, `cut at ${at}`)
      assert.deepEqual(streamed(inPieces(bytes, 1)), expected)
      assert.deepEqual(streamed(inPieces(bytes, 7)), expected)
    })

  test('the first of them, spelled out', () => {
    const stream = TOOL_CALL_STREAMS[0]?.stream ?? ''
    assert.deepEqual(streamed(once(stream)), {
      messages: [
        {
          role: 'assistant',
          parts: [
            { type: 'text', content: 'Let me see 😀.' },
            { type: 'tool_call', id: 'call_a', name: 'weather', arguments: '{"city":"Paris","unit":"°C"}' },
            { type: 'tool_call', id: 'call_b', name: 'weather', arguments: '{"city":"東京"}' },
          ],
          finish_reason: 'tool_calls',
        },
      ],
      isCut: false,
    })
  })
})

test('of a stream that breaks off anywhere what came is told, and nothing else', () => {
  for (const { stream } of TOOL_CALL_STREAMS) {
    const bytes = Buffer.from(stream)
    const [{ parts: whole } = { parts: [] }] = streamed([bytes]).messages
    for (let at = 0; at < bytes.length; at += 3) {
      const { messages, isCut } = streamed([bytes.subarray(0, at)])
      assert.equal(isCut, false)
      messages[0]?.parts.forEach((part, place) => {
        for (const [field, value] of Object.entries(part)) {
          const full = whole[place]?.[field] ?? ''
          assert.ok(full.startsWith(value), `${field}: ${value} is no beginning of ${full}`)
        }
      })
    }
  }
})

const call = (told: object) => chunk({ tool_calls: [told] })
const parts = (stream: string) => streamed(once(stream)).messages[0]?.parts
const calls = (stream: string) => parts(stream)?.map((part) => [part['id'], part['name'], part['arguments']])

describe('calls of servers that keep to their own rules', () => {
  test('no index: an id begins a call, and pieces without one go on with the last', () => {
    assert.deepEqual(
      calls(
        call({ id: 'a', function: { name: 'one', arguments: '{"x"' } }) +
          call({ function: { arguments: ':1}' } }) +
          call({ id: 'b', function: { name: 'two', arguments: '{' } }) +
          call({ id: 'b', function: { arguments: '}' } }),
      ),
      [
        ['a', 'one', '{"x":1}'],
        ['b', 'two', '{}'],
      ],
    )
  })

  test('neither index nor id: a name begins a call', () => {
    const first = { function: { name: 'one', arguments: '{}' } }
    const second = { function: { name: 'two', arguments: '{"y":' } }
    assert.deepEqual(
      calls(chunk({ tool_calls: [first, second] }) + call({ function: { arguments: '2}' } })),
      [
        ['', 'one', '{}'],
        ['', 'two', '{"y":2}'],
      ],
    )
  })

  test('one index for all of them: another id is another call', () => {
    assert.deepEqual(
      calls(
        call({ index: 0, id: 'a', function: { name: 'one', arguments: '{}' } }) +
          call({ index: 0, id: 'b', function: { name: 'two', arguments: '{' } }) +
          call({ index: 0, function: { arguments: '}' } }),
      ),
      [
        ['a', 'one', '{}'],
        ['b', 'two', '{}'],
      ],
    )
  })

  test('id and name with every piece, or late', () => {
    assert.deepEqual(
      calls(
        call({ index: 0, id: 'a', function: { name: 'one', arguments: '{"x"' } }) +
          call({ index: 0, id: 'a', function: { name: 'one', arguments: ':1}' } }) +
          call({ index: 1, function: { arguments: '{' } }) +
          call({ index: 1, id: 'b', function: { name: 'two', arguments: '}' } }),
      ),
      [
        ['a', 'one', '{"x":1}'],
        ['b', 'two', '{}'],
      ],
    )
  })

  test('a response whose items are not told of, with ids that change', () => {
    const piece = (item_id: string, delta: string) =>
      named('response.function_call_arguments.delta', { item_id, output_index: 0, delta })
    assert.deepEqual(calls(piece('x', '{"a"') + piece('y', ':1}')), [['', '', '{"a":1}']])
  })
})

test('events that are none of what they should be tell nothing, and harm nothing', () => {
  const odd = [
    '{', 'null', '7', '"choices"', '[1]', '{"choices":{}}', '{"choices":[null,7,"x",[]]}',
    '{"choices":[{"index":"0","delta":null,"finish_reason":9}]}',
    '{"choices":[{"delta":{"content":7,"refusal":{},"tool_calls":"x","function_call":[]}}]}',
    '{"choices":[{"delta":{"tool_calls":[null,3,[],{}]}}]}',
    '{"type":"response.output_text.delta","delta":{}}',
    '{"type":"response.output_item.added"}',
    '{"type":"response.output_item.done","item":[],"x":"a_call"}',
    '{"type":"response.output_item.added","item":{"type":4}}',
    '{"type":"response.function_call_arguments.delta","item":{"type":"function_call"},"delta":"x"}',
  ] // prettier-ignore
  const stream = odd.map((data) => `data: ${data}\n\n`).join('')
  const good = chunk({ content: 'Good.' }, 'stop')
  const { messages, isCut } = streamed(once(`${stream}${good}event:\nevent: response.\n: \r\n\n${good}`))
  assert.equal(isCut, false)
  const texts = messages[0]?.parts.filter(({ type }) => type === 'text')
  assert.deepEqual(texts, [{ type: 'text', content: 'Good.Good.' }])
  assert.equal(messages[0]?.finish_reason, 'stop')
})

test('names of events that a server in between gives to chat completions change nothing', () => {
  assert.deepEqual(
    calls(`event: message\n${call({ id: 'a', function: { name: 'one', arguments: '{}' } })}`),
    [['a', 'one', '{}']],
  )
})

describe('what is too much', () => {
  test('arguments past the cap are cut at their end, after redaction', () => {
    const given = JSON.stringify({ mail: 'anna@contoso.com', text: 'x'.repeat(200) })
    const stream = call({ index: 0, id: 'a', function: { name: 'one', arguments: given } })
    const later = call({ index: 1, id: 'b', function: { name: 'two', arguments: '{}' } })
    const { messages, isCut } = streamed(once(stream + later), { mostCharacters: 100 })
    assert.equal(isCut, true)
    assert.equal(messages[0]?.parts.length, 1)
    const told = messages[0]?.parts[0]?.['arguments'] ?? ''
    assert.match(told, /^\{"mail":"\[redacted\]","text":"xxx/)
    assert.ok(told.length < 100)
  })

  test('a call that is longer than all that is held loses its end, those that are whole do not', () => {
    const secret = 'sk-abcdefghijklmnopqrstuvwxyz'
    const budget = new TextBudget()
    const capture = new Capture({ ...SETTINGS, mostCharacters: 65_536 }, budget)
    const keep = (text: string) => capture.keepPiece(Buffer.from(text))
    keep(call({ index: 0, id: 'a', function: { name: 'whole', arguments: '{"x":1}' } }))
    keep(call({ index: 1, id: 'b', function: { name: 'long', arguments: `{"key":"${secret.slice(0, 12)}` } }))
    while (budget.take(1_024));
    while (budget.take(1));
    keep(call({ index: 1, function: { arguments: `${secret.slice(12)}"}` } }))
    budget.give(200_000)
    keep(call({ index: 0, function: { arguments: 'later' } }))
    const { messages, isCut } = toldOf(capture)
    assert.equal(isCut, true)
    assert.deepEqual(messages[0]?.parts, [
      { type: 'tool_call', id: 'a', name: 'whole', arguments: '{"x":1}' },
      { type: 'tool_call', id: 'b', name: 'long', arguments: '' },
    ])
  })

  test('calls and choices beyond those that are held are not, which is said', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      index,
      id: `c${index}`,
      function: { name: 'n' },
    }))
    const { messages, isCut } = streamed(once(chunk({ tool_calls: many })), { mostCharacters: 65_536 })
    assert.deepEqual([messages.length, messages[0]?.parts.length, isCut], [1, 128, true])
    const choices = Array.from({ length: 500 }, (_, at) => ({
      index: -at,
      delta: { content: 'x' },
      finish_reason: 'stop',
    }))
    const told = streamed(once(line({ choices })))
    assert.deepEqual([told.messages.length, told.isCut], [8, true])
  })

  test('what parts without text take is counted, and given back', () => {
    const budget = new TextBudget()
    const capture = new Capture(SETTINGS, budget)
    const many = Array.from({ length: 100 }, (_, index) => ({ index, function: {} }))
    capture.keepPiece(Buffer.from(chunk({ tool_calls: many })))
    assert.equal(budget.take(67_108_864 - 40_000), false)
    capture.letGo()
    assert.ok(budget.take(67_108_864))
  })
})
