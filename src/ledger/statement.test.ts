import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { loadWorkload, type Plan } from '../workload/index.ts'
import { exactMoney, shownMoney } from './exact-money.ts'
import { lineId } from './statement-lines.ts'
import type { BilledUse, ProvisionedUse } from './statement-reader.ts'
import { makeStatement, type Statement } from './statement.ts'

/** Four hours of the first of October. */
const HOUR_MS = 3_600_000
const FROM = Date.UTC(2026, 9, 1)
const SPAN = { fromMs: FROM, toMs: FROM + 4 * HOUR_MS }

function plan(chargeback = '', more = ''): Plan {
  const loaded = loadWorkload(
    `
workload: contoso
accounts:
  swc: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    deployments:
      - { id: std, account: swc, type: standard, tpm: 1M, priority: 2 }
      - { id: ptu, account: swc, type: provisioned-managed, ptu: 50, priority: 1 }
${more}
consumers:
  /contoso: { models: all }
chargeback:
  provisioned: [{ type: provisioned-managed, usd_per_hour: 2 }]
${chargeback}
`,
    { source: 'test.yaml' },
  )
  assert.ok(loaded.ok, JSON.stringify(loaded))
  return loaded.plan
}

function use(more: Partial<BilledUse> = {}): BilledUse {
  return {
    consumer: '/contoso/claims/bot',
    costCenter: 'CC-1',
    asked: 'gpt-4.1',
    model: 'gpt-4.1',
    baseModel: 'gpt-4.1',
    deployment: 'std',
    deploymentType: 'standard',
    account: 'swc',
    region: 'swedencentral',
    outcome: 'answered',
    serviceTier: null,
    isSpilled: false,
    isPriced: true,
    isLong: false,
    attempts: 3,
    input: 1_000,
    cached: 400,
    output: 100,
    reasoning: 50,
    audioInput: 0,
    audioOutput: 0,
    estimated: 0,
    nanoUsd: 2_200_000n,
    ...more,
  }
}

function served(hour: number, consumer: string, freshInput: number, output = 0): ProvisionedUse {
  const costCenter = consumer === '/contoso/hr/bot' ? null : 'CC-1'
  return {
    deployment: 'ptu',
    hourMs: FROM + hour * HOUR_MS,
    consumer,
    costCenter,
    attempts: 1,
    freshInput,
    output,
  }
}

function statement(
  given: { plan?: Plan; uses?: readonly BilledUse[]; provisionedUses?: readonly ProvisionedUse[] } = {},
): Statement {
  const { plan: own = plan(), uses = [], provisionedUses = [] } = given
  return makeStatement({ plan: own, ...SPAN, uses, provisionedUses })
}

/** 50 PTU of gpt-4.1 carry 150,000 weighted tokens a minute, 9 million an hour, for $100. */
const BUCKET = 9_000_000
const HOUR_NANO_USD = 100_000_000_000n

test('a group of calls becomes a line for each class, with savings, and the unit from the path', () => {
  const { lines, total } = statement({ uses: [use()] })
  const tokens = lines.filter(({ kind }) => kind === 'tokens')
  assert.deepEqual(
    tokens.map(({ meter, quantity, nanoUsd, cacheSavedNanoUsd }) => [
      meter,
      quantity,
      nanoUsd,
      cacheSavedNanoUsd,
    ]),
    [
      ['cached-input', 400, 200_000n, 600_000n],
      ['input', 600, 1_200_000n, 0n],
      ['output', 100, 800_000n, 0n],
    ],
  )
  assert.equal(tokens[0]?.businessUnit, '/contoso/claims')
  assert.equal(total.cacheSavedNanoUsd, 600_000n)
})

test('what the ledger holds is shared among classes, whatever the price is today', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.nat(1_000_000),
      fc.nat(1_000_000),
      fc.nat(1_000_000),
      (nanoUsd, fresh, cached, output) => {
        fc.pre(fresh + cached + output > 0)
        const { total } = statement({ uses: [use({ nanoUsd, input: fresh + cached, cached, output })] })
        assert.equal(total.tokensNanoUsd, nanoUsd)
      },
    ),
    { numRuns: 50 },
  )
})

