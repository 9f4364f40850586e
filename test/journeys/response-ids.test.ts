import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'

import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { journal } from './state.ts'

/**
 * A stored response lives in one account, and the account does not check who asks for it. So its id has to lead to that
 * account and nowhere else, and be worth nothing to anybody but the consumer who was given it.
 */
const PREFIX = 'resp_cw1'
const FIXED_CHARACTERS = PREFIX.length + 12 + 32 + 1
const ACCOUNT_OF = { first: 'swc', second: 'frc' }
const REGION_OF = { first: 'swedencentral', second: 'francecentral' }
type Deployment = keyof typeof REGION_OF

interface Answer {
  readonly status: number
  readonly deployment: string
  readonly request: string
  readonly retryAfter: string | null
  readonly text: string
  readonly body: {
    readonly id: string
    readonly previous_response_id: string | null
    readonly error: { readonly code: string; readonly causeway: { readonly code: string } } | null
  }
}

let outside: Outside
let workload: string
let folder: Folder
let running: Running
let key: string
let otherKey: string

before(async () => {
  outside = await startOutside()
  workload = outside.workload.replace(
    'consumers:\n',
    `consumers:\n  /contoso/other:\n    models: [${MODEL}]\n`,
  )
  folder = await folderWith(workload)
  key = await folder.key('/contoso/bot')
  otherKey = await folder.key('/contoso/other')
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  await outside.simulator.close()
  await folder.remove()
})

beforeEach(() => outside.simulator.faults.clear())

