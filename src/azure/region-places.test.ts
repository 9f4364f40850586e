import assert from 'node:assert/strict'
import { test } from 'node:test'

import { SHIPPED_FACTS } from './azure-facts.ts'
import { placeOfRegion } from './region-places.ts'

test('every region has a place on Earth, and none that is not known has one', () => {
  for (const name of SHIPPED_FACTS.regions.names) {
    const place = placeOfRegion(name)
    assert.ok(place !== null, name)
    assert.ok(Math.abs(place.latitude) < 70 && Math.abs(place.longitude) <= 180, name)
  }
  assert.equal(placeOfRegion('atlantis'), null)
  assert.equal(placeOfRegion('constructor'), null)
})

test('regions of a geography lie together', () => {
  const [north, west] = [placeOfRegion('northeurope'), placeOfRegion('westeurope')]
  const [sydney, virginia] = [placeOfRegion('australiaeast'), placeOfRegion('eastus')]
  assert.ok(north !== null && west !== null && sydney !== null && virginia !== null)
  assert.ok(Math.abs(north.longitude - west.longitude) < 20)
  assert.ok(sydney.latitude < 0 && sydney.longitude > 100 && virginia.longitude < -60)
})
