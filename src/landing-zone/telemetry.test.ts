import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { PRINTERS } from './index.ts'
import { type Zone, zoneWith } from './zone.fixture.ts'

const VARIABLE = 'APPLICATIONINSIGHTS_CONNECTION_STRING'
const PUBLISHER = '3913510d-42f4-4e42-8a64-420c390055eb'
const TO_INSIGHTS = `
telemetry:
  azure_monitor: { connection_string: env:${VARIABLE}, auth: managed-identity }
  traces: {}
`

function gateway(runsOn: 'aks' | 'container-apps', telemetry = TO_INSIGHTS): Zone {
  const tls =
    runsOn === 'aks'
      ? 'tls: { certificate: env:TLS_CERTIFICATE, key: env:TLS_KEY }'
      : 'tls_ends_in_front: true'
  return zoneWith(`
network: { gateway: inside, ingress: { via: other } }
landing_zone: { gateway: { runs_on: ${runsOn} } }
gateway:
  listen: 0.0.0.0:8080
  operations: 0.0.0.0:9090
  ${tls}
  signing_key: env:SIGNING_KEY
${telemetry}`)
}

function publishers(zone: Zone) {
  return zone
    .of('Microsoft.Authorization/roleAssignments', '10-operations')
    .filter(({ properties }) => JSON.stringify(properties['roleDefinitionId']).includes(PUBLISHER))
}

describe('a gateway whose file sends telemetry to Azure Monitor', () => {
  for (const runsOn of ['container-apps', 'aks'] as const) {
    test(`on ${runsOn}: each region's identity may write there, and nobody by a key`, () => {
      const zone = gateway(runsOn)
      const rights = publishers(zone)
      assert.deepEqual(
        rights.map(({ properties }) => properties['principalId']),
        ['Swedencentral', 'Francecentral'].map(
          (region) => `[reference('gatewayIdentity${region}').principalId]`,
        ),
      )
      for (const { whole } of rights) assert.match(String(whole['scope']), /Microsoft\.Insights\/components/)
      assert.equal(zone.one('applicationInsights').properties['DisableLocalAuth'], true)
      assert.ok(!zone.notes.some((note) => note.includes('Application Insights')), zone.notes.join('\n'))
    })
  }

  test('is told where it is, and whoever deploys is not asked', () => {
    const zone = gateway('container-apps')
    for (const region of ['Swedencentral', 'Francecentral']) {
      const app = JSON.stringify(zone.one(`gateway${region}`).properties)
      assert.match(
        app,
        new RegExp(`"name":"${VARIABLE}","value":"\\[reference\\([^"]*\\)\\.ConnectionString\\]"`),
      )
    }
    for (const { name } of zone.graph.stages)
      assert.ok(!zone.asked(name).some((asked) => /ConnectionString/i.test(asked)), name)
    for (const printer of PRINTERS)
      assert.match(
        printer
          .print(zone.graph)
          .map(({ text }) => text)
          .join('\n'),
        /ConnectionString/,
        printer.name,
      )
  })

  test('on AKS the script asks for it, and takes it as it is', () => {
    const files = gateway('aks').graph.files
    const script = files.find(({ path }) => path === 'kubernetes/deploy.sh')?.text ?? ''
    assert.match(script, /Microsoft\.Insights\/components .* properties\.ConnectionString/)
    assert.match(script, new RegExp(`fill ${VARIABLE} "\\$value"`))
    const allowed = new RegExp(`^[${/\*\[!(\S+)\]\*\)/.exec(script)?.[1] ?? ''}]+$`)
    assert.match(
      'InstrumentationKey=00000000-0000-4000-8000-000000000001;IngestionEndpoint=https://swedencentral-0.in.applicationinsights.azure.com/;ApplicationId=00000000-0000-4000-8000-000000000002',
      allowed,
    )
    const manifest = files.find(({ path }) => path === 'kubernetes/swedencentral/gateway.json')?.text ?? ''
    assert.match(manifest, new RegExp(`"name": "${VARIABLE}"`))
  })

  test('without a sign-in it is told that nothing would be taken', () => {
    const zone = gateway('container-apps', TO_INSIGHTS.replace(', auth: managed-identity', ''))
    assert.ok(zone.notes.some((note) => /takes no keys, .* `auth: managed-identity`/.test(note)))
  })
})

test('a gateway that sends nothing anywhere is told how, and has no right to', () => {
  const zone = gateway('container-apps', '')
  assert.deepEqual(publishers(zone), [])
  assert.ok(
    zone.notes.some((note) => /^Nothing sends metrics and traces .*`telemetry: \{ azure_monitor/.test(note)),
  )
  const collected = gateway('container-apps', 'telemetry: { otlp: { endpoint: https://otlp.example.com } }')
  assert.ok(!collected.notes.some((note) => note.startsWith('Nothing sends metrics')))
})
