import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { seededRandom } from '../../base/index.ts'
import { EstimateFactor, prefixKey, textTokens } from './prompt-estimate.ts'

test('four bytes of text are a token, to begin with', () => {
  assert.deepEqual([0, 1, 4, 400].map(textTokens), [0, 1, 1, 100])
})

describe('the factor', () => {
  test('goes to what prompts are worth, whatever was estimated before', () => {
    const factor = new EstimateFactor()
    const random = seededRandom(3)
    assert.equal(factor.apply(100), 100)
    for (let i = 0; i < 300; i++) factor.learn(1_000, 500 + random.next() * 100)
    assert.ok(Math.abs(factor.factor - 0.55) < 0.02, `${factor.factor}`)
    assert.equal(factor.apply(0), 0)
    for (let i = 0; i < 300; i++) factor.learn(1_000, 2_000)
    assert.ok(Math.abs(factor.factor - 2) < 0.01)
  })

  test('brings estimates that are far off to the truth: a code model with 2.2 bytes a token, a wordy one with 6', () => {
    for (const [seed, bytesPerToken] of [
      [5, 2.2],
      [6, 6],
    ] as const) {
      const factor = new EstimateFactor()
      const random = seededRandom(seed)
      const errors: number[] = []
      for (let i = 0; i < 200; i++) {
        const bytes = 400 + Math.floor(random.next() * 40_000)
        const measured = Math.round((bytes / bytesPerToken) * (0.9 + random.next() / 5))
        const raw = textTokens(bytes)
        errors.push(Math.abs(factor.apply(raw) - measured) / measured)
        factor.learn(raw, measured)
      }
      const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
      assert.ok((errors[0] as number) > 0.3, `at first off by ${errors[0]}`)
      assert.ok(mean(errors.slice(10, 60)) < 0.1, `soon by ${mean(errors.slice(10, 60))}`)
      assert.ok(mean(errors.slice(100)) < 0.08, `then by ${mean(errors.slice(100))}`)
    }
  })

  test('is quick at first and steady later', () => {
    const factor = new EstimateFactor()
    factor.learn(100, 200)
    assert.equal(factor.factor, 2)
    for (let i = 0; i < 100; i++) factor.learn(100, 200)
    factor.learn(100, 50)
    assert.ok(factor.factor > 1.9)
  })

  test('stays within bounds and learns nothing from nonsense', () => {
    const factor = new EstimateFactor()
    for (const [estimated, measured] of [
      [0, 10],
      [10, 100],
      [100, 0],
      [100, -5],
      [Number.NaN, 100],
      [100, Number.NaN],
    ] as const) {
      factor.learn(estimated, measured)
      assert.equal(factor.factor, 1)
    }
    for (let i = 0; i < 500; i++) factor.learn(100, 1e9)
    assert.ok(factor.factor <= 4 && factor.factor > 3.9)
    for (let i = 0; i < 500; i++) factor.learn(1e9, 1)
    assert.ok(factor.factor >= 0.25 && factor.factor < 0.26)
  })
})

describe('the key of a prefix', () => {
  const body = Buffer.from(`{"messages":"${'a'.repeat(4_096)}tail one"}`)
  test('is there for long prompts only', () => {
    assert.equal(prefixKey(body, 12, 12 + 4_095), null)
    assert.equal(typeof prefixKey(body, 12, 12 + 4_096), 'number')
    assert.equal(prefixKey(body, -1, -1), null)
  })

  test('is the same for prompts that begin alike, and differs for others', () => {
    const sameStart = Buffer.from(body.toString().replace('one', 'two'))
    const otherStart = Buffer.from(body.toString().replace('aaa', 'aba'))
    const key = prefixKey(body, 12, body.length - 1)
    assert.equal(prefixKey(sameStart, 12, sameStart.length - 1), key)
    assert.notEqual(prefixKey(otherStart, 12, otherStart.length - 1), key)
  })
})
