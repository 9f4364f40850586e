import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, integer, property } from 'fast-check'
import { AddressSpace, formatRange, overlaps, parseRange, sizeOf } from './address-plan.ts'

test('ranges are read and written', () => {
  for (const text of ['10.64.0.0/16', '0.0.0.0/0', '192.168.255.128/25', '255.255.255.255/32'])
    assert.equal(formatRange(parseRange(text) ?? { first: 0, prefixLength: 0 }), text)
  for (const text of [
    '10.64.0.1/16',
    '10.64.0/16',
    '10.256.0.0/16',
    '10.0.0.0/33',
    '10.0.0.0',
    ' 10.0.0.0/8',
  ])
    assert.equal(parseRange(text), null, text)
})

test('a space hands out what fits, without overlap, inside itself', () => {
  const range = parseRange('10.64.0.0/20')
  assert.ok(range !== null)
  holds(
    property(array(integer({ min: 20, max: 30 }), { maxLength: 40 }), (lengths) => {
      const space = new AddressSpace(range)
      const taken = lengths.flatMap((length) => space.take(length) ?? [])
      for (const [i, a] of taken.entries()) {
        assert.ok(a.first >= range.first && a.first + sizeOf(a) <= range.first + sizeOf(range))
        assert.equal(a.first % sizeOf(a), 0)
        for (const b of taken.slice(i + 1)) assert.ok(!overlaps(a, b))
      }
    }),
  )
})

test('a full space says so, and still has room for what fits into its gaps', () => {
  const space = new AddressSpace(parseRange('10.0.0.0/24') ?? assert.fail())
  assert.equal(formatRange(space.take(26) ?? assert.fail()), '10.0.0.0/26')
  assert.equal(formatRange(space.take(25) ?? assert.fail()), '10.0.0.128/25')
  assert.equal(space.take(25), null)
  assert.equal(formatRange(space.take(26) ?? assert.fail()), '10.0.0.64/26')
  assert.equal(space.take(32), null)
})
