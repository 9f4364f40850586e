import assert from 'node:assert/strict'
import { test } from 'node:test'

import { loadWorkload } from '../workload/index.ts'
import { type Incident, regionIncidents } from './incidents.ts'

const loaded = loadWorkload(
  `workload: contoso
accounts:
  swc: { provider: simulated, region: swedencentral }
  frc: { provider: simulated, region: francecentral }
models:
  gpt-4.1:
    deployments:
      - { id: one, account: swc, type: standard, tpm: 10k }
      - { id: two, account: swc, type: standard, tpm: 10k }
      - { id: three, account: frc, type: standard, tpm: 10k }
consumers:
  /contoso/bot: { models: all }
`,
  { source: 'workload.yaml' },
)
assert.ok(loaded.ok)

function out(about: string, fromMs: number, untilMs: number | null): Incident {
  const words = { title: '', detail: '', remedy: null, remedyInConsole: null }
  return {
    id: `${about} ${fromMs}`,
    kind: 'deployment',
    severity: 'critical',
    about,
    labels: { deployment: about },
    fromMs,
    untilMs,
    ...words,
  }
}

test('a region is out for as long as all its deployments are', () => {
  const incidents = [out('one', 100, 300), out('two', 200, 250), out('two', 280, null), out('three', 50, 60)]
  const found = regionIncidents(incidents, loaded.plan)
  assert.deepEqual(
    found.map(({ labels, fromMs, untilMs }) => [labels['region'], fromMs, untilMs]),
    [
      ['swedencentral', 200, 250],
      ['swedencentral', 280, 300],
      ['francecentral', 50, 60],
    ],
  )
  assert.deepEqual(regionIncidents([out('one', 100, null)], loaded.plan), [])
})