async function call(method: string, url: string, body?: object, withKey = key): Promise<Answer> {
  const response = await fetch(`${running.address}${url}`, {
    method,
    headers: { authorization: `Bearer ${withKey}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    deployment: response.headers.get('x-causeway-deployment') ?? '',
    request: response.headers.get('x-request-id') ?? '',
    retryAfter: response.headers.get('retry-after'),
    text,
    body: (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['body'],
  }
}

function create(input: string, more: object = {}, withKey = key): Promise<Answer> {
  return call('POST', '/v1/responses', { model: MODEL, input, max_output_tokens: 16, ...more }, withKey)
}

async function made(input = 'Begin'): Promise<Answer> {
  const answer = await create(input)
  assert.equal(answer.status, 200, answer.text)
  assert.ok(answer.body.id.startsWith(PREFIX) && answer.body.id.length > FIXED_CHARACTERS, answer.body.id)
  return answer
}

/** One response in each account: while it is made the other account has no room for it. */
async function madeInEach(): Promise<readonly [Deployment, string][]> {
  const found: [Deployment, string][] = []
  for (const [deployment, other] of [
    ['first', 'second'],
    ['second', 'first'],
  ] as const) {
    outside.simulator.faults.set([
      { scope: { region: REGION_OF[other] }, kind: 'storm-429', retryAfterMs: 1 },
    ])
    const answer = await made()
    assert.equal(answer.deployment, deployment)
    found.push([deployment, answer.body.id])
  }
  outside.simulator.faults.clear()
  return found
}

describe('a response', () => {
  test('is gone on from where it was made, again and again, whole and as a stream', async () => {
    for (const [deployment, id] of await madeInEach()) {
      let previous = id
      for (let turn = 0; turn < 6; turn++) {
        const next = await create(`Turn ${turn}`, { previous_response_id: previous })
        assert.equal(next.status, 200, next.text)
        assert.equal(next.deployment, deployment)
        assert.equal(next.body.previous_response_id, previous)
        assert.notEqual(next.body.id, previous)
        previous = next.body.id
      }
      const streamed = await create('And now?', { previous_response_id: previous, stream: true })
      assert.equal(streamed.deployment, deployment)
      const ids = new Set([...streamed.text.matchAll(/"id":"(resp_[^"]*)"/g)].map(([, found]) => found ?? ''))
      assert.equal(ids.size, 1, 'one signed id in all events')
      const [streamedId] = ids
      assert.ok(streamedId?.startsWith(PREFIX))
      const last = await create('Well?', { previous_response_id: streamedId })
      assert.equal(last.deployment, deployment)
    }
  })

  test('is read, listed and deleted where it was made', async () => {
    for (const [deployment, id] of await madeInEach()) {
      const read = await call('GET', `/v1/responses/${id}`)
      assert.equal(read.status, 200, read.text)
      assert.equal(read.body.id, id)
      const { opened } = journal(folder)
      const attempt = [...opened.values()].find(({ exchange }) => exchange === read.request)
      assert.equal(attempt?.account, ACCOUNT_OF[deployment])
      assert.equal((await call('GET', `/v1/responses/${id}/input_items`)).status, 200)
      assert.equal((await call('DELETE', `/v1/responses/${id}`)).status, 200)
      // Now it is the account that does not know it.
      const gone = await call('GET', `/v1/responses/${id}`)
      assert.equal(gone.status, 404)
      assert.notEqual(gone.body.error?.code, 'id_not_owned')
    }
  })

  test('stays where it is while its account is full: told so, and nobody else is asked', async () => {
    for (const [deployment, id] of await madeInEach()) {
      outside.simulator.faults.set([
        { scope: { region: REGION_OF[deployment] }, kind: 'storm-429', retryAfterMs: 1_000 },
      ])
      const bills = outside.simulator.bills().length
      for (const stream of [false, true]) {
        const refused = await create('More', { previous_response_id: id, stream })
        assert.equal(refused.status, 429)
        assert.equal(refused.body.error?.causeway.code, 'state_saturated')
        assert.equal(refused.retryAfter, '1')
      }
      assert.equal(outside.simulator.bills().length, bills)
      const elsewhere = await create('A new one')
      assert.equal(elsewhere.status, 200, 'what is bound to no account goes to the other one')
      assert.notEqual(elsewhere.deployment, deployment)
      outside.simulator.faults.clear()
      await new Promise((next) => setTimeout(next, 1_050))
      assert.equal((await create('Again', { previous_response_id: id })).deployment, deployment)
    }
  })

  test('stays where it is while its account is out', async () => {
    for (const [deployment, id] of await madeInEach()) {
      outside.simulator.faults.set([{ scope: { region: REGION_OF[deployment] }, kind: 'internal-error' }])
      const bills = outside.simulator.bills().length
      const failed = await create('More', { previous_response_id: id })
      assert.equal(failed.status, 503)
      assert.equal(outside.simulator.bills().length, bills)
      outside.simulator.faults.clear()
    }
  })
})

/** Every way to use an id. */
const USES: Readonly<Record<string, (id: string, withKey?: string) => Promise<Answer>>> = {
  read: (id, withKey) => call('GET', `/v1/responses/${encodeURIComponent(id)}`, undefined, withKey),
  list: (id, withKey) =>
    call('GET', `/v1/responses/${encodeURIComponent(id)}/input_items`, undefined, withKey),
  cancel: (id, withKey) => call('POST', `/v1/responses/${encodeURIComponent(id)}/cancel`, {}, withKey),
  delete: (id, withKey) => call('DELETE', `/v1/responses/${encodeURIComponent(id)}`, undefined, withKey),
  'go on from': (id, withKey) => create('More', { previous_response_id: id }, withKey),
  'go on from, streaming': (id, withKey) =>
    create('More', { previous_response_id: id, stream: true }, withKey),
}

/** What left for the providers: attempts in the journal. */
const attempts = () => journal(folder).opened.size

describe('an id is worth nothing', () => {
  test('to another consumer, who cannot tell it from one that never was', async () => {
    const { body } = await made()
    const before = attempts()
    for (const [use, ask] of Object.entries(USES)) {
      const refused = await ask(body.id, otherKey)
      assert.equal(refused.status, 404, use)
      const never = await ask(`${body.id.slice(0, -1)}${body.id.endsWith('0') ? '1' : '0'}`, otherKey)
      const withoutRequest = (answer: Answer) => answer.text.replaceAll(answer.request, '')
      assert.equal(withoutRequest(refused), withoutRequest(never), use)
    }
    assert.equal(attempts(), before)
    assert.equal((await call('GET', `/v1/responses/${body.id}`)).status, 200, 'its owner still has it')
  })

  test('changed at any place, cut, lengthened, or made up', async () => {
    const [[, id], [, second]] = (await madeInEach()) as [[string, string], [string, string]]
    const upstream = id.slice(FIXED_CHARACTERS)
    const forged = [
      upstream,
      `resp_${upstream}`,
      `${PREFIX}_${upstream}`,
      // The other account's name with this one's signature, and the other way round.
      second.slice(0, PREFIX.length + 12) + id.slice(PREFIX.length + 12),
      id.slice(0, FIXED_CHARACTERS) + second.slice(FIXED_CHARACTERS),
      `${id}x`,
      `${id}/../${upstream}`,
      `${id}?a=b`,
      `${id}\u0000`,
      `${id}${'x'.repeat(512)}`,
      ` ${id}`,
      id.toUpperCase(),
      '../chat/completions',
      PREFIX + '0'.repeat(44) + `_${upstream}`,
      PREFIX + 'é'.repeat(44) + `_${upstream}`,
    ]
    for (let at = 0; at < id.length; at++) {
      forged.push(id.slice(0, at) + (id[at] === 'a' ? 'b' : 'a') + id.slice(at + 1))
      if (at > 0) forged.push(id.slice(0, at))
    }
    const before = attempts()
    const accepted: string[] = []
    for (const [i, one] of forged.entries()) {
      const uses = Object.values(USES)
      const ask = uses[i % uses.length] as (id: string) => Promise<Answer>
      const { status, body } = await ask(one)
      if (status !== 404 || body.error?.code !== 'id_not_owned') accepted.push(`${one}: ${status}`)
    }
    assert.deepEqual(accepted, [])
    assert.equal(attempts(), before, 'nothing left for a provider')
    assert.equal((await call('GET', `/v1/responses/${id}`)).status, 200)
  })
})

test('an id lasts longer than the program, and no longer than its account in the workload file', async () => {
  const [[, first], [deployment, second]] = (await madeInEach()) as [
    [Deployment, string],
    [Deployment, string],
  ]
  assert.equal(await running.stop(), 0)
  const without = workload
    .split('\n')
    .filter((line) => !line.includes('id: first,') && !line.startsWith('  swc:'))
    .join('\n')
  await folder.write(without)
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
  assert.equal((await call('GET', `/v1/responses/${first}`)).body.error?.code, 'id_not_owned')
  assert.equal((await create('More', { previous_response_id: first })).body.error?.code, 'id_not_owned')
  const next = await create('More', { previous_response_id: second })
  assert.equal(next.status, 200)
  assert.equal(next.deployment, deployment)
})
