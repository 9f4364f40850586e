import assert from 'node:assert/strict'
import { rename, symlink, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'

import { askAll, errorsOf } from './clients.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { admin, journal, status, until } from './state.ts'

/**
 * A plan is exchanged while clients are busy: no answer may be lost by it, what the gateway learnt of the deployments
 * stays, and a file that cannot be served changes nothing.
 */
let outside: Outside
let folder: Folder
let running: Running
let key: string

before(async () => {
  outside = await startOutside({
    latency: { firstTokenMs: 10, perTokenMs: 40, jitter: 0 },
    gateway: '  deadlines: { connect: 5s }\n  journal: { commit: synced }',
  })
  folder = await folderWith(outside.workload)
  key = await folder.key('/contoso/bot')
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  await outside.simulator.close()
  await folder.remove()
})

afterEach(async () => {
  outside.simulator.faults.clear()
  await load(outside.workload)
})

/** Writes the file and has it loaded now; gives what came of it. The watch of the file may have been first. */
async function load(text: string): Promise<string> {
  const before = await planInForce()
  await folder.write(text)
  const { outcome } = (await admin(folder, 'POST', '/admin/v1/reload')) as { outcome: string }
  return outcome === 'unchanged' && (await planInForce()) !== before ? 'swapped' : outcome
}

async function planInForce(): Promise<string> {
  return (await status(folder)).plan
}

function ask(body: object, withKey: string = key): Promise<Response> {
  return fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${withKey}` },
    body: JSON.stringify({
      model: MODEL,
      max_tokens: 10,
      messages: [{ role: 'user', content: 'A story' }],
      ...body,
    }),
  })
}

async function statusOf(body: object, withKey: string = key): Promise<number> {
  const response = await ask(body, withKey)
  await response.text()
  return response.status
}

/** The workload with one of its deployments alone, and without the account of the other. */
function only(deployment: 'first' | 'second'): string {
  const [id, account] = deployment === 'first' ? ['second', 'frc'] : ['first', 'swc']
  return outside.workload
    .replace(new RegExp(`.*id: ${id},.*\n`), '')
    .replace(new RegExp(`^  ${account}: .*\n`, 'm'), '')
}

describe('a plan that is exchanged', () => {
  test('lets a stream end that flows from an account which is gone', async () => {
    const open = await ask({ stream: true, max_tokens: 20 })
    const served = open.headers.get('x-causeway-deployment')
    const other = served === 'first' ? 'second' : 'first'
    assert.equal(await load(only(other)), 'swapped')
    for (let i = 0; i < 5; i++) {
      const next = await ask({ max_tokens: 1 })
      assert.equal(next.headers.get('x-causeway-deployment'), other)
      await next.text()
    }
    assert.match(await open.text(), /data: \[DONE\]\n\n$/)
  })

  test('twenty times under load, with new connections each time, fails no request', async () => {
    const loading = askAll({
      address: running.address,
      key,
      model: MODEL,
      clients: 60,
      requestsEach: 6,
      stream: (client, request) => (client + request) % 2 === 0,
    })
    for (let i = 0; i < 20; i++) {
      const connect = i % 2 === 0 ? '6s' : '5s'
      assert.equal(await load(outside.workload.replace('connect: 5s', `connect: ${connect}`)), 'swapped')
      await new Promise((next) => setTimeout(next, 100))
    }
    const outcomes = await loading
    assert.deepEqual(errorsOf(outcomes), [])
    const tried = new Set(outcomes.map(({ requestId }) => requestId))
    const failed = [...journal(folder).closed.values()].filter(
      ({ exchange, outcome }) => outcome === 'failed' && tried.has(exchange),
    )
    assert.deepEqual(failed, [], 'no request needed a second try for the sake of a reload')
  })

  test('has its new models and consumers at once, and no longer those that went', async () => {
    const wider = outside.workload
      .replace(
        'consumers:',
        `  gpt-4.1-mini:\n    task: generate\n    deployments:\n      - { id: mini, account: frc, name: second, type: standard, tpm: 1M }\nconsumers:`,
      )
      .replace(`models: [${MODEL}]`, `models: [${MODEL}, gpt-4.1-mini]`)
      .replace('gateway:', `  /contoso/new:\n    models: [${MODEL}]\ngateway:`)
    assert.equal(await statusOf({ model: 'gpt-4.1-mini' }), 404)
    assert.equal(await load(wider), 'swapped')
    const fresh = await folder.key('/contoso/new')
    await until('the new key works', async () => (await statusOf({}, fresh)) === 200)
    assert.equal(await statusOf({ model: 'gpt-4.1-mini' }), 200)
    assert.equal(await statusOf({ model: 'gpt-4.1-mini' }, fresh), 403)
    assert.equal(await load(outside.workload), 'swapped')
    assert.equal(await statusOf({ model: 'gpt-4.1-mini' }), 404)
    assert.equal(await statusOf({}, fresh), 401, 'the file says who there is, whatever keys are left')
  })

  test('keeps what is known of its deployments', async () => {
    outside.simulator.faults.set([
      { scope: { region: 'swedencentral' }, kind: 'storm-429', retryAfterMs: 60_000 },
    ])
    await until('the first deployment is found full', async () => {
      await Promise.all(Array.from({ length: 20 }, () => statusOf({ max_tokens: 1 })))
      return (await deployments()).get('first') === 'saturated'
    })
    await admin(folder, 'POST', '/admin/v1/deployments/second/drain')
    const changed = outside.workload.replace('cost_center: CC-1', 'cost_center: CC-2')
    assert.equal(await load(changed), 'swapped')
    assert.deepEqual(Object.fromEntries(await deployments()), { first: 'saturated', second: 'unavailable' })
    // Even of those whose own lines changed: an operator's word stands until he takes it back.
    assert.equal(await load(changed.replaceAll('tpm: 1000M', 'tpm: 900M')), 'swapped')
    assert.equal((await deployments()).get('second'), 'unavailable')
    await admin(folder, 'POST', '/admin/v1/deployments/second/undrain')
  })
})

describe('a file that cannot be served', () => {
  const bad = [
    ['is not YAML', (text: string) => `${text}\n  x: [`, /workload\.yaml:\d+:\d+/],
    [
      'names an account that it lacks',
      (text: string) => text.replace('account: swc', 'account: swcc'),
      /did you mean.*swc/,
    ],
    [
      'takes an address from a variable that is not set',
      (text: string) => text.replace('env:SWC', 'env:GONE'),
      /GONE/,
    ],
    ['is empty', () => '', /workload/],
  ] as const
  for (const [what, spoil, reason] of bad) {
    test(`because it ${what}, changes nothing and says why`, async () => {
      const { plan } = await status(folder)
      const logged = running.lines.length
      await folder.write(spoil(outside.workload))
      process.kill(running.pid, 'SIGHUP')
      await until('it is refused', async () => (await status(folder)).lastReload?.outcome === 'refused')
      const { lastReload, plan: kept } = await status(folder)
      assert.equal(kept, plan)
      assert.match(lastReload?.errors?.join('\n') ?? '', reason)
      await until('the log says so', () =>
        running.lines
          .slice(logged)
          .some((line) => line.level === 'error' && reason.test(JSON.stringify(line))),
      )
      assert.equal(await statusOf({}), 200)
    })
  }

  test('because it is gone for a moment, changes nothing', async () => {
    const { plan } = await status(folder)
    await unlink(folder.workload)
    process.kill(running.pid, 'SIGHUP')
    await until('it is refused', async () => (await status(folder)).lastReload?.outcome === 'refused')
    assert.equal((await status(folder)).plan, plan)
    assert.equal(await statusOf({}), 200)
  })
})

describe('a change is seen', () => {
  const swapped = (from: string) => async () => (await status(folder)).plan !== from

  test('when another file is moved into its place, as editors do', async () => {
    const { plan } = await status(folder)
    const beside = path.join(folder.path, '.workload.yaml.swp')
    await writeFile(beside, outside.workload.replace('CC-1', 'CC-3'))
    await rename(beside, folder.workload)
    await until('the plan is swapped', swapped(plan))
  })

  test('when it is a link that leads elsewhere now, as mounted configuration does', async () => {
    const folderOf = (n: number) => path.join(folder.path, `mounted-${n}.yaml`)
    for (const n of [1, 2]) await writeFile(folderOf(n), outside.workload.replace('CC-1', `CC-1${n}`))
    const relink = async (n: number) => {
      const link = path.join(folder.path, `link-${n}`)
      await symlink(folderOf(n), link)
      await rename(link, folder.workload)
    }
    for (const n of [1, 2]) {
      const { plan } = await status(folder)
      await relink(n)
      await until('the plan is swapped', swapped(plan))
    }
    await unlink(folder.workload)
  })
})

async function deployments(): Promise<Map<string, string>> {
  const models = (await admin(folder, 'GET', '/admin/v1/deployments')) as {
    deployments: { deployment: string; status: string }[]
  }[]
  return new Map(models.flatMap((model) => model.deployments.map((each) => [each.deployment, each.status])))
}
