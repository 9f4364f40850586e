import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoneWith } from '../zone.fixture.ts'

const PRIVATE = 'network: { monitoring: { private_link: true } }\n'

test('telemetry goes over one endpoint for all networks, with all five zones, to what takes none from elsewhere', () => {
  const zone = zoneWith(PRIVATE)
  assert.equal(zone.one('endpointMonitor').stage, '66-monitor-link')
  const zones = JSON.stringify(zone.one('zoneGroupMonitor').properties)
  for (const name of [
    'monitor.azure.com',
    'oms.opinsights.azure.com',
    'ods.opinsights.azure.com',
    'agentsvc.azure-automation.net',
    'blob.core.windows.net',
  ])
    assert.ok(zones.includes(`privatelink.${name}'`), name)
  for (const symbol of ['logWorkspace', 'applicationInsights'])
    assert.equal(zone.one(symbol).properties['publicNetworkAccessForIngestion'], 'Disabled', symbol)
  assert.match(
    JSON.stringify(zone.one('monitorLinkApplicationInsights').whole),
    /"dependsOn":\[[^\]]*"monitorLinkLogWorkspace"/,
  )
})

test('the workspace of the platform is linked by its id, and nothing is where nobody asks', () => {
  const id =
    '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log'
  const zone = zoneWith(`${PRIVATE}landing_zone: { existing: { log_workspace: ${id} } }\n`)
  assert.equal(zone.one('monitorLinkLogWorkspace').properties['linkedResourceId'], id)
  assert.match(zone.notes.join('\n'), /takes telemetry from anywhere, unless its team closes it/)
  const without = zoneWith('')
  assert.deepEqual(without.of('Microsoft.Insights/privateLinkScopes'), [])
  assert.equal(without.one('logWorkspace').properties['publicNetworkAccessForIngestion'], undefined)
})
