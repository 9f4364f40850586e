import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { createServer, type ServerResponse } from 'node:http'
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

/** Runs with the identity endpoint in its environment, and gives what it printed. */
async function withIdentity(endpoint: string, lines: string): Promise<string> {
  const program = `
    const { azureTokenSources } = await import(${JSON.stringify(door)})
    const source = azureTokenSources()({ kind: 'managed-identity', clientId: null })
    const scope = 'https://cognitiveservices.azure.com/.default'
    const tokenOf = async (more) => (await source.getToken(scope, { abortSignal: new AbortController().signal, ...more })).token
    ${lines}`
  const env = { PATH: '', IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: 'proof' }
  const args = ['--input-type=module', '-e', program]
  return (await promisify(execFile)(process.execPath, args, { env })).stdout
}

async function endpointThat(answer: (response: ServerResponse, nth: number) => void) {
  let asked = 0
  const server = createServer((_, response) => answer(response, ++asked))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/msi/token`,
    asked: () => asked,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

test('a token that was refused is not had from the memory of the library', async () => {
  const endpoint = await endpointThat((response, nth) => {
    const expires_on = String(Math.floor(Date.UTC(2100, 0, 1) / 1000))
    response.setHeader('content-type', 'application/json')
    // It is kept as one for the resource that the answer names.
    const resource = 'https://cognitiveservices.azure.com'
    response.end(JSON.stringify({ access_token: `t${nth}`, expires_on, resource, token_type: 'Bearer' }))
  })
  try {
    const told = await withIdentity(
      endpoint.url,
      `const told = []
       for (const isRefused of [false, false, true, false]) told.push(await tokenOf({ isRefused }))
       process.stdout.write(told.join())`,
    )
    assert.equal(told, 't1,t1,t2,t2')
    assert.equal(endpoint.asked(), 2)
  } finally {
    endpoint.close()
  }
})

test('what the endpoint answered in place of a token is said, and what to do about it', async () => {
  const SAYS = `try { await tokenOf() } catch ({ name, message, remedy }) { process.stdout.write(JSON.stringify([name, message, remedy])) }`
  const missing = JSON.stringify({ statusCode: 400, message: 'Unable to load the proper\nManaged Identity.' })
  const cases: readonly [status: number, body: string, says: RegExp, todo: RegExp][] = [
    [400, missing, /answered 400: Unable to load the proper.*Managed Identity/, /^Assign an identity/],
    [400, '{"error":{"code":"x","message":"Not found"}}', /answered 400: Not found$/, /^Assign an identity/],
    [403, '<html>', /answered 403$/, /no identity endpoint/],
    [500, '{"message":"Try later"}', /answered 500: Try later$/, /^It is asked again/],
    [200, '<html>', /answered 200 without a token$/, /no identity endpoint/],
    [200, '{}', /answered 200 without a token$/, /no identity endpoint/],
  ]
  const said = cases.map(async ([status, body, says, todo]) => {
    const endpoint = await endpointThat((response) => void response.writeHead(status).end(body))
    try {
      const [name, message, remedy] = JSON.parse(await withIdentity(endpoint.url, SAYS)) as string[]
      assert.equal(name, 'TokenProblem')
      assert.match(message ?? '', /^http:\/\/127\.0\.0\.1:\d+ /)
      assert.match(message ?? '', says)
      assert.doesNotMatch(message ?? '', /\n/)
      assert.match(remedy ?? '', todo)
    } finally {
      endpoint.close()
    }
  })
  const away = withIdentity('http://127.0.0.1:1/msi/token', SAYS).then((out) => {
    assert.match(out, /"http:\/\/127\.0\.0\.1:1 did not answer \(ECONNREFUSED\)","It is asked again/)
  })
  await Promise.all([...said, away])
})

test('a call that is given up leaves nothing open: the program ends', async () => {
  const endpoint = await endpointThat(() => {})
  try {
    const told = await withIdentity(
      endpoint.url,
      `const given = new AbortController()
       setTimeout(() => given.abort(), 200)
       try { await tokenOf({ abortSignal: given.signal }) } catch ({ name }) { process.stdout.write(name) }`,
    )
    assert.equal(told, 'TokenProblem')
  } finally {
    endpoint.close()
  }
})
