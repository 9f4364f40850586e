import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDesign } from '../../workload/index.ts'
import { buildGraph } from '../build.ts'

function notesWith({
  endpoint = 'https://models.example.org/v1',
  more = '',
  runsOn = 'container-apps',
}): string {
  const text = `
workload: contoso-assistant
environment: production
regions: { primary: swedencentral }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  elsewhere: { provider: openai, endpoint: '${endpoint}', auth: { key: env:KEY } }
models:
  gpt-4.1: { deployments: [{ id: here, account: swc, type: standard, tpm: 10k }, { id: there, account: elsewhere }] }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
landing_zone: { gateway: { runs_on: ${runsOn} } }
${more}`
  const loaded = loadDesign(text, { source: 'workload.yaml', nowMs: Date.UTC(2026, 10, 21) })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph)
  return graph.notes.filter((note) => /lets the gateway out|is known when the gateway/.test(note)).join('\n')
}

const allowing = (entry: string) => `network: { egress: { allow: [${entry}] } }`

test('a host that no rule lets out is told, with its place', () => {
  assert.match(notesWith({}), /out to accounts\.elsewhere\.endpoint \(models\.example\.org\):/)
  assert.match(notesWith({ more: allowing('{ to: other.example.org }') }), /accounts\.elsewhere/)
  assert.match(
    notesWith({ more: allowing('{ to: models.example.org, ports: [8443] }') }),
    /accounts\.elsewhere/,
  )
})

test('what is listed by name, star, range or as everything is not', () => {
  for (const entry of ['{ to: models.example.org }', "{ to: '*.example.org' }"])
    assert.equal(notesWith({ more: allowing(entry) }), '', entry)
  const endpoint = 'https://203.0.113.7:8443/v1'
  assert.equal(notesWith({ endpoint, more: allowing('{ to: 203.0.113.0/24, ports: [8443] }') }), '')
  assert.match(notesWith({ endpoint, more: allowing('{ to: 203.0.113.0/24 }') }), /accounts\.elsewhere/)
  assert.equal(notesWith({ more: 'network: { egress: { mode: internet, reason: partners } }' }), '')
})

test('of what is known later, that it has to be listed; nothing where no gateway is built', () => {
  assert.match(
    notesWith({ endpoint: 'env:ELSEWHERE' }),
    /Where accounts\.elsewhere\.endpoint leads is known when/,
  )
  assert.equal(notesWith({ runsOn: 'none' }), '')
})

test('stores and telemetry that are somebody else’s are called, too', () => {
  const more = `storage: { counters: { redis: 'rediss://cache.example.com:6380' } }
telemetry: { otlp: { endpoint: 'https://collector.example.com:4318' } }
${allowing('{ to: models.example.org }, { to: cache.example.com, ports: [6380] }')}`
  assert.equal(
    notesWith({ more }),
    'Nothing lets the gateway out to telemetry.otlp.endpoint (collector.example.com:4318): list it in network.egress.allow.',
  )
})
