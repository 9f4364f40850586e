import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { formatDiagnostic, loadWorkload } from '../index.ts'

const TODAY = Date.UTC(2026, 10, 21, 12)
const DAY_MS = 24 * 60 * 60 * 1000

/** A workload with these models on line 8 and after; gives its warnings. */
function warnings(models: string, nowMs: number | null = TODAY, provider = 'azure-openai'): string[] {
  const azure = provider === 'azure-openai' ? ', endpoint: env:A, auth: managed-identity' : ''
  const text = `workload: contoso
exposure: corp
environment: development
residency: global
accounts:
  swc: { provider: ${provider}, region: swedencentral${azure} }
  frc: { provider: ${provider}, region: francecentral${azure} }
models:
${models}
consumers:
  /contoso/bot: { models: all }
`
  const options = nowMs === null ? { source: 'w.yaml' } : { source: 'w.yaml', nowMs }
  const result = loadWorkload(text, options)
  assert.ok(result.ok, result.ok ? '' : result.diagnostics.map(formatDiagnostic).join('\n'))
  return result.warnings.map(formatDiagnostic)
}

const one = (model: string, settings: string) =>
  `  ${model}:\n    deployments:\n      - { id: a, account: swc, ${settings} }`

describe('where a model is offered', () => {
  test('what the tables have is fine, with its version and without', () => {
    assert.deepEqual(warnings(one('gpt-4.1', 'type: standard, tpm: 1k')), [])
    assert.deepEqual(warnings(one('GPT-4.1', 'type: standard, tpm: 1k, version: "2025-04-14"')), [])
  })

  test('another region is a warning at the type, with what there is instead', () => {
    const [warning, ...more] = warnings(`  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: a, account: swc, type: standard, tpm: 1k }
      - { id: b, account: frc, type: standard, tpm: 1k }`)
    assert.deepEqual(more, [])
    assert.match(
      warning ?? '',
      /^w\.yaml:13:38 models\.gpt-4\.1\.deployments\[1\]\.type: warning: gpt-4\.1 2025-04-14 is not known to be offered as standard in francecentral \(Microsoft's tables of \d{4}-\d\d-\d\d\); there it is as global-standard, .*; as standard it is in .*swedencentral/,
    )
  })

  test('a version that the tables lack is a warning where it is stated, once for all deployments', () => {
    const found = warnings(`  gpt-4.1:
    version: "2025-04-15"
    deployments:
      - { id: a, account: swc, type: standard, tpm: 1k }
      - { id: b, account: swc, type: global-standard, tpm: 1k }`)
    assert.equal(found.length, 1)
    assert.match(
      found[0] ?? '',
      /^w\.yaml:10:14 models\.gpt-4\.1\.version: .*no version "2025-04-15" of gpt-4\.1.*did you mean "2025-04-14"\?$/,
    )
  })

  test('a model that the tables lack is a warning where it is named', () => {
    assert.match(
      warnings(one('chat', 'type: standard, tpm: 1k')).join(),
      /^w\.yaml:9:3 models\.chat: warning: "chat" is in none .* say base_model$/,
    )
    const typo = `  chat:\n    base_model: gpt-4.1-mimi\n    deployments: [{ id: a, account: swc, type: standard, tpm: 1k }]`
    assert.match(
      warnings(typo).join(),
      /^w\.yaml:10:17 models\.chat\.base_model: .*did you mean "gpt-4\.1-mini"\?$/,
    )
  })

  test('what no table speaks of is told as unknown, not as missing', () => {
    const said = /whether .* is not known: Microsoft's tables of 20\d\d-\d\d-\d\d do not say/
    const provisioned = 'type: global-provisioned-managed, ptu: 15, input_tokens_per_minute: 1k'
    assert.match(warnings(one('gpt-6-sol', provisioned)).join(), said)
    assert.match(warnings(one('claude-opus-5', 'type: global-standard, tpm: 1k')).join(), said)
    assert.deepEqual(warnings(one('gpt-4.1', 'type: developer, tpm: 1k')), [], 'no table has this type')
  })
})

describe('when a version retires', () => {
  // The schedule that comes with the program ends gpt-4o 2024-05-13 on 2026-12-09.
  const old = one('gpt-4o', 'type: global-standard, tpm: 1k, version: "2024-05-13"')
  const end = Date.UTC(2026, 11, 9)

  test('is told from 90 days before, at the version', () => {
    assert.deepEqual(warnings(old, end - 90 * DAY_MS - 1), [])
    assert.match(
      warnings(old, end - 90 * DAY_MS).join(),
      /^w\.yaml:11:73 models\.gpt-4o\.deployments\[0\]\.version: warning: gpt-4o 2024-05-13 retires on 2026-12-09, in 90 days \(Microsoft's schedule of \d{4}-\d\d-\d\d\); Microsoft names gpt-5\.6-sol instead$/,
    )
    assert.match(warnings(old, end - 1).join(), /in 1 day /)
    assert.match(warnings(old, end).join(), /gpt-4o 2024-05-13 has retired: .* ends it on 2026-12-09/)
    assert.equal(warnings(old, end + 5_000 * DAY_MS).length, 1)
  })

  test('is told where no version is stated only when all of them end', () => {
    const found = warnings(one('gpt-4o', 'type: global-standard, tpm: 1k'), end)
    assert.deepEqual(found, [], 'later versions go on')
    assert.match(
      warnings(one('gpt-4.1-nano', 'type: global-standard, tpm: 1k')).join(),
      /^w\.yaml:9:3 models\.gpt-4\.1-nano: warning: every version of gpt-4\.1-nano has retired/,
    )
  })
})

test('nothing is said of simulated accounts, nor without a day', () => {
  const gone = one('gpt-4.1-nano', 'type: standard, tpm: 1k, version: "2025-04-14"')
  assert.equal(warnings(gone).length, 1)
  assert.deepEqual(warnings(gone, TODAY, 'simulated'), [])
  assert.deepEqual(warnings(gone, null), [])
})
