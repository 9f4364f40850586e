import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { BEHIND } from '../../src/cli/serving-parts.ts'
import { RESTORE_WAIT_MS } from '../../src/cli/use-restorer.ts'
import { type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running, type StartOptions } from './program.ts'
import { status, until } from './state.ts'

/** Quotas and budgets stand after a restart where they stood before, however the program ended. */
const WORKLOAD = `
workload: restarts
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:AZURE_KEY } }
models:
  gpt-4.1:
    task: generate
    limits: { tokens: { amount: 1M, per: week, window: sliding } }
    deployments:
      - { id: first, account: swc, type: standard, tpm: 100M, limits: { budget: { usd: 100, per: year } } }
consumers:
  /contoso:
    models: [gpt-4.1]
    limits: { tokens: { amount: 1M, per: year } }
  /contoso/poor:
    limits: { budget: { usd: 0.005, per: year } }
  /contoso/poor/bot: {}
  /contoso/rich: {}
gateway:
  listen: 127.0.0.1:8080
  log: { level: info, requests: false }
`

let outside: Outside
let folder: Folder
const keys = new Map<string, string>()

/** Ended in any case, so that a failure leaves no process behind. */
const started: Running[] = []

async function start(options: StartOptions): Promise<Running> {
  const running = await folder.start(options)
  started.push(running)
  return running
}

before(async () => {
  outside = await startOutside({ outputTokens: 200 })
  folder = await folderWith(WORKLOAD)
  for (const name of ['poor/bot', 'rich']) keys.set(name, await folder.key(`/contoso/${name}`))
})

after(async () => {
  for (const running of started) await running.stop('SIGKILL')
  await outside.simulator.close()
  await folder.remove()
})

function ask(running: Running, consumer: string): Promise<Response> {
  return fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get(consumer)}` },
    body: JSON.stringify({
      model: 'gpt-4.1',
      max_tokens: 200,
      messages: [{ role: 'user', content: 'Hello' }],
    }),
  })
}

async function usedOf(running: Running, consumer: string): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${running.address}/v1/limits`, {
    headers: { authorization: `Bearer ${keys.get(consumer)}` },
  })
  const { data } = (await response.json()) as { data: { node: string; limit: string; used: number }[] }
  return Object.fromEntries(data.map(({ node, limit, used }) => [`${node} ${limit}`, used]))
}

async function refusedAtOnce(running: Running): Promise<void> {
  const response = await ask(running, 'poor/bot')
  assert.equal(response.status, 403)
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  assert.equal(error.code, 'budget_exhausted')
  assert.match(error.message, /budget_per_year of \/contoso\/poor/)
}

/**
 * Starts it on a folder with a ledger. A ledger that does not answer within `RESTORE_WAIT_MS`, as on a machine that is
 * busy with other things, is said, and limits count from nothing until it does; nobody serves sooner than that.
 */
async function restart(options: StartOptions): Promise<Running> {
  const beganMs = performance.now()
  const running = await start(options)
  const tookMs = performance.now() - beganMs
  const warnings = async () =>
    ((await (await running.get('/readyz')).json()) as { warnings: string[] }).warnings
  const isLate = running.lines.some(({ message }) => message === BEHIND)
  if (isLate) {
    assert.ok(
      tookMs >= RESTORE_WAIT_MS,
      `it served ${tookMs} ms after its start, and had not asked its ledger`,
    )
    await until('the ledger answers', async () => !(await warnings()).includes(BEHIND))
  }
  assert.deepEqual(await warnings(), [])
  return running
}

test('a budget that is used up refuses at once after kill -9, beside the database and without it', async () => {
  const first = await start({ env: outside.env })
  await (await ask(first, 'rich')).text()
  let answered = 0
  for (let status = 200; status === 200; answered++) {
    const response = await ask(first, 'poor/bot')
    status = response.status
    await response.text()
    assert.ok(answered < 100, 'the budget never ends')
  }
  await refusedAtOnce(first)
  const used = await usedOf(first, 'poor/bot')
  assert.ok((used['/contoso/poor budget_per_year'] ?? 0) > 0.003, JSON.stringify(used))
  assert.ok((used['/contoso tokens_per_year'] ?? 0) > 200 * answered, JSON.stringify(used))
  await first.stop('SIGKILL')

  const second = await restart({ env: outside.env })
  await refusedAtOnce(second)
  assert.deepEqual(await usedOf(second, 'poor/bot'), used)
  assert.equal((await ask(second, 'rich')).status, 200)
  const later = await usedOf(second, 'poor/bot')
  await second.stop('SIGKILL')

  const third = await restart({ env: outside.env, args: ['--no-records'] })
  await refusedAtOnce(third)
  assert.deepEqual(await usedOf(third, 'poor/bot'), later)
  assert.equal((await status(folder)).records, null)
  assert.equal(await third.stop(), 0, third.errors())
})

test('a reload that brings a budget knows what was used before it', async () => {
  const running = await start({ env: outside.env })
  try {
    await folder.write(
      WORKLOAD.replace('/contoso/rich: {}', '/contoso/rich: { limits: { budget: { usd: 1, per: year } } }'),
    )
    await until('the new budget counts the past', async () => {
      const used = await usedOf(running, 'rich')
      return (used['/contoso/rich budget_per_year'] ?? 0) > 0.003
    })
  } finally {
    assert.equal(await running.stop(), 0, running.errors())
  }
})
