import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { MOST_KEYS_ASKED, type KeyUseReader } from './key-use.ts'
import type { RecordStore } from './record-store.ts'
import { closed, opened, settled } from './records.fixture.ts'
import type { KeyUsed } from './records.ts'

/** Clocks of tests may be wrong, and none is from before this was written. */
const WRITTEN_MS = Date.UTC(2026, 0, 1)

export interface KeyUsePlace {
  /** Each as a process of its own would have it. */
  replica(): RecordStore
  reader(): KeyUseReader
  close(): Promise<void>
}

/** What whoever keeps the uses of keys must do. Each test has keys of its own. */
export function keyUseContract(
  name: string,
  make: () => Promise<KeyUsePlace>,
  skip: false | string = false,
): void {
  let place: KeyUsePlace
  let store: RecordStore
  const it = (does: string, check: () => Promise<void>): void => {
    void test(`${name}: ${does}`, { skip }, check)
  }
  const lastOf = async (...ids: readonly string[]) => (await place.reader().keyUses(ids)).uses

  before(async () => {
    if (skip !== false) return
    place = await make()
    store = place.replica()
  })

  after(async () => {
    if (skip === false) await place.close()
  })

  it('the last use of each key is kept, beside other records and alone', async () => {
    const records = [
      used('a', 5),
      opened('req_a'),
      closed('req_a'),
      used('b', 7),
      settled('req_a'),
      used('a', 9),
    ]
    await store.project('one', records, { segment: 1, offset: 1 })
    assert.deepEqual(byKey(await lastOf('a', 'b', 'never')), [
      ['a', 9],
      ['b', 7],
    ])
    await store.project('one', [used('b', 8)], { segment: 1, offset: 2 })
    assert.deepEqual(await lastOf('b'), [{ key: 'b', lastMs: 8 }])
  })

  it('what comes late or twice takes nothing back', async () => {
    const batch = [used('late', 100), opened('req_l'), settled('req_l')]
    await store.project('two', batch, { segment: 1, offset: 1 })
    await store.project('two', [...batch, used('late', 50)], { segment: 1, offset: 1 })
    assert.deepEqual(await lastOf('late'), [{ key: 'late', lastMs: 100 }])
  })

  it('replicas that tell of the same keys at once, in any order, all are heard', async () => {
    const keys = Array.from({ length: 40 }, (_, at) => `shared${at}`)
    const replicas = [place.replica(), place.replica(), place.replica()]
    await Promise.all(
      replicas.map(async (replica, at) => {
        for (let round = 1; round <= 5; round++) {
          const records = keys.map((key) => used(key, round * 10 + at))
          if (at === 1) records.reverse()
          await replica.project(`journal${at}`, records, { segment: 1, offset: round })
        }
      }),
    )
    assert.deepEqual(new Set((await lastOf(...keys)).map(({ lastMs }) => lastMs)), new Set([52]))
  })

  it('it says from when on uses are known, which is when it was made', async () => {
    const { fromMs } = await place.reader().keyUses([])
    assert.ok(fromMs >= WRITTEN_MS && fromMs <= Date.now() + 3_600_000, `${fromMs}`)
  })

  it('what is asked at once is bounded', async () => {
    const keys = Array.from({ length: MOST_KEYS_ASKED + 1 }, (_, at) => `many${at}`)
    await store.project(
      'four',
      keys.map((key) => used(key, 1)),
      { segment: 1, offset: 1 },
    )
    assert.equal((await lastOf(...keys)).length, MOST_KEYS_ASKED)
  })
}

function used(key: string, atMs: number): KeyUsed {
  return { kind: 'used', key, atMs }
}

function byKey(
  uses: readonly { readonly key: string; readonly lastMs: number }[],
): readonly (readonly [string, number])[] {
  return uses.map(({ key, lastMs }) => [key, lastMs] as const).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
