import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ALERT_RULES, prometheusRules } from '../../monitoring/index.ts'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { SOUND_WORKLOAD, withFolder } from '../workload-file.fixture.ts'
import { alerts } from './alerts.ts'

const CHANGED = `${SOUND_WORKLOAD}
telemetry:
  alerts:
    rules:
      budget-nearly-used: { used_percent: 60, severity: info }
      provisioned-full: { off: true, because: spilling over is what we bought pay-as-you-go for }
      breaker-open: { for: 10m }
`

async function run(text: string, ...words: string[]) {
  return await withFolder({ 'workload.yaml': text }, async (cwd) => {
    const environment = fakeEnvironment(['alerts', 'workload.yaml', ...words], { cwd })
    const code = await runCommandLine([alerts], environment)
    const file = await readFile(join(cwd, 'rules.yaml'), 'utf8').catch(() => null)
    return { code, out: environment.out(), errors: environment.errors(), file }
  })
}

test('each alert is listed, and what the file changes is marked', async () => {
  const { code, out } = await run(CHANGED)
  assert.equal(code, 0)
  const lines = out.trimEnd().split('\n')
  assert.equal(lines.length, ALERT_RULES.length + 1)
  const lineOf = (id: string) => lines.find((line) => line.startsWith(`${id} `)) ?? assert.fail(id)
  assert.match(lineOf('budget-nearly-used'), / info \* +used_percent: 60 \*$/)
  assert.match(lineOf('provisioned-full'), / off \* +spilling over is what/)
  assert.match(lineOf('breaker-open'), / warning +for: 10m \*$/)
  assert.match(lineOf('availability-fast-burn'), / critical +for: 0s, failed_calls: 5$/)
  assert.equal((await run(SOUND_WORKLOAD)).out.includes('*'), false)
})

test('rules for Prometheus are those of the file; those that ship are of a file that changes none', async () => {
  const { out } = await run(CHANGED, '--format', 'prometheus')
  assert.match(out, />= 0\.6\n.*\n\s+labels: \{ severity: info, alert_id: budget-nearly-used \}/)
  assert.match(out, /'At least 60 percent of a budget are used\.'/)
  assert.match(out, /for: 10m\n.*\n.*alert_id: breaker-open/)
  assert.doesNotMatch(out, /provisioned-full/)
  assert.equal((await run(SOUND_WORKLOAD, '--format', 'prometheus')).out, prometheusRules())
  const written = await run(CHANGED, '--format', 'prometheus', '--out', 'rules.yaml')
  assert.equal(written.out, '')
  assert.equal(written.file, out)
})

test('a file with errors gives no rules', async () => {
  const { code, out, errors } = await run(CHANGED.replace('used_percent: 60', 'used_percent: 99'))
  assert.equal(code, 1)
  assert.equal(out, '')
  assert.match(
    errors,
    /budget-nearly-used\.used_percent: must be a number of percent from 10 to 98, not "?99/,
  )
})
