import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AddressRange, formatRange, overlaps, parseRange, sizeOf } from './address-plan.ts'
import {
  firstAddressOf,
  HUB_PREFIX_LENGTH,
  hubRange,
  type HubSlot,
  SPOKE_PREFIX_LENGTH,
  spokeRange,
  type SpokeSlot,
} from './subnet-slots.ts'

const HUB: readonly HubSlot[] = [
  'firewall',
  'bastion',
  'gateways',
  'resolverInbound',
  'resolverOutbound',
  'jumpbox',
  'endpoints',
  'firewallManagement',
]
const SPOKE: readonly SpokeSlot[] = [
  'gateway',
  'endpoints',
  'agents',
  'jumpbox',
  'apiManagement',
  'entrance',
  'training',
  'bastion',
]

function apart(network: AddressRange, ranges: readonly AddressRange[]): void {
  for (const [i, range] of ranges.entries()) {
    assert.deepEqual(parseRange(formatRange(range)), range, 'a range begins where one of its size can')
    assert.ok(range.first >= network.first && range.first + sizeOf(range) <= network.first + sizeOf(network))
    for (const other of ranges.slice(i + 1)) assert.ok(!overlaps(range, other))
  }
}

test('subnets of a network lie in it, apart', () => {
  const spoke = {
    first: parseRange('10.64.8.0/22')?.first ?? assert.fail(),
    prefixLength: SPOKE_PREFIX_LENGTH,
  }
  apart(
    spoke,
    SPOKE.map((slot) => spokeRange(spoke, slot)),
  )
  const hub = { first: parseRange('10.65.2.0/23')?.first ?? assert.fail(), prefixLength: HUB_PREFIX_LENGTH }
  apart(
    hub,
    HUB.map((slot) => hubRange(hub, slot)),
  )
})

test('the first address of a subnet is its fifth', () => {
  assert.equal(firstAddressOf(parseRange('10.65.2.64/26') ?? assert.fail()), '10.65.2.68')
})
