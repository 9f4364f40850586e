import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { isExpression, literalText, parseExpression } from './expression.ts'

describe('expressions', () => {
  test('are strings in brackets, unless the first bracket is doubled', () => {
    assert.equal(isExpression("[parameters('a')]"), true)
    assert.equal(isExpression('[[not]'), false)
    assert.equal(isExpression('[open'), false)
    assert.equal(isExpression('['), false)
    assert.equal(literalText('[[not]'), '[not]')
    assert.equal(literalText('[[open'), '[[open')
    assert.equal(literalText('plain'), 'plain')
  })

  test('nest calls, members and indices, with blanks anywhere', () => {
    const reading = parseExpression("[ concat( 'it''s' , a.b( -5 ).c [ 0 ] ) ]")
    assert.ok(reading.ok, reading.ok ? '' : reading.message)
    const literal = (value: string | number, offset: number): unknown => ({ kind: 'literal', value, offset })
    const call = { kind: 'call', namespace: 'a', name: 'b', args: [literal(-5, 25)], offset: 20 }
    const member = { kind: 'member', target: call, name: 'c', offset: 29 }
    const index = { kind: 'index', target: member, index: literal(0, 34), offset: 32 }
    assert.deepEqual(reading.expression, {
      kind: 'call',
      namespace: null,
      name: 'concat',
      args: [literal("it's", 10), index],
      offset: 2,
    })
  })

  const faults = [
    ['[]', 'Expected a name, but the expression ends.', 1],
    ['[a]', 'Expected "(", but the expression ends.', 2],
    ["[a('x]", 'The string has no closing quote.', 3],
    ['[a(1,)]', 'Expected a name, but found ")".', 5],
    ['[a(1) b]', 'Expected the end of the expression, but found "b".', 6],
    ['[a()[1]', 'Expected "]", but the expression ends.', 6],
  ] as const
  for (const [text, message, offset] of faults) {
    test(`say where ${text} is wrong`, () => {
      assert.deepEqual(parseExpression(text), { ok: false, message, offset })
    })
  }

  test('are refused when they nest too deep, by calls or by members', () => {
    for (const text of [
      `[${'a('.repeat(10_000)}]`,
      `[a()${'.b'.repeat(10_000)}]`,
      `[a()${'[a()'.repeat(10_000)}]`,
    ]) {
      const reading = parseExpression(text)
      assert.ok(!reading.ok)
      assert.match(reading.message, /more than 200 deep/)
    }
  })

  test('never throw, whatever they hold', () => {
    const part = fc.constantFrom("'", "''", '(', ')', '[', ']', '.', ',', ' ', 'a', 'b1', '-', '7', '\n', 'é')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const reading = parseExpression(`[${parts.join('')}]`)
        assert.equal(typeof reading.ok, 'boolean')
      }),
      { numRuns: 3000 },
    )
  })
})
