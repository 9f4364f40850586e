import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import { seededRandom, silentLog, systemClock } from '../../src/base/index.ts'
import type { AttemptClosed } from '../../src/ledger/index.ts'
import { filesWith } from '../../src/storage/folder-search.fixture.ts'
import { openRecords } from '../../src/storage/index.ts'
import { PostgresServer, withoutPostgres } from '../../src/storage/postgres-server.fixture.ts'
import { RedisServer, withoutRedis } from '../../src/storage/redis-server.fixture.ts'
import { sharedDatabaseAt } from '../../src/storage/shared-database.fixture.ts'
import { askAll, errorsOf, type Outcome } from './clients.ts'
import { compare, projectedAttempts } from './ledger-and-bills.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { status, until } from './state.ts'

/** Gateways that keep one ledger in one Postgres, and what happens when it, or one of them, dies. */
const KILLS = 4
const CLIENTS = 4
const SHARED = `
storage:
  database: file:ledger.url
  counters: { redis: file:redis.url }
`

let outside: Outside
let postgres: PostgresServer
let redis: RedisServer

/** A replica: a state folder, and the gateway on it. */
class Replica {
  readonly folder: Folder
  readonly key: string
  #running: Running | null = null

  constructor(folder: Folder, key: string) {
    this.folder = folder
    this.key = key
  }

  static async start(ledgerUrl: string, ...args: readonly string[]): Promise<Replica> {
    const replica = await Replica.make(ledgerUrl)
    await replica.start(args)
    return replica
  }

  /** `settings`: more of its consumer. */
  static async make(ledgerUrl: string, settings = ''): Promise<Replica> {
    const limits = 'limits: { tokens_per_minute: 1000M, budget: { usd: 100000, per: month } }'
    const workload = outside.workload.replace(
      'cost_center: CC-1',
      `cost_center: CC-1\n    ${limits}${settings}`,
    )
    const folder = await folderWith(`${workload}${SHARED}`)
    await writeFile(path.join(folder.path, 'ledger.url'), ledgerUrl)
    await writeFile(path.join(folder.path, 'redis.url'), redis.url)
    return new Replica(folder, await folder.key('/contoso/bot'))
  }

  get running(): Running {
    assert.ok(this.#running !== null)
    return this.#running
  }

  async start(args: readonly string[] = []): Promise<void> {
    this.#running = await this.folder.start({ env: outside.env, args })
  }

  ask(signal?: AbortSignal): Promise<Outcome[]> {
    return askAll({
      address: this.running.address,
      key: this.key,
      model: MODEL,
      clients: CLIENTS,
      requestsEach: signal === undefined ? 5 : 100_000,
      ...(signal === undefined ? {} : { signal }),
      stream: (client, request) => (client + request) % 2 === 0,
    })
  }

  async metric(name: string): Promise<number> {
    const text = await (await this.running.get('/metrics')).text()
    const line = text.split('\n').find((one) => one.startsWith(`${name} `))
    assert.ok(line !== undefined, name)
    return Number(line.slice(name.length + 1))
  }

  async projected(): Promise<number> {
    return (await status(this.folder)).records?.projected ?? 0
  }

  /** Where nobody asks for anything. */
  async isDrained(): Promise<boolean> {
    const { records } = await status(this.folder)
    return records?.database === 'following' && (await this.metric('causeway_ledger_backlog_bytes')) === 0
  }

  async close(): Promise<void> {
    await this.#running?.stop('SIGKILL')
    await this.folder.remove()
  }
}

/** The shared ledger, as it is read from where nothing was ever served. */
function recordsAt(url: string) {
  const database = sharedDatabaseAt(url)
  return openRecords({ stateFolder: '/nonexistent', database, log: silentLog, clock: systemClock })
}

async function ledgerAt(url: string): Promise<Map<string, AttemptClosed | null>> {
  const records = await recordsAt(url)
  try {
    return await projectedAttempts(records)
  } finally {
    await records.close()
  }
}

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms))