test('batch and flex saved half; what has no price is counted and told; fallback and spill are marked', () => {
  const { lines, total, notes } = statement({
    uses: [
      use({ serviceTier: 'batch', nanoUsd: 1_100_000n }),
      use({ serviceTier: 'priority', isPriced: false, nanoUsd: 0n, estimated: 7 }),
      use({ asked: 'gpt-5', deployment: 'ptu', deploymentType: 'provisioned-managed', isSpilled: true }),
    ],
  })
  assert.equal(total.tierSavedNanoUsd, 1_100_000n)
  assert.equal(total.unpricedTokens, 1_100)
  // A price that changed since the call is no saving of a tier.
  assert.equal(statement({ uses: [use({ serviceTier: 'default', nanoUsd: 1n })] }).total.tierSavedNanoUsd, 0n)
  assert.match(notes.join('\n'), /1,100 tokens have no known price/)
  assert.match(notes.join('\n'), /7 tokens are estimates/)
  const spilled = lines.filter(({ isSpilled }) => isSpilled)
  assert.equal(spilled.length, 3)
  assert.ok(spilled.every(({ asked, kind }) => asked === 'gpt-5' && kind === 'tokens'))
  assert.equal(new Set(lines.map(lineId)).size, lines.length)
})

test('an hour is shared by what each filled of the bucket; the rest is idle, and the pool carries it', () => {
  const { lines, provisioned, total } = statement({
    plan: plan('  pool: CC-0'),
    // Output counts four times.
    provisionedUses: [
      served(0, '/contoso/claims/bot', BUCKET / 2),
      served(0, '/contoso/hr/bot', 0, BUCKET / 16),
    ],
  })
  const [cost] = provisioned
  assert.deepEqual([cost?.hours, cost?.unitHours, cost?.nanoUsd], [4, 200, 4n * HOUR_NANO_USD])
  assert.deepEqual(
    lines.map(({ kind, costCenter, consumer, nanoUsd }) => [kind, costCenter, consumer, nanoUsd]),
    [
      ['idle', 'CC-0', null, (HOUR_NANO_USD * 13n) / 4n],
      ['provisioned', 'CC-0', '/contoso/hr/bot', HOUR_NANO_USD / 4n],
      ['provisioned', 'CC-1', '/contoso/claims/bot', HOUR_NANO_USD / 2n],
    ],
  )
  assert.equal(cost?.utilization, 0.75 / 4)
  assert.deepEqual(
    lines.map(({ quantity }) => quantity),
    [162.5, 12.5, 25],
  )
  assert.equal(total.nanoUsd, 4n * HOUR_NANO_USD)
})

test('a bucket that is more than full is shared whole, by use, to the last nano-dollar', () => {
  const { provisioned } = statement({
    provisionedUses: [
      served(1, '/contoso/a/bot', BUCKET),
      served(1, '/contoso/b/bot', BUCKET),
      served(1, '/contoso/c/bot', BUCKET),
    ],
  })
  const parts = provisioned[0]?.shares.map(({ nanoUsd }) => nanoUsd)
  assert.deepEqual(parts, [33_333_333_334n, 33_333_333_333n, 33_333_333_333n])
  assert.equal(provisioned[0]?.idleNanoUsd, 3n * HOUR_NANO_USD)
})

test('idle by owner and by use; without use the pool has it', () => {
  const uses = [served(0, '/contoso/claims/bot', 300), served(2, '/contoso/sales/bot', 100)]
  const idleOf = ({ lines }: Statement) =>
    lines
      .filter(({ kind }) => kind === 'idle')
      .map(({ costCenter, consumer, nanoUsd }) => [costCenter, consumer, nanoUsd])
  const owner = statement({ plan: plan('  idle: owner\n  owners: { ptu: CC-9 }'), provisionedUses: uses })
  assert.deepEqual(
    idleOf(owner).map(([center]) => center),
    ['CC-9'],
  )
  const byUse = statement({ plan: plan('  idle: proportional'), provisionedUses: uses })
  const [claims, sales] = idleOf(byUse)
  assert.equal(claims?.[1], '/contoso/claims/bot')
  assert.equal(BigInt(claims?.[2] ?? 0) / 1_000n, (BigInt(sales?.[2] ?? 0) * 3n) / 1_000n)
  const unused = statement({ plan: plan('  idle: proportional') })
  assert.deepEqual(idleOf(unused), [['unallocated', null, 4n * HOUR_NANO_USD]])
})

