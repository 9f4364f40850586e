import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { test } from 'node:test'

import { ALERT_RULES } from '../monitoring/index.ts'
import { inForce, noticeOf } from './alert-notices.ts'
import { callWebhook, signed } from './webhook-call.ts'

const OF = { workload: 'contoso', instance: 'causeway-0' }
const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/alerts.md'), 'utf8')
const fence = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? assert.fail(`no ${language}`)

test('the notice of docs/alerts.md is what a webhook gets', () => {
  const rule = ALERT_RULES.find(({ id }) => id === 'breaker-open') ?? assert.fail()
  const sinceMs = Date.UTC(2026, 10, 21, 0, 0, 15)
  const alert = inForce(rule, { deployment: 'gpt41-ptu' }, 2, sinceMs)
  assert.deepEqual(JSON.parse(fence('json')), noticeOf(OF, 'firing', alert, sinceMs))
  const ended = noticeOf(OF, 'resolved', alert, sinceMs + 1_000)
  assert.equal(ended.ended, '2026-11-21T00:00:16.000Z')
  assert.notEqual(ended.id, noticeOf(OF, 'firing', alert, sinceMs).id)
})

test('the receiver of docs/alerts.md takes calls that are signed with its secret, and no others', async () => {
  const port = await freePort()
  const receiver = spawn(process.execPath, ['--input-type=module', '-e', fence('js')], {
    env: { PORT: `${port}`, ALERT_WEBHOOK_SECRET: 'the-secret' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  receiver.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
  const address = `http://127.0.0.1:${port}/`
  const refused = { reason: 'it answered 401', isFinal: false }
  try {
    const call = (secret: string | null, atMs = Date.now()) =>
      callWebhook({
        address,
        id: 'contoso 1',
        body: { text: 'warning: breaker-open' },
        secret,
        atMs,
      })
    for (let i = 0; i < 2_400 && (await call('the-secret')) !== null; i++)
      await new Promise((next) => setTimeout(next, 25))
    const isSaid = () => said !== ''
    for (let i = 0; i < 2_400 && !isSaid(); i++) await new Promise((next) => setTimeout(next, 25))
    assert.equal(said, 'warning: breaker-open\n')
    // A notice of a budget has another id, and is signed alike.
    const id = 'contoso /contoso.it/claims|budget_per_month 1793487600000 80'
    const told = { address, id, body: { text: '/contoso.it/claims has used 80 %' }, atMs: Date.now() }
    assert.equal(await callWebhook({ ...told, secret: 'the-secret' }), null)
    assert.deepEqual(await callWebhook({ ...told, secret: null }), refused)
    assert.deepEqual(await call('another'), refused)
    assert.deepEqual(await call(null), refused)
    assert.deepEqual(await call('the-secret', Date.now() - 3_600_000), refused)
  } finally {
    receiver.kill()
  }
})

test('the signature is that of the example of the standard', () => {
  // github.com/standard-webhooks/standard-webhooks, libraries/javascript, test "sign function works".
  const headers = signed(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    '{"test": 2432232314}',
    1_614_265_330_000,
  )
  assert.equal(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