describe(
  'a ledger in a shared Postgres',
  { skip: withoutPostgres === false ? withoutRedis : withoutPostgres },
  () => {
    before(async () => {
      outside = await startOutside({ latency: { firstTokenMs: 80, perTokenMs: 1, jitter: 0.5 } })
      postgres = await PostgresServer.start()
      redis = await RedisServer.start()
    })

    after(async () => {
      await outside.simulator.close()
      await postgres[Symbol.asyncDispose]()
      await redis[Symbol.asyncDispose]()
    })

    test(`is what was billed, though Postgres is killed ${KILLS} times under load, and a gateway too`, async (t) => {
      const random = seededRandom(11)
      const url = await postgres.database()
      const billedBefore = outside.simulator.bills().length
      const [one, two] = await Promise.all([Replica.start(url), Replica.start(url)])
      const stop = new AbortController()
      const killedGateway = new AbortController()
      try {
        const steady = one.ask(stop.signal)
        let shaken = two.ask(killedGateway.signal)
        for (let kill = 0; kill < KILLS; kill++) {
          await pause(200 + random.next() * 500)
          if (kill === 2) {
            await two.running.stop('SIGKILL')
            killedGateway.abort()
            await shaken
          }
          await postgres.kill()
          await pause(random.next() * 300)
          if (kill === 2) {
            await two.start()
            shaken = two.ask(stop.signal)
          }
          const had = await one.projected()
          await postgres.start()
          await until('records come again', async () => (await one.projected()) > had)
        }
        assert.equal((await one.running.get('/readyz')).status, 200)
        stop.abort()
        const errors = errorsOf(await steady).filter((error) => !error.includes('AbortError'))
        assert.deepEqual(errors, [], 'no client of the gateway that lived notices')
        await shaken
        for (const replica of [one, two])
          assert.equal(await replica.running.stop(), 0, replica.running.errors())

        const closed = new Map<string, AttemptClosed>()
        for (const [attempt, end] of await ledgerAt(url)) {
          assert.ok(end !== null, `${attempt} has no end`)
          closed.set(attempt, end)
        }
        const bills = outside.simulator.bills().slice(billedBefore)
        const { problems, measured, interrupted } = compare(closed, bills)
        assert.deepEqual(problems, [])
        assert.ok(measured > 100, `${measured}: the load was too small`)
        t.diagnostic(
          `${bills.length} bills, ${measured} measured and equal, ${interrupted} under way at a kill`,
        )
      } finally {
        killedGateway.abort()
        stop.abort()
        await Promise.all([one.close(), two.close()])
      }
    })

    test('has text readable for all, which lies in no state folder in the clear', async () => {
      const url = await postgres.database()
      const replica = await Replica.make(url, '\n    capture: { prompts: true, keep: 1h }')
      try {
        await replica.start()
        const words = 'the claim of a neighbour'
        const answer = await fetch(`${replica.running.address}/v1/chat/completions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${replica.key}` },
          body: JSON.stringify({ model: MODEL, max_tokens: 5, messages: [{ role: 'user', content: words }] }),
        })
        assert.equal(answer.status, 200)
        await answer.arrayBuffer()
        const exchange = answer.headers.get('x-request-id') ?? ''
        const elsewhere = await recordsAt(url)
        try {
          const text = () => elsewhere.keptText({ exchange, nowMs: Date.now() })
          await until('the text is there', async () => (await text()) !== null)
          assert.match((await text())?.prompt ?? '', new RegExp(words))
        } finally {
          await elsewhere.close()
        }
        assert.deepEqual(filesWith(path.join(replica.folder.path, '.causeway'), words), [])
      } finally {
        await replica.close()
      }
    })

    test('is away: traffic goes on, everybody is told, and the journal brings everything afterwards', async () => {
      const url = await postgres.database()
      const [one, two] = await Promise.all([Replica.start(url), Replica.start(url, '--workers', '2')])
      try {
        assert.deepEqual(errorsOf(await one.ask()), [])
        await until('both follow', async () => (await one.isDrained()) && (await two.isDrained()))
        await postgres.kill()
        assert.deepEqual(errorsOf([...(await one.ask()), ...(await two.ask())]), [])
        const isAway = async () => (await status(one.folder)).records?.database === 'away'
        await until('it is noticed', isAway)
        const ready = await one.running.get('/readyz')
        assert.equal(ready.status, 200)
        assert.match(
          JSON.stringify(await ready.json()),
          /database of the ledger takes no records.*cannot be reached/,
        )
        assert.equal(await one.metric('causeway_ledger_database_up'), 0)
        await until('it is measured', async () => (await one.metric('causeway_ledger_backlog_bytes')) > 0)
        for (const words of [['report'], ['report', 'statement', '--month', 'this'], ['rightsize']]) {
          const { stderr } = await one.folder.run(words, 3)
          assert.match(
            stderr,
            /records of storage\.database cannot be read: .*cannot be reached.*is safe in the journals/s,
          )
        }

        await postgres.start()
        await until('both drain', async () => (await one.isDrained()) && (await two.isDrained()))
        assert.equal(await one.metric('causeway_ledger_database_up'), 1)
        assert.deepEqual(
          ((await (await one.running.get('/readyz')).json()) as { warnings: string[] }).warnings,
          [],
        )
        // What both served is read beside either, and from where nothing was served.
        const elsewhere = await Replica.make(url)
        try {
          const [last] = [...(await ledgerAt(url)).keys()].reverse()
          for (const { folder } of [one, two, elsewhere]) {
            const { stdout } = await folder.run(['report', '--format', 'json'])
            const { total } = JSON.parse(stdout) as { total: { attempts: number } }
            assert.equal(total.attempts, CLIENTS * 5 * 3)
            assert.match((await folder.run(['explain', last ?? ''])).stdout, /answered/)
          }
        } finally {
          await elsewhere.close()
        }
      } finally {
        await Promise.all([one.close(), two.close()])
      }
    })

    test('is asked at the start for what all replicas used', async () => {
      const url = await postgres.database()
      const [one, two] = await Promise.all([Replica.start(url), Replica.start(url)])
      try {
        await one.ask()
        await two.ask()
        for (const replica of [one, two]) assert.equal(await replica.running.stop(), 0)
        const { rows } = JSON.parse((await one.folder.run(['report', '--format', 'json'])).stdout) as {
          rows: readonly { nanoUsd: number }[]
        }
        // Nobody remembers but the ledger.
        await redis.kill()
        await redis.start()
        await one.start()
        // Read of Redis for the next scrape: one that asks does not wait for it.
        const used = 'causeway_limit_used_ratio{limit="/contoso/bot|budget_per_month"}'
        const isKnown = () =>
          one.metric(used).then(
            (ratio) => ratio > 0,
            () => false,
          )
        await until('the budget is known', isKnown)
        const nanoUsd = (await one.metric(used)) * 100_000e9
        assert.ok(Math.abs(nanoUsd - (rows[0]?.nanoUsd ?? 0)) < 1, `${nanoUsd}`)
      } finally {
        await Promise.all([one.close(), two.close()])
      }
    })
  },
)
