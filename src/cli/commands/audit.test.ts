import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { SOUND_WORKLOAD, withFolder } from '../workload-file.fixture.ts'
import { auditList, auditVerify } from './audit.ts'
import { operatorsCreate } from './operators.ts'

const COMMANDS = [auditList, auditVerify, operatorsCreate]

async function run(cwd: string, ...words: string[]): Promise<{ code: number; out: string; errors: string }> {
  const environment = fakeEnvironment(words, { cwd })
  const code = await runCommandLine(COMMANDS, environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

test('what was done is listed, the newest first, and a changed line is found', async () => {
  await withFolder({ 'workload.yaml': SOUND_WORKLOAD }, async (cwd) => {
    for (const operator of ['bob', 'eve', 'olga'])
      await run(cwd, 'operators', 'create', '--operator', operator)
    const listed = await run(cwd, 'audit', 'list', '--limit', '2')
    assert.equal(listed.code, 0)
    const [head = '', ...rows] = listed.out.trimEnd().split('\n')
    assert.match(head, /^WHEN +WHO +WHAT +TO WHAT$/)
    assert.equal(rows.length, 2)
    assert.match(rows[0] ?? '', /Z {2}alice {2}operators\.create {2}key=\w{8} for=olga role=viewer$/)

    const sound = await run(cwd, 'audit', 'verify')
    assert.equal(sound.code, 0)
    const kept = /--kept (\w{64})/.exec(sound.out)?.[1] ?? ''
    assert.match(sound.out, /as it was written: 3 lines in 1 file/)
    assert.equal((await run(cwd, 'audit', 'verify', '--kept', kept)).code, 0)

    const file = join(cwd, '.causeway/audit.log')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('"for":"eve"', '"for":"bob"'))
    const changed = await run(cwd, 'audit', 'verify')
    assert.equal(changed.code, 1)
    assert.match(changed.errors, /audit\.log, line 2: it is not as it was written/)

    await writeFile(file, text.split('\n').slice(0, 2).join('\n') + '\n')
    assert.equal((await run(cwd, 'audit', 'verify')).code, 0)
    const shortened = await run(cwd, 'audit', 'verify', '--kept', kept)
    assert.equal(shortened.code, 1)
    assert.match(shortened.errors, /the hash that was kept is that of no line/)
  })
})

test('flags that can be none are refused', async () => {
  await withFolder({ 'workload.yaml': SOUND_WORKLOAD }, async (cwd) => {
    await run(cwd, 'operators', 'create', '--operator', 'bob')
    for (const words of [
      ['list', '--limit', '0'],
      ['list', '--limit', '501'],
      ['list', '--before', 'soon'],
      ['verify', '--kept', 'x'],
    ])
      assert.equal((await run(cwd, 'audit', ...words)).code, 2, words.join(' '))
  })
})
