import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'

import { type Folder, folderWith, type Running } from './program.ts'
import { rawRequest } from './raw-http.ts'
import { TWO_REGIONS } from './workloads.ts'

/** Bad input of any kind gets a clear error in the caller's own shape, and costs no more than its size. */
let folder: Folder
let running: Running
let key: string

before(async () => {
  folder = await folderWith(
    TWO_REGIONS.replace(
      'gateway:',
      'gateway:\n  body_limit: 1MB\n  bodies_limit: 40MB\n  deadlines: { request: 3s }',
    ),
  )
  key = await folder.key('/contoso/bot')
  running = await folder.start({ args: ['--no-records'] })
})

after(async () => {
  // Whatever the tests sent, the program still serves, and still ends as it should.
  assert.equal((await chat('{"model":"gpt-4.1","messages":[{"role":"user","content":"hi"}]}')).status, 200)
  assert.equal(await running.stop(), 0, running.errors())
  await folder.remove()
})

function chat(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : Buffer.from(body),
  })
}

async function errorOf(
  response: Response,
): Promise<{ code: string; message: string; param: string | null; type: string }> {
  return (
    (await response.json()) as {
      error: { code: string; message: string; param: string | null; type: string }
    }
  ).error
}

const MESSAGES = '"messages":[{"role":"user","content":"hi"}]'

