import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'

import {
  type AzureIngestion,
  type Certificate,
  startAzureIngestion,
} from '../../src/telemetry/azure-ingestion.fixture.ts'
import {
  type IdentityEndpoint,
  type SignedInProvider,
  startIdentityEndpoint,
  startSignedInProvider,
} from './azure-sign-in.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** The program with the identity of its host alone, as on Container Apps: no key of Azure is anywhere. */
const WORKLOAD = `
workload: signed-in
exposure: corp
environment: development
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
models:
  gpt-4.1: { task: generate, deployments: [{ id: first, account: swc, type: standard, tpm: 1M }] }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
gateway: { log: { requests: false } }
`
/** Renewed when 20 are over: a busy machine has the other five for it. */
const LIFE_SECONDS = 25
const FOR_MODELS = 'https://cognitiveservices.azure.com'
const FOR_TELEMETRY = 'https://monitor.azure.com'

let identity: IdentityEndpoint
let provider: SignedInProvider
let folder: Folder
let key: string
let running: Running | null = null

before(async () => {
  folder = await folderWith(WORKLOAD)
  key = await folder.key('/contoso/bot')
})
after(() => folder.remove())

beforeEach(async () => {
  identity = await startIdentityEndpoint()
  provider = await startSignedInProvider(identity)
})
afterEach(async () => {
  await running?.stop()
  running = null
  await identity.close()
  await provider.close()
})

async function start(env: Readonly<Record<string, string>> = {}): Promise<Running> {
  await folder.write(WORKLOAD)
  return started(env)
}

async function started(env: Readonly<Record<string, string>>): Promise<Running> {
  const all = { ...identity.env, SWC: provider.address, ...env }
  return (running = await folder.start({ env: all, args: ['--no-records'] }))
}

async function ask(at: Running): Promise<Response> {
  const response = await fetch(`${at.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hello' }] }),
  })
  await response.arrayBuffer()
  return response
}

function askedFor(resource: string): number {
  return identity.asked.filter((call) => call.resource?.startsWith(resource)).length
}

function issuedFor(resource: string): readonly string[] {
  return identity.issued
    .filter((issued) => issued.resource?.startsWith(resource))
    .map(({ token }) => `Bearer ${token}`)
}

test('one token serves until it ends or is refused; another one is had for it then, once', async () => {
  const at = await start({ AZURE_CLIENT_ID: 'client-of-the-app' })
  for (let call = 0; call < 3; call++) assert.equal((await ask(at)).status, 200)
  assert.deepEqual(identity.asked, [
    { resource: FOR_MODELS, clientId: 'client-of-the-app', header: 'proof-of-the-host' },
  ])
  assert.deepEqual(new Set(provider.authorizations), new Set(['Bearer token-1']))

  provider.refused.add('token-1')
  const refused = await ask(at)
  assert.equal(refused.status, 503)
  assert.notEqual(refused.headers.get('retry-after'), null)
  await until('a call is answered again', async () => (await ask(at)).status === 200)
  assert.equal(askedFor(FOR_MODELS), 2)
  // One call saw the refusal, and none met one with the second token.
  const refusals = provider.authorizations.slice(3).filter((given) => given === 'Bearer token-1')
  assert.equal(refusals.length, 1)
  assert.equal(provider.authorizations.at(-1), 'Bearer token-2')
})

test('a token is renewed before it ends, while calls go on; an endpoint that tells nonsense at first is asked again', async () => {
  identity.answers = { status: 200, body: '<html>sign in</html>' }
  identity.lifeSeconds = LIFE_SECONDS
  const at = await start()
  const warned = () => at.lines.find(({ message }) => message === 'no Entra token: the account is out of use')
  assert.match(String(warned()?.['reason']), /^http:\/\/127\.0\.0\.1:\d+ answered 200 without a token$/)
  assert.match(String(warned()?.['remedy']), /IDENTITY_ENDPOINT/)
  identity.answers = 'tokens'
  await until('the account serves', async () => (await ask(at)).status === 200)

  const first = identity.issued.length
  const statuses = new Map<number, number>()
  await until('another token is in use', async () => {
    const { status } = await ask(at)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    return provider.authorizations.at(-1) !== provider.authorizations.at(-2) && identity.issued.length > first
  })
  assert.deepEqual([...statuses.keys()], [200])
  const [before, renewed] = identity.issued.slice(-2)
  assert.ok((before?.expiresMs ?? 0) < (renewed?.expiresMs ?? 0))
  assert.equal(provider.authorizations.at(-1), `Bearer ${renewed?.token ?? ''}`)
})

test('without an identity it serves nothing and says what to do; an endpoint that is silent does not keep it from ending', async () => {
  identity.answers = {
    status: 400,
    body: '{"statusCode":400,"message":"Unable to load the proper Managed Identity."}',
  }
  const at = await start()
  assert.equal((await ask(at)).status, 503)
  const { models } = (await (await at.get('/health/models')).json()) as {
    models: readonly { readonly deployments: readonly { readonly reason: string }[] }[]
  }
  const reason = models[0]?.deployments[0]?.reason ?? ''
  assert.match(reason, /answered 400: Unable to load the proper Managed Identity\.\. Assign an identity/)
  assert.match(reason, /AZURE_CLIENT_ID/)
  identity.answers = 'silent'
  const before = identity.asked.length
  await until('it is asked again, and waits', () => identity.asked.length > before)
  assert.equal(await at.stop(), 0)
})

describe('Application Insights without keys', { skip: withoutOpenssl() }, () => {
  let ingestion: AzureIngestion
  let certificate: Certificate

  before(() => {
    const made =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost ' +
      '-addext subjectAltName=IP:127.0.0.1 -keyout tls.key -out tls.crt'
    execFileSync('openssl', made.split(' '), { cwd: folder.path, stdio: 'ignore' })
    const read = (name: string) => readFileSync(path.join(folder.path, name))
    certificate = { key: read('tls.key'), cert: read('tls.crt') }
  })
  beforeEach(async () => {
    ingestion = await startAzureIngestion(certificate)
  })
  afterEach(() => ingestion.close())

  test('spans go with a token of their own, and each token only to whom it is for', async () => {
    await folder.write(
      `${WORKLOAD}telemetry:\n  azure_monitor: { connection_string: env:INSIGHTS, auth: managed-identity, interval: 1s }\n  traces: { sample_ratio: 1 }\n`,
    )
    const at = await started({
      INSIGHTS: ingestion.connectionString,
      NODE_EXTRA_CA_CERTS: path.join(folder.path, 'tls.crt'),
    })
    assert.equal((await ask(at)).status, 200)
    const taken = (type: string) => ingestion.envelopes.some(({ data }) => data.baseType === type)
    await until('spans and metrics are there', () => taken('RequestData') && taken('MetricData'))
    assert.ok(askedFor(FOR_TELEMETRY) >= 1)
    assert.ok(identity.asked.every(({ header }) => header === 'proof-of-the-host'))
    assert.deepEqual(new Set(provider.authorizations), new Set(issuedFor(FOR_MODELS)))
    const own = new Set<string | undefined>(issuedFor(FOR_TELEMETRY))
    assert.ok(ingestion.authorizations.every((given) => own.has(given)))
  })
})

function withoutOpenssl(): string | false {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return false
  } catch (error) {
    return `LEFT OUT: openssl makes the certificate: ${(error as Error).message}`
  }
}
