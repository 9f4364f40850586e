import assert from 'node:assert/strict'
import { test } from 'node:test'

import { LedgerAge } from './ledger-age.ts'

const NOW_MS = 1_000_000

/** A ledger that answers when it is told to, and a patience that ends when it is told to. */
function made() {
  const asked: { answer: (fromMs: number | null) => void; fail: () => void }[] = []
  const impatient: (() => void)[] = []
  const age = new LedgerAge({
    clock: {
      nowMs: () => NOW_MS,
      sleep: () => new Promise((resolve) => impatient.push(resolve)),
    },
    ledger: {
      recordedFromMs: () =>
        new Promise((answer, reject) => {
          asked.push({ answer, fail: () => reject(new Error('away')) })
        }),
    },
  })
  return { age, asked, impatient }
}

test('what is known is not asked again', async () => {
  const { age, asked } = made()
  const first = age.fromMs()
  asked[0]?.answer(5)
  assert.equal(await first, 5)
  assert.equal(await age.fromMs(), 5)
  assert.equal(asked.length, 1)
})

test('where there are no records yet they begin this moment, and it is asked again', async () => {
  const { age, asked } = made()
  const first = age.fromMs()
  asked[0]?.answer(null)
  assert.equal(await first, NOW_MS)
  const second = age.fromMs()
  asked[1]?.answer(7)
  assert.equal(await second, 7)
})

test('nobody waits for a ledger that does not answer, which is asked once; its answer is known when it comes', async () => {
  const { age, asked, impatient } = made()
  const first = age.fromMs()
  const second = age.fromMs()
  for (const end of impatient) end()
  assert.deepEqual(await Promise.all([first, second]), [null, null])
  assert.equal(asked.length, 1)
  asked[0]?.answer(9)
  assert.equal(await age.fromMs(), 9)
})

test('a ledger that is away is asked again', async () => {
  const { age, asked } = made()
  const first = age.fromMs()
  asked[0]?.fail()
  assert.equal(await first, null)
  const second = age.fromMs()
  asked[1]?.answer(3)
  assert.equal(await second, 3)
})
