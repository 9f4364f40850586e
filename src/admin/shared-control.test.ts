import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ManualClock } from '../base/index.ts'
import type { ControlReply } from './ports.ts'
import { sharedControl } from './shared-control.ts'

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function gateway() {
  const clock = new ManualClock()
  const asked: string[] = []
  const answers: ((reply: ControlReply) => void)[] = []
  const control = sharedControl(
    {
      ask: (method, path) => {
        asked.push(`${method} ${path}`)
        return new Promise((resolve) => answers.push(resolve))
      },
    },
    clock,
  )
  return { clock, asked, answers, control }
}

test('who asks for the same at once has one answer, and nobody asks again before a pause', async () => {
  const { clock, asked, answers, control } = gateway()
  const both = Promise.all([control.ask('GET', '/limits', null), control.ask('GET', '/limits', null)])
  await settled()
  assert.deepEqual(asked, ['GET /limits'])
  answers[0]?.({ status: 200, body: 'first' })
  assert.deepEqual(
    (await both).map((reply) => reply?.body),
    ['first', 'first'],
  )
  const many = Array.from({ length: 50 }, () => control.ask('GET', '/limits', null))
  const other = control.ask('GET', '/live', null)
  await settled()
  assert.deepEqual(asked, ['GET /limits', 'GET /live'])
  clock.advance(249)
  await settled()
  assert.equal(asked.length, 2)
  clock.advance(1)
  await settled()
  assert.deepEqual(asked, ['GET /limits', 'GET /live', 'GET /limits'])
  answers[1]?.({ status: 200, body: 'live' })
  answers[2]?.({ status: 200, body: 'second' })
  assert.equal((await other)?.body, 'live')
  for (const reply of await Promise.all(many)) assert.equal(reply?.body, 'second')
})

test('after an order nobody has an answer from before it', async () => {
  const { clock, asked, answers, control } = gateway()
  const before = control.ask('GET', '/deployments', null)
  await settled()
  const order = control.ask('POST', '/deployments/a/drain', null)
  await settled()
  answers[1]?.({ status: 200, body: 'done' })
  await order
  // The question from before the order is still under way.
  const after = control.ask('GET', '/deployments', null)
  clock.advance(250)
  await settled()
  assert.deepEqual(asked, ['GET /deployments', 'POST /deployments/a/drain', 'GET /deployments'])
  answers[0]?.({ status: 200, body: 'before' })
  answers[2]?.({ status: 200, body: 'after' })
  assert.equal((await before)?.body, 'before')
  assert.equal((await after)?.body, 'after')
})

test('orders do not put questions off', async () => {
  const { clock, asked, answers, control } = gateway()
  void control.ask('GET', '/live', null)
  await settled()
  for (let i = 1; i <= 20; i++) {
    const order = control.ask('POST', '/reload', null)
    answers.at(-1)?.({ status: 200, body: 'done' })
    await order
    void control.ask('GET', '/live', null)
  }
  clock.advance(250)
  await settled()
  assert.equal(asked.filter((one) => one === 'GET /live').length, 2)
})

test('an answer that failed is asked for again', async () => {
  const clock = new ManualClock()
  let calls = 0
  const control = sharedControl({ ask: () => Promise.reject(new Error(`${++calls}`)) }, clock)
  await assert.rejects(control.ask('GET', '/live', null), /^Error: 1$/)
  const again = assert.rejects(control.ask('GET', '/live', null), /^Error: 2$/)
  clock.advance(250)
  await again
})
