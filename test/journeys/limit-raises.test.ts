import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running, type StartOptions } from './program.ts'
import { until } from './state.ts'

/** An operator sees what is used, and grants more for a while: at once, over restarts, and on the record. */
const WORKLOAD = `
workload: raises
exposure: corp
environment: development
residency: eu
calendar: { time_zone: Europe/Zurich }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:AZURE_KEY } }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: first, account: swc, type: standard, tpm: 100M, limits: { concurrent: 100 } }
consumers:
  /contoso:
    models: [gpt-4.1]
    limits: { requests_per_minute: 1000 }
  /contoso/bot:
    limits: { budget: { usd: 0.004, per: year } }
  /contoso/other:
    limits: { concurrent: 5 }
gateway:
  listen: 127.0.0.1:8080
  log: { level: info, requests: false }
`
const BUDGET = '/contoso/bot|budget_per_year'
const NEXT_YEAR = `${new Date().getUTCFullYear() + 1}-12-24`

let outside: Outside
let folder: Folder
let key: string

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
  key = await folder.key('/contoso/bot')
})

after(async () => {
  for (const running of started) await running.stop('SIGKILL')
  await outside.simulator.close()
  await folder.remove()
})

async function ask(running: Running): Promise<number> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({
      model: 'gpt-4.1',
      max_tokens: 200,
      messages: [{ role: 'user', content: 'Hello' }],
    }),
  })
  await response.text()
  return response.status
}

const raise = (limit: string, amount: string, expected = 0, date = NEXT_YEAR) =>
  folder.run(['limits', 'raise', limit, '--amount', amount, '--until', date, '--reason', 'A trial'], expected)

function audit(): Record<string, unknown>[] {
  const file = path.join(folder.path, '.causeway/audit.log')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('a raise holds at once, after a reload and after kill -9, and is a line of the audit log', async () => {
  const none = await folder.run(['limits', 'list'], 1)
  assert.match(none.stderr, /no gateway runs on/)
  const first = await start({ env: outside.env, args: ['--no-records'] })
  for (let answered = 0; (await ask(first)) === 200; answered++) assert.ok(answered < 100)
  assert.equal(await ask(first), 403)

  const list = await folder.run(['limits', 'list', '--consumer', '/contoso/bot', '--format', 'json'])
  const { limits } = JSON.parse(list.stdout) as {
    limits: { key: string; unit: string; most: number; used: number; left: number }[]
  }
  assert.deepEqual(
    limits.map((limit) => limit.key),
    ['/contoso|requests_per_minute', BUDGET],
  )
  const budget = limits[1]
  assert.ok(budget !== undefined && budget.unit === 'usd' && budget.most === 0.004 && budget.used > 0.002)
  const table = await folder.run(['limits', 'list'])
  assert.match(table.stdout, /^LIMIT +MODE +IS +USED +LEFT +ALL FREE AT\n/)
  assert.match(table.stdout, /^deployment:first\|concurrent +enforce +100 +0 +100 +-$/m)

  const made = await raise(BUDGET, '5')
  const end = `${Number(NEXT_YEAR.slice(0, 4))}-12-24T23:00:00Z`
  assert.equal(made.stdout, `${BUDGET} is $5.00 until ${end}.\n`)
  assert.equal(await ask(first), 200)
  const listed = await folder.run(['limits', 'raises'])
  assert.match(
    listed.stdout,
    /\/contoso\/bot\|budget_per_year +\$5\.00 +\d{4}-12-24T23:00:00Z +.+ +A trial\n/,
  )

  await folder.write(WORKLOAD.replace('requests_per_minute: 1000', 'requests_per_minute: 1001'))
  await until('the file is loaded again', () => first.lines.some(({ outcome }) => outcome === 'swapped'))
  assert.equal(await ask(first), 200)
  await first.stop('SIGKILL')

  const second = await start({ env: outside.env, args: ['--no-records'] })
  assert.equal(await ask(second), 200)
  assert.match((await raise('/contoso|nothing', '5', 1)).stderr, /there is no limit \/contoso\|nothing/)
  assert.match((await raise(BUDGET, '0.001', 1)).stderr, /no raise: the limit is 0\.004 without it/)
  assert.match((await raise(BUDGET, '5', 1, '2020-01-01')).stderr, /until has passed/)
  assert.match((await raise(BUDGET, 'much', 2)).stderr, /--amount is no number: much/)
  assert.equal(await second.stop(), 0, second.errors())

  const [line, ...more] = audit()
  assert.equal(more.length, 0)
  assert.match((await folder.run(['audit', 'verify'])).stdout, /as it was written: 1 line in 1 file/)
  assert.deepEqual(
    { ...line, at: null, who: null, chain: null },
    {
      at: null,
      who: null,
      line: 1,
      chain: null,
      what: 'limits.raise',
      why: 'A trial',
      limit: BUDGET,
      amount: 5_000_000_000,
      until: `${NEXT_YEAR}T23:00:00.000Z`,
    },
  )
  assert.ok(typeof line?.['who'] === 'string' && line['who'] !== '')
})

test('a raise that is made while nothing runs holds from the next start on', async () => {
  const made = await raise('/contoso/other|concurrent', '7')
  assert.match(made.stdout, /^\/contoso\/other\|concurrent is 7 until .*, from the next start on\.\n$/)
  assert.match((await folder.run(['limits', 'raises'])).stdout, /^\/contoso\/other\|concurrent +7 /m)
  const running = await start({ env: outside.env, args: ['--no-records'] })
  const { stdout } = await folder.run(['limits', 'list', '--consumer', '/contoso/other'])
  assert.match(stdout, /^\/contoso\/other\|concurrent +enforce +7 +0 +7 /m)
  assert.equal(await running.stop(), 0, running.errors())
  assert.deepEqual(
    audit().map(({ limit }) => limit),
    [BUDGET, '/contoso/other|concurrent'],
  )
})
