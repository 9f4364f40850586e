import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { armGuid, armUniqueString } from './hashing.ts'

describe('uniqueString', () => {
  // The names of storage accounts in Azure/bicep, src/Bicep.Cli.IntegrationTests and Bicep.Cli.UnitTests, tests of
  // snapshots: `uniqueString(resourceGroup().id)` in three subscriptions, resource group myRg (read 2026-11-21).
  const cases = [
    ['11068ed9-6c31-4a47-8183-4eca6d84bb32', 'pwt7yebfrftwu'],
    ['00000000-0000-0000-0000-000000000000', 'js26ofeqkqeve'],
    ['1ec1dd71-d88e-465d-95e2-4996c828833a', 'jztimcr36svny'],
  ] as const
  for (const [subscription, expected] of cases) {
    test(`is ${expected} as Bicep's own tests expect`, () => {
      assert.equal(armUniqueString([`/subscriptions/${subscription}/resourceGroups/myRg`]), expected)
    })
  }

  test('joins its arguments by hyphens, and covers every length of the last block', () => {
    assert.equal(armUniqueString(['hello', 'world']), armUniqueString(['hello-world']))
    const texts = Array.from({ length: 20 }, (_, length) => armUniqueString(['a'.repeat(length)]))
    assert.equal(new Set(texts).size, 20)
    assert.ok(texts.every((text) => /^[a-z2-7]{13}$/.test(text)))
  })
})

test('guid is the UUID version 5 of the joined arguments in the namespace of Azure', () => {
  // uuid5(UUID("11fb06fb-712d-4ddd-98c7-e71bbd588830"), "a-b") of Python's uuid module.
  assert.equal(armGuid(['a', 'b']), '2d796349-8c7e-55ec-9624-54ece82ed031')
})
