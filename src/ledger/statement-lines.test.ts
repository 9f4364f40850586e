import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { byPayer } from './statement-lines.ts'

const word = fc.constantFrom('', '/', 'a', 'B', 'é', '"', '\u{1F600}', '\uD800', 'a"', 'aa')
const line = fc.record({
  costCenter: word,
  consumer: fc.option(word),
  model: word,
  deployment: word,
  kind: fc.constantFrom('tokens', 'provisioned', 'idle'),
  meter: fc.constantFrom('input', 'output', 'ptu-hours'),
})

test('lines come in the order of the texts that say who pays for what, and of equal ones the earlier first', () => {
  const shown = (one: typeof line extends fc.Arbitrary<infer Line> ? Line : never) =>
    [one.costCenter, one.consumer ?? '', one.model, one.deployment, one.kind, one.meter].map((text) =>
      JSON.stringify(text),
    )
  fc.assert(
    // A small number is passed at once, as millions of lines would pass the largest exact one.
    fc.property(fc.array(line, { maxLength: 60 }), fc.constantFrom(1, 200, undefined), (lines, mostExact) => {
      const expected = [...lines.entries()].sort(([at, a], [place, b]) => {
        const [left, right] = [shown(a), shown(b)]
        const differs = left.findIndex((text, index) => text !== right[index])
        return differs === -1 ? at - place : (left[differs] ?? '') < (right[differs] ?? '') ? -1 : 1
      })
      assert.deepEqual(
        byPayer(lines, mostExact),
        expected.map(([, one]) => one),
      )
    }),
    { numRuns: 300 },
  )
})
