import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type FinishedSpan, ManualClock, MetricRegistry, seededRandom } from '../../base/index.ts'
import type { TraceSettings } from '../../workload/index.ts'
import { Exchange } from '../exchange.ts'
import { Tracing } from './tracing.ts'

const SETTINGS: TraceSettings = {
  sampleRatio: 0,
  slowMs: 1_000,
  keptPerSecond: 3,
  callersDecide: true,
  link: null,
}
const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331'

function tracingWith(more: Partial<TraceSettings> = {}) {
  const clock = new ManualClock()
  const kept: FinishedSpan[] = []
  const tracing = new Tracing({
    settings: { ...SETTINGS, ...more },
    random: seededRandom(3),
    clock,
    registry: new MetricRegistry({ clock, maxSeries: 100 }),
    sink: { take: (spans) => void kept.push(...spans) },
  })
  const end = (word: string, totalMs = 1, headers: Record<string, string> = {}, isKnown = true) => {
    const x = exchangeOf(isKnown)
    return tracing.ended(x, tracing.begin(headers), { word, status: 200, totalMs, overheadMs: 1 })
  }
  return { clock, tracing, kept, end }
}

/** As much of one as spans look at, of a caller who is known. */
function exchangeOf(isKnown: boolean): Exchange {
  const client = { method: 'POST', url: '/v1/chat/completions', headers: {} }
  const fleet = { plan: { gateway: { tls: null, tlsEndsInFront: false } } }
  const x = new Exchange(
    'req_1' as Exchange['id'],
    client as Exchange['client'],
    fleet as Exchange['fleet'],
    0,
  )
  if (isKnown) x.consumer = { consumer: { path: '/contoso/bot' } } as unknown as Exchange['consumer']
  return x
}

test('beside the ratio no more are kept in a second than the file says', () => {
  const { clock, kept, end } = tracingWith()
  const outcomes = Array.from({ length: 10 }, () => end('deployments_failed'))
  assert.deepEqual(outcomes, [true, true, true, ...Array.from({ length: 7 }, () => false)])
  clock.advance(400)
  assert.equal(end('deployments_failed'), true)
  assert.equal(end('deployments_failed'), false)
  clock.advance(3_600_000)
  assert.equal(Array.from({ length: 10 }, () => end('answered', 2_000)).filter(Boolean).length, 3)
  assert.equal(kept.length, 7)
})

test('those of the ratio are kept, however many', () => {
  const { end } = tracingWith({ sampleRatio: 1, keptPerSecond: 0 })
  assert.ok(Array.from({ length: 100 }, () => end('answered')).every(Boolean))
})

test('a caller decides, where it may and is known', () => {
  const asks = { traceparent: `${PARENT}-01` }
  const declines = { traceparent: `${PARENT}-00` }
  const may = tracingWith({ sampleRatio: 1 })
  assert.equal(may.end('answered', 1, declines), false)
  assert.equal(may.end('answered', 1, asks), true)
  assert.equal(may.end('answered', 1, asks, false), false)
  assert.equal(may.tracing.begin(asks).isSampled, true)
  const not = tracingWith({ callersDecide: false })
  assert.equal(not.end('answered', 1, asks), false)
  assert.equal(not.tracing.begin(asks).traceId, PARENT.slice(3, 35))
  assert.equal(not.tracing.begin(asks).isSampled, false)
})
