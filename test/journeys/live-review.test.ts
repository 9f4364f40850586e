import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { askAll, errorsOf } from './clients.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'

/** What goes wrong with a gateway that runs is a finding of its review, under the id that a design has it under. */
const CLIENTS = 20
const REQUESTS_EACH = 10
const MAX_ROUNDS = 50

interface Found {
  readonly rule: string
  readonly verdict: string
  readonly subject: string
  readonly message: string
  readonly place: { readonly file: string; readonly pointer: string }
}

let outside: Outside
let folder: Folder
let running: Running
let key: string

before(async () => {
  // A breaker that opens stays open for the test.
  outside = await startOutside({ gateway: '  breaker: { failures: 5, open_for: 10m }' })
  folder = await folderWith(outside.workload.replace('environment: development', 'environment: production'))
  key = await folder.key('/contoso/bot')
  running = await folder.start({ env: outside.env })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  await outside.simulator.close()
  await folder.remove()
})

function load() {
  return askAll({
    address: running.address,
    key,
    model: MODEL,
    clients: CLIENTS,
    requestsEach: REQUESTS_EACH,
    stream: (client) => client % 2 === 0,
  })
}

async function takesRequests(deployment: string): Promise<boolean> {
  const metrics = await (await running.get('/metrics')).text()
  return metrics.includes(`causeway_deployment_available{deployment="${deployment}"} 1\n`)
}

async function reviewed(targets: readonly string[], expected: number) {
  const rules = 'REL-01,REL-10,WAF-02,WAF-13'
  const words = ['review', ...targets, '--live', running.address, '--format', 'json', '--rules', rules]
  const { stdout } = await folder.run(words, expected)
  const { findings, notices } = JSON.parse(stdout) as {
    findings: readonly Found[]
    notices: readonly { readonly message: string }[]
  }
  const live = findings.filter(({ place }) => place.file === `${running.address}/metrics`)
  return {
    of: (rule: string) => live.filter((one) => one.rule === rule),
    notices: notices.map(({ message }) => message),
  }
}

describe('the review of a gateway that runs', () => {
  test('holds where all is well', async () => {
    assert.deepEqual(errorsOf(await load()), [])
    const { of, notices } = await reviewed(['workload.yaml'], 0)
    assert.deepEqual(
      ['REL-01', 'WAF-02', 'WAF-13'].map((rule) =>
        of(rule)
          .map(({ verdict }) => verdict)
          .join(),
      ),
      ['pass', 'pass', 'pass,pass'],
    )
    assert.ok(
      notices.some((notice) => /^200 calls in \d+ min, since its start/.test(notice)),
      notices.join(),
    )
  })

  test('finds quota that is too small, though no client saw it', async () => {
    const swedencentral = { region: 'swedencentral' }
    outside.simulator.faults.set([{ scope: swedencentral, kind: 'storm-429', retryAfterMs: 1 }])
    assert.deepEqual(errorsOf(await load()), [])
    outside.simulator.faults.clear()
    const [finding] = (await reviewed([], 1)).of('REL-10').filter(({ verdict }) => verdict === 'fail')
    assert.equal(finding?.subject, 'deployment first')
    assert.equal(finding?.place.pointer, 'causeway_attempts_throttled_total{deployment="first"}')
    assert.match(finding?.message ?? '', /^\d+ of \d+ calls in \d+ min were refused for want of quota/)
  })

  test('finds a region that is out, though the other answers', async () => {
    outside.simulator.faults.set([{ scope: { region: 'swedencentral' }, kind: 'unavailable' }])
    // Until calls have gone there again after the 429s, and failed often enough.
    for (let round = 0; round < MAX_ROUNDS && (await takesRequests('first')); round++)
      assert.deepEqual(errorsOf(await load()), [])
    const { of } = await reviewed(['workload.yaml'], 1)
    const [finding] = of('REL-01')
    assert.equal(finding?.verdict, 'fail')
    assert.equal(finding?.subject, `model ${MODEL}`)
    assert.match(
      finding?.message ?? '',
      /swedencentral and francecentral, gpt-4.1 takes requests in francecentral$/,
    )
    assert.equal(finding?.place.pointer, 'causeway_deployment_available{deployment="first"}')
    assert.equal(of('WAF-02')[0]?.verdict, 'pass')
  })

  test('finds that clients got errors', async () => {
    outside.simulator.faults.set([
      { scope: { region: 'swedencentral' }, kind: 'unavailable' },
      { scope: { region: 'francecentral' }, kind: 'unavailable' },
    ])
    assert.notDeepEqual(errorsOf(await load()), [])
    const [finding] = (await reviewed([], 1)).of('WAF-02')
    assert.equal(finding?.verdict, 'fail')
    assert.match(finding?.message ?? '', /calls in \d+ min found no deployment that answered/)
  })
})
