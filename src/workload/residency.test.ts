import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SHIPPED_FACTS } from '../azure/index.ts'
import { allowsProcessing, type DeploymentType, type Processing, RESIDENCIES } from './index.ts'
import { azureProcessing, claimedProcessing } from './residency.ts'

describe('residency', () => {
  const sweden: Processing = { scope: 'region', geography: 'sweden', dataZone: 'eu' }
  const switzerland: Processing = { scope: 'region', geography: 'switzerland', dataZone: null }
  const euZone: Processing = { scope: 'data-zone', dataZone: 'eu' }
  const cases: [string, Processing | null, readonly string[]][] = [
    ['a region of the European Union', sweden, ['global', 'eu', 'sweden']],
    ['a region outside any zone', switzerland, ['global', 'switzerland']],
    ['the European data zone', euZone, ['global', 'eu']],
    ['anywhere', { scope: 'global' }, ['global']],
    ['who knows where', null, ['global']],
  ]
  for (const [name, processing, allowed] of cases) {
    test(`what is processed in ${name} keeps to ${allowed.join(', ')} and to nothing else`, () => {
      assert.deepEqual(
        RESIDENCIES.filter((residency) => allowsProcessing(residency, processing)),
        allowed,
      )
    })
  }

  test('no residency that nobody knows allows anything', () => {
    for (const residency of ['', 'EU', 'constructor', 'null'])
      assert.equal(allowsProcessing(residency, euZone), false)
  })
})

describe('processing of a deployment', () => {
  const cases: [DeploymentType, string, Processing | null][] = [
    ['standard', 'swedencentral', { scope: 'region', geography: 'sweden', dataZone: 'eu' }],
    ['provisioned-managed', 'uksouth', { scope: 'region', geography: 'united-kingdom', dataZone: null }],
    ['data-zone-standard', 'eastus2', { scope: 'data-zone', dataZone: 'us' }],
    ['data-zone-provisioned-managed', 'westeurope', { scope: 'data-zone', dataZone: 'eu' }],
    // Listed by Microsoft as hosts of the European zone, though in no member state: no proof of residency.
    ['data-zone-standard', 'switzerlandnorth', null],
    ['data-zone-standard', 'norwayeast', null],
    ['data-zone-standard', 'japaneast', { scope: 'data-zone', dataZone: 'apac' }],
    ['data-zone-standard', 'brazilsouth', null],
    ['global-standard', 'swedencentral', { scope: 'global' }],
    ['global-provisioned-managed', 'nowhere', { scope: 'global' }],
    ['developer', 'swedencentral', { scope: 'global' }],
    ['standard', 'nowhere', null],
  ]
  for (const [type, region, processing] of cases) {
    test(`${type} in ${region}`, () =>
      assert.deepEqual(azureProcessing(type, region, SHIPPED_FACTS), processing))
  }

  test('outside Azure is what the file claims', () => {
    assert.deepEqual(claimedProcessing('global', SHIPPED_FACTS), { scope: 'global' })
    assert.deepEqual(claimedProcessing('us', SHIPPED_FACTS), { scope: 'data-zone', dataZone: 'us' })
    assert.deepEqual(claimedProcessing('germany', SHIPPED_FACTS), {
      scope: 'region',
      geography: 'germany',
      dataZone: 'eu',
    })
    assert.deepEqual(claimedProcessing('norway', SHIPPED_FACTS), {
      scope: 'region',
      geography: 'norway',
      dataZone: null,
    })
  })
})
