import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { type JsonNode, MAX_JSON_DEPTH, memberOf, parseJson, placeOf } from './json-document.ts'
import { valueOfJson } from './json-values.ts'
import { toJson } from './value.ts'

function rootOf(text: string): JsonNode {
  const reading = parseJson(text, 'a.json')
  assert.ok(reading.ok, reading.ok ? '' : reading.problem.message)
  return reading.root
}

function plain(node: JsonNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'array') return node.items.map(plain)
  return Object.fromEntries(node.entries.map(({ name, value }) => [name, plain(value)]))
}

describe('JSON with places', () => {
  test('knows line, column and pointer of a value', () => {
    const root = rootOf('{\n  "a": [\n    1,\n    { "b/c~d": true }\n  ]\n}')
    const list = memberOf(root, 'A')
    assert.ok(list?.kind === 'array')
    const deep = memberOf(list.items[1], 'B/C~D')
    assert.ok(deep !== undefined)
    assert.deepEqual(placeOf(deep), { document: 'a.json', pointer: '/a/1/b~1c~0d', line: 4, column: 16 })
  })

  test('takes comments, trailing commas, strings over lines and a byte order mark', () => {
    const text = '\uFEFF// first\n{ /* a */ "a": [1, 2,], "b": "x\ny", }\n// last'
    assert.deepEqual(plain(rootOf(text)), { a: [1, 2], b: 'x\ny' })
  })

  test('warns of a name that stands twice, whatever its case, and takes the last', () => {
    const reading = parseJson('{ "a": 1,\n "A": 2 }', 'a.json')
    assert.ok(reading.ok)
    assert.equal(reading.warnings[0]?.place.line, 2)
    const found = memberOf(reading.root, 'a')
    assert.equal(found?.kind === 'scalar' && found.value, 2)
    assert.deepEqual(toJson(valueOfJson(reading.root)), Object.assign(Object.create(null), { A: 2 }))
  })

  const faults = [
    ['', 'Expected a value, but the document ends.', 1, 1],
    ['{\n  "a" 1 }', 'Expected ":" after the property name, but found "1".', 2, 7],
    ['[1 2]', 'Expected "," or "]", but found "2".', 1, 4],
    ['{ a: 1 }', 'Expected a property name in double quotes, or "}", but found "a".', 1, 3],
    ['"abc', 'The string has no closing quote.', 1, 1],
    [String.raw`"\x"`, String.raw`"\x" is no escape of JSON.`, 1, 2],
    ['01', 'Expected the end of the document, but found "1".', 1, 2],
    ['{} /* ', 'The comment has no end.', 1, 4],
  ] as const
  for (const [text, message, line, column] of faults) {
    test(`names the place of what is wrong in ${JSON.stringify(text)}`, () => {
      const reading = parseJson(text, 'a.json')
      assert.ok(!reading.ok)
      assert.deepEqual(reading.problem, {
        message,
        place: { document: 'a.json', pointer: '', line, column },
      })
    })
  }

  test('refuses what is nested too deep, without a look at the rest', () => {
    const reading = parseJson('['.repeat(5_000_000), 'a.json')
    assert.ok(!reading.ok)
    assert.match(reading.problem.message, new RegExp(`more than ${MAX_JSON_DEPTH} deep`))
  })

  test('reads what JSON.parse reads, and the same', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        const value: unknown = JSON.parse(text)
        assert.deepEqual(plain(rootOf(JSON.stringify(value, null, indent))), value)
      }),
    )
  })

  test('refuses or reads any text, and never throws', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 3 }), (text, at, added) => {
        const cut = at % (text.length + 1)
        const reading = parseJson(text.slice(0, cut) + added + text.slice(cut + 1), 'a.json')
        assert.equal(typeof reading.ok, 'boolean')
      }),
      { numRuns: 2000 },
    )
  })
})
