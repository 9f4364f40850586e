import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ReplicaListener, silentLog, systemClock, systemRandom } from '../base/index.ts'
import { replicaLinkContract } from '../base/replica-link.contract.ts'
import { RedisClient } from './redis-client.ts'
import { RedisLink } from './redis-link.ts'
import { RedisReplicas } from './redis-replicas.ts'
import { RedisServer, withoutRedis } from './redis-server.fixture.ts'

let server: RedisServer
let workloads = 0

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let tried = 0; !isSo(); tried++) {
    assert.ok(tried < 12_000, `did not happen: ${what}`)
    await systemClock.sleep(5)
  }
}

/** One replica with connections of its own. */
class Replica {
  readonly link: RedisLink
  readonly replicas: RedisReplicas

  constructor(workload: string, listener: ReplicaListener) {
    const parts = { url: server.url, clock: systemClock, random: systemRandom, log: silentLog }
    this.link = new RedisLink(parts)
    this.replicas = new RedisReplicas({ ...parts, workload, link: this.link })
    this.replicas.listen(listener)
    this.link.connect()
  }

  async close(): Promise<void> {
    await this.replicas.close()
    this.link.close()
  }
}

describe('telling by Redis', { skip: withoutRedis }, () => {
  before(async () => {
    server = await RedisServer.start()
  })
  after(async () => server[Symbol.asyncDispose]())

  replicaLinkContract('in Redis', () => {
    const workload = `w${workloads++}`
    const opened: Replica[] = []
    return Promise.resolve({
      async join(listener) {
        const replica = new Replica(workload, listener)
        opened.push(replica)
        await until('ready', () => replica.replicas.isReady)
        return replica.replicas
      },
      pass: (ms) => systemClock.sleep(ms),
      async [Symbol.asyncDispose]() {
        for (const replica of opened) await replica.close()
      },
    })
  })

  test('replicas find each other again when the store comes back, and what stands is heard then', async () => {
    const heard: string[] = []
    const a = new Replica('again', () => {})
    const b = new Replica('again', (text) => heard.push(text))
    await until('ready', () => a.replicas.isReady && b.replicas.isReady)
    await server.kill()
    await until('away', () => !a.link.isUp && !b.link.isUp)
    a.replicas.tell({ text: 'lost', standing: [{ name: 'x', text: 'lost, too', forMs: 1_000 }] })
    await server.start()
    await until('back', () => a.link.isUp && b.link.isUp)
    for (let i = 0; !heard.includes('back'); i++) {
      assert.ok(i < 6_000)
      a.replicas.tell({ text: 'back', standing: [] })
      await systemClock.sleep(10)
    }
    assert.deepEqual([...new Set(heard)], ['back'])
    await a.close()
    await b.close()
  })

  test('what was just told is young, and how long the store takes is known', async () => {
    const ages: number[] = []
    const a = new Replica('still', () => {})
    const b = new Replica('still', (_text, ageMs) => ages.push(ageMs))
    await until('ready', () => a.replicas.isReady && b.replicas.isReady)
    const toldMs = systemClock.monotonicMs()
    a.replicas.tell({ text: 'x', standing: [] })
    await until('heard', () => ages.length === 1)
    // The clock of the store is known as well as a round trip tells it.
    const mostMs = systemClock.monotonicMs() - toldMs + 1_000
    assert.ok((ages[0] as number) <= mostMs, `${ages[0]} of ${mostMs}`)
    assert.ok((a.replicas.roundTripMs ?? 0) > 0)
    await a.close()
    await b.close()
  })

  test('a store that lets nobody publish is told of once', async () => {
    const said: string[] = []
    const log = { ...silentLog, warn: (_fields: object, message: string) => void said.push(message) }
    const parts = { url: server.url, clock: systemClock, random: systemRandom, log }
    const link = new RedisLink(parts)
    const replicas = new RedisReplicas({ ...parts, workload: 'mute', link })
    replicas.listen(() => {})
    link.connect()
    await until('ready', () => replicas.isReady)
    const admin = new RedisClient(parts, 2)
    admin.connect()
    await until('ready', () => admin.redis.status === 'ready')
    await admin.redis.call('ACL', 'SETUSER', 'default', '-publish')
    for (let i = 0; i < 3; i++) replicas.tell({ text: 'x', standing: [] })
    await until('said', () => said.length > 0)
    await link.run({ text: "return 'after'", sha: 'none' }, [0])
    assert.deepEqual(said, ['Redis does not pass on what replicas tell each other'])
    await admin.redis.call('ACL', 'SETUSER', 'default', '+publish')
    admin.close()
    await replicas.close()
    link.close()
  })

  test('what stands is gone from the store when it is over', async () => {
    const a = new Replica('over', () => {})
    await until('ready', () => a.replicas.isReady)
    a.replicas.tell({ text: 'x', standing: [{ name: 'x', text: 'x', forMs: 1e12 }] })
    await until('told', () => a.replicas.roundTripMs !== null)
    const expiry = await a.link.run({ text: "return tostring(redis.call('PTTL', KEYS[1]))", sha: 'none' }, [
      1,
      '{causeway:over}:standing',
    ])
    assert.ok(Number(expiry) > 0 && Number(expiry) <= 60_000, expiry)
    await a.close()
  })
})
