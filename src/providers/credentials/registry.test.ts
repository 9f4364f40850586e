import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ManualClock, silentLog } from '../../base/index.ts'
import type { AuthSetting } from '../../workload/index.ts'
import { accountWith } from '../account.fixture.ts'
import type { Credential } from './credential.ts'
import { credentialContract } from './credential.contract.ts'
import { credentialFor } from './registry.ts'
import type { EntraAuth, TokenSource } from './token-source.ts'

const KEY: AuthSetting = { kind: 'key', secret: { kind: 'env', name: 'KEY' } }
const IDENTITY: AuthSetting = { kind: 'managed-identity', clientId: null }

const issuing: TokenSource = {
  getToken: () => Promise.resolve({ token: 'header.body.sig', expiresOnTimestamp: Date.UTC(2030, 0, 1) }),
}
const failing: TokenSource = { getToken: () => Promise.reject(new Error('no identity endpoint')) }

function make(auth: AuthSetting, secret: string | null = null, source = issuing): Credential {
  const deps = { clock: new ManualClock(), log: silentLog, tokenSource: () => source }
  return credentialFor(accountWith({ auth }), secret, deps)
}

credentialContract(
  'key',
  () => make(KEY, 'k1'),
  ['api-key', 'k1'],
  () => make(KEY, ' \n'),
)
credentialContract(
  'managed-identity',
  () => make(IDENTITY),
  ['authorization', 'Bearer header.body.sig'],
  () => make(IDENTITY, null, failing),
)
credentialContract(
  'default-azure',
  () => make({ kind: 'default-azure' }),
  ['authorization', 'Bearer header.body.sig'],
  () => make({ kind: 'default-azure' }, null, failing),
)
credentialContract('none', () => make({ kind: 'none' }), ['', ''], {
  skip: 'nothing is asked for, so nothing can be missing',
})

test('a key goes out as the wire of the provider wants it, without the line break that its file ends in', () => {
  const deps = { clock: new ManualClock(), log: silentLog }
  const headers = (['azure-openai', 'simulated', 'openai'] as const).map((provider) =>
    credentialFor(accountWith({ provider, auth: KEY }), 'sk-1\r\n', deps).header(),
  )
  assert.deepEqual(headers, [
    ['api-key', 'sk-1'],
    ['api-key', 'sk-1'],
    ['authorization', 'Bearer sk-1'],
  ])
})

test('a key with a line break inside is refused, so that it cannot write headers of its own', () => {
  for (const secret of ['a\r\nx-evil: 1', 'a b', 'k\u00e9y', 'a\0']) {
    const credential = make(KEY, secret)
    assert.equal(credential.header(), null, JSON.stringify(secret))
    const state = credential.state()
    assert.ok(state.kind === 'unavailable' && !state.reason.includes(secret))
  }
})

test('the identity that the account names is the one asked for', async () => {
  const asked: EntraAuth[] = []
  const tokenSource = (auth: EntraAuth): TokenSource => {
    asked.push(auth)
    return issuing
  }
  const auth: AuthSetting = { kind: 'managed-identity', clientId: '11111111-2222-3333-4444-555555555555' }
  credentialFor(accountWith({ auth }), null, { clock: new ManualClock(), log: silentLog, tokenSource })
  assert.deepEqual(asked, [auth])
})

test("a token's audience follows the host that it is for", async () => {
  const audiences = new Map<string, string>()
  for (const baseUrl of [
    'https://res.openai.azure.com',
    'https://res.cognitiveservices.azure.com',
    'https://res.services.ai.azure.com/openai/v1',
    'https://res.openai.azure.us',
    'https://ai.contoso.example',
  ]) {
    const tokenSource = (): TokenSource => ({
      getToken(scope) {
        audiences.set(new URL(baseUrl).hostname, scope)
        return Promise.resolve(null)
      },
    })
    const deps = { clock: new ManualClock(), log: silentLog, tokenSource, baseUrl }
    await credentialFor(accountWith({ auth: IDENTITY }), null, deps).start()
  }
  assert.deepEqual(Object.fromEntries(audiences), {
    'res.openai.azure.com': 'https://cognitiveservices.azure.com/.default',
    'res.cognitiveservices.azure.com': 'https://cognitiveservices.azure.com/.default',
    'res.services.ai.azure.com': 'https://ai.azure.com/.default',
    'res.openai.azure.us': 'https://cognitiveservices.azure.us/.default',
    'ai.contoso.example': 'https://cognitiveservices.azure.com/.default',
  })
})
