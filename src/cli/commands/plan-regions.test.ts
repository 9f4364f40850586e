import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { planRegions } from './plan-regions.ts'

async function run(words: string[], day = '2026-11-21') {
  const environment = fakeEnvironment(['plan', 'regions', ...words], { cwd: '/', isTerminal: false })
  environment.clock.advance(Date.parse(day) - environment.clock.nowMs())
  const code = await runCommandLine([planRegions], environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

const ASKED = ['--model', 'gpt-4.1', '--capacity', '240k', '--residency', 'eu', '--near', 'swedencentral']

test('the table ranks, the sentences say why, and every table of facts has its day', async () => {
  const { code, out } = await run(ASKED)
  assert.equal(code, 0)
  assert.match(
    out,
    /^1 +swedencentral +data-zone-standard +2025-04-14 +0 ms +yes +\$2\.00 in, \$8\.00 out per 1M +300,000/m,
  )
  assert.match(out, /^First choice: data-zone-standard in Sweden Central .*anywhere in the data zone eu/m)
  assert.match(out, /^Second region, for continuity: .*polandcentral/m)
  assert.match(out, /^ {2}global-standard in .* and \d+ more: .*residency eu does not allow$/m)
  assert.match(out, /^ {2}2026-08-20 {2}quotas \(93 days old: Azure may have changed\)$/m)
  assert.match(out, /^ {2}2026-10-05 {2}retirements of models$/m)
})

test('JSON has what the table has', async () => {
  const { out } = await run([...ASKED, '--top', '1', '--format', 'json'])
  const found = JSON.parse(out) as {
    best: { region: string; quota: object }[]
    places: number
    second: { region: string }
    facts: { asOf: string; isStale: boolean }[]
  }
  assert.equal(found.best.length, 1)
  assert.ok(found.places > 1)
  assert.deepEqual(found.best[0]?.quota, { kind: 'enough', tokensPerMinute: 300_000, asOf: '2026-08-20' })
  assert.equal(found.second.region, 'polandcentral')
  assert.ok(found.facts.every(({ asOf }) => /^\d{4}-\d\d-\d\d$/.test(asOf)))
})

test('provisioned throughput is asked for with its unit', async () => {
  const { out } = await run(['--model', 'gpt-4.1', '--capacity', '90ptu', '--residency', 'eu', '--top', '2'])
  assert.match(out, /90 PTU, \$72270\.00\/month/)
  assert.match(out, /sizes of PTU/)
})

test('where nothing is left, the answer is no, with the reason', async () => {
  const { code, out } = await run(ASKED, '2027-03-01')
  assert.equal(code, 1)
  assert.match(out, /^No region serves gpt-4\.1 as asked\.$/m)
  assert.match(out, /every version there retires within 90 days/)
})

for (const [words, said] of [
  [['--model', 'gpt-41', '--capacity', '1k'], /--model is not known: gpt-41\n.*gpt-4\.1\?/],
  [['--model', 'gpt-4.1', '--capacity', 'lots'], /neither tokens per minute nor PTU: lots/],
  [['--model', 'gpt-4.1', '--capacity', '0'], /neither tokens per minute nor PTU: 0/],
  [['--model', 'gpt-4.1', '--capacity', '1k', '--near', 'swedencental'], /Did you mean swedencentral\?/],
  [['--model', 'gpt-4.1', '--capacity', '1k', '--version', '2025-04-15'], /Did you mean 2025-04-14\?/],
  [['--model', 'gpt-4.1', '--capacity', '1k', '--residency', 'iceland'], /--residency is not known: iceland/],
  [['--model', 'gpt-4.1', '--capacity', '1k', '--type', 'standart'], /Did you mean standard\?/],
  [['--model', 'gpt-4.1'], /--capacity is missing/],
] as const) {
  test(`wrong use is told: ${words.join(' ')}`, async () => {
    const { code, errors } = await run([...words])
    assert.equal(code, 2)
    assert.match(errors, said)
  })
}
