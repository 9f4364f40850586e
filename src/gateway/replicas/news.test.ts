import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as check, constantFrom, dictionary, jsonValue, oneof, property } from 'fast-check'
import { MAX_TELLING_CHARS } from '../../base/index.ts'
import { MAX_THINGS, type News, readNews, writeNews } from './news.ts'

const NEWS: News = {
  from: 'a',
  breakers: [{ of: 'std', is: 'open', leftMs: 12.5 }],
  coolDowns: [{ what: 'quota', of: 'default|x', leftMs: 5, reason: '429 (tokens)' }],
  uses: [
    { of: 'ptu', bucket: { observed: 0.5, tokens: -3 }, window: null },
    { of: 'std', bucket: null, window: { told: null, tokens: 30 } },
  ],
  lines: [{ of: 'gpt: 1', flows: [{ class: 'batch', consumer: '/a', waiting: 3, served: 900 }] }],
}

test('what is written is read', () => {
  assert.deepEqual(readNews(writeNews(NEWS)), NEWS)
  assert.deepEqual(readNews(writeNews({ from: 'b' })), {
    from: 'b',
    breakers: [],
    coolDowns: [],
    uses: [],
    lines: [],
  })
})

test('fields of another version are passed over, and messages of another version are not read', () => {
  const more = { ...(JSON.parse(writeNews(NEWS)) as object), weather: 'fine' }
  assert.deepEqual(readNews(JSON.stringify(more)), NEWS)
  assert.equal(readNews(JSON.stringify({ ...more, v: 2 })), null)
  assert.equal(readNews(JSON.stringify({ ...more, from: 7 })), null)
})

test('things that are not as they should be are left out, and the others are not', () => {
  const told = JSON.parse(writeNews(NEWS)) as Record<string, unknown[]>
  told['breakers'] = [null, 7, { of: 'x' }, { of: 'x', is: 'ajar', leftMs: 1 }, ...(told['breakers'] ?? [])]
  told['coolDowns'] = [{ what: 'weather', of: 'x', leftMs: 1 }, ...(told['coolDowns'] ?? [])]
  told['uses'] = [{ of: 'x'.repeat(1_000) }, ...(told['uses'] ?? [])]
  told['lines'] = [{ of: 'x', flows: 'many' }, ...(told['lines'] ?? [])]
  const read = readNews(JSON.stringify(told))
  assert.deepEqual(read, { ...NEWS, lines: [{ of: 'x', flows: [] }, ...NEWS.lines] })
})

test('figures out of all bounds are brought within them, and a reason cannot write lines of its own', () => {
  const read = readNews(
    writeNews({
      from: 'a',
      breakers: [{ of: 'std', is: 'open', leftMs: 1e300 }],
      coolDowns: [{ what: 'account', of: 'x', leftMs: -5, reason: 'x\nINFO all is well' }],
      uses: [{ of: 'ptu', bucket: { observed: 99, tokens: -1e300 }, window: { told: -1, tokens: -1 } }],
    }),
  )
  assert.equal(read?.breakers[0]?.leftMs, 86_400_000)
  assert.deepEqual(read.coolDowns[0], {
    what: 'account',
    of: 'x',
    leftMs: 0,
    reason: 'as another gateway was told',
  })
  assert.deepEqual(read.uses[0], {
    of: 'ptu',
    bucket: { observed: 1, tokens: -1e12 },
    window: { told: 0, tokens: 0 },
  })
})

test('as many things as go into one message, with the longest names, are not too long for a link', () => {
  const of = 'x'.repeat(256)
  const things = <T>(thing: T): T[] => Array.from({ length: MAX_THINGS }, () => thing)
  const told = writeNews({
    from: 'x'.repeat(10),
    breakers: things({ of, is: 'probing', leftMs: 59_999.123456789 }),
    uses: [],
    coolDowns: [],
    lines: [],
  })
  const flows = things({
    class: 'interactive' as const,
    consumer: of,
    waiting: 99_999,
    served: 123_456_789.25,
  })
  const line = writeNews({ from: 'x'.repeat(10), lines: [{ of, flows }] })
  for (const text of [told, line]) assert.ok(text.length < MAX_TELLING_CHARS, `${text.length}`)
})

test('whatever is told, reading it does not fail and keeps to its bounds', () => {
  const thing = dictionary(
    constantFrom('of', 'is', 'leftMs', 'what', 'reason', 'bucket', 'window', 'flows', 'class', 'waiting'),
    oneof(jsonValue(), constantFrom('open', 'quota', 'std', 'batch')),
  )
  const kind = constantFrom('breakers', 'coolDowns', 'uses', 'lines')
  const message = dictionary(kind, oneof(array(thing), jsonValue()))
  check(
    property(message, (told) => {
      const read = readNews(JSON.stringify({ ...told, v: 1, from: 'x' }))
      assert.ok(read !== null)
      for (const { leftMs } of [...read.breakers, ...read.coolDowns])
        assert.ok(leftMs >= 0 && leftMs <= 86_400_000)
      for (const { reason } of read.coolDowns) assert.match(reason, /^[\x20-\x7e]{1,80}$/)
    }),
    { numRuns: 300 },
  )
})
