import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type ExchangeId, exchangeIds, ManualClock, silentLog, systemClock } from '../../base/index.ts'
import { recordsStatus, type RecordsProcess, startRecordsProcess } from '../../storage/index.ts'
import { copyMadeDatabase } from '../../storage/made-database.fixture.ts'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { movedOn, writeJournal } from '../journal.fixture.ts'
import { explain } from './explain.ts'
import { report } from './report.ts'

/** `report` and `explain` on one state folder: first without a running program, then beside one. */
const BOT = '/contoso/claims/intake-bot'
const NOW = Date.UTC(2026, 10, 21, 12)
const DAY_MS = 86_400_000

let cwd = ''
let beside: RecordsProcess | null = null
const ids: ExchangeId[] = []

before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'causeway-rec-'))
  const nextId = exchangeIds(() => NOW)
  ids.push(nextId(), nextId(), nextId())
  const usage = { input: 1_000, cached: 200, output: 300, reasoning: 100 }
  await copyMadeDatabase(join(cwd, 'state'))
  await writeJournal(join(cwd, 'state'), [
    ...movedOn({
      id: ids[0] as ExchangeId,
      consumer: BOT,
      atMs: NOW - 3 * DAY_MS,
      usage,
      nanoUsd: 1_000_000_001,
    }),
    ...movedOn({ id: ids[1] as ExchangeId, consumer: BOT, atMs: NOW - 1, usage, nanoUsd: 2 }),
    ...movedOn({ id: ids[2] as ExchangeId, consumer: '/contoso/hr/bot', atMs: NOW - 2, usage, nanoUsd: 3 }),
  ])
})

after(async () => {
  await beside?.stop()
  await rm(cwd, { recursive: true })
})

async function run(...words: string[]) {
  const environment = { ...fakeEnvironment(words, { cwd }), clock: new ManualClock(NOW) }
  const code = await runCommandLine([report, explain], environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

const STATE = ['--state', 'state'] as const

test('without a running program the journal is taken in, and reported to the last record', async () => {
  const { code, out, errors } = await run('report', ...STATE)
  assert.equal(code, 0, errors)
  const [head, ...rows] = out.split('\n')
  assert.match(head ?? '', /^consumer +exchanges +attempts +failed +input +cached +output +reasoning +cost$/)
  assert.match(rows[0] ?? '', /^\/contoso\/claims\/intake-bot +2 +4 +2 +2,000 +400 +600 +200 +\$1\.00$/)
  assert.match(rows[1] ?? '', /^\/contoso\/hr\/bot +1 +2 +1 +1,000 /)
  assert.match(rows[2] ?? '', /^total +3 +6 +3 +3,000 /)
})

test('beside a running program its records process is asked', async () => {
  beside = startRecordsProcess({
    database: null,
    stateFolder: join(cwd, 'state'),
    log: silentLog,
    clock: systemClock,
  })
  const isUp = (): Promise<boolean> =>
    recordsStatus(join(cwd, 'state')).then(
      () => true,
      () => false,
    )
  while (!(await isUp())) await systemClock.sleep(50)
  const asked = await run('report', '--by', 'deployment', '--format', 'json', ...STATE)
  const { rows } = JSON.parse(asked.out) as {
    rows: { key: string; attempts: number; failed: number; input: number }[]
  }
  const figures = rows.map(({ key, attempts, failed, input }) => `${key} ${attempts} ${failed} ${input}`)
  assert.deepEqual(figures.sort(), ['ptu-swc 3 3 0', 'std-frc 3 0 3000'])
})

test('a span of time cuts the report, and CSV keeps every digit of the cost', async () => {
  const all = await run('report', '--format', 'csv', ...STATE)
  assert.match(
    all.out,
    /^consumer,exchanges,.*cost_usd\r\n\/contoso\/claims\/intake-bot,2,.*,1\.000000003\r\n/,
  )
  const recent = await run('report', '--from', '24h', '--format', 'csv', ...STATE)
  assert.match(recent.out, /\/contoso\/claims\/intake-bot,1,.*,0\.000000002\r\n/)
  const early = await run('report', '--to', 'today', '--format', 'csv', ...STATE)
  assert.match(early.out, /\/contoso\/claims\/intake-bot,1,.*,1\.000000001\r\n$/)
  const none = await run('report', '--from', '2020-01-01', '--to', '2020-02-01', ...STATE)
  assert.equal(none.code, 0)
  assert.match(none.out, /no usage in this span/)
  const byDay = await run('report', '--by', 'day', '--format', 'csv', ...STATE)
  assert.match(byDay.out, /^2026-11-18,1,/m)
  assert.match(byDay.out, /^2026-11-21,2,/m)
})

test('a span that ends before it begins, and a key that is none, are wrong use', async () => {
  assert.match(
    (await run('report', '--from', 'now', '--to', '7d', ...STATE)).errors,
    /--from is not before --to/,
  )
  const key = await run('report', '--by', 'modle', ...STATE)
  assert.equal(key.code, 2)
  assert.match(key.errors, /Did you mean --by model\?/)
})

test('a request is explained by its id or by that of an attempt: verdict, candidates, attempts', async () => {
  for (const id of [ids[0], `${ids[0]}.2`]) {
    const { code, out, errors } = await run('explain', id ?? '', ...STATE)
    assert.equal(code, 0, errors)
    assert.match(out, /answered by std-frc on try 2/)
    assert.match(out, /candidates ptu-swc, std-frc/)
    assert.match(out, /ptu-global: residency/)
    assert.match(out, /1\. ptu-swc.*\n.*failed \(503\): unavailable/)
    assert.match(out, /2\. std-frc.*\n.*answered \(200\)/)
  }
  const json = JSON.parse((await run('explain', ids[1] ?? '', '--format', 'json', ...STATE)).out) as {
    attempts: unknown[]
  }
  assert.equal(json.attempts.length, 2)
})

test('an unknown request is a negative answer, what is no id is wrong use, and a folder that is none makes none', async () => {
  const unknown = await run('explain', `req_${'0'.repeat(20)}`, ...STATE)
  assert.equal(unknown.code, 1)
  assert.match(unknown.errors, /there is no request req_0+ in .*state\n/)
  assert.equal((await run('explain', 'chatcmpl-1', ...STATE)).code, 2)
  const nowhere = await run('report', '--state', 'nowhere')
  assert.equal(nowhere.code, 1)
  assert.match(nowhere.errors, /there is no state folder/)
})

test('records that cannot be opened end it with 3 and the reason', async () => {
  await mkdir(join(cwd, 'damaged'))
  await writeFile(join(cwd, 'damaged', 'database'), 'not a folder')
  const { code, errors } = await run('report', '--state', 'damaged')
  assert.equal(code, 3)
  assert.match(errors, /the records in .*damaged cannot be read: /)
})
