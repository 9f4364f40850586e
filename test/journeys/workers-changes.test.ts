import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, describe, test } from 'node:test'

import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running, withoutSharedPorts } from './program.ts'
import { admin, until } from './state.ts'

/** What changes while several processes serve changes in all of them, or in none. */
const WORKERS = 3
/** So many connections, one for each call, that each worker gets some: all by one has a chance of 3 ^ -59. */
const CALLS = 60
const CHAT = { max_tokens: 5, messages: [{ role: 'user', content: 'Hello' }] }

interface WorkerStatus {
  readonly plan: string
  readonly address: { readonly operationsPort: number }
  readonly lastReload: { readonly outcome: string } | null
  readonly workers: readonly {
    readonly pid: number
    readonly plan: string | null
    readonly memory: { readonly rss: number } | null
  }[]
}

let outside: Outside
let folder: Folder
let key: string
let running: Running | null = null

before(async () => {
  outside = await startOutside({
    outputTokens: 400,
    latency: { firstTokenMs: 5, perTokenMs: 5, jitter: 0 },
    gateway: '  operations: 127.0.0.1:0\n  deadlines: { drain: 2m }\n',
  })
  folder = await folderWith(limited(outside.workload, 1000))
  key = await folder.key('/contoso/bot')
})

afterEach(async () => {
  const stopping = running
  running = null
  if (stopping !== null) assert.equal(await stopping.stop(), 0, stopping.errors())
})

after(async () => {
  await outside.simulator.close()
  await folder.remove()
})

function limited(workload: string, concurrent: number): string {
  return workload.replace(
    `    models: [${MODEL}]\n`,
    `    models: [${MODEL}]\n    limits: { concurrent: ${concurrent} }\n  /contoso/free:\n    models: [${MODEL}]\n`,
  )
}

async function serve(): Promise<Running> {
  await folder.write(limited(outside.workload, 1000))
  return serveIn(folder)
}

async function serveIn(where: Folder, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  running = await where.start({
    env: { ...outside.env, ...env },
    args: ['--no-records', '--workers', `${WORKERS}`],
  })
  return running
}

function status(): Promise<WorkerStatus> {
  return admin(folder, 'GET', '/admin/v1/status') as Promise<WorkerStatus>
}

interface Reply {
  readonly status: number
  readonly deployment: string
  readonly body: string
}

/** On a connection of its own. */
function call(
  { port }: Running,
  body: object = CHAT,
  { method = 'POST', path = '/v1/chat/completions', by = key } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', agent: false, method, path, headers: { authorization: `Bearer ${by}` } },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            deployment: String(response.headers['x-causeway-deployment']),
            body: text,
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(method === 'POST' ? JSON.stringify({ model: MODEL, ...body }) : undefined)
  })
}

async function onAll(served: Running, by = key): Promise<readonly Reply[]> {
  return Promise.all(Array.from({ length: CALLS }, () => call(served, CHAT, { by })))
}

