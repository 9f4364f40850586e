import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ManualClock } from '../base/index.ts'
import { pinoLog } from './log.ts'

function logged(level: 'debug' | 'info' | 'warn' | 'error' = 'info') {
  const lines: string[] = []
  const clock = new ManualClock(Date.UTC(2026, 0, 2, 3, 4, 5, 6))
  const log = pinoLog({ level, clock, destination: { write: (line) => lines.push(line) } })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown> }
}

test('a line is JSON with the time of the clock it was handed, the level as a word, the fields and the message', () => {
  const { log, lines, last } = logged()
  log.warn({ deployment: 'std-frc', status: 429 }, 'saturated')
  assert.deepEqual(last(), {
    level: 'warn',
    time: '2026-01-02T03:04:05.006Z',
    deployment: 'std-frc',
    status: 429,
    message: 'saturated',
  })
  assert.match(lines[0] ?? '', /^\{.*\}\n$/)
})

test('a line of words and numbers is to the letter as every other line, but for its level', () => {
  const { log, lines } = logged()
  const cases = [
    {},
    {
      a: 'with "quotes", a \\ and a \u0001 line\nfeed, half of a pair \ud800',
      b: 1.5,
      c: true,
      d: null,
      e: undefined,
    },
    { nan: Number.NaN, large: 9007199254740991 },
  ]
  for (const fields of cases) {
    log.warn(fields, 'a "message"\n')
    log.info(fields, 'a "message"\n')
  }
  for (let i = 0; i < lines.length; i += 2)
    assert.equal(lines[i + 1], lines[i]?.replace('"level":"warn"', '"level":"info"'))
})

test('lines below the level are not written', () => {
  const { log, lines } = logged('warn')
  log.debug({}, 'a')
  log.info({}, 'b')
  log.warn({}, 'c')
  log.error({}, 'd')
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { message: string }).message),
    ['c', 'd'],
  )
})

test('another level holds from the next line on', () => {
  const { log, lines } = logged('warn')
  log.info({}, 'a')
  log.setLevel('debug')
  log.debug({}, 'b')
  log.setLevel('error')
  log.warn({}, 'c')
  log.error({}, 'd')
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { message: string }).message),
    ['b', 'd'],
  )
})

test('a credential that someone hands to the log does not get out', () => {
  const { log, lines } = logged()
  const secret = 'cw_live_doNotTell'
  log.info({ authorization: secret, 'api-key': secret, apiKey: secret, token: secret, key: secret }, 'top')
  log.info(
    { headers: { authorization: secret, 'api-key': secret, cookie: secret, accept: 'text/plain' } },
    'nested',
  )
  log.info({ request: { Authorization: secret, password: secret } }, 'request')
  assert.equal(lines.length, 3)
  for (const line of lines) assert.ok(!line.includes(secret), line)
  assert.match(lines[1] ?? '', /"accept":"text\/plain"/)
})

test('an error keeps its type, code, message, stack and causes, and none of the fields that a client hung on it', () => {
  const { log, lines, last } = logged()
  const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' })
  const error = Object.assign(new TypeError('no answer', { cause }), { request: { authorization: 'hidden' } })
  log.error({ error }, 'failed')
  const written = last()['error'] as Record<string, unknown>
  assert.equal(written['type'], 'TypeError')
  assert.equal(written['message'], 'no answer')
  assert.match(String(written['stack']), /log\.test\.ts/)
  assert.equal((written['cause'] as Record<string, unknown>)['code'], 'ECONNREFUSED')
  assert.ok(!(lines[0] ?? '').includes('hidden'))
})

test('a chain of causes that bites its own tail ends', () => {
  const { log, last } = logged()
  const error: Error = new Error('ouroboros')
  error.cause = error
  log.error({ error }, 'failed')
  assert.equal((last()['error'] as { message: string }).message, 'ouroboros')
})

test('lines wait in memory until flush, and are in the file when it resolves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-log-'))
  try {
    const path = join(folder, 'causeway.log.jsonl')
    const log = pinoLog({ level: 'info', clock: new ManualClock(), destination: path })
    log.info({ n: 1 }, 'one')
    log.info({ n: 2 }, 'two')
    await log.flush()
    assert.equal(readFileSync(path, 'utf8').trim().split('\n').length, 2)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const CHILD = `
  const { pinoLog } = await import(${JSON.stringify(new URL('./log.ts', import.meta.url).href)})
  const { ManualClock } = await import(${JSON.stringify(new URL('../base/index.ts', import.meta.url).href)})
  const log = pinoLog({ level: 'info', clock: new ManualClock(), destination: 1 })
  log.info({}, 'last words')
`

test('what waits in memory is written when the process ends by itself and when it exits', () => {
  for (const ending of ['', 'process.exit(0)']) {
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', CHILD + ending], {
      encoding: 'utf8',
    })
    assert.match(out, /"message":"last words"/, ending)
  }
})

test('what waits in memory is written when the process dies of a throw', () => {
  const dead = spawnSync(process.execPath, ['--input-type=module', '-e', `${CHILD}; throw new Error('x')`], {
    encoding: 'utf8',
  })
  assert.equal(dead.status, 1)
  assert.match(dead.stdout, /"message":"last words"/)
})
