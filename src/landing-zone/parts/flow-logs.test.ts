import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PRINTERS } from '../index.ts'
import { zoneWith } from '../zone.fixture.ts'

const FLOW_LOGS = 'Microsoft.Network/networkWatchers/flowLogs'
const WORKSPACE =
  '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg-log/providers/Microsoft.OperationalInsights/workspaces/log'

describe('what watches the network', () => {
  test('in production every network has flow logs, under the watcher that Azure has made', () => {
    const zone = zoneWith('')
    assert.deepEqual(
      zone.of(FLOW_LOGS, '29-flow-logs-swedencentral').map(({ name }) => name),
      [
        'NetworkWatcher_swedencentral/flow-contoso-assistant-prod-network-swedencentral',
        'NetworkWatcher_swedencentral/flow-contoso-assistant-prod-hub-swedencentral',
      ],
    )
    const log = zone.one('flowLogHubFrancecentral')
    const text = JSON.stringify(log.whole)
    assert.match(text, /"targetResourceId":"\[resourceId\('rg-contoso-assistant-prod-hub-francecentral'/)
    assert.match(text, /"workspaceResourceId":"\[resourceId\('rg-contoso-assistant-prod-ops'/)
    assert.match(text, /"type":"UserAssigned"/)
    const { allowSharedKeyAccess, networkAcls } = zone.one('flowStoreFrancecentral').properties
    assert.equal(allowSharedKeyAccess, false)
    assert.deepEqual(networkAcls, { defaultAction: 'Deny', bypass: 'AzureServices' })
    assert.equal(
      zone.graph.stages.find(({ name }) => name === '29-flow-logs-francecentral')?.scope.kind,
      'resource-group',
    )
    assert.equal(zone.of('Microsoft.Network/networkWatchers').length, 0)
  })

  test('Terraform puts a flow log beneath the watcher', () => {
    const files = PRINTERS.find(({ name }) => name === 'terraform')?.print(zoneWith('').graph) ?? []
    const text = files.find(({ path }) => path.endsWith('29-flow-logs-swedencentral.tf'))?.text ?? ''
    assert.match(
      text,
      /parent_id = ".*\/resourceGroups\/NetworkWatcherRG\/providers\/Microsoft\.Network\/networkWatchers\/NetworkWatcher_swedencentral"\n {2}name {6}= "flow-contoso-assistant-prod-network-swedencentral"/,
    )
  })

  test('none where the file wants none', () => {
    const zone = zoneWith('network: { monitoring: { network_watcher: false } }')
    assert.equal(zone.of(FLOW_LOGS).length, 0)
  })

  test('Sentinel is put on the workspace where the file asks, and not on that of the platform', () => {
    const states = 'Microsoft.SecurityInsights/onboardingStates'
    assert.equal(zoneWith('').of(states).length, 0)
    const [own] = zoneWith('network: { monitoring: { sentinel: true } }').of(states)
    assert.equal(own?.name, 'default')
    const platform = zoneWith(
      `network: { monitoring: { sentinel: true } }\nlanding_zone: { existing: { log_workspace: ${WORKSPACE} } }`,
    )
    assert.equal(platform.of(states).length, 0)
    assert.match(platform.notes.join('\n'), /Sentinel/)
  })
})
