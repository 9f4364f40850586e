import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import { type LedgerRecord, parseLines, segmentNumber } from '../../src/ledger/index.ts'
import { askAll, errorsOf } from './clients.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'

/** What an operator does while clients are busy: reload, rotate, drain. None of it may cost a client an answer. */
let outside: Outside
let folder: Folder
let key: string

before(async () => {
  // A stream of 20 tokens takes about two seconds: time enough to do things in its middle.
  outside = await startOutside({ latency: { firstTokenMs: 100, perTokenMs: 100, jitter: 0 } })
  folder = await folderWith(outside.workload)
  key = await folder.key('/contoso/bot')
})

after(async () => {
  await outside.simulator.close()
  await folder.remove()
})

function stream(running: Running, withKey: string = key): Promise<Response> {
  return fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${withKey}` },
    body: JSON.stringify({
      model: MODEL,
      stream: true,
      max_tokens: 20,
      messages: [{ role: 'user', content: 'A story' }],
    }),
  })
}

function admin(
  method: string,
  url: string,
): Promise<{ lastReload: { outcome: string; errors?: string[] } | null; plan: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { socketPath: path.join(folder.path, '.causeway/admin.sock'), method, path: url },
      (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () => resolve(JSON.parse(body)))
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!(await isTrue())) {
    assert.ok(Date.now() < deadline, 'did not happen in time')
    await new Promise((next) => setTimeout(next, 50))
  }
}

describe('a changed workload file', () => {
  let running: Running
  before(async () => (running = await folder.start({ env: outside.env, args: ['--no-records'] })))
  after(async () => {
    await folder.write(outside.workload)
    assert.equal(await running.stop(), 0, running.errors())
  })

  test('is taken up without dropping a stream, and a bad one keeps the plan and says why', async () => {
    const before = await stream(running)
    const served = before.headers.get('x-causeway-deployment') ?? ''
    const other = served === 'first' ? 'second' : 'first'
    // The deployment that is streaming goes.
    await folder.write(outside.workload.replace(new RegExp(`.*id: ${served},.*\n`), ''))
    await until(async () => (await admin('GET', '/admin/v1/status')).lastReload?.outcome === 'swapped')
    const next = await stream(running)
    assert.equal(next.headers.get('x-causeway-deployment'), other)
    for (const response of [before, next]) assert.match(await response.text(), /data: \[DONE\]\n\n$/)

    const { plan } = await admin('GET', '/admin/v1/status')
    await folder.write(outside.workload.replace('task: generate', 'task: generat'))
    await until(async () => (await admin('GET', '/admin/v1/status')).lastReload?.outcome === 'refused')
    const { lastReload, plan: kept } = await admin('GET', '/admin/v1/status')
    assert.equal(kept, plan)
    assert.match(lastReload?.errors?.[0] ?? '', /workload\.yaml:\d+:\d+ .*did you mean "generate"/)
    assert.equal((await stream(running)).status, 200)
  })

  test('SIGHUP loads it too', async () => {
    await folder.write(outside.workload)
    process.kill(running.pid, 'SIGHUP')
    await until(async () => (await admin('GET', '/admin/v1/status')).lastReload?.outcome !== 'refused')
  })
})

test('a key is rotated under load without a failed request, and a revoked one is refused within seconds', async () => {
  const running = await folder.start({ env: outside.env, args: ['--no-records'] })
  try {
    const load = (withKey: string) =>
      askAll({
        address: running.address,
        key: withKey,
        model: MODEL,
        clients: 10,
        requestsEach: 2,
        stream: () => true,
      })
    const old = load(key)
    const { stdout } = await folder.run([
      'keys',
      'rotate',
      '--consumer',
      '/contoso/bot',
      '--grace',
      '1h',
      '--format',
      'json',
    ])
    const fresh = (JSON.parse(stdout) as { key: string }).key
    await until(async () => (await stream(running, fresh)).status === 200)
    assert.deepEqual(errorsOf([...(await old), ...(await load(fresh))]), [])
    const id = /^cw_([^_]+)_/.exec(key)?.[1] ?? ''
    await folder.run(['keys', 'revoke', '--id', id])
    await until(async () => (await stream(running)).status === 401)
    key = fresh
  } finally {
    await running.stop()
  }
})

test('SIGTERM lets open streams end, takes nothing new, and leaves a whole journal', async () => {
  const running = await folder.start({ env: outside.env, args: ['--no-records'] })
  const open = await stream(running)
  const stopping = running.stop('SIGTERM')
  await until(() =>
    running.get('/livez').then(
      () => false,
      () => true,
    ),
  )
  assert.match(await open.text(), /data: \[DONE\]\n\n$/)
  assert.equal(await stopping, 0, running.errors())
  const records = journal()
  const count = (kind: LedgerRecord['kind']) =>
    new Set(
      records
        .flatMap((record) => (record.kind === kind && record.kind !== 'used' ? [record] : []))
        .map((record) => ('attempt' in record ? record.attempt : record.exchange)),
    ).size
  assert.equal(count('opened'), count('closed'))
  assert.ok(count('settled') > 0)
})

test('a second gateway on the same state folder is refused', async () => {
  const running = await folder.start({ env: outside.env, args: ['--no-records'] })
  try {
    await assert.rejects(
      folder.start({ env: outside.env, args: ['--no-records'] }),
      /another gateway \(process \d+\) uses the state folder/,
    )
  } finally {
    await running.stop()
  }
})

test('provisioned throughput is left before Azure refuses, and what spilled is priced', async () => {
  const busy = await startOutside({ ptuTokensPerMinute: 6_000, outputTokens: 20 })
  const place = await folderWith(busy.workload)
  try {
    const own = await place.key('/contoso/bot')
    const running = await place.start({ env: busy.env, args: ['--no-records'] })
    const outcomes = await askAll({
      address: running.address,
      key: own,
      model: MODEL,
      clients: 8,
      requestsEach: 20,
      stream: () => false,
    })
    assert.equal(await running.stop(), 0, running.errors())
    assert.deepEqual(errorsOf(outcomes), [])
    const closed = journal(place).flatMap((record) => (record.kind === 'closed' ? [record] : []))
    const provisioned = new Set(
      journal(place).flatMap((record) =>
        record.kind === 'opened' && record.deployment === 'first' ? [record.attempt] : [],
      ),
    )
    const first = closed.filter(({ attempt }) => provisioned.has(attempt))
    const spilled = closed.filter(({ attempt }) => !provisioned.has(attempt))
    assert.ok(
      first.length > 0 && spilled.length > 0,
      `${first.length} provisioned, ${spilled.length} spilled`,
    )
    assert.ok(first.every(({ nanoUsd }) => nanoUsd === 0 || nanoUsd === null))
    assert.ok(spilled.every(({ nanoUsd }) => nanoUsd !== null && nanoUsd > 0))
    const refused = first.filter(({ status }) => status === 429)
    assert.ok(
      refused.length <= first.length / 4,
      `${refused.length} of ${first.length} ran into Azure's own 429`,
    )
  } finally {
    await busy.simulator.close()
    await place.remove()
  }
})

test('a public bind without a key does not start', async () => {
  const place = await folderWith(
    outside.workload.replace('listen: 127.0.0.1:8080', 'listen: 0.0.0.0:8080\n  tls_ends_in_front: true'),
  )
  try {
    await assert.rejects(place.start({ env: outside.env, args: ['--no-records'] }), /no key yet/)
  } finally {
    await place.remove()
  }
})

function journal(place: Folder = folder): LedgerRecord[] {
  const at = path.join(place.path, '.causeway/journal')
  return readdirSync(at)
    .filter((name) => segmentNumber(name) !== null)
    .flatMap((name) => [...parseLines(readFileSync(path.join(at, name)), 0).records])
}
