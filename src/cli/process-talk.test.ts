import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ManualClock } from '../base/index.ts'
import { CouldNotRun, NegativeAnswer } from './exit-code.ts'
import { type Answers, ProcessTalk, type TalkChannel } from './process-talk.ts'

interface Words {
  add: { readonly asks: readonly number[]; readonly answers: number }
  fail: { readonly asks: 'negative' | 'could-not-run' | 'fault'; readonly answers: null }
  wait: { readonly asks: null; readonly answers: null }
}

type None = Record<never, never>

function pair(answers: Answers<Words>) {
  const listeners: ((message: unknown) => void)[] = []
  const channel = (own: number, other: number): TalkChannel => ({
    send: (message) => queueMicrotask(() => listeners[other]?.(JSON.parse(JSON.stringify(message)))),
    listen: (listener) => void (listeners[own] = listener),
  })
  const clock = new ManualClock()
  const asking = new ProcessTalk<None, Words>(channel(0, 1), {}, clock)
  return { asking, answering: new ProcessTalk<Words, None>(channel(1, 0), answers, clock), clock }
}

function words(waited: () => Promise<null> = () => Promise.resolve(null)): Answers<Words> {
  return {
    add: (numbers) => numbers.reduce((sum, number) => sum + number, 0),
    fail(how) {
      if (how === 'negative') throw new NegativeAnswer('no')
      throw how === 'fault' ? new Error('broken') : new CouldNotRun('cannot')
    },
    wait: waited,
  }
}

test('answers come to whom they belong, whatever the order', async () => {
  const { promise, resolve } = Promise.withResolvers<null>()
  const { asking } = pair(words(() => promise))
  const waiting = asking.ask('wait', null)
  assert.equal(await asking.ask('add', [1, 2, 3]), 6)
  resolve(null)
  assert.equal(await waiting, null)
})

test('what went wrong keeps its kind, so that the program ends with the same code', async () => {
  const { asking } = pair(words())
  await assert.rejects(asking.ask('fail', 'negative'), (error) => error instanceof NegativeAnswer)
  await assert.rejects(asking.ask('fail', 'could-not-run'), (error) => error instanceof CouldNotRun)
  await assert.rejects(asking.ask('fail', 'fault'), /^Error: broken$/)
})

test('who waits too long is told, and a late answer is nobody’s', async () => {
  const { promise, resolve } = Promise.withResolvers<null>()
  const { asking, clock } = pair(words(() => promise))
  const waiting = asking.ask('wait', null, 100)
  clock.advance(100)
  await assert.rejects(waiting, /no answer to "wait" within 100 ms/)
  resolve(null)
  assert.equal(await asking.ask('add', [1]), 1)
})

test('when the other is gone, all who wait are told, and whoever asks afterwards', async () => {
  const { asking } = pair(words(() => new Promise(() => {})))
  const waiting = asking.ask('wait', null)
  asking.end('worker 3 ended')
  await assert.rejects(waiting, /worker 3 ended/)
  await assert.rejects(asking.ask('add', [1]), /worker 3 ended/)
  asking.tell('wait', null)
})
