import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadWorkload } from '../index.ts'

function warnings(model: string): readonly string[] {
  const text = `workload: contoso
accounts: { sim: { provider: simulated, region: swedencentral } }
models:
  ${model}
consumers: { /contoso: { models: all } }
`
  const loaded = loadWorkload(text, { source: 'w.yaml' })
  assert.ok(loaded.ok, JSON.stringify(loaded))
  return loaded.warnings.map(({ line, path, message }) => `${line} ${path}: ${message}`)
}

const DEPLOYMENTS = 'deployments: [{ id: one, account: sim, type: standard, tpm: 10k }]'

test('an answer longer than the model gives is a warning, and models that no table has get none', () => {
  const long = (more: string) => warnings(`${more} ${DEPLOYMENTS} }`)
  assert.deepEqual(long('gpt-4.1: { expected_output_tokens: 40000,'), [
    '4 models.gpt-4.1.expected_output_tokens: is more than gpt-4.1 answers with in one call: 32,768 tokens (as of 2026-07-07)',
  ])
  assert.deepEqual(long('gpt-4.1: { expected_output_tokens: 32768,'), [])
  assert.deepEqual(long('own: { expected_output_tokens: 900000,'), [])
  assert.deepEqual(long('own: { base_model: gpt-4o, expected_output_tokens: 16384,'), [])
  assert.equal(
    long('own: { base_model: gpt-4o, version: "2024-05-13", expected_output_tokens: 16384,').length,
    1,
  )
})
