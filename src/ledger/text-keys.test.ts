import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { type Log, ManualClock, silentLog } from '../base/index.ts'
import type { KeptText } from './records.ts'
import { TextKeys, unsealedTexts } from './text-keys.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let folder: string
let clock: ManualClock
let keys: TextKeys

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'text-keys-')), 'text-keys')
  clock = new ManualClock(100 * HOUR_MS)
  keys = new TextKeys(folder, { clock, log: silentLog })
})

afterEach(async () => {
  await keys.close()
  rmSync(path.dirname(folder), { recursive: true, force: true })
})

function text(keepMs: number, prompt: string | null = '[{"role":"user"}]'): KeptText {
  return {
    kind: 'text',
    exchange: 'req_1' as KeptText['exchange'],
    atMs: clock.nowMs(),
    untilMs: clock.nowMs() + keepMs,
    prompt,
    answer: '["😀 Größe"]',
    isCut: false,
  }
}

function sealed(one: KeptText, by = keys): KeptText {
  return by.seal(one) ?? assert.fail('it was not sealed')
}

const opened = async (one: KeptText) => (await unsealedTexts(folder, [one]))[0]

test('text opens as it was, until the hour is over in which its time ends', async () => {
  const clear = text(90 * MINUTE_MS)
  const written = sealed(clear)
  assert.doesNotMatch(JSON.stringify(written), /role|Größe/)
  assert.notEqual(written.prompt, sealed(clear).prompt, 'each is sealed by a number of its own')
  assert.deepEqual(await opened(written), clear)
  assert.deepEqual(readdirSync(folder), [`${102 * HOUR_MS}.key`])
  clock.advance(2 * HOUR_MS - 1)
  await keys.sweep()
  assert.deepEqual(await opened(written), clear)
  clock.advance(1)
  await keys.sweep()
  assert.deepEqual(readdirSync(folder), [])
  assert.equal(await opened(written), null)
})

test('the clock alone sweeps, and so does the next start', async () => {
  sealed(text(MINUTE_MS))
  clock.advance(HOUR_MS + MINUTE_MS)
  await keys.close()
  assert.deepEqual(readdirSync(folder), [])
  keys = new TextKeys(folder, { clock, log: silentLog })
  const written = sealed(text(MINUTE_MS))
  await keys.close()
  clock.advance(HOUR_MS)
  assert.notEqual(await opened(written), null, 'nothing runs')
  keys = new TextKeys(folder, { clock, log: silentLog })
  await keys.sweep()
  assert.equal(await opened(written), null)
})

test('several processes have one key, which its owner alone may read', async () => {
  const other = new TextKeys(folder, { clock, log: silentLog })
  const clear = text(MINUTE_MS)
  const [one, two] = [sealed(clear), sealed(clear, other)]
  assert.deepEqual(await unsealedTexts(folder, [one, two]), [clear, clear])
  const [name = ''] = readdirSync(folder)
  assert.equal(readdirSync(folder).length, 1)
  assert.equal(statSync(path.join(folder, name)).mode & 0o777, 0o600)
  await other.close()
})

test('what is not there stays so; what never was sealed is read as it is; nothing opens in another place', async () => {
  const clear = text(MINUTE_MS, null)
  assert.deepEqual(await opened(sealed(clear)), clear)
  assert.deepEqual(await opened(clear), clear)
  const moved = { ...sealed(text(MINUTE_MS)), exchange: 'req_2' as KeptText['exchange'] }
  assert.equal(await opened(moved), null)
  const [name = ''] = readdirSync(folder)
  writeFileSync(path.join(folder, name), Buffer.alloc(32, 7))
  assert.equal(await opened(sealed(text(MINUTE_MS))), null, 'by the key of before, which is another')
})

test('where no key can be made nothing is sealed, and the log says so once', async () => {
  const lines: string[] = []
  const log: Log = { ...silentLog, error: (_, message) => void lines.push(message) }
  await keys.close()
  writeFileSync(folder, 'a file is in the way')
  keys = new TextKeys(folder, { clock, log })
  assert.equal(keys.seal(text(MINUTE_MS)), null)
  assert.equal(keys.seal(text(MINUTE_MS)), null)
  assert.equal(lines.filter((line) => /cannot be sealed/.test(line)).length, 1)
  rmSync(folder)
  assert.notEqual(keys.seal(text(MINUTE_MS)), null)
})

test('a key that was half made is taken away in its time', async () => {
  sealed(text(MINUTE_MS))
  const [name = ''] = readdirSync(folder)
  writeFileSync(path.join(folder, `${name}.0123456789abcdef`), readFileSync(path.join(folder, name)))
  clock.advance(HOUR_MS)
  await keys.sweep()
  assert.deepEqual(readdirSync(folder), [])
})
