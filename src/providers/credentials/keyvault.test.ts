import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { KeyVaultError, readKeyVaultSecret } from './keyvault.ts'
import type { TokenSource } from './token-source.ts'

const scopes: string[] = []
const tokens: TokenSource = {
  getToken(scope) {
    scopes.push(scope)
    return Promise.resolve({ token: 'vault-token', expiresOnTimestamp: Date.UTC(2030, 0, 1) })
  },
}

async function withVault(answer: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

function problem(expected: KeyVaultError['problem']): (error: unknown) => boolean {
  return (error) =>
    error instanceof KeyVaultError && error.problem === expected && !error.message.includes('s3cret')
}

test('asks the vault as its API says, with a token for vaults', async () => {
  await withVault(
    (request, response) => {
      assert.equal(request.url, '/secrets/aoai-key?api-version=7.4')
      assert.equal(request.headers.authorization, 'Bearer vault-token')
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          value: 's3cret',
          id: 'https://v.vault.azure.net/secrets/aoai-key/1',
          attributes: {},
        }),
      )
    },
    async (url) => assert.equal(await readKeyVaultSecret(url, 'aoai-key', tokens), 's3cret'),
  )
  assert.deepEqual(scopes, ['https://vault.azure.net/.default'])
})

test('each refusal of the vault says what to do, and no value shows in it', async () => {
  for (const [status, body, expected] of [
    [401, '{}', 'forbidden'],
    [403, '{"error":{"code":"Forbidden"}}', 'forbidden'],
    [404, '{"error":{"code":"SecretNotFound"}}', 'missing'],
    [429, '', 'unreachable'],
    [500, '', 'unreachable'],
    [302, '', 'unreachable'],
    [200, '{"value":"s3cret', 'unreachable'],
    [200, '{"value":7}', 'unreachable'],
    [200, `{"value":"${'s3cret'.repeat(60_000)}"}`, 'unreachable'],
  ] as const) {
    await withVault(
      (_request, response) => {
        response.statusCode = status
        if (status === 302) response.setHeader('location', 'http://127.0.0.1:9/')
        response.end(body)
      },
      (url) => assert.rejects(readKeyVaultSecret(url, 'aoai-key', tokens), problem(expected)),
    )
  }
})

test('a vault that hangs up or hangs is unreachable', async () => {
  await withVault(
    (request) => request.socket.destroy(),
    (url) => assert.rejects(readKeyVaultSecret(url, 'aoai-key', tokens), problem('unreachable')),
  )
  const abort = new AbortController()
  await withVault(
    () => abort.abort(),
    (url) =>
      assert.rejects(
        readKeyVaultSecret(url, 'aoai-key', tokens, undefined, abort.signal),
        problem('unreachable'),
      ),
  )
})

test('no token leaves for a host that is no vault, nor for a name that is none', async () => {
  const never: TokenSource = { getToken: () => Promise.reject(new Error('asked')) }
  for (const url of [
    'https://vault.example.com',
    'https://evil.vault.azure.net.example.com',
    'http://my.vault.azure.net',
    'https://vault.azure.net@example.com',
    'my-vault',
  ]) {
    await assert.rejects(readKeyVaultSecret(url, 'aoai-key', never), problem('reference'), url)
  }
  for (const name of ['', '../keys/x', 'a b', 'a/b', 'x'.repeat(128), 'a?b']) {
    await assert.rejects(
      readKeyVaultSecret('https://v.vault.azure.net', name, never),
      problem('reference'),
      name,
    )
  }
})

test('an identity that has no token for vaults is forbidden, not unreachable', async () => {
  for (const source of [
    { getToken: () => Promise.resolve(null) },
    { getToken: () => Promise.reject(new Error('no identity')) },
  ]) {
    await assert.rejects(
      readKeyVaultSecret('https://v.vault.azure.net', 'aoai-key', source),
      problem('forbidden'),
    )
  }
})