test('units that changed; a price for one deployment; the list where the file has none; nobody’s price', () => {
  const changed = statement({
    plan: plan('  unit_changes:\n    - { deployment: ptu, from: 2026-10-02, ptu: 50 }'),
  })
  assert.equal(changed.total.nanoUsd, 0n)
  const text = '  unit_changes:\n    - { deployment: ptu, from: 2026-09-02, ptu: 100 }'
  assert.equal(statement({ plan: plan(text) }).total.nanoUsd, 8n * HOUR_NANO_USD)
  const more = '      - { id: dz, account: swc, type: data-zone-provisioned-managed, ptu: 15, priority: 1 }'
  const listed = statement({ plan: plan('', more) })
  assert.equal(
    listed.provisioned.find(({ deployment }) => deployment.id === 'dz')?.nanoUsd,
    4n * 15n * 1_100_000_000n,
  )
  assert.match(listed.notes.join('\n'), /dz: \$1\.1 per PTU and hour is by list .*Retail Prices API/)
  const other = `  DeepSeek-R1:
    deployments:
      - { id: r1, account: swc, type: global-provisioned-managed, ptu: 100, input_tokens_per_minute: 400k }`
  const unknown = statement({ plan: plan('', other) })
  assert.match(unknown.notes.join('\n'), /r1 has no price per PTU and hour/)
  assert.equal(unknown.lines.find(({ deployment }) => deployment === 'r1')?.quantity, 400)
  const cheap = statement({ plan: { ...plan(), chargeback: cheaper(plan().chargeback) } })
  assert.deepEqual([cheap.total.nanoUsd, cheap.lines[0]?.listNanoUsd], [HOUR_NANO_USD, 4n * HOUR_NANO_USD])
})

/** A quarter of the price. */
function cheaper(chargeback: Plan['chargeback']): Plan['chargeback'] {
  const provisioned = chargeback.provisioned.map((row) => ({ ...row, nanoUsdPerUnitHour: 500_000_000 }))
  return { ...chargeback, provisioned }
}

test('a provisioned deployment that the file no longer has is told, and one whose bucket nobody knows', () => {
  const gone = { ...served(0, '/contoso/claims/bot', 100), deployment: 'old' }
  assert.match(statement({ provisionedUses: [gone] }).notes.join('\n'), /old served .* hours are missing/)
  const other = `  gpt-6-sol:
    deployments:
      - { id: r1, account: swc, type: global-provisioned-managed, ptu: 100 }`
  const used = { ...served(0, '/contoso/claims/bot', 100), deployment: 'r1' }
  const { provisioned, notes } = statement({ plan: plan('', other), provisionedUses: [used] })
  assert.equal(provisioned.find(({ deployment }) => deployment.id === 'r1')?.utilization, null)
  assert.match(notes.join('\n'), /who used it pays all/)
  // 100 PTU at the list's $1: the hour in use is the user's, the three others are idle.
  const own = provisioned.find(({ deployment }) => deployment.id === 'r1')
  assert.deepEqual([own?.shares[0]?.nanoUsd, own?.idleNanoUsd], [HOUR_NANO_USD, 3n * HOUR_NANO_USD])
})

test('another currency is converted as one sum, which the lines share; yen beyond what a double holds', () => {
  const yen = plan('  currency: JPY\n  conversion: { rate: 153.27, as_of: 2026-10-31, source: BoJ }')
  const uses = [use({ nanoUsd: 9_000_000_000_000_000_001n }), use({ costCenter: 'CC-2', nanoUsd: 3n })]
  const { lines, total, costCenters } = statement({ plan: yen, uses })
  const sum = total.nanoUsd * 15_327n
  assert.equal(total.amount, (sum + 50n) / 100n)
  assert.equal(
    lines.reduce((all, { amount }) => all + amount, 0n),
    total.amount,
  )
  assert.equal(
    costCenters.reduce((all, { amount }) => all + amount, 0n),
    total.amount,
  )
})

test('money for accountants and for readers', () => {
  assert.equal(exactMoney(0n), '0.000000000')
  assert.equal(exactMoney(-1n), '-0.000000001')
  assert.equal(exactMoney(12_345_678_901_234_567_890n), '12345678901.234567890')
  assert.equal(shownMoney(1_234_567_000_000n, 'USD'), '$1,234.57')
  assert.equal(shownMoney(1_000n, 'EUR'), 'EUR 0.000001')
})
