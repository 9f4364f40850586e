import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoneWith } from '../zone.fixture.ts'

const { graph } = zoneWith('data: { stores: { docs: { kind: storage } } }')
const resources = graph.stages.flatMap((stage) => stage.resources)
const settingsOf = (symbol: string) =>
  resources.filter(
    ({ type, extends: on }) => type === 'Microsoft.Insights/diagnosticSettings' && on?.symbol === symbol,
  )

test('addresses, security groups, networks and the workspace are in the logs, in the stage that makes them', () => {
  for (const symbol of [
    'firewallPublicAddressSwedencentral',
    'gatewaySecurityGroupFrancecentral',
    'networkSwedencentral',
    'logWorkspace',
  ]) {
    const [setting, ...more] = settingsOf(symbol)
    assert.ok(setting !== undefined, symbol)
    assert.deepEqual(more, [], symbol)
    assert.ok(
      graph.stages.some(
        (stage) => stage.resources.includes(setting) && stage.resources.some((one) => one.symbol === symbol),
      ),
      symbol,
    )
  }
})

test('a security group has no metrics, and of an account for flow logs there are no logs of logs', () => {
  const kindsOf = (symbol: string) => Object.keys(settingsOf(symbol)[0]?.body['properties'] ?? {}).sort()
  assert.deepEqual(kindsOf('gatewaySecurityGroupSwedencentral'), ['logs', 'workspaceId'])
  const store = resources.find(
    ({ type, symbol }) => type === 'Microsoft.Storage/storageAccounts' && /flow/i.test(symbol),
  )
  assert.deepEqual(kindsOf(store?.symbol ?? ''), ['metrics', 'workspaceId'])
})

test('nothing is sent twice', () => {
  const watched = resources
    .filter(({ type }) => type === 'Microsoft.Insights/diagnosticSettings')
    .map((one) => one.extends)
  assert.equal(new Set(watched).size, watched.length)
})
