import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atOnce, calendarOf, perMinute, perMonth } from './counted-limit.fixture.ts'
import type { Admitted, CountedLimit, Counters, Decision, Refused } from './counters.ts'

/** A store that starts empty, with owners that are told apart; closed when the test is done. */
export interface CounterStoreUnderTest extends AsyncDisposable {
  readonly leaseMs: number
  open(): Counters
}

const START_MS = Date.UTC(2026, 10, 21, 12)
const MINUTE_MS = 60_000

function admitted(decision: Decision): Admitted {
  assert.equal(decision.kind, 'admitted', JSON.stringify(decision))
  return decision
}

function refused(decision: Decision): Refused {
  assert.equal(decision.kind, 'refused')
  return decision
}

/** What every store of counters must do. */
export function countersContract(name: string, makeStore: () => Promise<CounterStoreUnderTest>): void {
  function holds(
    title: string,
    body: (counters: Counters, store: CounterStoreUnderTest) => Promise<void>,
  ): void {
    test(title, async () => {
      await using store = await makeStore()
      await body(store.open(), store)
    })
  }

  describe(`${name}: reserving`, () => {
    holds('passes up to the amount, then refuses, and says what is left', async (counters) => {
      const limits = [perMinute(10)]
      assert.deepEqual(admitted(await counters.reserve(limits, [4], START_MS)).left, [6])
      assert.deepEqual(admitted(await counters.reserve(limits, [6], START_MS)).left, [0])
      const { refusals } = refused(await counters.reserve(limits, [1], START_MS))
      assert.equal(refusals.length, 1)
      assert.equal(refusals[0]?.index, 0)
      assert.equal(refusals[0].left, 0)
      assert.equal(refusals[0].most, 10)
      assert.equal(refusals[0].asked, 1)
    })

    holds('takes from all limits or from none, and names every limit that refuses', async (counters) => {
      const limits = [perMinute(10), atOnce(1), perMinute(3, { key: '/a/b|per_minute' })]
      admitted(await counters.reserve([limits[1] as CountedLimit], [1], START_MS))
      const { refusals } = refused(await counters.reserve(limits, [5, 1, 5], START_MS))
      assert.deepEqual(
        refusals.map(({ index }) => index),
        [1, 2],
      )
      const left = await counters.left(limits, START_MS)
      assert.deepEqual(
        left.map(({ used }) => used),
        [0, 1, 0],
      )
    })

    holds('500 that ask at once get exactly what there is', async (counters, store) => {
      const owners = [counters, store.open(), store.open(), store.open()]
      const limits = [perMinute(100), atOnce(1000), perMonth(1000)]
      const decisions = await Promise.all(
        Array.from({ length: 500 }, async (_, i) =>
          (owners[i % owners.length] as Counters).reserve(limits, [1, 1, 3], START_MS),
        ),
      )
      assert.equal(decisions.filter(({ kind }) => kind === 'admitted').length, 100)
      const left = await counters.left(limits, START_MS)
      assert.deepEqual(
        left.map(({ used }) => used),
        [100, 100, 300],
      )
    })

    holds('more than a limit ever allows never fits', async (counters) => {
      const { refusals } = refused(
        await counters.reserve([perMinute(10), atOnce(2), perMonth(5)], [11, 3, 6], START_MS),
      )
      assert.deepEqual(
        refusals.map(({ wait }) => wait.kind),
        ['never', 'never', 'never'],
      )
    })

    holds('what asks for nothing is refused where nothing is left', async (counters) => {
      const limits = [perMonth(10)]
      admitted(await counters.reserve(limits, [10], START_MS))
      refused(await counters.reserve(limits, [0], START_MS))
    })

    holds('a limit that is not enforced counts, says so, and refuses nothing', async (counters) => {
      const limits = [perMinute(10, { enforced: false }), atOnce(5)]
      assert.deepEqual(admitted(await counters.reserve(limits, [9, 1], START_MS)).wouldRefuse, [])
      const { wouldRefuse, left } = admitted(await counters.reserve(limits, [9, 1], START_MS))
      assert.deepEqual(
        wouldRefuse.map(({ index }) => index),
        [0],
      )
      assert.deepEqual(left, [0, 3])
      assert.equal((await counters.left(limits, START_MS))[0]?.used, 18)
    })

    holds('amounts that are no whole numbers are turned away before anything is taken', async (counters) => {
      for (const amount of [-1, Number.NaN, 0.5, Number.POSITIVE_INFINITY])
        await assert.rejects(
          async () => counters.reserve([atOnce(5), perMinute(10)], [1, amount], START_MS),
          RangeError,
        )
      assert.equal((await counters.left([atOnce(5)], START_MS))[0]?.used, 0)
    })

    holds('a raise holds from its first instant to just before its last', async (counters) => {
      const raises = [{ fromMs: START_MS + 1_000, untilMs: START_MS + 2_000, amount: 20 }]
      const limits = [atOnce(10, { raises })]
      admitted(await counters.reserve(limits, [10], START_MS))
      refused(await counters.reserve(limits, [5], START_MS + 999))
      assert.deepEqual(admitted(await counters.reserve(limits, [5], START_MS + 1_000)).left, [5])
      refused(await counters.reserve(limits, [5], START_MS + 2_000))
    })
  })

  describe(`${name}: settling`, () => {
    holds('with less gives the rest back at once', async (counters) => {
      const limits = [perMinute(10), perMonth(10), atOnce(10)]
      const { reservation } = admitted(await counters.reserve(limits, [10, 10, 10], START_MS))
      await counters.settle(reservation, [4, 4, 1], START_MS + 30_000)
      const left = await counters.left(limits, START_MS + 30_000)
      assert.deepEqual(
        left.map(({ left }) => left),
        [6, 6, 10],
      )
    })

    holds('with more counts in full, beyond the limit, and the next one sees it', async (counters) => {
      const limits = [perMinute(10), perMonth(10)]
      const { reservation } = admitted(await counters.reserve(limits, [1, 1], START_MS))
      await counters.settle(reservation, [25, 25], START_MS)
      const left = await counters.left(limits, START_MS)
      assert.deepEqual(
        left.map(({ used, left }) => [used, left]),
        [
          [25, 0],
          [25, 0],
        ],
      )
      assert.equal(refused(await counters.reserve(limits, [1, 1], START_MS)).refusals.length, 2)
    })

    holds('what is too much for a sliding window counts from when it is known', async (counters) => {
      const limits = [perMinute(10)]
      const { reservation } = admitted(await counters.reserve(limits, [1], START_MS))
      const settledMs = START_MS + 5 * MINUTE_MS
      await counters.settle(reservation, [8], settledMs)
      assert.equal((await counters.left(limits, settledMs + 59_000))[0]?.used, 7)
    })

    holds('or releasing a second time, in whatever order, changes nothing', async (counters) => {
      const limits = [perMinute(10), atOnce(10), perMonth(10)]
      const first = admitted(await counters.reserve(limits, [2, 2, 2], START_MS)).reservation
      const second = admitted(await counters.reserve(limits, [3, 3, 3], START_MS)).reservation
      await counters.settle(first, [1, 0, 1], START_MS)
      await counters.settle(first, [1, 0, 1], START_MS)
      await counters.release(first, START_MS)
      await counters.release(second, START_MS)
      await counters.release(second, START_MS)
      await counters.settle(second, [3, 3, 3], START_MS)
      const left = await counters.left(limits, START_MS)
      assert.deepEqual(
        left.map(({ used }) => used),
        [1, 0, 1],
      )
    })

    holds('tells each threshold once in a window, in their order', async (counters) => {
      const limits = [atOnce(100), perMonth(100, { thresholds: [50, 80, 100] })]
      const spend = async (amount: number, atMs: number): Promise<readonly number[]> => {
        const { reservation } = admitted(await counters.reserve(limits, [1, 1], atMs))
        const crossings = await counters.settle(reservation, [0, amount], atMs)
        for (const { index, most } of crossings) assert.deepEqual([index, most], [1, 100])
        return crossings.map(({ percent }) => percent)
      }
      assert.deepEqual(await spend(49, START_MS), [])
      assert.deepEqual(await spend(1, START_MS), [50])
      assert.deepEqual(await spend(1, START_MS), [])
      assert.deepEqual(await spend(60, START_MS), [80, 100])
      const december = Date.UTC(2026, 11, 1)
      assert.deepEqual(await spend(50, december), [50])
    })

    holds(
      'tells each threshold once, whoever of many owners crosses it at the same time',
      async (first, store) => {
        const limits = [perMonth(100, { thresholds: [10, 50, 80, 100] })]
        const owners = [first, store.open(), store.open(), store.open()]
        const told = await Promise.all(
          Array.from({ length: 100 }, async (_, i) => {
            const owner = owners[i % owners.length] as typeof first
            const { reservation } = admitted(await owner.reserve(limits, [1], START_MS))
            const crossings = await owner.settle(reservation, [1], START_MS)
            return crossings.map(({ percent }) => percent)
          }),
        )
        assert.deepEqual(
          told.flat().toSorted((a, b) => a - b),
          [10, 50, 80, 100],
        )
      },
    )

    holds('what is set aside crosses no threshold', async (counters) => {
      const limits = [perMonth(100, { thresholds: [50] })]
      const first = admitted(await counters.reserve(limits, [90], START_MS)).reservation
      assert.deepEqual(await counters.settle(first, [10], START_MS), [])
    })

    holds('a crossing tells its window', async (counters) => {
      const window = calendarOf({ period: 'day', timeZone: 'Europe/Zurich' })
      const limits = [perMonth(100, { window, thresholds: [50] })]
      const { reservation } = admitted(await counters.reserve(limits, [60], START_MS))
      const [crossing] = await counters.settle(reservation, [60], START_MS)
      assert.deepEqual(crossing, {
        index: 0,
        percent: 50,
        used: 60,
        most: 100,
        windowStartMs: Date.UTC(2026, 10, 20, 23),
        windowEndMs: Date.UTC(2026, 10, 21, 23),
      })
    })
  })

  describe(`${name}: windows`, () => {
    holds('a sliding one frees what it took when it said it would, and not before', async (counters) => {
      const limits = [perMinute(10)]
      admitted(await counters.reserve(limits, [6], START_MS + 250))
      admitted(await counters.reserve(limits, [4], START_MS + 20_250))
      const askMs = START_MS + 30_000
      const { refusals } = refused(await counters.reserve(limits, [7], askMs))
      const wait = refusals[0]?.wait
      assert.ok(wait?.kind === 'after')
      // Both have to leave; one slot of a second is the most that they may stay too long.
      assert.ok(wait.ms > 50_250 && wait.ms <= 51_250, String(wait.ms))
      refused(await counters.reserve(limits, [7], askMs + wait.ms - 1))
      admitted(await counters.reserve(limits, [7], askMs + wait.ms))
    })

    holds('a calendar one starts anew on the wall clock of its zone', async (counters) => {
      const window = calendarOf({ period: 'day', timeZone: 'America/New_York' })
      const limits = [perMonth(10, { window })]
      const { reservation } = admitted(await counters.reserve(limits, [10], START_MS))
      await counters.settle(reservation, [10], START_MS)
      const midnight = Date.UTC(2026, 10, 22, 5)
      const { refusals } = refused(await counters.reserve(limits, [1], midnight - 1_000))
      assert.deepEqual(refusals[0]?.wait, { kind: 'after', ms: 1_000 })
      assert.deepEqual(admitted(await counters.reserve(limits, [10], midnight)).left, [0])
    })

    holds('what is set aside over a boundary counts on the other side', async (counters) => {
      const limits = [perMonth(10)]
      const december = Date.UTC(2026, 11, 1)
      const { reservation } = admitted(await counters.reserve(limits, [8], december - 1))
      refused(await counters.reserve(limits, [3], december))
      await counters.settle(reservation, [5], december)
      assert.equal((await counters.left(limits, december))[0]?.left, 5)
    })

    holds('the first refusal in a window is told from the others', async (counters) => {
      const limits = [perMonth(1)]
      const spend = async (atMs: number): Promise<void> => {
        const { reservation } = admitted(await counters.reserve(limits, [1], atMs))
        await counters.settle(reservation, [1], atMs)
      }
      const isFirst = async (atMs: number): Promise<boolean | undefined> =>
        refused(await counters.reserve(limits, [1], atMs)).refusals[0]?.isFirst
      await spend(START_MS)
      assert.equal(await isFirst(START_MS), true)
      assert.equal(await isFirst(START_MS), false)
      await spend(Date.UTC(2026, 11, 1))
      assert.equal(await isFirst(Date.UTC(2026, 11, 1)), true)
    })

    holds('what is only set aside refuses until one ends, and is no first refusal', async (counters) => {
      const limits = [
        perMonth(10),
        perMinute(10, { key: '/a|per_day', window: { kind: 'sliding', lengthMs: 86_400_000 } }),
      ]
      const first = admitted(await counters.reserve(limits, [9, 9], START_MS)).reservation
      for (const { wait, isFirst } of refused(await counters.reserve(limits, [2, 2], START_MS)).refusals)
        assert.deepEqual([wait.kind, isFirst], ['when-one-ends', false])
      await counters.settle(first, [9, 9], START_MS)
      for (const { wait, isFirst } of refused(await counters.reserve(limits, [2, 2], START_MS)).refusals)
        assert.deepEqual([wait.kind, isFirst], ['after', true])
    })

    holds('what is left says when all of it is free again', async (counters) => {
      const limits = [perMinute(10), atOnce(10), perMonth(10)]
      const resets = async (): Promise<readonly (number | null)[]> =>
        (await counters.left(limits, START_MS)).map(({ resetMs }) => resetMs)
      assert.deepEqual(await resets(), [0, 0, 0])
      admitted(await counters.reserve(limits, [1, 1, 1], START_MS))
      const [sliding, held, calendar] = await resets()
      assert.ok(typeof sliding === 'number' && sliding > MINUTE_MS && sliding <= MINUTE_MS + 1_000)
      assert.equal(held, null)
      assert.equal(calendar, Date.UTC(2026, 11, 1) - START_MS)
    })

    holds('a clock that is put back opens none twice', async (counters) => {
      const limits = [perMinute(10), perMonth(10)]
      const december = Date.UTC(2026, 11, 1)
      const spend = async (amounts: readonly number[], atMs: number): Promise<void> => {
        const { reservation } = admitted(await counters.reserve(limits, amounts, atMs))
        await counters.settle(reservation, amounts, atMs)
      }
      await spend([0, 7], december - 1)
      await spend([10, 5], december)
      for (const backMs of [1, 4_000, 3_600_000]) {
        const [sliding, calendar] = await counters.left(limits, december - backMs)
        assert.equal(sliding?.used, 10)
        assert.equal(calendar?.used, 7)
      }
      assert.equal((await counters.left(limits, december))[1]?.used, 5)
    })
  })

  describe(`${name}: restarts`, () => {
    holds('restoring is a floor, and adds nothing a second time', async (counters) => {
      const day = perMinute(100, { window: { kind: 'sliding', lengthMs: 86_400_000 } })
      const month = perMonth(100, { key: '/a|tokens_per_month', thresholds: [50, 90] })
      const uses = [
        { atMs: START_MS - 40 * 86_400_000, amount: 1000 },
        { atMs: START_MS - 3_600_000, amount: 40 },
        { atMs: START_MS - 1, amount: 20 },
      ]
      const restored = [
        { limit: day, uses },
        { limit: month, uses },
      ]
      await counters.restore(restored, START_MS)
      await counters.restore(restored, START_MS)
      const left = await counters.left([day, month], START_MS)
      assert.deepEqual(
        left.map(({ used }) => used),
        [60, 60],
      )
      const later = START_MS + 86_400_000 - 3_600_000 + 2 * 1_440_000
      assert.equal((await counters.left([day], later))[0]?.used, 20)
      // 50 % was crossed, and told, before the start.
      const { reservation } = admitted(await counters.reserve([month], [30], later))
      const crossings = await counters.settle(reservation, [30], later)
      assert.deepEqual(
        crossings.map(({ percent }) => percent),
        [90],
      )
    })

    holds('what a dead owner had set aside is given back after its lease', async (living, store) => {
      const limits = [perMinute(10), atOnce(10), perMonth(10)]
      const dead = store.open()
      admitted(await dead.reserve(limits, [10, 10, 10], START_MS))
      admitted(await living.reserve([atOnce(10, { key: '/b|concurrent' })], [1], START_MS))
      await living.beat(START_MS + store.leaseMs - 1)
      refused(await living.reserve(limits, [1, 1, 1], START_MS + store.leaseMs - 1))
      admitted(await living.reserve(limits, [10, 10, 10], START_MS + store.leaseMs))
    })

    holds('an owner that is heard of keeps what it has, however long', async (living, store) => {
      const limits = [atOnce(10)]
      const silent = store.open()
      admitted(await silent.reserve(limits, [10], START_MS))
      for (let atMs = START_MS; atMs <= START_MS + 3 * store.leaseMs; atMs += store.leaseMs / 4) {
        await silent.beat(atMs)
        await living.beat(atMs)
      }
      refused(await living.reserve(limits, [1], START_MS + 3 * store.leaseMs))
    })

    holds('one that was taken for dead and lives settles in full', async (living, store) => {
      const limits = [perMinute(10), atOnce(10), perMonth(10, { thresholds: [50] })]
      const slow = store.open()
      const { reservation } = admitted(await slow.reserve(limits, [5, 5, 5], START_MS))
      const lateMs = START_MS + 2 * store.leaseMs
      await living.beat(lateMs)
      const crossings = await slow.settle(reservation, [8, 0, 8], lateMs)
      assert.deepEqual(
        crossings.map(({ percent }) => percent),
        [50],
      )
      const left = await living.left(limits, lateMs)
      assert.deepEqual(
        left.map(({ used }) => used),
        [8, 0, 8],
      )
      await slow.settle(reservation, [8, 0, 8], lateMs)
      assert.equal((await living.left(limits, lateMs))[0]?.used, 8)
    })

    holds('closing gives back what is set aside', async (counters, store) => {
      const other = store.open()
      const limits = [perMinute(10), atOnce(10), perMonth(10)]
      admitted(await counters.reserve(limits, [10, 10, 10], START_MS))
      await counters.close(START_MS)
      admitted(await other.reserve(limits, [10, 10, 10], START_MS))
    })
  })
}
