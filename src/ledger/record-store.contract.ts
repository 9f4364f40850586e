import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { AttemptId } from '../base/index.ts'
import type { RecordStore } from './record-store.ts'
import { closed, opened, settled } from './records.fixture.ts'
import { makeReport } from './report.ts'

/** One database, empty at first, and stores on it as processes of their own would have them. */
export interface StorePlace {
  replica(): RecordStore
  close(): Promise<void>
}

/** What every store of records must do. Each test has exchanges of its own. */
export function recordStoreContract(
  name: string,
  make: () => Promise<StorePlace>,
  skip: false | string = false,
): void {
  let place: StorePlace
  let store: RecordStore
  const it = (does: string, check: () => Promise<void>): void => {
    void test(`${name}: ${does}`, { skip }, check)
  }

  before(async () => {
    if (skip !== false) return
    place = await make()
    store = place.replica()
  })

  after(async () => {
    if (skip === false) await place.close()
  })

  it('what was projected comes back as it was, from one batch or from three', async () => {
    await store.project('journal', [opened('req_a'), closed('req_a'), settled('req_a')], {
      segment: 1,
      offset: 10,
    })
    await store.project('journal', [opened('req_b')], { segment: 1, offset: 20 })
    assert.deepEqual(await store.exchange('req_b'), {
      settled: null,
      attempts: [{ opened: opened('req_b'), closed: null }],
    })
    await store.project('journal', [closed('req_b')], { segment: 1, offset: 30 })
    await store.project('journal', [settled('req_b')], { segment: 2, offset: 0 })
    for (const id of ['req_a', 'req_b']) {
      assert.deepEqual(await store.exchange(id), {
        settled: settled(id),
        attempts: [{ opened: opened(id), closed: closed(id) }],
      })
    }
    assert.deepEqual(await store.cursor('journal'), { segment: 2, offset: 0 })
    assert.equal(await store.exchange('req_none'), null)
  })

  it('repeating changes nothing, and of two ends the first counts', async () => {
    const batch = [opened('req_c'), closed('req_c'), settled('req_c')]
    await store.project('journal', batch, { segment: 3, offset: 1 })
    await store.project('journal', batch, { segment: 3, offset: 1 })
    await store.project('journal', [closed('req_c', { outcome: 'failed', nanoUsd: 1 })], {
      segment: 3,
      offset: 2,
    })
    await store.project(
      'journal',
      [opened('req_c'), closed('req_c', { nanoUsd: 2 }), closed('req_c', { nanoUsd: 3 })],
      {
        segment: 3,
        offset: 3,
      },
    )
    assert.deepEqual((await store.exchange('req_c'))?.attempts, [
      { opened: opened('req_c'), closed: closed('req_c') },
    ])
  })

  it('an opening repeated at the head of a segment brings the end of the row that stands open', async () => {
    await store.project('journal', [opened('req_d')], { segment: 4, offset: 1 })
    await store.project('journal', [opened('req_d'), closed('req_d')], { segment: 5, offset: 1 })
    assert.deepEqual((await store.exchange('req_d'))?.attempts[0]?.closed, closed('req_d'))
  })

  it('text that Postgres cannot hold does not keep the rest out', async () => {
    const nasty = 'a\u0000b \ud800 \\u0000 "quoted" é \u{1F600}'
    const shown = 'a\uFFFDb \uFFFD \\u0000 "quoted" é \u{1F600}'
    const batch = [
      opened('req_e', { asked: nasty }),
      closed('req_e', { reason: nasty, servedModel: nasty }),
      settled('req_e', { asked: nasty, detail: nasty }),
      opened('req_f'),
    ]
    await store.project('journal', batch, { segment: 6, offset: 1 })
    const found = await store.exchange('req_e')
    assert.equal(found?.attempts[0]?.opened.asked, shown)
    assert.equal(found?.attempts[0]?.closed?.reason, shown)
    assert.notEqual(await store.exchange('req_f'), null)
  })

  it('text that means something in the format of COPY comes back as it was', async () => {
    const texts = [
      '\\N',
      '\\.',
      'a\tb',
      'a\\tb',
      'a\nb\r\nc',
      '\\',
      '',
      'a\\\n\\.\n',
      '\u0001\u2028 é \u{1F600}',
    ]
    for (const [i, text] of texts.entries()) {
      const id = `req_copy${i}`
      const batch = [
        opened(id, { asked: text, region: text, costCenter: null }),
        closed(id, { reason: text, usage: null, nanoUsd: null }),
        settled(id, { detail: text, candidates: [text] }),
      ] as const
      await store.project('journal', batch, { segment: 6, offset: 10 + i })
      assert.deepEqual(await store.exchange(id), {
        settled: batch[2],
        attempts: [{ opened: batch[0], closed: batch[1] }],
      })
    }
  })

  it('wherever a batch that is repeated after a crash begins and ends, each record is there once', async () => {
    const ids = ['req_r1', 'req_r2', 'req_r3']
    // As three exchanges that run at once are written.
    const journal = [
      ...ids.map((id) => opened(id)),
      ...ids.map((id) => closed(id)),
      ...ids.map((id) => settled(id)),
    ]
    let run = 0
    for (let kept = 0; kept <= journal.length; kept++) {
      for (let from = 0; from <= kept; from++) {
        run++
        const named = journal.map((record) => ({
          ...record,
          exchange: `${record.exchange}_${run}`,
          ...('attempt' in record ? { attempt: `${record.exchange}_${run}.1` } : {}),
        })) as typeof journal
        await store.project('journal', named.slice(0, kept), { segment: 7, offset: run })
        await store.project('journal', named.slice(from), { segment: 7, offset: run })
        for (const id of ids.map((name) => `${name}_${run}`)) {
          assert.deepEqual(
            await store.exchange(id),
            { settled: settled(id), attempts: [{ opened: opened(id), closed: closed(id) }] },
            `${kept} records kept, repeated from ${from}`,
          )
        }
      }
    }
  })

  it('a batch that fails moves neither records nor cursor', async () => {
    const before = await store.cursor('journal')
    const wrong = { ...opened('req_h'), atMs: 'not a time' as unknown as number }
    await assert.rejects(store.project('journal', [opened('req_g'), wrong], { segment: 99, offset: 1 }))
    assert.equal(await store.exchange('req_g'), null)
    assert.deepEqual(await store.cursor('journal'), before)
  })

  it('usage by any key adds up, unpriced and estimated told apart, and an exchange counts once in the total', async () => {
    const day = Date.UTC(2026, 10, 20)
    const second = { attempt: 'req_i.2' as AttemptId, deployment: 'second', region: null, atMs: day + 1 }
    await store.project(
      'journal',
      [
        opened('req_i', { atMs: day }),
        closed('req_i', { outcome: 'failed', usage: null, quality: 'none', nanoUsd: null }),
        opened('req_i', second),
        closed('req_i', { attempt: second.attempt, quality: 'estimated', nanoUsd: null }),
        settled('req_i', { attempts: 2 }),
      ],
      { segment: 7, offset: 1 },
    )
    const span = { fromMs: day, toMs: day + 86_400_000 }
    const report = await makeReport(store, { by: 'deployment', ...span })
    assert.deepEqual(
      report.rows.map(({ key, attempts, failed, input, unpriced, estimated }) => [
        key,
        attempts,
        failed,
        input,
        unpriced,
        estimated,
      ]),
      [
        ['second', 1, 0, 9, 14, 14],
        ['first', 1, 1, 0, 0, 0],
      ],
    )
    assert.equal(report.total.exchanges, 1)
    assert.equal(report.total.attempts, 2)
    for (const by of ['consumer', 'cost-center', 'model', 'region', 'day'] as const) {
      const { total, rows } = await makeReport(store, { by, ...span })
      assert.equal(total.attempts, 2, by)
      if (by === 'day') assert.equal(rows[0]?.key, '2026-11-20')
    }
    assert.deepEqual((await makeReport(store, { by: 'model', fromMs: day + 2, toMs: null })).rows, [])
  })

  it('attempts are paged in the order of their ids, each once', async () => {
    const seen: string[] = []
    for (let after: string | null = null; ;) {
      const page = await store.attempts(after, 2)
      for (const { opened: record } of page) seen.push((after = record.attempt))
      if (page.length < 2) break
    }
    assert.deepEqual(seen, [...new Set(seen)])
    assert.ok(seen.includes('req_i.2') && seen.length >= 7)
  })

  it('a large batch that goes wrong in its middle leaves the store usable', async () => {
    const id = (n: number) => `req_large${n}`
    const batch = Array.from({ length: 6_000 }, (_, n) => opened(id(n), { asked: 'x'.repeat(300) }))
    const wrong = batch.with(10, { ...opened(id(10)), atMs: 'not a time' as unknown as number })
    await assert.rejects(store.project('large', wrong, { segment: 1, offset: 1 }))
    assert.equal(await store.exchange(id(0)), null)
    await store.project('large', batch, { segment: 1, offset: 1 })
    assert.notEqual(await store.exchange(id(5_999)), null)
  })

  it('two journals are projected at once, each from its own position', async () => {
    const work = async (journal: string) => {
      const replica = place.replica()
      for (let n = 0; n < 60; n += 3) {
        const ids = [n, n + 1, n + 2].map((number) => `req_${journal}_${number}`)
        const batch = ids.flatMap((id) => [opened(id), closed(id), settled(id)])
        // Begun in one batch, ended in the next; and the first of both repeated with it.
        await replica.project(journal, batch.slice(0, 4), { segment: 1, offset: n * 10 + 1 })
        await replica.project(journal, batch.slice(2), { segment: 1, offset: n * 10 + 2 })
      }
    }
    await Promise.all(['j1', 'j2', 'j3'].map(work))
    for (const journal of ['j1', 'j2', 'j3']) {
      assert.deepEqual(await place.replica().cursor(journal), { segment: 1, offset: 572 })
      for (let n = 0; n < 60; n++) {
        const id = `req_${journal}_${n}`
        assert.deepEqual(await store.exchange(id), {
          settled: settled(id),
          attempts: [{ opened: opened(id), closed: closed(id) }],
        })
      }
    }
  })

  it('one batch by two at once, as by a process that was thought dead, is there once', async () => {
    for (let round = 0; round < 10; round++) {
      const journal = `twice${round}`
      const ids = Array.from({ length: 50 }, (_, n) => `req_${journal}_${n}`)
      const batch = ids.flatMap((id) => [opened(id), closed(id), settled(id)])
      const results = await Promise.allSettled(
        [place.replica(), place.replica()].map((replica) =>
          replica.project(journal, batch, { segment: 1, offset: 7 }),
        ),
      )
      assert.ok(results.some(({ status }) => status === 'fulfilled'))
      assert.deepEqual(await place.replica().cursor(journal), { segment: 1, offset: 7 })
      for (const id of ids) {
        assert.deepEqual(await store.exchange(id), {
          settled: settled(id),
          attempts: [{ opened: opened(id), closed: closed(id) }],
        })
      }
    }
  })

  it('an end whose beginning another process projected meets it', async () => {
    await place.replica().project('other', [opened('req_other')], { segment: 1, offset: 1 })
    await place.replica().project('other', [closed('req_other')], { segment: 1, offset: 2 })
    assert.deepEqual((await store.exchange('req_other'))?.attempts, [
      { opened: opened('req_other'), closed: closed('req_other') },
    ])
  })

  it('what does not begin where the journal stands is refused whole, and the next try goes on from there', async () => {
    const late = place.replica()
    await late.project('moved', [opened('req_m1')], { segment: 1, offset: 10 })
    await place.replica().project('moved', [opened('req_m2')], { segment: 1, offset: 20 })
    await assert.rejects(
      late.project('moved', [opened('req_m3')], { segment: 1, offset: 30 }),
      /does not stand where it was left/,
    )
    assert.equal(await store.exchange('req_m3'), null)
    assert.deepEqual(await late.cursor('moved'), { segment: 1, offset: 20 })
    await late.project('moved', [opened('req_m3')], { segment: 1, offset: 30 })
    assert.notEqual(await store.exchange('req_m3'), null)
  })

  it('a journal that was never seen stands at its beginning', async () => {
    assert.deepEqual(await store.cursor('never'), { segment: 0, offset: 0 })
  })
}
