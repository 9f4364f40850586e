import assert from 'node:assert/strict'
import { test } from 'node:test'

import { seededRandom } from '../../base/index.ts'
import { isWithinRatio, newSpanId, newTraceId, readTraceparent, readTracestate } from './trace-context.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const SPAN = 'b7ad6b7169203331'

test('a traceparent is read as the recommendation says', () => {
  assert.deepEqual(readTraceparent(`00-${TRACE}-${SPAN}-01`), {
    traceId: TRACE,
    spanId: SPAN,
    isSampled: true,
  })
  assert.equal(readTraceparent(`00-${TRACE}-${SPAN}-00`)?.isSampled, false)
  // Other bits are not ours to read, and a later version may go on.
  assert.equal(readTraceparent(`00-${TRACE}-${SPAN}-fe`)?.isSampled, false)
  assert.equal(readTraceparent(`cc-${TRACE}-${SPAN}-03-what-comes-later`)?.isSampled, true)
})

test('what cannot be gone on from begins a trace of its own', () => {
  for (const text of [
    undefined,
    '',
    'garbage',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-1`,
    `01-${TRACE}-${SPAN}-01-${'x'.repeat(200)}`,
  ])
    assert.equal(readTraceparent(text), null, text)
})

test('a tracestate goes on as it came where it keeps to the rules, and not at all where it does not', () => {
  const most = Array.from({ length: 32 }, (_, at) => `v${at}=1`).join()
  for (const text of [
    'a=1,b=2',
    'a=1, b=2\t,,',
    'tenant@vendor=x y;z:~',
    '0tenant/a@v=1',
    `a=${'x'.repeat(256)}`,
    most,
  ])
    assert.equal(readTracestate(text), text)
  for (const text of [
    undefined,
    '',
    ',, ,',
    'a',
    'a=',
    'A=1',
    '=1',
    'a=1=2',
    'a=\u00e4',
    'a=1\u0080',
    'a=1,b',
    `a=${'x'.repeat(257)}`,
    `${'k'.repeat(257)}=1`,
    `${most},v32=1`,
    `a=${'x'.repeat(512)}`,
    'a=1,'.repeat(25_000),
    'x'.repeat(100_000),
  ])
    assert.equal(readTracestate(text), null, text?.slice(0, 80))
})

test('ids are of their length, and never all zero', () => {
  const random = seededRandom(7)
  const traces = new Set(Array.from({ length: 1_000 }, () => newTraceId(random)))
  assert.equal(traces.size, 1_000)
  for (const id of traces) assert.match(id, /^[0-9a-f]{32}$/)
  let calls = 0
  const zerosFirst = { next: () => (calls++ < 6 ? 0 : 0.5) }
  assert.match(newTraceId(zerosFirst), /[1-9a-f]/)
  assert.match(newSpanId(random), /^[0-9a-f]{16}$/)
})

test('the ratio is met, by the id alone', () => {
  const random = seededRandom(1)
  const ids = Array.from({ length: 20_000 }, () => newTraceId(random))
  for (const ratio of [0, 0.01, 0.5, 1]) {
    const kept = ids.filter((id) => isWithinRatio(id, ratio)).length
    assert.ok(Math.abs(kept / ids.length - ratio) < 0.005, `${kept} of ${ids.length} at ${ratio}`)
  }
  // Whoever is kept at a ratio is kept at every higher one, so that programs with different ratios agree.
  assert.ok(ids.every((id) => !isWithinRatio(id, 0.01) || isWithinRatio(id, 0.5)))
  assert.ok(isWithinRatio('f'.repeat(32), 1))
  assert.ok(!isWithinRatio('0'.repeat(32), 0))
})
