import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { SOUND_WORKLOAD, withFolder } from '../workload-file.fixture.ts'
import { operatorsCreate, operatorsList, operatorsRevoke } from './operators.ts'

const COMMANDS = [operatorsCreate, operatorsList, operatorsRevoke]

async function run(cwd: string, ...words: string[]): Promise<{ code: number; out: string; errors: string }> {
  const environment = fakeEnvironment(['operators', ...words], { cwd })
  const code = await runCommandLine(COMMANDS, environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

test('an operator key is made, listed and revoked, and each is a line of the audit log', async () => {
  await withFolder({ 'workload.yaml': SOUND_WORKLOAD }, async (cwd) => {
    const made = await run(cwd, 'create', '--operator', 'bob', '--role', 'owner')
    assert.equal(made.code, 0)
    assert.match(made.out, /^cwo_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}\n$/)
    const id = made.out.split('_')[1] ?? ''
    const listed = await run(cwd, 'list')
    assert.match(listed.out, new RegExp(`${id} +bob +owner +live`))
    assert.ok(!listed.out.includes(made.out.trim()))
    assert.equal((await run(cwd, 'revoke', '--id', 'nobody')).code, 1)
    assert.equal((await run(cwd, 'revoke', '--id', id)).code, 0)
    assert.match((await run(cwd, 'list')).out, /revoked/)
    const audit = (await readFile(join(cwd, '.causeway/audit.log'), 'utf8')).trim().split('\n')
    const entries = audit.map((line) => JSON.parse(line) as { who: string; what: string })
    assert.deepEqual(
      entries.map(({ who, what }) => [who, what]),
      [
        ['alice', 'operators.create'],
        ['alice', 'operators.revoke'],
      ],
    )
  })
})

test('the list has when a key was used last, as far as that is known', async () => {
  await withFolder({ 'workload.yaml': SOUND_WORKLOAD }, async (cwd) => {
    const key = (await run(cwd, 'create', '--operator', 'bob')).out
    const id = key.split('_')[1] ?? ''
    assert.match((await run(cwd, 'list')).out, / never +-\n$/)
    const uses = (fromMs: number, lastMs: object) =>
      writeFile(join(cwd, '.causeway/operator-uses.json'), JSON.stringify({ version: 1, fromMs, lastMs }))
    await uses(0, {})
    assert.match((await run(cwd, 'list')).out, / never +never\n$/)
    await uses(Date.UTC(2027, 0, 1), {})
    assert.match((await run(cwd, 'list')).out, / not since 2027-01-01T00:00:00Z\n$/)
    await uses(0, { [id]: Date.UTC(2026, 10, 22) })
    assert.match((await run(cwd, 'list')).out, / 2026-11-22T00:00:00Z\n$/)
    const { keys } = JSON.parse((await run(cwd, 'list', '--format', 'json')).out) as {
      keys: { lastUsed: string; useKnownFrom: string }[]
    }
    assert.deepEqual(
      keys.map(({ lastUsed, useKnownFrom }) => [lastUsed, useKnownFrom]),
      [['2026-11-22T00:00:00Z', '1970-01-01T00:00:00Z']],
    )
  })
})

test('names and lifetimes that can be none are refused', async () => {
  await withFolder({ 'workload.yaml': SOUND_WORKLOAD }, async (cwd) => {
    assert.equal((await run(cwd, 'create')).code, 2)
    assert.equal((await run(cwd, 'create', '--operator', 'bob', '--expires', '0s')).code, 2)
    assert.equal((await run(cwd, 'create', '--operator', 'bob\nroot')).code, 1)
  })
})
