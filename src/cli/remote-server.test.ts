import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { runCommandLine } from './command-line.ts'
import { keysList } from './commands/keys-list.ts'
import { serve } from './commands/serve.ts'
import { fakeEnvironment } from './environment.fixture.ts'
import { takeRemoteWords } from './remote-words.ts'
import { withFolder } from './workload-file.fixture.ts'

/** What is thrown at who asks from elsewhere; that the answers are right, the journey of the admin API shows. */
let server: Server
let url: string
let answer: { status: number; body: string } = { status: 200, body: '' }
const asked: IncomingMessage[] = []

before(async () => {
  server = createServer((request, response) => {
    asked.push(request)
    request.resume()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => server.close())

async function run(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = { CAUSEWAY_OPERATOR_KEY: 'cwo_key' },
  cwd = '/nowhere',
): Promise<{ code: number; out: string; errors: string }> {
  const environment = fakeEnvironment(argv, { env, cwd })
  const { words, rest } = takeRemoteWords(environment)
  const code = await runCommandLine([keysList, serve], rest, words)
  return { code, out: environment.out(), errors: environment.errors() }
}

const KEY = {
  id: 'abc',
  consumer: '/contoso/bot',
  label: null,
  createdMs: 0,
  expiresMs: null,
  revokedMs: null,
  state: 'live',
  lastUsedMs: null,
  useKnownFromMs: null,
}

test('pages are asked for until the last one, with the key of the environment or of a file', async () => {
  answer = { status: 200, body: JSON.stringify({ keys: [KEY], hasMore: false }) }
  const { code, out } = await run(['--server', url, 'keys', 'list', '--consumer', '/contoso'])
  assert.equal(code, 0)
  assert.match(out, /abc +\/contoso\/bot +- +live/)
  const last = asked.at(-1)
  assert.equal(last?.headers.authorization, 'Bearer cwo_key')
  assert.equal(last?.url, '/admin/v1/keys?consumer=%2Fcontoso&limit=1000')
  await withFolder({}, async (folder) => {
    await writeFile(join(folder, 'key'), 'cwo_other\n')
    const from = ['--server', url, '--operator-key', 'file:key', 'keys', 'list']
    assert.equal((await run(from, {}, folder)).code, 0)
    assert.equal(asked.at(-1)?.headers.authorization, 'Bearer cwo_other')
  })
})

/** The clock of the made-up environment stands still. */
const NOW_MS = Date.UTC(2026, 10, 21)
const DAY_MS = 86_400_000

test('the last use of a key is shown as far as it is known', async () => {
  const made = { ...KEY, createdMs: NOW_MS - 40 * DAY_MS, useKnownFromMs: NOW_MS - 10 * DAY_MS }
  const keys = [
    { ...made, id: 'used', lastUsedMs: NOW_MS - 90_000 },
    { ...made, id: 'open' },
    { ...made, id: 'never', createdMs: NOW_MS - 5 * DAY_MS },
    { ...made, id: 'away', useKnownFromMs: null },
  ]
  answer = { status: 200, body: JSON.stringify({ keys, hasMore: false }) }
  const table = (await run(['--server', url, 'keys', 'list'])).out
  for (const row of [
    /^used .* 2026-11-20T23:58:30Z$/m,
    /^open .* not since 2026-11-11T00:00:00Z$/m,
    /^never .* never$/m,
    /^away .* -$/m,
  ])
    assert.match(table, row)
  const json = (await run(['--server', url, 'keys', 'list', '--format', 'json'])).out
  assert.deepEqual(
    (JSON.parse(json) as { keys: Record<string, unknown>[] }).keys.map((key) => [
      key['id'],
      key['lastUsed'],
      key['useKnownFrom'],
    ]),
    [
      ['used', '2026-11-20T23:58:30Z', '2026-11-11T00:00:00Z'],
      ['open', null, '2026-11-11T00:00:00Z'],
      ['never', null, '2026-11-11T00:00:00Z'],
      ['away', null, null],
    ],
  )
})

test('keys that are unused for so long are live ones of which that is known; what is not known is told', async () => {
  const made = { ...KEY, createdMs: NOW_MS - 400 * DAY_MS, useKnownFromMs: NOW_MS - 30 * DAY_MS }
  const keys = [
    { ...made, id: 'long-ago', lastUsedMs: NOW_MS - 31 * DAY_MS },
    { ...made, id: 'lately', lastUsedMs: NOW_MS - 29 * DAY_MS },
    { ...made, id: 'never' },
    { ...made, id: 'young', createdMs: NOW_MS - 3 * DAY_MS },
    { ...made, id: 'revoked', lastUsedMs: NOW_MS - 31 * DAY_MS, revokedMs: NOW_MS - 1 },
    { ...made, id: 'ended', expiresMs: NOW_MS - 1 },
  ]
  const ask = async (...words: string[]) => {
    const { code, out, errors } = await run(['--server', url, 'keys', 'list', ...words])
    assert.equal(code, 0)
    const { keys: rows } = JSON.parse(out) as { keys: { id: string }[] }
    return { ids: rows.map(({ id }) => id), errors }
  }
  answer = { status: 200, body: JSON.stringify({ keys, hasMore: false }) }
  const month = await ask('--unused-for', '30d', '--format', 'json')
  assert.deepEqual(month, { ids: ['long-ago', 'never'], errors: '' })
  const longer = await ask('--unused-for', '31d', '--format', 'json')
  assert.deepEqual(longer.ids, ['long-ago'])
  assert.match(longer.errors, /one live key .* older than 31d .*: uses are known from 2026-10-22T00:00:00Z/)
  answer = { status: 200, body: JSON.stringify({ keys: [{ ...KEY, useKnownFromMs: null }], hasMore: false }) }
  const nothing = await run(['--server', url, 'keys', 'list', '--unused-for', '1d'])
  assert.match(nothing.out, /no live keys that are known to be unused for 1d/)
  assert.match(nothing.errors, /uses of keys are not known here/)
  assert.equal((await run(['--server', url, 'keys', 'list', '--unused-for', 'long'])).code, 2)
})

test('what goes wrong is told with its exit code', async () => {
  const problem = (message: string) =>
    JSON.stringify({ error: { code: 'x', message, remedy: 'Do something.' } })
  const cases: readonly (readonly [number, string, number, RegExp])[] = [
    [401, problem('the session has ended'), 1, /the session has ended\. Do something\./],
    [403, problem('this is for the role owner'), 1, /role owner/],
    [503, problem('the gateway does not answer'), 3, /does not answer/],
    [404, '{"error":{"message":"no such path"}}', 3, /not as an admin API of causeway does/],
    [502, '<html>', 3, /answered 502/],
    [200, '{"keys":"none"}', 3, /use the version that runs there/],
    [200, 'no json', 3, /use the version that runs there/],
  ]
  for (const [status, body, code, says] of cases) {
    answer = { status, body }
    const told = await run(['--server', url, 'keys', 'list'])
    assert.equal(told.code, code, body)
    assert.match(told.errors, says)
    assert.ok(!told.errors.includes('cwo_key'))
  }
})

test('a server that is not there, and words that cannot be, are told before a key leaves', async () => {
  const gone = createServer()
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
  const { port } = gone.address() as AddressInfo
  await new Promise((resolve) => gone.close(resolve))
  assert.equal((await run(['--server', `http://127.0.0.1:${port}`, 'keys', 'list'])).code, 3)
  const before = asked.length
  for (const words of [
    ['--server', 'http://causeway.contoso.com', 'keys', 'list'],
    ['--server', 'ftp://x', 'keys', 'list'],
    ['--server', url, '--operator-key', 'cwo_literal', 'keys', 'list'],
    ['--server', url, 'serve'],
    ['--server', url, 'keys', 'list', '--state', 'x'],
  ])
    assert.equal((await run(words)).code, 2, words.join(' '))
  assert.equal((await run(['--server', url, 'keys', 'list'], {})).code, 2)
  assert.equal(asked.length, before)
  for (const words of [['--server'], ['--operator-key', 'env:X', 'keys'], ['--server', url, '--server', url]])
    assert.throws(() => takeRemoteWords(fakeEnvironment(words)))
})
