import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { type Folder, folderWith, type Running, withoutSharedPorts } from './program.ts'
import { until } from './state.ts'
import { TWO_REGIONS } from './workloads.ts'

/** When a key was used last is known, whatever it was used for and however the program ended. */
let folder: Folder
let running: Running
let startedMs: number
const started: Running[] = []

interface Listed {
  readonly id: string
  readonly label: string | null
  readonly lastUsed: string | null
  /** Null where the ledger did not answer. */
  readonly useKnownFrom: string | null
}

before(async () => {
  startedMs = Date.now()
  folder = await folderWith(TWO_REGIONS)
  await start()
})

after(async () => {
  for (const one of started) await one.stop('SIGKILL')
  await folder.remove()
})

async function start(args: readonly string[] = []): Promise<void> {
  running = await folder.start({ args })
  started.push(running)
}

function idOf(key: string): string {
  return key.split('_')[1] ?? ''
}

async function ask(key: string, model: string): Promise<number> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, connection: 'close' },
    body: JSON.stringify({ model, max_tokens: 5, messages: [{ role: 'user', content: 'Hello' }] }),
  })
  await response.text()
  return response.status
}

/** As soon as the ledger answers: on a busy machine the command gives it up before, and shows keys without their uses. */
async function listed(...words: readonly string[]): Promise<readonly Listed[]> {
  let keys: readonly Listed[] = []
  await until('uses of keys are known', async () => {
    const { stdout } = await folder.run(['keys', 'list', '--format', 'json', ...words])
    ;({ keys } = JSON.parse(stdout) as { keys: Listed[] })
    return keys.every(({ useKnownFrom }) => useKnownFrom !== null)
  })
  return keys
}

async function lastUsed(key: string): Promise<string | null> {
  return (await listed()).find(({ id }) => id === idOf(key))?.lastUsed ?? null
}

function assertJustNow(moment: string | null): void {
  const atMs = Date.parse(moment ?? 'never')
  assert.ok(atMs >= Math.floor(startedMs / 1000) * 1000 && atMs <= Date.now(), `${moment}`)
}

test('answered, refused and unmetered requests all are uses; a wrong key is nobody’s', async () => {
  const answered = await folder.key('/contoso/bot')
  const refused = await folder.key('/contoso/bot')
  const looking = await folder.key('/contoso/other')
  const idle = await folder.key('/contoso/other')
  await until('the new keys are taken', async () => (await ask(answered, 'gpt-4.1')) === 200)
  assert.equal(await ask(refused, 'o4-mini'), 403)
  const headers = { authorization: `Bearer ${looking}` }
  assert.equal((await fetch(`${running.address}/v1/models`, { headers })).status, 200)
  assert.equal(await ask(`${idle}x`, 'gpt-4.1'), 401)
  for (const key of [answered, refused, looking]) assertJustNow(await lastUsed(key))
  assert.equal(await lastUsed(idle), null)
  const { stdout } = await folder.run(['keys', 'list'])
  assert.match(stdout, new RegExp(`^${idOf(idle)} .* never$`, 'm'))
  const unused = await listed('--unused-for', '0s')
  assert.ok(unused.some(({ id }) => id === idOf(idle)))
  assert.deepEqual(await listed('--unused-for', '1h'), [])
})

test('a use just before a kill is known: to who asks before the next start, and after it', async () => {
  const key = await folder.key('/contoso')
  await until('the new key is taken', async () => (await ask(key, 'gpt-4.1')) === 403)
  await running.stop('SIGKILL')
  assertJustNow(await lastUsed(key))
  await start()
  assertJustNow(await lastUsed(key))
})

test('with workers each tells of the keys that it met', { skip: withoutSharedPorts }, async () => {
  await running.stop()
  await start(['--workers', '2'])
  await folder.run(['keys', 'revoke', '--id', (await listed())[0]?.id ?? ''])
  const key = await folder.key('/contoso/bot')
  await until('the new key is taken', async () => (await ask(key, 'gpt-4.1')) === 200)
  assertJustNow(await lastUsed(key))
})
