import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { Bill } from '../../src/simulator/index.ts'
import { askAll, errorsOf } from './clients.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/**
 * Two cost centers call a provisioned deployment and, where it is full, one that is paid by the token. The statement of
 * the real program says what the simulated Azure billed, token by token, and each line leads back to its calls.
 */
interface Line {
  readonly id: string
  readonly kind: 'tokens' | 'provisioned' | 'idle'
  readonly costCenter: string
  readonly deployment: string
  readonly outcome: string | null
  readonly meter: string
  readonly quantity: number
  readonly attempts: number
  readonly nanoUsd: string
}

interface Printed {
  readonly lines: readonly Line[]
  readonly total: { readonly nanoUsd: string; readonly amount: string }
  readonly provisioned: readonly { readonly hours: number; readonly nanoUsd: string }[]
}

let outside: Outside
let folder: Folder
let running: Running
const keys = new Map<string, string>()

before(async () => {
  outside = await startOutside({ ptuTokensPerMinute: 60_000 })
  const more = `  /contoso/hr/bot:
    cost_center: CC-2
    models: [${MODEL}]
chargeback:
  pool: CC-0
  provisioned: [{ type: provisioned-managed, usd_per_hour: 0.5, source: Contract 4711 }]
gateway:`
  folder = await folderWith(outside.workload.replace('gateway:', more))
  for (const consumer of ['/contoso/bot', '/contoso/hr/bot']) keys.set(consumer, await folder.key(consumer))
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
})

after(async () => {
  await outside.simulator.close()
  await folder.remove()
})

test('what Azure billed is what the cost centers pay', async () => {
  const { faults } = outside.simulator
  for (const [consumer, requestsEach] of [
    ['/contoso/bot', 12],
    ['/contoso/hr/bot', 5],
  ] as const) {
    const key = keys.get(consumer) ?? ''
    const ask = (clients = 4, each: number = requestsEach) =>
      askAll({
        address: running.address,
        key,
        model: MODEL,
        clients,
        requestsEach: each,
        stream: (c) => c % 2 === 0,
      })
    // What the consumer before left it full with has drained.
    await until(
      'the provisioned deployment answers',
      async () => (await ask(1, 1))[0]?.deployment === 'first',
    )
    assert.deepEqual(errorsOf(await ask()), [])
    faults.set([{ scope: { region: 'swedencentral' }, kind: 'storm-429', retryAfterMs: 300 }])
    assert.deepEqual(errorsOf(await ask()), [])
    const filtered = await fetch(`${running.address}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: 'trigger-content-filter' }] }),
    })
    assert.equal(filtered.status, 400)
    await filtered.text()
    faults.clear()
  }
  assert.equal(await running.stop(), 0, running.errors())

  const { stdout } = await folder.run(['report', 'statement', '--format', 'json'])
  const { lines, total, provisioned } = JSON.parse(stdout) as Printed
  const bills = outside.simulator.bills()
  const answered = (deployment: string): readonly Bill[] =>
    bills.filter((bill) => bill.deployment === deployment && bill.outcome === 'answered')
  const sum = (of: (bill: Bill) => number): number =>
    answered('second').reduce((all, bill) => all + of(bill), 0)
  const byToken = lines.filter(({ deployment, outcome }) => deployment === 'second' && outcome === 'answered')
  const tokens = (meter: string): number =>
    byToken.reduce((all, line) => all + (line.meter === meter ? line.quantity : 0), 0)
  assert.ok(answered('second').length >= 68, String(answered('second').length))
  assert.equal(
    tokens('input'),
    sum(({ usage }) => usage.input - usage.cached),
  )
  assert.equal(
    tokens('cached-input'),
    sum(({ usage }) => usage.cached),
  )
  assert.equal(
    tokens('output'),
    sum(({ usage }) => usage.output),
  )
  // $2, $0.50 and $8 for a million tokens.
  assert.equal(
    byToken.reduce((all, { nanoUsd }) => all + Number(nanoUsd), 0),
    sum(({ usage }) => (usage.input - usage.cached) * 2_000 + usage.cached * 500 + usage.output * 8_000),
  )
  const used = lines.filter(({ kind }) => kind === 'provisioned')
  assert.deepEqual(new Set(used.map(({ costCenter }) => costCenter)), new Set(['CC-1', 'CC-2']))
  assert.equal(
    used.reduce((all, { attempts }) => all + attempts, 0),
    answered('first').length,
  )
  assert.equal(lines.find(({ kind }) => kind === 'idle')?.costCenter, 'CC-0')
  assert.ok(
    lines.some(({ outcome }) => outcome === 'refused'),
    'a filtered prompt is billed',
  )
  const hours = provisioned[0]?.hours ?? 0
  assert.ok(hours >= 1)
  assert.equal(provisioned[0]?.nanoUsd, String(BigInt(hours) * 50n * 500_000_000n))
  assert.equal(
    lines.reduce((all, { nanoUsd }) => all + BigInt(nanoUsd), 0n),
    BigInt(total.nanoUsd),
  )

  const line = byToken.find(({ costCenter, meter }) => costCenter === 'CC-2' && meter === 'output')
  const followed = await folder.run(['report', 'statement', '--line', line?.id ?? '', '--format', 'csv'])
  const [, ...attempts] = followed.stdout.trimEnd().split('\r\n')
  assert.equal(attempts.length, line?.attempts)
  const billed = new Set(bills.map(({ clientRequestId }) => clientRequestId))
  for (const attempt of attempts) assert.ok(billed.has(attempt.split(',')[0] ?? ''), attempt)
  const { stdout: explained } = await folder.run(['explain', attempts[0]?.split(',')[0] ?? ''])
  assert.match(explained, /answered by second/)
})
