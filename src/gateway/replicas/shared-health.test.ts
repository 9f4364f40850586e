import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Verdict } from '../../providers/index.ts'
import { writeNews } from './news.ts'
import { HEARD_MS, ReplicasUnderTest, type ReplicaUnderTest } from './replica.fixture.ts'

const FAULT: Verdict = { kind: 'fault', retryAfterMs: null }

function fail(replica: ReplicaUnderTest, nowMs: number, times: number = 3): void {
  for (let i = 0; i < times; i++) replica.deployment('std').health.failed(FAULT, nowMs)
  replica.health.touch()
}

describe('what one gateway finds out, the others know', () => {
  function three(): [ReplicasUnderTest, ReplicaUnderTest, ReplicaUnderTest, ReplicaUnderTest] {
    const group = new ReplicasUnderTest()
    return [group, group.join(), group.join(), group.join()]
  }
  const state = (replica: ReplicaUnderTest, nowMs: number) =>
    replica.deployment('std').health.breaker.state(nowMs)

  test('a breaker that opened at one is open at all, and one probe closes it for all', () => {
    const [{ clock }, a, b, c] = three()
    fail(a, 0)
    assert.equal(state(b, clock.monotonicMs()), 'closed')
    clock.advance(HEARD_MS)
    for (const each of [a, b, c]) assert.equal(state(each, clock.monotonicMs()), 'open')
    clock.advance(9_960)
    assert.deepEqual(
      [a, b, c].map((each) => state(each, clock.monotonicMs())),
      ['half-open', 'open', 'open'],
      'the one that opened it tries first',
    )
    a.deployment('std').health.sent(10, 10, clock.monotonicMs())
    a.health.touch()
    clock.advance(1_000)
    for (const each of [b, c]) assert.equal(state(each, clock.monotonicMs()), 'open', 'a second probe')
    a.deployment('std').health.answered(100, clock.monotonicMs())
    a.health.touch()
    clock.advance(HEARD_MS)
    for (const each of [a, b, c]) assert.equal(state(each, clock.monotonicMs()), 'closed')
  })

  test('when the one that opened it is gone, another tries when the time is over', () => {
    const [{ clock }, a, b, c] = three()
    fail(a, 0)
    clock.advance(HEARD_MS)
    a.health.close()
    clock.advance(10_000 + 400)
    const nowMs = clock.monotonicMs()
    assert.equal(state(b, nowMs), 'half-open')
    b.deployment('std').health.sent(10, 10, nowMs)
    b.health.touch()
    clock.advance(HEARD_MS)
    assert.equal(state(c, clock.monotonicMs()), 'open')
    b.deployment('std').health.failed(FAULT, clock.monotonicMs())
    b.health.touch()
    clock.advance(HEARD_MS)
    assert.equal(state(c, clock.monotonicMs()), 'open')
    clock.advance(5_000)
    assert.equal(state(c, clock.monotonicMs()), 'open')
  })

  test('a 429 that one got spares the others the same, for as long as the provider said', () => {
    const [{ clock }, a, b] = three()
    const { health } = a.deployment('std')
    health.failed({ kind: 'saturated', retryAfterMs: 4_000, scope: 'quota-group', cause: 'tokens' }, 0)
    a.health.touch()
    clock.advance(HEARD_MS)
    const nowMs = clock.monotonicMs()
    const availability = b.deployment('std').health.availability(nowMs, 10)
    assert.deepEqual(availability, { kind: 'saturated', reason: '429 (tokens)', waitMs: 4_000 - nowMs })
    assert.equal(b.deployment('std').health.availability(4_000, 10).kind, 'ready')
  })

  test('an account whose credential was refused is out at all, and a deployment that there is not', () => {
    const [{ clock }, a, b] = three()
    a.deployment('std').health.failed({ kind: 'credential' }, 0)
    a.deployment('ptu').health.failed({ kind: 'misconfigured' }, 0)
    a.health.touch()
    clock.advance(HEARD_MS)
    for (const id of ['std', 'ptu'])
      assert.equal(b.deployment(id).health.availability(clock.monotonicMs(), 10).kind, 'out')
  })

  test('a deployment that one gateway asked for by another name is not out at those that ask by theirs', () => {
    const [{ clock, group }, a] = three()
    const other = group.join()
    other.listen(() => {})
    const coolDown = { what: 'missing' as const, leftMs: 60_000, reason: 'no such deployment' }
    const out = (): boolean => a.deployment('std').health.availability(clock.monotonicMs(), 1).kind === 'out'
    other.tell({
      text: writeNews({ from: 'x', coolDowns: [{ ...coolDown, of: 'frc std-old' }] }),
      standing: [],
    })
    clock.advance(HEARD_MS)
    assert.equal(out(), false)
    other.tell({ text: writeNews({ from: 'x', coolDowns: [{ ...coolDown, of: 'frc std' }] }), standing: [] })
    clock.advance(HEARD_MS)
    assert.equal(out(), true)
  })

  test('what others send fills the models of buckets and minutes here, and what they give back empties them', () => {
    const [{ clock }, a, b, c] = three()
    for (const replica of [a, b]) {
      replica.deployment('ptu').health.sent(20_000, 1_000, clock.monotonicMs())
      replica.deployment('std').health.sent(20_000, 5_000, clock.monotonicMs())
      replica.health.touch()
    }
    clock.advance(HEARD_MS)
    const nowMs = clock.monotonicMs()
    for (const replica of [a, b, c]) {
      const utilization = replica.deployment('ptu').health.bucket?.utilization(nowMs) ?? 0
      assert.ok(Math.abs(utilization - 0.8) < 0.01, `${utilization}`)
      assert.equal(replica.deployment('std').health.window?.remaining(nowMs), 10_000)
    }
    b.deployment('ptu').health.ended(20_000, nowMs)
    b.health.touch()
    clock.advance(HEARD_MS)
    const after = c.deployment('ptu').health.bucket?.utilization(clock.monotonicMs()) ?? 0
    assert.ok(Math.abs(after - 0.466) < 0.01, `${after}`)
    a.deployment('ptu').health.bucket?.observe(0.97, clock.monotonicMs())
    a.deployment('std').health.window?.told(123, clock.monotonicMs())
    a.health.touch()
    clock.advance(HEARD_MS)
    const told = c.deployment('ptu').health.bucket?.utilization(clock.monotonicMs()) ?? 0
    assert.ok(Math.abs(told - 0.97) < 0.01, `${told}`)
    assert.equal(c.deployment('std').health.window?.remaining(clock.monotonicMs()), 123)
  })

  test('whoever begins later knows what stands', () => {
    const [group, a] = three()
    fail(a, 0)
    a.deployment('ptu').health.failed(
      { kind: 'saturated', retryAfterMs: 8_000, scope: 'deployment', cause: 'provisioned' },
      0,
    )
    a.health.touch()
    group.clock.advance(3_000)
    const late = group.join()
    group.clock.advance(5)
    const nowMs = group.clock.monotonicMs()
    assert.equal(state(late, nowMs), 'open')
    assert.equal(state(late, 10_500), 'half-open')
    const waits = late.deployment('ptu').health.availability(nowMs, 10)
    assert.ok(
      waits.kind === 'saturated' && Math.abs(waits.waitMs - (8_000 - nowMs)) < 1,
      JSON.stringify(waits),
    )
  })

  test('nothing is told while nothing happens, and a storm is told of twenty times a second', () => {
    const [group, a] = three()
    const texts: string[] = []
    group.group.join().listen((text) => texts.push(text))
    group.clock.advance(60_000)
    assert.deepEqual(texts, [])
    for (let ms = 0; ms < 1_000; ms++) {
      a.deployment('std').health.sent(1, 1, group.clock.monotonicMs())
      a.health.touch()
      group.clock.advance(1)
    }
    group.clock.advance(HEARD_MS)
    assert.ok(texts.length >= 19 && texts.length <= 22, `${texts.length}`)
    texts.length = 0
    group.clock.advance(60_000)
    assert.deepEqual(texts, [])
  })

  test('what is heard is not told on', () => {
    const [group, a, b] = three()
    const texts: string[] = []
    group.group.join().listen((text) => texts.push(text))
    group.clock.advance(HEARD_MS)
    fail(a, group.clock.monotonicMs())
    group.clock.advance(HEARD_MS)
    assert.equal(texts.length, 1)
    b.health.touch()
    group.clock.advance(HEARD_MS)
    assert.equal(texts.length, 1)
  })
})

