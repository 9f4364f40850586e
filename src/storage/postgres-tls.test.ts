import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, describe, test } from 'node:test'

import { PostgresServer, withoutPostgres } from './postgres-server.fixture.ts'
import { sharedDatabaseAt } from './shared-database.fixture.ts'
import { openSharedDatabase } from './shared-database.ts'

const hasOpenssl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0
const skip =
  withoutPostgres === false && !hasOpenssl
    ? 'LEFT OUT: needs openssl, which makes the certificate of the server'
    : withoutPostgres

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Whether the connection that the address asks for is encrypted; rejects where there is none. */
async function isEncrypted(url: string): Promise<boolean> {
  const { client } = openSharedDatabase(sharedDatabaseAt(url))
  try {
    const { rows } = await client.query<{ ssl: boolean }>(
      'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    )
    return rows[0]?.ssl === true
  } finally {
    await client.close()
  }
}

describe('a Postgres with TLS and a password', { skip }, () => {
  let server: PostgresServer
  let port: number

  before(async () => {
    port = await freePort()
    server = await PostgresServer.startWithTls(port)
    await server.run('postgres', "CREATE ROLE app LOGIN PASSWORD 'p@ss/word'")
  })

  after(() => server[Symbol.asyncDispose]())

  const url = (more: string, password = 'p%40ss%2Fword', host = 'localhost') =>
    `postgres://app:${password}@${host}:${port}/postgres?${more}`

  test('whose authority the address names is signed in to, encrypted', async () => {
    for (const mode of ['require', 'verify-ca', 'verify-full'])
      assert.ok(await isEncrypted(url(`sslmode=${mode}&sslrootcert=${server.certificateFile}`)), mode)
  })

  test('whom nobody vouches for is told nothing, unless the address says so', async () => {
    await assert.rejects(isEncrypted(url('sslmode=require')), /cannot be reached: self-signed certificate/)
    assert.ok(await isEncrypted(url('sslmode=no-verify')))
  })

  test('whose certificate is for another host is told nothing', async () => {
    const other = url(`sslmode=verify-ca&sslrootcert=${server.certificateFile}`, undefined, '127.0.0.1')
    await assert.rejects(isEncrypted(other), /cannot be reached: .*altnames/)
  })

  test('a connection in clear, and a wrong password, are refused with the reason', async () => {
    await assert.rejects(isEncrypted(url('sslmode=disable')), /lets this user not in: .*no encryption/)
    const wrong = url(`sslmode=verify-full&sslrootcert=${server.certificateFile}`, 'wrong')
    await assert.rejects(isEncrypted(wrong), /lets this user not in: password authentication failed/)
  })

  test('a token of an identity is signed in with, another for another connection', async () => {
    const { address } = sharedDatabaseAt(url(`sslrootcert=${server.certificateFile}&sslmode=verify-full`))
    const auth = { kind: 'managed-identity', clientId: 'c-1' } as const
    const scopes: string[] = []
    const tokens = ['p@ss/word', 'of another identity']
    const { client } = openSharedDatabase(
      { address: { ...address, password: null }, auth },
      async (asked) => {
        assert.deepEqual(asked, auth)
        return {
          async getToken(scope) {
            scopes.push(scope)
            const token = tokens.shift()
            return token === undefined ? null : { token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }
          },
        }
      },
    )
    const who = 'SELECT current_user AS who'
    await client.transaction(async (session) => {
      assert.deepEqual((await session.query(who)).rows, [{ who: 'app' }])
      await assert.rejects(client.query(who), /lets this user not in/)
      await assert.rejects(client.query(who), /the identity gave no token/)
    })
    assert.deepEqual(new Set(scopes), new Set(['https://ossrdbms-aad.database.windows.net/.default']))
    await client.close()
  })

  test('an authority file that is not there is said', () => {
    assert.throws(
      () => openSharedDatabase(sharedDatabaseAt(url('sslmode=require&sslrootcert=/none.pem'))),
      /ENOENT.*none\.pem/,
    )
  })
})
