import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { FairQueue, type Ticket } from './fair-queue.ts'

function served(queue: FairQueue<string>, count: number): string[] {
  return Array.from({ length: count }, () => queue.take()?.entry ?? 'nobody')
}

describe('the fair queue', () => {
  test('one consumer alone is served in order', () => {
    const queue = new FairQueue<string>(10)
    for (const entry of ['1', '2', '3']) queue.join(entry, 'standard', '/a', 100)
    assert.deepEqual(served(queue, 4), ['1', '2', '3', 'nobody'])
    assert.equal(queue.size, 0)
  })

  test('a flood delays itself alone: who comes after it is served next', () => {
    const queue = new FairQueue<string>(1_000)
    for (let i = 0; i < 500; i++) queue.join('flood', 'standard', '/flood', 100)
    assert.deepEqual(served(queue, 3), ['flood', 'flood', 'flood'])
    queue.join('guest', 'standard', '/guest', 100)
    assert.ok(served(queue, 2).includes('guest'))
  })

  test('shares go by what is asked for, not by how often', () => {
    const queue = new FairQueue<string>(1_000)
    for (let i = 0; i < 100; i++) queue.join('large', 'standard', '/large', 1_000)
    for (let i = 0; i < 400; i++) queue.join('small', 'standard', '/small', 100)
    const first = served(queue, 110)
    assert.equal(first.filter((entry) => entry === 'large').length, 10)
  })

  test('classes have weights, and none starves', () => {
    const queue = new FairQueue<string>(3_000)
    for (const where of ['batch', 'standard', 'interactive'] as const)
      for (let i = 0; i < 1_000; i++) queue.join(where, where, '/same', 100)
    const first = served(queue, 210)
    const count = (where: string) => first.filter((entry) => entry === where).length
    assert.deepEqual([count('interactive'), count('standard'), count('batch')], [160, 40, 10])
  })

  test('it is bounded, and whoever leaves makes room', () => {
    const queue = new FairQueue<string>(2)
    const first = queue.join('1', 'batch', '/a', 1) as Ticket<string>
    queue.join('2', 'batch', '/b', 1)
    assert.equal(queue.join('3', 'interactive', '/c', 1), null)
    queue.leave(first)
    queue.leave(first)
    assert.equal(queue.size, 1)
    assert.notEqual(queue.join('3', 'interactive', '/c', 1), null)
  })

  test('one that was taken in vain is put back first, and the place is told', () => {
    const queue = new FairQueue<string>(10)
    for (const entry of ['1', '2']) queue.join(entry, 'standard', '/a', 10)
    const other = queue.join('3', 'standard', '/b', 10) as Ticket<string>
    const first = queue.take() as Ticket<string>
    queue.putBack(first)
    assert.equal(queue.size, 3)
    assert.equal(queue.before(other), 0)
    assert.equal(queue.take()?.entry, '1')
    assert.equal(queue.waiting('standard'), 2)
    assert.equal(queue.waiting('batch'), 0)
  })

  test('a consumer that comes back does not pay for what it was served while nobody else waited', () => {
    const queue = new FairQueue<string>(10)
    for (let i = 0; i < 5; i++) {
      queue.join('early', 'standard', '/early', 1_000)
      queue.take()
    }
    queue.join('early', 'standard', '/early', 10)
    queue.join('late', 'standard', '/late', 10)
    assert.deepEqual(served(queue, 2), ['early', 'late'])
  })
})