describe('a gateway that tells what is not so', () => {
  const isOpen = (replica: ReplicaUnderTest, nowMs: number) =>
    replica.deployment('std').health.breaker.state(nowMs) === 'open'

  test('cuts a deployment off for no longer than a breaker would be open, and is in doubt once calls pass', () => {
    const group = new ReplicasUnderTest()
    const { clock } = group
    const a = group.join()
    const liar = group.group.join()
    liar.listen(() => {})
    const lie = (): void =>
      liar.tell({
        text: writeNews({
          from: 'liar',
          breakers: [{ of: 'std', is: 'open', leftMs: 1e15 }],
          coolDowns: [
            { what: 'quota', of: 'default|francecentral|gpt-4.1|standard', leftMs: 1e15, reason: 'x' },
          ],
        }),
        standing: [],
      })
    const { health } = a.deployment('std')
    let cutOffMs = 0
    let longestMs = 0
    let spellMs = 0
    for (let ms = 0; ms < 200_000; ms += 50) {
      lie()
      clock.advance(50)
      const nowMs = clock.monotonicMs()
      if (isOpen(a, nowMs) || health.availability(nowMs, 1).kind !== 'ready') {
        cutOffMs += 50
        spellMs += 50
        longestMs = Math.max(longestMs, spellMs)
        continue
      }
      spellMs = 0
      health.sent(1, 1, nowMs)
      health.answered(5, nowMs)
      health.ended(0, nowMs)
    }
    assert.ok(longestMs <= 60_100, `${longestMs}`)
    assert.ok(cutOffMs <= 130_000, `${cutOffMs} of 200,000 ms`)
  })

  test('is not heard at all where it tells of what the plan does not have, or writes something else', () => {
    const group = new ReplicasUnderTest()
    const a = group.join()
    const liar = group.group.join()
    liar.listen(() => {})
    for (const text of [
      'not JSON',
      '[]',
      'null',
      writeNews({ from: 'x', breakers: [{ of: 'none', is: 'open', leftMs: 9 }] }),
      JSON.stringify({ v: 2, from: 'x', breakers: [{ of: 'std', is: 'open', leftMs: 9_000 }] }),
    ])
      liar.tell({ text, standing: [] })
    group.clock.advance(HEARD_MS)
    assert.equal(isOpen(a, group.clock.monotonicMs()), false)
  })
})
