import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ManualClock } from './clock.ts'
import { replicaLinkContract } from './replica-link.contract.ts'
import { MAX_STANDINGS, MemoryReplicas, noReplicas } from './replica-link.ts'

replicaLinkContract('in memory', () => {
  const clock = new ManualClock()
  const replicas = new MemoryReplicas(clock, 2)
  return Promise.resolve({
    join(listener) {
      const link = replicas.join()
      link.listen(listener)
      clock.advance(2)
      return Promise.resolve(link)
    },
    pass(ms) {
      clock.advance(ms)
      return Promise.resolve()
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  })
})

test('a gateway without others tells nobody', async () => {
  noReplicas.listen(() => assert.fail('heard something'))
  noReplicas.tell({ text: 'x', standing: [] })
  await noReplicas.close()
})

test('of what stands only so much is kept', () => {
  const clock = new ManualClock()
  const replicas = new MemoryReplicas(clock)
  const link = replicas.join()
  link.listen(() => {})
  for (let i = 0; i <= MAX_STANDINGS; i++)
    link.tell({ text: 'x', standing: [{ name: `${i}`, text: `${i}`, forMs: 1_000 }] })
  const heard: string[] = []
  replicas.join().listen((text) => heard.push(text))
  clock.advance(0)
  assert.equal(heard.length, MAX_STANDINGS)
  assert.equal(heard[0], '1')
})
