import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseOptions, UsageError } from './options.ts'

test('without options every case but the soak runs with every contender', () => {
  const options = parseOptions([])
  assert.deepEqual(options?.cases, [
    '1kb',
    '50kb',
    'stream',
    'limits',
    'fairness',
    'otlp',
    'traces',
    'latency',
    'idle',
    'memory',
    'ingestion',
    'console',
  ])
  assert.deepEqual(options?.contenders, ['direct', 'nginx', 'ours', 'portkey'])
  assert.equal(options?.size.idleStreams, 5_000)
})

test('a soak stands alone unless other cases are named', () => {
  assert.deepEqual(parseOptions(['--soak', '10'])?.cases, ['soak'])
  assert.deepEqual(parseOptions(['--soak', '0.5', '--only', '1kb'])?.cases, ['1kb', 'soak'])
  assert.throws(() => parseOptions(['--only', 'soak']), /needs --soak/)
})

test('what is asked for overrides --quick', () => {
  const size = parseOptions(['--quick', '--rounds', '2'])?.size
  assert.equal(size?.rounds, 2)
  assert.equal(size?.seconds, 1)
})

test('wrong values are named with what is known', () => {
  assert.throws(() => parseOptions(['--only', '2kb']), /unknown "2kb"; known are 1kb/)
  assert.throws(() => parseOptions(['--rounds', '0']), UsageError)
  assert.throws(() => parseOptions(['--seconds', '1.5']), /whole number/)
  assert.throws(() => parseOptions(['--format', 'xml']), /table or json/)
  assert.throws(() => parseOptions(['--nonsense']), /nonsense/)
})
