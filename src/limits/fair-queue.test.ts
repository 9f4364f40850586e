import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { FairQueue, type Joined, type Newcomer, type Ticket } from './fair-queue.ts'

function newcomer(written: Partial<Newcomer>): Newcomer {
  return { class: 'standard', consumer: '/a', weight: 1, cost: 100, ...written }
}

/** A queue at one instant, so that nothing is caught up on, unless a time is given. */
function join(queue: FairQueue<string>, entry: string, written: Partial<Newcomer> = {}, nowMs = 0) {
  return queue.join(entry, newcomer(written), nowMs)
}

function ticketOf(joined: Joined<string> | null): Ticket<string> {
  assert.notEqual(joined, null)
  return (joined as Joined<string>).ticket
}

function served(queue: FairQueue<string>, count: number, nowMs = 0): string[] {
  return Array.from({ length: count }, () => queue.take(nowMs)?.entry ?? 'nobody')
}

function count(entries: readonly string[], entry: string): number {
  return entries.filter((one) => one === entry).length
}

describe('the fair queue', () => {
  test('one consumer alone is served in order', () => {
    const queue = new FairQueue<string>(10)
    for (const entry of ['1', '2', '3']) join(queue, entry)
    assert.deepEqual(served(queue, 4), ['1', '2', '3', 'nobody'])
    assert.equal(queue.size, 0)
  })

  test('a flood delays itself alone: who comes after it is served next', () => {
    const queue = new FairQueue<string>(1_000)
    for (let i = 0; i < 500; i++) join(queue, 'flood', { consumer: '/flood' })
    assert.deepEqual(served(queue, 3), ['flood', 'flood', 'flood'])
    join(queue, 'guest', { consumer: '/guest' })
    assert.deepEqual(served(queue, 1), ['guest'])
  })

  test('shares go by what is asked for, not by how often', () => {
    const queue = new FairQueue<string>(1_000)
    for (let i = 0; i < 100; i++) join(queue, 'large', { consumer: '/large', cost: 1_000 })
    for (let i = 0; i < 400; i++) join(queue, 'small', { consumer: '/small' })
    assert.equal(count(served(queue, 110), 'large'), 10)
  })

  test('classes have weights, and none starves', () => {
    const queue = new FairQueue<string>(3_000)
    for (const where of ['batch', 'standard', 'interactive'] as const)
      for (let i = 0; i < 1_000; i++) join(queue, where, { class: where })
    const first = served(queue, 210)
    assert.deepEqual(
      ['interactive', 'standard', 'batch'].map((where) => count(first, where)),
      [160, 40, 10],
    )
  })

  test('consumers of one class get shares by their weights, and the class keeps its own', () => {
    const queue = new FairQueue<string>(4_000)
    for (const [consumer, weight] of [
      ['/light', 1],
      ['/heavy', 3],
    ] as const)
      for (let i = 0; i < 1_000; i++) join(queue, consumer, { consumer, weight })
    for (let i = 0; i < 1_000; i++) join(queue, '/batch', { class: 'batch', consumer: '/batch', weight: 4 })
    const first = served(queue, 500)
    assert.deepEqual(
      ['/light', '/heavy', '/batch'].map((consumer) => count(first, consumer)),
      [100, 300, 100],
    )
  })

  test('it is bounded, and whoever leaves makes room', () => {
    const queue = new FairQueue<string>(2)
    const first = ticketOf(join(queue, '1', { consumer: '/a' }))
    join(queue, '2', { consumer: '/b' })
    assert.equal(join(queue, '3', { consumer: '/c' }), null)
    queue.leave(first, 0)
    queue.leave(first, 0)
    assert.equal(queue.size, 1)
    assert.notEqual(join(queue, '3', { consumer: '/c' }), null)
  })

  test('of a full line the flow with most places gives up its newest, and is refused itself', () => {
    const queue = new FairQueue<string>(5)
    for (const entry of ['1', '2', '3', '4']) join(queue, entry, { consumer: '/flood' })
    join(queue, 'other', { consumer: '/other' })
    assert.equal(join(queue, '5', { consumer: '/flood' }), null)
    assert.equal(join(queue, 'guest', { consumer: '/guest' })?.displaced, '4')
    assert.equal(join(queue, 'guest again', { consumer: '/guest' })?.displaced, '3')
    assert.equal(join(queue, 'and again', { consumer: '/guest' }), null, 'as many places as the flood')
    assert.equal(queue.size, 5)
    assert.deepEqual(served(queue, 6).toSorted(), ['1', '2', 'guest', 'guest again', 'nobody', 'other'])
  })

  test('places go by weight, and of equal holders the lower class gives way', () => {
    const queue = new FairQueue<string>(4)
    for (const entry of ['1', '2']) join(queue, entry, { consumer: '/heavy', weight: 2 })
    for (const entry of ['3', '4']) join(queue, entry, { class: 'batch', consumer: '/batch' })
    assert.equal(join(queue, '5', { consumer: '/guest' })?.displaced, '4')
    assert.equal(join(queue, '6', { class: 'interactive', consumer: '/clerk' })?.displaced, '3')
    assert.equal(join(queue, '7', { class: 'batch', consumer: '/late' }), null)
  })

  test('what was displaced is no debt: the flow goes on from where it stood', () => {
    const queue = new FairQueue<string>(2)
    join(queue, '1', { consumer: '/flood' })
    join(queue, 'lost', { consumer: '/flood', cost: 1_000_000 })
    join(queue, 'guest', { consumer: '/guest' })
    served(queue, 2)
    join(queue, 'next', { consumer: '/flood' })
    join(queue, 'other', { consumer: '/other', cost: 1_000 })
    join(queue, 'other again', { consumer: '/other', cost: 1_000 })
    assert.ok(served(queue, 2).includes('next'))
  })

  test('one that was taken in vain is put back first, and the place is told', () => {
    const queue = new FairQueue<string>(10)
    for (const entry of ['1', '2']) join(queue, entry, { cost: 10 })
    const other = ticketOf(join(queue, '3', { consumer: '/b', cost: 10 }))
    const first = queue.take(0) as Ticket<string>
    queue.putBack(first)
    assert.equal(queue.size, 3)
    assert.equal(queue.before(other), 1)
    assert.equal(queue.take(0)?.entry, '1')
    assert.equal(queue.waiting('standard'), 2)
    assert.equal(queue.waiting('batch'), 0)
  })

  test('one that was taken in vain for long finds its place in a line that forgot all else', () => {
    const queue = new FairQueue<string>(10)
    for (let i = 0; i < 9; i++) join(queue, 'before', { cost: 10_000 })
    served(queue, 9)
    join(queue, 'patient', { cost: 10_000 })
    const taken = queue.take(0) as Ticket<string>
    assert.equal(queue.isIdle(60_000), true)
    join(queue, 'guest', { consumer: '/guest' }, 60_000)
    queue.putBack(taken)
    join(queue, 'its next', { cost: 10_000 }, 60_000)
    assert.deepEqual(served(queue, 3, 60_000).toSorted(), ['guest', 'its next', 'patient'])
  })

  test('who had less than his share catches up, and no further than the bound', () => {
    const queue = new FairQueue<string>(10_000)
    for (let i = 0; i < 2_000; i++) join(queue, 'flood', { consumer: '/flood' })
    for (let nowMs = 0; nowMs < 10_000; nowMs += 100) served(queue, 1, nowMs)
    for (let i = 0; i < 200; i++) join(queue, 'guest', { consumer: '/guest' }, 10_000)
    const first = served(queue, 200, 10_000)
    const ahead = first.indexOf('flood')
    assert.ok(ahead >= 50 && ahead <= 52, `${ahead} guests before the flood: what the line serves in 5 s`)
    const rest = first.slice(ahead)
    assert.ok(Math.abs(count(rest, 'flood') - count(rest, 'guest')) <= 2, 'then they share')
  })

  test('within their shares, higher classes go first and then those who came first', () => {
    const queue = new FairQueue<string>(100)
    for (let i = 0; i < 50; i++) join(queue, 'flood', { consumer: '/flood' })
    for (let nowMs = 0; nowMs < 2_000; nowMs += 100) served(queue, 1, nowMs)
    for (const [entry, where] of [
      ['batch', 'batch'],
      ['first', 'standard'],
      ['second', 'standard'],
      ['clerk', 'interactive'],
    ] as const)
      join(queue, entry, { class: where, consumer: `/${entry}` }, 2_000)
    assert.deepEqual(served(queue, 5, 2_000), ['clerk', 'first', 'second', 'batch', 'flood'])
  })

  test('what a consumer used while nobody else wanted it leaves it within its share', () => {
    const queue = new FairQueue<string>(1_000)
    for (let nowMs = 0; nowMs < 5_000; nowMs += 500) {
      join(queue, 'early', { consumer: '/early', cost: 1_000 }, nowMs)
      queue.take(nowMs)
    }
    // Twice of what all could catch up on.
    for (let i = 0; i < 200; i++) join(queue, 'flood', { consumer: '/flood', cost: 100 }, 6_000)
    join(queue, 'early', { consumer: '/early', cost: 100 }, 6_000)
    const order = served(queue, 201, 6_000)
    assert.ok(order.indexOf('early') <= 100, `served as number ${order.indexOf('early') + 1}`)
  })

  test('whoever begins to flood does not use all of his catching up before others use theirs', () => {
    const queue = new FairQueue<string>(1_000)
    for (let nowMs = 0; nowMs < 5_000; nowMs += 10) {
      join(queue, 'x', { consumer: '/x', cost: 100 }, nowMs)
      queue.take(nowMs)
    }
    for (let i = 0; i < 300; i++) join(queue, 'flood', { consumer: '/flood', cost: 100 }, 5_000)
    join(queue, 'guest', { consumer: '/guest', cost: 100 }, 5_000)
    const place = served(queue, 301, 5_000).indexOf('guest')
    assert.ok(place <= 25, `served as number ${place + 1}`)
  })
})