/** Together: some wait for the seconds that the gateway gives a client. */
describe('bodies', { concurrency: true }, () => {
  const cases: readonly [string, string | Uint8Array, number, RegExp][] = [
    ['an empty body', '', 400, /JSON/i],
    ['no JSON', 'hello', 400, /JSON/],
    ['JSON that breaks off', '{"model":"gpt-4.1",', 400, /JSON/],
    ['a JSON array', '[]', 400, /object/],
    ['a JSON string', '"model"', 400, /object/],
    ['two documents', '{"model":"gpt-4.1"}{}', 400, /JSON/],
    ['a comma too many', '{"model":"gpt-4.1",}', 400, /JSON/],
    ['a control character in a string', '{"model":"gpt-4.1","x":"\u0001"}', 400, /JSON/],
    ['no model', `{${MESSAGES}}`, 400, /model/],
    ['a model that is a number', `{"model":7,${MESSAGES}}`, 400, /model/],
    ['a model that is empty', `{"model":"",${MESSAGES}}`, 400, /model/],
    ['a stream that is a string', `{"model":"gpt-4.1","stream":"yes",${MESSAGES}}`, 400, /stream/],
    ['max_tokens below zero', `{"model":"gpt-4.1","max_tokens":-1,${MESSAGES}}`, 400, /max_tokens/],
    ['max_tokens that is no integer', `{"model":"gpt-4.1","max_tokens":1.5,${MESSAGES}}`, 400, /max_tokens/],
    ['the model twice', `{"model":"gpt-4.1","model":"o4-mini",${MESSAGES}}`, 400, /model/],
    [
      'the model twice, once escaped',
      `{"model":"gpt-4.1","mod\\u0065l":"o4-mini",${MESSAGES}}`,
      400,
      /model/,
    ],
    ['an unknown model', `{"model":"gpt-9",${MESSAGES}}`, 404, /gpt-9/],
    ['a model that speaks to terminals', `{"model":"\\u001b[31mx",${MESSAGES}}`, 404, /: \\u\{1b\}\[31mx$/],
    [
      'bytes that are not UTF-8',
      new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      400,
      /JSON|UTF-8/,
    ],
    [
      'a thousand levels of nesting',
      `{"model":"gpt-4.1","x":${'['.repeat(1000)}${']'.repeat(1000)}}`,
      400,
      /deep|nest|JSON/i,
    ],
  ]
  for (const [name, body, status, message] of cases) {
    test(name, async () => {
      const response = await chat(body)
      assert.equal(response.status, status)
      const error = await errorOf(response)
      assert.match(error.message, message)
      assert.equal(error.type, 'invalid_request_error')
    })
  }

  test('in the Azure shape, with the code that Azure clients know', async () => {
    const url = `${running.address}/openai/deployments/gpt-9/chat/completions?api-version=2024-10-21`
    const response = await fetch(url, { method: 'POST', headers: { 'api-key': key }, body: '{}' })
    assert.equal(response.status, 404)
    assert.equal((await errorOf(response)).code, 'DeploymentNotFound')
  })

  test('a body over the limit is refused by its declared length, before it is sent', async () => {
    const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: 104857600\r\n\r\n`
    const reply = await rawRequest(running.port, [head, '{'])
    assert.equal(reply.status, 413)
    assert.match(reply.text, /body_too_large/)
  })

  test('a chunked body over the limit is refused as it grows, and the memory stays bounded', async () => {
    const before = await residentMb(running.pid)
    const chunk = Buffer.alloc(65_536, 'a')
    const framed = Buffer.concat([Buffer.from('10000\r\n'), chunk, Buffer.from('\r\n')])
    const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ntransfer-encoding: chunked\r\n\r\n`
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        rawRequest(running.port, [head, ...Array.from({ length: 160 }, () => framed)]),
      ),
    )
    for (const reply of replies) assert.equal(reply.status, 413)
    const grownMb = (await residentMb(running.pid)) - before
    assert.ok(grownMb < 150, `the process grew by ${grownMb} MB on 100 MB of refused bodies`)
  })

  test('a stranger is refused before the body is read', async () => {
    const head =
      'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer nobody\r\ncontent-length: 900000\r\n\r\n'
    assert.equal((await rawRequest(running.port, [head])).status, 401)
  })

  test('a body that does not come is given up', async () => {
    const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: 100\r\n\r\n{`
    const reply = await rawRequest(running.port, [head])
    assert.equal(reply.status, 408)
    assert.match(reply.text, /body_timeout/)
  })
})

describe('requests', { concurrency: true }, () => {
  const auth = () => `authorization: Bearer ${key}\r\n`
  const body = `{"model":"gpt-4.1",${MESSAGES}}`

  test('more headers than the parser takes', async () => {
    const flood = Array.from({ length: 400 }, (_, i) => `x-${i}: ${'v'.repeat(60)}\r\n`).join('')
    const reply = await rawRequest(running.port, [
      `GET /v1/models HTTP/1.1\r\nhost: x\r\n${auth()}${flood}\r\n`,
    ])
    assert.equal(reply.status, 431)
    assert.match(reply.text, /headers_too_large/)
  })

  test('one header larger than the parser takes', async () => {
    const reply = await rawRequest(running.port, [
      `GET /v1/models HTTP/1.1\r\nhost: x\r\nx: ${'v'.repeat(40_000)}\r\n\r\n`,
    ])
    assert.equal(reply.status, 431)
  })

  const smuggling: readonly [string, () => string][] = [
    [
      'a length and chunks',
      () => `content-length: ${body.length}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['two lengths', () => `content-length: ${body.length}\r\ncontent-length: 3\r\n\r\n${body}`],
    ['a length with a sign', () => `content-length: +${body.length}\r\n\r\n${body}`],
    ['a space before the colon', () => `content-length : ${body.length}\r\n\r\n${body}`],
    ['a folded header', () => `x-a: b\r\n c\r\ncontent-length : 1\r\n\r\n${body}`],
    ['chunks of a wrong size', () => 'transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n'],
    ['chunks said twice', () => `transfer-encoding: chunked, identity\r\n\r\n${body}`],
    ['a line feed alone', () => `x: y\ncontent-length: ${body.length}\n\n${body}`],
  ]
  for (const [name, rest] of smuggling) {
    test(`smuggling: ${name}`, async () => {
      const reply = await rawRequest(running.port, [
        `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n${auth()}content-type: application/json\r\n${rest()}`,
      ])
      assert.equal(reply.status, 400, reply.text.slice(0, 300))
      assert.ok(reply.closed, 'the connection has to close: what follows on it cannot be trusted')
    })
  }

  test('no host, a strange method, a strange version, plain garbage', async () => {
    assert.equal((await rawRequest(running.port, ['GET /v1/models HTTP/1.1\r\n\r\n'])).status, 400)
    assert.equal(
      (await rawRequest(running.port, ['BREW /v1/models HTTP/1.1\r\nhost: x\r\n\r\n'])).status,
      400,
    )
    assert.equal((await rawRequest(running.port, ['GET /v1/models HTTP/9.9\r\nhost: x\r\n\r\n'])).status, 400)
    assert.equal((await rawRequest(running.port, ['\u0016\u0003\u0001 garbage\r\n\r\n'])).status, 400)
  })

  test('a path or a method that is not served', async () => {
    const headers = { authorization: `Bearer ${key}` }
    assert.equal((await fetch(`${running.address}/v1/nothing`, { headers })).status, 404)
    assert.equal((await fetch(`${running.address}/v1/chat/completions`, { headers })).status, 405)
    const unknown = await fetch(`${running.address}/nothing`)
    assert.equal(unknown.status, 404)
    const { error } = (await unknown.json()) as { error: { causeway: { request_id: string } } }
    assert.match(error.causeway.request_id, /^req_/)
    assert.equal(unknown.headers.get('x-request-id'), error.causeway.request_id)
  })
})

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

test('figures are for this machine, and not for a page that gave its own name this address', async () => {
  const askedAs = async (host: string, path: string): Promise<{ status: number; text: string }> =>
    rawRequest(running.port, [`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`])
  for (const host of ['localhost', '127.0.0.1', '[::1]'])
    assert.equal((await askedAs(host, '/metrics')).status, 200, host)
  for (const host of ['evil.example', `localhost.evil.example:${running.port}`]) {
    assert.equal((await askedAs(host, '/metrics')).status, 404, host)
    assert.doesNotMatch((await askedAs(host, '/readyz')).text, /plan/)
  }
})
