import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { ManualClock, MetricRegistry } from '../base/index.ts'
import { readExposition } from './exposition.ts'

const clock = new ManualClock()

test('what a registry tells is read back, whatever its labels say', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.nat()), { maxLength: 5 }), (series) => {
      const registry = new MetricRegistry({ clock, maxSeries: 100 })
      const wanted = new Map<string, number>()
      for (const [label, value] of series) {
        registry.counter('causeway_a', 'help').with({ label }).value = value
        wanted.set(label, value)
      }
      const read = readExposition(registry.expose())
      assert.ok(read.ok)
      const found = read.exposition.get('causeway_a') ?? []
      assert.deepEqual(new Map(found.map(({ labels, value }) => [labels.get('label'), value])), wanted)
    }),
  )
})

test('numbers, timestamps and comments are read as the format has them', () => {
  const read = readExposition('# TYPE a gauge\n\na +Inf\nb{x="1",y="2",} -1.5e3 1700000000000\nc NaN\n')
  assert.ok(read.ok)
  assert.equal(read.exposition.get('a')?.[0]?.value, Infinity)
  const [b] = read.exposition.get('b') ?? []
  assert.equal(b?.value, -1500)
  assert.deepEqual(
    [...(b?.labels ?? [])],
    [
      ['x', '1'],
      ['y', '2'],
    ],
  )
  assert.ok(Number.isNaN(read.exposition.get('c')?.[0]?.value))
})

test('what is no such text is refused, with the line', () => {
  const faults: readonly (readonly [string, number, RegExp])[] = [
    ['a 1\nb 2', 2, /ends in the middle of a line/],
    ['{"a": 1}\n', 1, /no series/],
    ['a 1\nb one\n', 2, /value of b is no number/],
    ['a{x="1" 1\n', 1, /no series/],
    ['a{x=1} 1\n', 1, /labels of a/],
    ['a{x="1",x="2"} 1\n', 1, /labels of a/],
    ['a{x="\\q"} 1\n', 1, /labels of a/],
    [`a{x="${'y'.repeat(20_000)}"} 1\n`, 1, /too long/],
    ['a 1\n'.repeat(500_001), 500_001, /more than 500000 series/],
  ]
  for (const [text, line, message] of faults) {
    const read = readExposition(text)
    assert.ok(!read.ok, text.slice(0, 80))
    assert.equal(read.line, line)
    assert.match(read.message, message)
  }
})

test('nothing of any kind throws, and it costs no more than it is long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      readExposition(`${text}\n`)
    }),
  )
  const read = readExposition(`a{${'x="\\\\'.repeat(2000)}\n`)
  assert.ok(!read.ok)
})
