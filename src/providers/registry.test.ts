import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { accountWith } from './account.fixture.ts'
import { providerContract } from './provider.contract.ts'
import { providerOf, PROVIDERS } from './registry.ts'
import { VERDICT_ROWS } from './verdict-rows.ts'

const WIRES = { 'azure-openai': 'azure-openai', openai: 'openai', simulated: 'azure-openai' } as const

for (const [name, provider] of Object.entries(PROVIDERS)) {
  test(`${name}: is listed under its own name`, () => {
    assert.equal(provider.name, name)
    assert.equal(providerOf(provider.name), provider)
  })
  providerContract(provider, accountWith({ provider: provider.name }), WIRES[provider.name])
}

providerContract(
  { ...providerOf('azure-openai') },
  accountWith({ api: { kind: 'classic', apiVersion: '2024-10-21' } }),
  'azure-openai',
)

test('the table of error classes in docs/providers.md is the one that is used', () => {
  const page = readFileSync(new URL('../../docs/providers.md', import.meta.url), 'utf8')
  const table = page.slice(page.indexOf('verdict-rows.ts -->')).split('\n\n', 2)[1] ?? ''
  const rows = table.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  )
  assert.deepEqual(
    rows.slice(2),
    VERDICT_ROWS.map((row) => [`\`${row.id}\``, statuses(row.statuses), row.verdict.kind, row.meaning]),
  )
})

function statuses(given: readonly (number | readonly [number, number])[]): string {
  return given.map((s) => (typeof s === 'number' ? String(s) : `${s[0]}-${s[1]}`)).join(', ')
}
