import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'

import { ManualClock, MetricRegistry, silentLog } from '../base/index.ts'
import { ExportQueue, MAX_BATCH, MAX_WAITING } from './export-queue.ts'

function queueOf(textOf: () => number = () => 0) {
  const clock = new ManualClock()
  const registry = new MetricRegistry({ clock, maxSeries: 100 })
  const warnings: string[] = []
  const log = { ...silentLog, warn: (_: object, message: string) => void warnings.push(message) }
  const queue = new ExportQueue<number>({
    signal: 'traces',
    exporter: 'otlp',
    registry,
    clock,
    log,
    textOf,
  })
  const count = (outcome: string) => {
    const line = registry
      .expose()
      .split('\n')
      .find((one) => one.startsWith('causeway_telemetry_exported_total{') && one.includes(`"${outcome}"`))
    return Number(line?.split(' ').at(-1))
  }
  return { clock, queue, count, warnings }
}

test('what came before the exporter was there is sent, in order, in batches of a bounded size', async () => {
  const { clock, queue, count } = queueOf()
  const sent: (readonly number[])[] = []
  for (let i = 0; i < 300; i++) queue.put(i)
  queue.open(async (batch) => {
    sent.push(batch)
    return null
  })
  clock.advance(1_000)
  await turn()
  assert.deepEqual(
    sent.flat(),
    Array.from({ length: 300 }, (_, i) => i),
  )
  assert.ok(sent.every((batch) => batch.length <= MAX_BATCH))
  assert.equal(count('sent'), 300)
})

test('while an exporter does not answer the memory stays bounded, and what is dropped is counted', async () => {
  const { clock, queue, count } = queueOf()
  let calls = 0
  queue.open(() => {
    calls++
    return new Promise(() => {})
  })
  for (let i = 0; i < 10_000; i++) queue.put(i)
  clock.advance(10_000)
  await turn()
  assert.equal(calls, 1)
  assert.equal(count('dropped'), 10_000 - MAX_BATCH - MAX_WAITING)
  const closing = queue.close()
  await turn()
  clock.advance(3_000)
  await closing
  queue.put(1)
  assert.equal(count('dropped'), 10_000 - MAX_BATCH + 1)
})

test('a batch that is not taken is counted and gone; the log says so once', async () => {
  const { clock, queue, count, warnings } = queueOf()
  let isAway = true
  queue.open((batch) => {
    if (batch.includes(2)) throw new Error('an exporter that throws')
    return Promise.resolve(isAway ? 'ECONNREFUSED' : null)
  })
  for (const item of [1, 2]) {
    queue.put(item)
    clock.advance(1_000)
    await turn()
  }
  assert.equal(count('failed'), 2)
  assert.equal(warnings.length, 1)
  isAway = false
  queue.put(3)
  await queue.close()
  assert.equal(count('sent'), 1)
})

test('text is bounded beside, in all that waits and in one call', async () => {
  const { clock, queue, count } = queueOf(() => 400_000)
  const batches: number[] = []
  for (let i = 0; i < 200; i++) queue.put(i)
  assert.equal(count('dropped'), 200 - Math.floor(33_554_432 / 400_000))
  queue.open(async (batch) => {
    batches.push(batch.length)
    return null
  })
  clock.advance(1_000)
  await turn()
  await queue.close()
  assert.ok(batches.every((length) => length <= 2))
  assert.equal(count('sent') + count('dropped'), 200)
})
