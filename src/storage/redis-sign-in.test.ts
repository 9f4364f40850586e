import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { ManualClock, silentLog, systemClock, systemRandom } from '../base/index.ts'
import type { AccessToken, TokenSource } from '../providers/index.ts'
import { RedisClient } from './redis-client.ts'
import { RedisLink } from './redis-link.ts'
import { RedisReplicas } from './redis-replicas.ts'
import { RedisServer, withoutRedis } from './redis-server.fixture.ts'
import { EntraRedisSignIn, REDIS_TOKEN_SCOPE } from './redis-sign-in.ts'

const OBJECT_ID = '99999999-2222-3333-4444-555555555555'
const LIFE_MS = 3_600_000

function tokenOf(number: number, claims: object = { oid: OBJECT_ID }): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part({ ...claims, number })}.signature`
}

/** Issues the tokens of one identity, of which a server takes one at a time. */
class Issuer implements TokenSource {
  readonly clock = new ManualClock()
  scope: string | null = null
  issued = 0
  claims: object = { oid: OBJECT_ID }

  getToken(scope: string): Promise<AccessToken> {
    this.scope = scope
    const token = tokenOf(++this.issued, this.claims)
    return Promise.resolve({ token, expiresOnTimestamp: this.clock.nowMs() + LIFE_MS })
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms)
    await turn()
  }
}

describe('the user', () => {
  async function userOf(user: string | null, claims: object): Promise<string> {
    const issuer = new Issuer()
    issuer.claims = claims
    const signIn = new EntraRedisSignIn({ source: issuer, clock: issuer.clock, log: silentLog, user })
    await signIn.start()
    signIn.close()
    assert.equal(issuer.scope, REDIS_TOKEN_SCOPE)
    return signIn.current().user
  }

  test('is the object id of the token, or what the file says', async () => {
    assert.equal(await userOf(null, { oid: OBJECT_ID }), OBJECT_ID)
    assert.equal(await userOf('another', { oid: OBJECT_ID }), 'another')
    assert.equal(await userOf('another', {}), 'another')
    assert.equal(await userOf(null, { oid: 7 }), '')
  })
})

describe('signing in with tokens', { skip: withoutRedis }, () => {
  let server: RedisServer
  let root: RedisClient
  let issuer: Issuer
  let signIn: EntraRedisSignIn
  const opened: { close(): unknown }[] = []

  async function until(what: string, isSo: () => boolean): Promise<void> {
    for (let tried = 0; !isSo(); tried++) {
      assert.ok(tried < 12_000, `did not happen: ${what}`)
      await systemClock.sleep(5)
    }
  }

  function linkWith(more: object): RedisLink {
    const parts = { url: server.url, clock: systemClock, random: systemRandom, log: silentLog }
    const link = new RedisLink({ ...parts, ...more })
    opened.push(link)
    link.connect()
    return link
  }

  async function asRoot(command: string): Promise<string> {
    const [name = '', ...words] = command.split(' ')
    return String(await root.redis.call(name, ...words))
  }

  /** The identity, whose password is this token and no other. */
  function takesOnly(token: string): Promise<string> {
    return asRoot(`ACL SETUSER ${OBJECT_ID} on resetpass >${token} ~* &* +@all`)
  }

  beforeEach(async () => {
    server = await RedisServer.start('--requirepass', 'root')
    const url = server.url.replace('//', '//:root@')
    root = new RedisClient({ url, random: systemRandom, log: silentLog }, 2)
    opened.push(root)
    root.connect()
    await until('up', () => root.redis.status === 'ready')
    issuer = new Issuer()
    signIn = new EntraRedisSignIn({ source: issuer, clock: issuer.clock, log: silentLog, user: null })
  })
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
    signIn.close()
    await server[Symbol.asyncDispose]()
  })

  test('both connections sign in, and again with each renewed token, while they stay as they are', async () => {
    await takesOnly(tokenOf(1))
    await signIn.start()
    const link = linkWith({ signIn })
    const changes: boolean[] = []
    link.onChange((isUp) => changes.push(isUp))
    const parts = { url: server.url, clock: systemClock, random: systemRandom, log: silentLog, signIn }
    const replicas = new RedisReplicas({ ...parts, workload: 'w', link })
    opened.push(replicas)
    replicas.listen(() => {})
    await until('in', () => replicas.isReady)
    const connections = async (): Promise<string[]> => {
      const list = await asRoot('CLIENT LIST')
      return [...list.matchAll(new RegExp(`id=(\\d+) .*user=${OBJECT_ID}`, 'g'))].map(
        ([, id]) => id as string,
      )
    }
    const before = await connections()
    assert.equal(before.length, 2)
    const authentications = async (): Promise<number> =>
      Number(/cmdstat_auth:calls=(\d+)/.exec(await asRoot('INFO commandstats'))?.[1] ?? 0)
    const first = await authentications()
    await takesOnly(tokenOf(2))
    await issuer.pass(0.81 * LIFE_MS)
    assert.equal(issuer.issued, 2)
    for (let tried = 0; (await authentications()) < first + 2; tried++) {
      assert.ok(tried < 12_000, 'the connections did not sign in again')
      await systemClock.sleep(5)
    }
    assert.equal(await link.run({ text: "return 'yes'", sha: 'none' }, [0]), 'yes')
    assert.deepEqual(await connections(), before)
    assert.deepEqual(changes, [true])
  })

  test('a connection that is made anew takes the token of then', async () => {
    await takesOnly(tokenOf(1))
    await signIn.start()
    const link = linkWith({ signIn })
    await until('in', () => link.isUp)
    await takesOnly(tokenOf(2))
    await asRoot(`CLIENT KILL USER ${OBJECT_ID}`)
    await until('out', () => !link.isUp)
    await issuer.pass(0.81 * LIFE_MS)
    await until('in again', () => link.isUp)
  })

  test('a token that the server does not take is asked for anew', async () => {
    await takesOnly(tokenOf(2))
    await signIn.start()
    const link = linkWith({ signIn })
    await until('refused', () => /WRONGPASS/.test(link.lastError ?? ''))
    assert.equal(link.isUp, false)
    await issuer.pass(31_000)
    await until('in', () => link.isUp)
    assert.equal(issuer.issued, 2)
  })
})
