import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Clock, ManualClock } from '../base/index.ts'
import { Deadlines, SWEEP_MS } from './deadlines.ts'

test('one timer sweeps all, and stops when nothing is left', () => {
  const clock = new ManualClock()
  let timers = 0
  const counting: Clock = {
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs(),
    after: (delayMs, callback) => clock.after(delayMs, callback),
    sleep: (delayMs) => clock.sleep(delayMs),
    every(intervalMs, callback) {
      timers++
      const stop = clock.every(intervalMs, callback)
      return () => {
        timers--
        stop()
      }
    },
  }
  const deadlines = new Deadlines(counting)
  const swept: number[] = []
  const watched = Array.from({ length: 1_000 }, () => ({ sweep: (nowMs: number) => void swept.push(nowMs) }))
  for (const one of watched) deadlines.add(one)
  assert.equal(timers, 1)
  clock.advance(SWEEP_MS)
  assert.equal(swept.length, 1_000)
  for (const one of watched) deadlines.delete(one)
  clock.advance(SWEEP_MS)
  assert.equal(timers, 0)
  deadlines.add({ sweep: () => {} })
  assert.equal(timers, 1)
  deadlines.close()
  assert.equal(timers, 0)
})
