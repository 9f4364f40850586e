import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, seededRandom } from '../../base/index.ts'
import { IdRewrite } from './id-rewrite.ts'
import { SseObserver } from './sse-observer.ts'
import { type RecordedStream, STREAMS } from './sse-streams.fixture.ts'

const CHUNKINGS = 400

function* chunkings(random: Random, bytes: Buffer): Generator<Buffer[]> {
  yield [bytes]
  yield Array.from(bytes, (byte) => Buffer.of(byte))
  for (let cut = 1; cut < bytes.length; cut += 1 + Math.floor(random.next() * 3)) {
    yield [bytes.subarray(0, cut), bytes.subarray(cut)]
  }
  for (let i = 0; i < CHUNKINGS; i++) {
    const largest = [2, 5, 40, 300, 1_500][i % 5] as number
    const chunks: Buffer[] = []
    for (let at = 0; at < bytes.length;) {
      const size = Math.floor(random.next() * (largest + 1))
      chunks.push(bytes.subarray(at, at + size))
      at += size
    }
    yield chunks
  }
}

function observe(observer: SseObserver, chunks: readonly Buffer[], random: Random): string {
  const out: Buffer[] = []
  for (const chunk of chunks) {
    // Pushed bytes lie at any place of a larger buffer, as a socket's do.
    const shift = Math.floor(random.next() * 5)
    const moved = Buffer.concat([Buffer.alloc(shift, '\n'), chunk, Buffer.from('\n\n')])
    out.push(...observer.push(moved.subarray(shift, shift + chunk.length)))
  }
  const rest = observer.flush()
  if (rest !== null) out.push(rest)
  assert.equal(observer.flush(), null)
  return Buffer.concat(out).toString()
}

function factsOf(observer: SseObserver): RecordedStream['facts'] {
  const { isComplete, mayEndWithoutMarker, model, serviceTier, responseId, events, contentEvents } = observer
  const { usage, preambleError, midStreamError } = observer
  return {
    isComplete,
    mayEndWithoutMarker,
    input: usage?.input ?? null,
    model,
    serviceTier,
    responseId,
    events,
    contentEvents,
    preambleError: preambleError === null ? null : JSON.stringify(preambleError),
    midStreamError: midStreamError === null ? null : JSON.stringify(midStreamError),
  }
}

for (const [i, stream] of STREAMS.entries()) {
  const { name, dialect, text, usageEvent, facts } = stream
  for (const stripUsageEvent of [false, true]) {
    test(`${name}: in any chunks the same bytes and facts, ${stripUsageEvent ? 'stripped' : 'whole'}`, () => {
      const random = seededRandom(1000 + i)
      if (usageEvent !== '') assert.equal(text.split(usageEvent).length, 2)
      const expected = stripUsageEvent && usageEvent !== '' ? text.replace(usageEvent, '') : text
      for (const chunks of chunkings(random, Buffer.from(text))) {
        const observer = new SseObserver({ dialect, stripUsageEvent })
        const shown = () => JSON.stringify(chunks.map((chunk) => chunk.length))
        assert.equal(observe(observer, chunks, random), expected, shown())
        assert.deepEqual(factsOf(observer), facts, shown())
        assert.equal(observer.longEvents, 0)
      }
    })
  }
}

test('ids are replaced in any chunks alike, and no part of one leaves before it is whole', () => {
  const random = seededRandom(7)
  const pairs = [
    ['resp_68f0', 'resp_cwA_resp_68f0'],
    ['resp_68', 'resp_cwB_resp_68'],
  ] as const
  const text = STREAMS.filter(({ dialect }) => dialect === 'responses')
    .map((stream) => stream.text)
    .join(
      '"resp_68" resp_68f01 xresp_68f0 resp_resp_68f0 resp_68f0resp_68 resp_68f0,resp_68.resp_6 "resp_68f0"',
    )
  const expected = text.replace(/(?<![\w-])resp_68(f0)?(?![\w-])/g, (id) =>
    id === 'resp_68' ? pairs[1][1] : pairs[0][1],
  )
  assert.notEqual(text, expected)
  for (const chunks of chunkings(random, Buffer.from(text))) {
    const rewrite = new IdRewrite(...pairs[1])
    rewrite.add(...pairs[0])
    const out = chunks.map((chunk) => rewrite.apply(chunk))
    const rest = rewrite.flush()
    if (rest !== null) out.push(rest)
    assert.equal(Buffer.concat(out).toString(), expected)
  }
})
