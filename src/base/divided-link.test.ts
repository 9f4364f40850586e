import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ManualClock } from './clock.ts'
import { dividedLink } from './divided-link.ts'
import { MemoryReplicas, noReplicas, type ReplicaLink } from './replica-link.ts'

function heardBy(link: ReplicaLink): string[] {
  const heard: string[] = []
  link.listen((text) => heard.push(text))
  return heard
}

test('each half hears its own alone, also what stands, and one that is whole hears both', () => {
  const clock = new ManualClock()
  const replicas = new MemoryReplicas(clock)
  const [a, b, whole] = [replicas.join(), replicas.join(), replicas.join()]
  const from = dividedLink(a, 'alerts')
  heardBy(from.plain)
  heardBy(from.marked)
  const to = dividedLink(b, 'alerts')
  const [plain, marked, all] = [heardBy(to.plain), heardBy(to.marked), heardBy(whole)]
  clock.advance(1)
  from.plain.tell({ text: '{"news":1}', standing: [] })
  from.marked.tell({ text: 'x', standing: [{ name: 'a', text: 'stands', forMs: 1_000 }] })
  clock.advance(1)
  assert.deepEqual([plain, marked, all], [['{"news":1}'], ['x'], ['{"news":1}', 'alerts x']])
  const later = dividedLink(replicas.join(), 'alerts')
  const heard = heardBy(later.marked)
  clock.advance(1)
  assert.deepEqual(heard, ['stands'])
})

test('where there are no others there are none for either', () => {
  assert.deepEqual(dividedLink(noReplicas, 'alerts'), { plain: noReplicas, marked: noReplicas })
})
