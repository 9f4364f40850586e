import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'

import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** An operator at another machine, over TLS: the commands print what they print on the machine itself. */
const WORKLOAD = `
workload: contoso
environment: development
accounts:
  one: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    deployments:
      - { id: std-swc, account: one, type: standard, tpm: 2M }
consumers:
  /contoso: { limits: { tokens_per_minute: 1M } }
  /contoso/bot: { models: [gpt-4.1] }
gateway: { tls: { certificate: file:tls.crt, key: file:tls.key } }
admin: { listen: 127.0.0.1:0, tls: { certificate: file:tls.crt, key: file:tls.key } }
`
const program = path.resolve(import.meta.dirname, '../../bin/causeway')

function withoutOpenssl(): string | false {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return false
  } catch (error) {
    return `openssl makes the certificate: ${(error as Error).message}`
  }
}

interface Printed {
  readonly code: number
  readonly out: string
  readonly errors: string
}

describe('over TLS, from elsewhere', { skip: withoutOpenssl() }, () => {
  let folder: Folder
  let running: Running
  let server: string
  const keys = new Map<string, string>()

  before(async () => {
    folder = await folderWith(WORKLOAD)
    const made =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'
    const names = '-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout tls.key -out tls.crt'
    await promisify(execFile)('openssl', `${made} ${names}`.split(' '), { cwd: folder.path })
    for (const role of ['viewer', 'owner']) {
      const { stdout } = await folder.run(['operators', 'create', '--operator', role, '--role', role])
      keys.set(role, stdout.trim())
      await writeFile(path.join(folder.path, `${role}.key`), stdout, { mode: 0o600 })
    }
    await folder.key('/contoso/bot')
    running = await folder.start()
    const line = running.lines.find(({ message }) => message === 'the admin API and the console listen')
    server = `https://localhost:${String(line?.['port'])}`
  })

  after(async () => {
    await running.stop()
    await folder.remove()
  })

  async function remote(
    words: readonly string[],
    role = 'owner',
    env: NodeJS.ProcessEnv = {},
  ): Promise<Printed> {
    const args = ['--server', server, '--operator-key', `file:${role}.key`, ...words]
    const options = {
      cwd: folder.path,
      env: { ...process.env, NODE_EXTRA_CA_CERTS: path.join(folder.path, 'tls.crt'), ...env },
    }
    return promisify(execFile)(program, args, options).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, errors: stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        out: error.stdout,
        errors: error.stderr,
      }),
    )
  }

  /** One answer for the commands to speak of: the playground asks as the consumer does. */
  async function ask(): Promise<string> {
    const body = JSON.stringify({
      consumer: '/contoso/bot',
      model: 'gpt-4.1',
      messages: [{ role: 'user', content: 'hello' }],
      maxOutputTokens: 2,
    })
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(
        `${server}/admin/v1/playground/chat`,
        {
          method: 'POST',
          ca: readFileSync(path.join(folder.path, 'tls.crt')),
          headers: {
            authorization: `Bearer ${keys.get('owner') ?? ''}`,
            'content-type': 'application/json',
          },
        },
        (response) => {
          let answer = ''
          response.on('data', (piece: Buffer) => (answer += piece.toString()))
          response.on('error', reject)
          response.on('end', () => resolve(answer))
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
    return /"exchange":"(req_[0-9a-z]+)"/.exec(text)?.[1] ?? assert.fail(text)
  }

  test('what is printed is the same', async () => {
    const exchange = await ask()
    // While its database starts, who asks the one may hear less than who asks the other.
    await until('the records can be asked', async () => (await remote(['report'], 'viewer')).code === 0)
    for (const words of [
      ['keys', 'list'],
      ['limits', 'list', '--format', 'json'],
      ['limits', 'raises'],
      ['deployments', 'list'],
      ['report', '--by', 'model'],
      ['explain', exchange],
      ['explain', exchange, '--format', 'json'],
    ]) {
      const there = await remote(words, 'viewer')
      assert.equal(there.code, 0, there.errors)
      // Of what fills again with time, when that will be is of the moment.
      const still = (text: string) => text.replaceAll(/"resetMs": \d+/g, '"resetMs": 0')
      assert.equal(still(there.out), still((await folder.run(words)).stdout), words.join(' '))
    }
  })

  test('what is changed is changed there', async () => {
    const rotated = await remote(['keys', 'rotate', '--consumer', '/contoso/bot', '--grace', '1h'])
    assert.match(rotated.out, /^cw_\w+\n$/)
    const id = rotated.out.split('_')[1] ?? ''
    assert.match((await folder.run(['keys', 'list'])).stdout, new RegExp(`${id} .* live`))
    assert.equal((await remote(['keys', 'revoke', '--id', id])).code, 0)
    assert.match((await folder.run(['keys', 'list'])).stdout, new RegExp(`${id} .* revoked`))
    assert.equal((await remote(['deployments', 'drain', 'std-swc', '--reason', 'two\nlines'])).code, 1)
    assert.equal((await remote(['deployments', 'drain', 'std-swc', '--reason', 'Quota moves'])).code, 0)
    const drained = /std-swc .*drained by the operator: Quota moves$/m
    assert.match((await folder.run(['deployments', 'list'])).stdout, drained)
    assert.match((await remote(['deployments', 'list'])).out, drained)
    assert.equal(
      (await folder.run(['deployments', 'undrain', 'std-swc'])).stdout,
      'std-swc takes attempts again.\n',
    )
    await folder.run(['deployments', 'drain', 'std-swc', '--reason', 'Once more'])
    await folder.run(['deployments', 'undrain', 'std-swc'])
    const audit = readFileSync(path.join(folder.path, '.causeway/audit.log'), 'utf8').trim().split('\n')
    const drains = audit
      .map((line) => JSON.parse(line) as { what: string; why: string | null; id?: string })
      .filter(({ what }) => what.startsWith('deployments.'))
    assert.deepEqual(
      drains.map(({ what, why, id }) => [what, why, id]),
      [
        ['deployments.drain', 'Quota moves', 'std-swc'],
        ['deployments.undrain', null, 'std-swc'],
        ['deployments.drain', 'Once more', 'std-swc'],
        ['deployments.undrain', null, 'std-swc'],
      ],
    )
    assert.equal((await remote(['reload'])).out, 'nothing had changed\n')
    await folder.write(WORKLOAD.replace('tokens_per_minute: 1M', 'tokens_per_minute: -1'))
    const refused = await remote(['reload'])
    assert.equal(refused.code, 1)
    assert.match(refused.errors, /tokens_per_minute/)
    await folder.write(WORKLOAD)
  })

  test('operators and their keys are managed from there, but for the last owner', async () => {
    const made = await remote(['operators', 'create', '--operator', 'otto', '--expires', '1h'])
    assert.match(made.out, /^cwo_\w+\n$/)
    assert.match(made.errors, /the key of otto \(viewer\)/)
    const id = made.out.split('_')[1] ?? ''
    assert.match((await folder.run(['operators', 'list'])).stdout, new RegExp(`${id} +otto +viewer +live`))
    const revoked = await remote(['operators', 'revoke', '--id', id, '--format', 'json'])
    assert.deepEqual(
      [id, 'revoked'],
      Object.values(JSON.parse(revoked.out) as object).filter((_, at) => at === 0 || at === 3),
    )
    // The use of the owner's key is told exact to half a minute.
    const still = (text: string) => text.replaceAll(/"lastUsed": "[^"]+"/g, '"lastUsed": "now"')
    const words = ['operators', 'list', '--format', 'json']
    assert.equal(still((await remote(words)).out), still((await folder.run(words)).stdout))
    const own = (await remote(['operators', 'list'], 'viewer')).out
    assert.equal(own.trim().split('\n').length, 2)
    const ownerId = (keys.get('owner') ?? '').split('_')[1] ?? ''
    const last = await remote(['operators', 'revoke', '--id', ownerId])
    assert.equal(last.code, 1)
    assert.match(last.errors, /is the last key of an owner/)
    const others = await remote(['operators', 'revoke', '--id', ownerId], 'viewer')
    assert.equal(others.code, 1)
    assert.match(others.errors, /for the role owner, and viewer is viewer/)
    assert.equal((await remote(['operators', 'create', '--operator', 'eve'], 'viewer')).code, 1)
  })

  test('who may not is told so, and so is whose certificate is not trusted', async () => {
    const refused = await remote(['keys', 'create', '--consumer', '/contoso/bot'], 'viewer')
    assert.equal(refused.code, 1)
    assert.match(refused.errors, /for the role operator, and viewer is viewer/)
    const stranger = await remote(['keys', 'list'], 'owner', { NODE_EXTRA_CA_CERTS: '' })
    assert.equal(stranger.code, 3)
    assert.match(stranger.errors, /certificate/)
  })
})
