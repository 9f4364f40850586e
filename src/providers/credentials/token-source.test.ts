import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { azureTokenSources } from './token-source.ts'

const door = new URL('../index.ts', import.meta.url).href

test('accounts with the same identity share one source', () => {
  const sourceOf = azureTokenSources()
  const system = { kind: 'managed-identity', clientId: null } as const
  const own = { kind: 'managed-identity', clientId: 'a' } as const
  assert.equal(sourceOf(system), sourceOf({ ...system }))
  assert.notEqual(sourceOf(system), sourceOf(own))
  assert.notEqual(sourceOf(system), sourceOf({ kind: 'default-azure' }))
})

test('the identity library is not loaded before a token is asked for', () => {
  const program = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ resolve(name, context, next) { loaded.push(name); return next(name, context) } })
    const { azureTokenSources } = await import(${JSON.stringify(door)})
    azureTokenSources()({ kind: 'default-azure' })
    console.log(JSON.stringify(loaded))`
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  const loaded = JSON.parse(out) as string[]
  assert.ok(
    loaded.includes('./keyvault.ts') || loaded.some((name) => name.endsWith('token-source.ts')),
    'the hook sees what is loaded',
  )
  assert.ok(!loaded.some((name) => name.startsWith('@azure/') || name === 'undici'), loaded.join(' '))
})

test('a managed identity gets its token from the identity endpoint, through the library itself', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '', String(request.headers['x-identity-header']))
    response.setHeader('content-type', 'application/json')
    const expiresOn = Math.floor(Date.UTC(2100, 0, 1) / 1000)
    response.end(
      JSON.stringify({
        access_token: 'from-endpoint',
        expires_on: String(expiresOn),
        resource: 'r',
        token_type: 'Bearer',
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const program = `
      const { azureTokenSources } = await import(${JSON.stringify(door)})
      const source = azureTokenSources()({ kind: 'managed-identity', clientId: 'client-1' })
      const abortSignal = new AbortController().signal
      const { token } = await source.getToken('https://cognitiveservices.azure.com/.default', { abortSignal })
      process.stdout.write(token)`
    // As on Azure App Service and Container Apps.
    const env = {
      PATH: '',
      IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`,
      IDENTITY_HEADER: 'proof',
    }
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      env,
    })
    assert.equal(stdout, 'from-endpoint')
    const url = new URL(asked[0] ?? '', 'http://endpoint')
    assert.equal(url.searchParams.get('resource'), 'https://cognitiveservices.azure.com')
    assert.equal(url.searchParams.get('client_id'), 'client-1')
    assert.equal(asked[1], 'proof')
  } finally {
    server.close()
  }
})
