import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDesign } from './load.ts'
import { NETWORK_PRESETS, withPreset } from './network-presets.ts'

const FILE = `workload: contoso
exposure: EXPOSURE
accounts:
  sim: { provider: simulated, region: swedencentral }
models:
  gpt-4.1: { deployments: [{ id: d1, account: sim, type: standard, tpm: 10k }] }
consumers:
  /contoso/bot: { models: all }
network: NETWORK
`

function networkOf(exposure: string, network: string) {
  const text = FILE.replace('EXPOSURE', exposure).replace('NETWORK', network)
  const loaded = loadDesign(text, { source: 'workload.yaml' })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  return loaded.declaration.network
}

test('a preset says what belongs together, and what is written beside it stays', () => {
  assert.deepEqual(
    networkOf('corp', '{ preset: closed, egress: { via: other-firewall, allow: [{ to: a.example }] } }'),
    {
      preset: 'closed',
      models: 'private-endpoints',
      data: 'private-endpoints',
      portals: 'private',
      gateway: 'inside',
      security_groups: 'every-subnet',
      egress: { mode: 'approved-only', via: 'other-firewall', allow: [{ to: 'a.example' }] },
      dns: { zones: 'central', zone_groups: 'every-endpoint' },
      ingress: { via: 'none' },
    },
  )
  assert.deepEqual(networkOf('online', '{ preset: published, ingress: { via: front-door } }')?.ingress, {
    via: 'front-door',
    waf: 'prevention',
    https_only: true,
    ddos_protection: true,
  })
})

test('without a preset nothing is filled in', () => {
  assert.deepEqual(networkOf('corp', '{ models: public }'), { models: 'public' })
})

test('whatever a preset settles cannot be said otherwise', () => {
  for (const preset of NETWORK_PRESETS) {
    for (const [key, value] of [
      ['models', 'public'],
      ['data', 'selected-networks'],
      ['portals', 'public'],
      ['gateway', 'outside'],
      ['security_groups', 'none'],
    ] as const) {
      const { contradictions } = withPreset({ preset, [key]: value })
      assert.deepEqual(
        contradictions.map(({ path }) => path),
        [[key]],
      )
    }
    const inner = withPreset({
      preset,
      egress: { mode: 'internet', via: 'none' },
      dns: { zones: 'none', zone_groups: 'some-endpoints' },
    })
    assert.equal(inner.contradictions.length, 4)
  }
  const open = withPreset({
    preset: 'published' as const,
    ingress: { via: 'none', waf: 'off', https_only: false, ddos_protection: false },
  })
  assert.equal(open.contradictions.length, 4)
})