describe('lines of several gateways', () => {
  test('what a flow was served elsewhere counts as if it was served here', () => {
    const queue = new FairQueue<string>(1_000)
    for (let i = 0; i < 100; i++) join(queue, 'flood', { consumer: '/flood' })
    for (let i = 0; i < 100; i++) join(queue, 'guest', { consumer: '/guest' })
    queue.servedElsewhere(newcomer({ consumer: '/flood', cost: 1_000 }), 0)
    assert.deepEqual(served(queue, 10), Array<string>(10).fill('guest'))
    assert.equal(served(queue, 20).filter((entry) => entry === 'guest').length, 10)
  })

  test('nobody pays for what was served while nobody else waited', () => {
    const queue = new FairQueue<string>(1_000)
    queue.waitElsewhere(newcomer({ consumer: '/flood' }), 50, 0)
    queue.servedElsewhere(newcomer({ consumer: '/flood', cost: 1_000_000 }), 0)
    for (let i = 0; i < 10; i++) join(queue, 'guest', { consumer: '/guest' })
    for (let i = 0; i < 10; i++) join(queue, 'flood', { consumer: '/flood' })
    const first = served(queue, 8)
    assert.ok(first.includes('guest'))
    queue.waitElsewhere(newcomer({ consumer: '/flood' }), 0, 0)
    assert.ok(served(queue, 12).includes('flood'))
  })

  test('others come first when those here are far ahead, until they are not served though they could be', () => {
    const queue = new FairQueue<string>(1_000)
    for (let i = 0; i < 100; i++) join(queue, 'flood', { consumer: '/flood' })
    queue.waitElsewhere(newcomer({ consumer: '/guest' }), 1, 0)
    assert.equal(queue.isTurnOfOthers(), false)
    served(queue, 20)
    assert.equal(queue.isTurnOfOthers(), true)
    queue.servedElsewhere(newcomer({ consumer: '/guest', cost: 2_000 }), 0)
    assert.equal(queue.isTurnOfOthers(), false)
    served(queue, 20)
    assert.equal(queue.isTurnOfOthers(), true)
    queue.passOthers()
    served(queue, 20)
    assert.equal(queue.isTurnOfOthers(), false, 'they are not served')
    queue.servedElsewhere(newcomer({ consumer: '/guest', cost: 100 }), 0)
    assert.equal(queue.isTurnOfOthers(), true, 'they are served again')
    queue.waitElsewhere(newcomer({ consumer: '/guest' }), 0, 0)
    assert.equal(queue.isTurnOfOthers(), false)
  })

  test('what was taken and not served after all is given back to its flow, here and elsewhere', () => {
    const queue = new FairQueue<string>(1_000)
    for (let i = 0; i < 50; i++) for (const one of ['a', 'b']) join(queue, one, { consumer: `/${one}` })
    const taken = Array.from({ length: 10 }, () => {
      const ticket = queue.take(0)
      if (ticket?.entry === 'a') queue.giveBack(ticket)
      return ticket?.entry
    })
    assert.equal(taken.filter((one) => one === 'b').length, 1, 'it had nothing, and is next again')
    queue.servedElsewhere(newcomer({ consumer: '/b', cost: 300 }), 0)
    queue.servedElsewhere(newcomer({ consumer: '/b', cost: -300 }), 0)
    assert.equal(count(served(queue, 20), 'a'), 10)
  })
})
