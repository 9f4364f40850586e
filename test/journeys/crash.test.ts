import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { seededRandom, silentLog, systemClock } from '../../src/base/index.ts'
import { type AttemptClosed, type AttemptOpened, parseLines, segmentNumber } from '../../src/ledger/index.ts'
import { openRecords } from '../../src/storage/index.ts'
import { askAll } from './clients.ts'
import { compare, projectedAttempts } from './ledger-and-bills.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith } from './program.ts'
import { until } from './state.ts'

/**
 * The gateway is killed at random moments under load. Afterwards the ledger must equal what the simulated Azure billed,
 * record by record: nothing lost, nothing doubled, every measured figure right. What was under way at a kill is in the
 * ledger as interrupted, because nobody can know what it used; the simulator may have billed it or not. `.ci/run` asks for
 * 50 kills.
 */
const KILLS = Number(process.env['CAUSEWAY_KILLS'] ?? 15)
const CLIENTS = 16
/** So many answers come before a kill, at most; some are before the first. */
const MOST_ANSWERS = 36
const NO_ANSWERS = 4

let outside: Outside
let folder: Folder
let key: string

before(async () => {
  outside = await startOutside({ latency: { firstTokenMs: 8, perTokenMs: 1, jitter: 0.8 } })
  folder = await folderWith(outside.workload)
  key = await folder.key('/contoso/bot')
})

after(async () => {
  await outside.simulator.close()
  await folder.remove()
})

test(`kill -9, ${KILLS} times`, async (t) => {
  const random = seededRandom(7)
  let asked = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const running = await folder.start({ env: outside.env, args: ['--no-records'] })
    const stop = new AbortController()
    let answered = 0
    const asking = askAll({
      address: running.address,
      key,
      model: MODEL,
      clients: CLIENTS,
      requestsEach: 1_000,
      signal: stop.signal,
      stream: (client, request) => (client + request) % 2 === 0,
      came: ({ error }) => (answered += error === null ? 1 : 0),
    })
    const wanted = Math.floor(random.next() * (MOST_ANSWERS + NO_ANSWERS)) - NO_ANSWERS
    await until('so many are answered', () => answered >= wanted)
    await new Promise((next) => setTimeout(next, random.next() * 40))
    await running.stop('SIGKILL')
    stop.abort()
    asked += (await asking).length
  }
  // One more start closes what the last kill left open; a stop in order leaves nothing.
  const running = await folder.start({ env: outside.env, args: ['--no-records'] })
  assert.equal(await running.stop(), 0)

  const { opened, closed } = ledgerOf(path.join(folder.path, '.causeway/journal'))
  const bills = outside.simulator.bills()
  assert.equal(closed.size, opened.size, 'every attempt has one end')
  const { problems, measured, interrupted } = compare(closed, bills)
  assert.deepEqual(problems, [])
  assert.ok(
    measured > KILLS && interrupted > KILLS,
    `measured ${measured}, interrupted ${interrupted}: the load was too small`,
  )

  // The database follows the journal: asked afterwards, it has the same attempts, each once.
  const records = await openRecords({
    database: null,
    stateFolder: path.join(folder.path, '.causeway'),
    log: silentLog,
    clock: systemClock,
  })
  try {
    const projected = await projectedAttempts(records)
    assert.equal(projected.size, closed.size)
    for (const [attempt, end] of closed) assert.deepEqual(projected.get(attempt), end)
  } finally {
    await records.close()
  }
  t.diagnostic(
    `${asked} requests, ${bills.length} bills, ${measured} measured and equal, ${interrupted} under way at a kill`,
  )
})

interface Ledger {
  readonly opened: ReadonlyMap<string, AttemptOpened>
  readonly closed: ReadonlyMap<string, AttemptClosed>
}

/** The journal as it stands: a second `closed` of an attempt is a fault, a repeated `opened` after a rotation is not. */
function ledgerOf(folder: string): Ledger {
  const opened = new Map<string, AttemptOpened>()
  const closed = new Map<string, AttemptClosed>()
  for (const name of readdirSync(folder).sort()) {
    if (segmentNumber(name) === null) continue
    const { records, damaged } = parseLines(readFileSync(path.join(folder, name)), 0)
    assert.equal(damaged, 0)
    for (const record of records) {
      if (record.kind === 'opened') opened.set(record.attempt, record)
      if (record.kind !== 'closed') continue
      assert.ok(!closed.has(record.attempt), `${record.attempt} was closed twice`)
      closed.set(record.attempt, record)
    }
  }
  return { opened, closed }
}