describe('workers', { skip: withoutSharedPorts }, () => {
  test('take a plan all together, and a bad one not at all', async () => {
    const served = await serve()
    const { plan: first } = await status()
    await folder.write(limited(outside.workload, 2000))
    await admin(folder, 'POST', '/admin/v1/reload')
    const second = await status()
    assert.notEqual(second.plan, first)
    assert.deepEqual(
      second.workers.map(({ plan }) => plan),
      Array.from({ length: WORKERS }, () => second.plan),
    )
    // One is good to look at and cannot be put in force: its secret is nowhere.
    for (const bad of [
      outside.workload.replaceAll('env:AZURE_KEY', 'env:NO_SUCH_KEY'),
      `${outside.workload}\nnonsense: true\n`,
    ]) {
      const said = served.lines.filter(({ level }) => level === 'error').length
      await folder.write(bad)
      await until('the file is refused', async () => (await status()).lastReload?.outcome === 'refused')
      const { plan, workers } = await status()
      assert.deepEqual([plan, ...workers.map((one) => one.plan)], Array(WORKERS + 1).fill(second.plan))
      await until(
        'it is said',
        () => served.lines.filter(({ level }) => level === 'error').length === said + 1,
      )
      await folder.write(limited(outside.workload, 2000))
      await until('the file is taken', async () => (await status()).lastReload?.outcome === 'unchanged')
    }
    assert.deepEqual(new Set((await onAll(served)).map((reply) => reply.status)), new Set([200]))
  })

  test('know drained deployments and raises, the one that is started again as well', async () => {
    const served = await serve()
    const deployments = async () => new Set((await onAll(served)).map(({ deployment }) => deployment))
    await folder.run(['deployments', 'drain', 'first', '--reason', 'Patched'])
    assert.deepEqual(await deployments(), new Set(['second']))
    const [one] = (await status()).workers
    process.kill(one?.pid as number, 'SIGKILL')
    const isBack = async () => {
      const { workers } = await status()
      return workers.every(({ plan, pid }) => plan !== null && pid !== one?.pid)
    }
    await until('it is started again', isBack)
    assert.deepEqual(await deployments(), new Set(['second']))
    assert.match((await folder.run(['deployments', 'list'])).stdout, /first .*: Patched$/m)
    await admin(folder, 'POST', '/admin/v1/deployments/first/undrain')
    assert.ok((await deployments()).has('first'))

    const untilTime = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 16)}Z`
    const raise = ['--amount', '5000', '--until', untilTime, '--reason', 'a test']
    await folder.run(['limits', 'raise', '/contoso/bot|concurrent', ...raise])
    const { data } = JSON.parse((await call(served, {}, { method: 'GET', path: '/v1/limits' })).body) as {
      data: { most: number }[]
    }
    assert.equal(data[0]?.most, 5000)
  })

  test('know a key soon after it is made, each other’s responses, and how all of them stand', async () => {
    const served = await serve()
    const made = await folder.key('/contoso/bot')
    const statuses = async () => new Set((await onAll(served, made)).map((reply) => reply.status))
    await until('all know it', async () => [...(await statuses())].join() === '200')

    const { body } = await call(served, { input: 'Hello', max_output_tokens: 20 }, { path: '/v1/responses' })
    const { id = body } = JSON.parse(body) as { id?: string }
    const path = `/v1/responses/${id}`
    const read = await Promise.all(
      Array.from({ length: CALLS }, () => call(served, {}, { method: 'GET', path })),
    )
    assert.deepEqual(new Set(read.map((reply) => reply.status)), new Set([200]))

    const { operationsPort } = (await status()).address
    for (let i = 0; i < 10; i++) {
      const metrics = await fetch(`http://127.0.0.1:${operationsPort}/metrics`, {
        headers: { connection: 'close' },
      })
      assert.match(await metrics.text(), new RegExp(`^causeway_workers ${WORKERS}$`, 'm'))
    }
  })

  test('refuse what is limited while their parent says nothing, and are not ready while one of them does', async () => {
    const served = await serve()
    const free = await folder.key('/contoso/free')
    await until('all know the key', async () =>
      (await onAll(served, free)).every((reply) => reply.status === 200),
    )
    process.kill(served.pid, 'SIGSTOP')
    try {
      // Those that ask first wait for an answer until it is late.
      const late = await onAll(served)
      assert.deepEqual(new Set(late.map((reply) => reply.status)), new Set([429]))
      assert.deepEqual(new Set((await onAll(served, free)).map((reply) => reply.status)), new Set([200]))
    } finally {
      process.kill(served.pid, 'SIGCONT')
    }
    await until('all count again', async () => (await onAll(served)).every((reply) => reply.status === 200))
    const limits = await call(served, {}, { method: 'GET', path: '/v1/limits' })
    const { data } = JSON.parse(limits.body) as { data: { used: number }[] }
    assert.equal(data[0]?.used, 0, 'what was admitted too late is back')

    const [one] = (await status()).workers
    process.kill(one?.pid as number, 'SIGSTOP')
    try {
      // By whichever of the others is asked.
      const { status: code, body } = await Promise.any(
        Array.from({ length: CALLS }, () => call(served, {}, { method: 'GET', path: '/readyz' })),
      )
      assert.equal(code, 503)
      assert.match(body, /worker 1 does not answer/)
    } finally {
      process.kill(one?.pid as number, 'SIGCONT')
    }
    await until('the group is ready again', async () => (await served.get('/readyz')).status === 200)
  })

  test('stopped in the middle of streams, let them end, take nothing more, and stay small', async () => {
    const served = await serve()
    const streams = Array.from({ length: CALLS }, () =>
      call(served, { ...CHAT, stream: true, max_tokens: 400 }),
    )
    await until('all are under way', async () => {
      const text = await (await served.get('/metrics')).text()
      return text.includes(`\ncauseway_exchanges_in_flight ${CALLS}\n`)
    })
    for (const { memory } of (await status()).workers)
      assert.ok((memory?.rss ?? 0) < 170 * 1024 * 1024, `${memory?.rss} bytes`)
    running = null
    const stopped = served.stop()
    const replies = await Promise.all(streams)
    assert.equal(await stopped, 0, served.errors())
    for (const { status: code, body } of replies) {
      assert.equal(code, 200)
      assert.ok(body.endsWith('data: [DONE]\n\n'), body.slice(-100))
    }
    await assert.rejects(call(served))
  })

  test("tell a budget's webhook of each threshold once", async () => {
    const taken: string[] = []
    const receiver = createServer((asked, response) => {
      let body = ''
      asked.on('data', (chunk: Buffer) => (body += chunk.toString()))
      asked.on('end', () => {
        taken.push((JSON.parse(body) as { id: string }).id)
        response.writeHead(204).end()
      })
    })
    receiver.listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const { port } = receiver.address() as AddressInfo
    // What all the calls use is some 60 times what the first threshold is at.
    const budget = '{ usd: 0.01, per: year, thresholds: [1, 2], webhook: env:BUDGET_WEBHOOK }'
    const own = await folderWith(
      outside.workload.replace(
        `    models: [${MODEL}]\n`,
        `    models: [${MODEL}]\n    limits: { mode: shadow, budget: ${budget} }\n`,
      ),
    )
    try {
      const by = await own.key('/contoso/bot')
      const served = await serveIn(own, { BUDGET_WEBHOOK: `http://127.0.0.1:${port}/hook` })
      assert.deepEqual(new Set((await onAll(served, by)).map((reply) => reply.status)), new Set([200]))
      const told = () => new Set(taken)
      await until('both are told', () => told().size === 2)
      await onAll(served, by)
      running = null
      assert.equal(await served.stop(), 0, served.errors())
      assert.equal(told().size, 2)
      // A try whose answer was late is repeated, as the log says; nothing else is.
      const late = served.lines.filter(
        ({ message }) => message === 'the webhook of a budget is told again later',
      )
      assert.ok(taken.length <= 2 + late.length, JSON.stringify(taken))
    } finally {
      receiver.closeAllConnections()
      receiver.close()
      await own.remove()
    }
  })
})
