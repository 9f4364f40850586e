import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Clock, ManualClock, seededRandom } from '../base/index.ts'
import { Timeline } from './timeline.ts'

test('callbacks come when they are due, in order, whatever the order they were asked for', () => {
  const clock = new ManualClock()
  const timeline = new Timeline(clock)
  const random = seededRandom(7)
  const came: number[] = []
  const asked = Array.from({ length: 500 }, () => 10 * Math.floor(random.next() * 1_000))
  for (const delayMs of asked) timeline.after(delayMs, () => came.push(delayMs))
  clock.advance(5_000)
  assert.ok(came.every((delayMs) => delayMs <= 5_001))
  clock.advance(5_000)
  assert.deepEqual(
    came,
    [...asked].sort((a, b) => a - b),
  )
  assert.equal(timeline.waiting, 0)
})

test('one that is called off does not come', () => {
  const clock = new ManualClock()
  const timeline = new Timeline(clock)
  const cancel = timeline.after(10, () => assert.fail('it was called off'))
  let came = false
  timeline.after(10, () => (came = true))
  cancel()
  clock.advance(20)
  assert.ok(came)
})

test('a callback that asks for no delay does not starve the others', () => {
  const clock = new ManualClock()
  const timeline = new Timeline(clock)
  let turns = 0
  const again = (): void => {
    turns++
    if (turns < 100) timeline.after(0, again)
  }
  timeline.after(0, again)
  let other = -1
  timeline.after(0, () => (other = turns))
  clock.advance(0)
  assert.equal(other, 1)
  clock.advance(1)
  assert.equal(turns, 100)
})

test('thousands of waits hold one timer', () => {
  const clock = new ManualClock()
  let timers = 0
  const counting: Clock = {
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs(),
    every: (intervalMs, callback) => clock.every(intervalMs, callback),
    sleep: (delayMs) => clock.sleep(delayMs),
    after(delayMs, callback) {
      timers++
      const cancel = clock.after(delayMs, () => {
        timers--
        callback()
      })
      return () => {
        timers--
        cancel()
      }
    },
  }
  const timeline = new Timeline(counting)
  for (let i = 0; i < 5_000; i++) timeline.after(5_000 - i, () => {})
  assert.equal(timers, 1)
  clock.advance(2_500)
  assert.equal(timers, 1)
  timeline.close()
  assert.equal(timers, 0)
})
