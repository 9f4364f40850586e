import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Relations } from './relations.ts'
import { mayBeSameId } from './resource-ids.ts'
import type { EvaluatedResource } from './resource.ts'
import { evaluateTarget } from './target.ts'
import { Unknown } from './value.ts'

const GROUP = '/subscriptions/1/resourceGroups/r/providers/Microsoft.ApiManagement'

function exported(...ids: readonly string[]): readonly EvaluatedResource[] {
  const text = JSON.stringify(ids.map((id) => ({ id, properties: {} })))
  return evaluateTarget({ name: 'export.json', text }).resources
}

describe('ids that are known in part', () => {
  const unknown = (symbol: string | null) => new Unknown([{ kind: 'after-apply' }], symbol)
  const cases = [
    ['/a/b/c', '/A/B/c', true],
    ['/a/b/c', '/a/b/d', false],
    ['/a/b/c', '/a/b/c/d', false],
    [unknown('/a/{x}/c'), '/a/b/c', true],
    [unknown('/a/{x}/c'), '/a/b/d', false],
    [unknown('/a/{x}/c'), '/a/b/b/c', false],
    [unknown('{id}/c'), '/a/b/c', true],
    [unknown('{id}/c'), '/a/b/d', false],
    [unknown('/a/{x}'), unknown('/a/{y}'), true],
    [unknown(null), '/a/b/c', true],
  ] as const
  for (const [a, b, same] of cases) {
    const shown = [a, b].map((one) => (one instanceof Unknown ? one.symbol : one)).join(' and ')
    test(`${shown} ${same ? 'may be' : 'are not'} the same`, () => {
      assert.equal(mayBeSameId(a, b), same)
      assert.equal(mayBeSameId(b, a), same)
    })
  }
})

test('what lies in a resource is found however deep, also where what is between is not here', () => {
  const found = exported(
    `${GROUP}/service/one`,
    `${GROUP}/service/two`,
    `${GROUP}/service/one/apis/models/operations/chat/policies/policy`,
  )
  const [one, two, policy] = found
  assert.ok(one !== undefined && two !== undefined && policy !== undefined)
  const relations = new Relations([found])
  assert.deepEqual(
    [relations.isIn(policy, one), relations.isIn(policy, two), relations.isIn(one, one)],
    [true, false, false],
  )
})

test('subscriptions are one, or two, or not known', () => {
  const template = (name: string) =>
    evaluateTarget({
      name,
      text: JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        resources: ['a', 'b'].map((one) => ({ type: 'Microsoft.Search/searchServices', name: one })),
      }),
    }).resources
  const targets = [
    template('1.json'),
    template('2.json'),
    exported(`${GROUP}/service/one`, `${GROUP}/service/two`.replace('/1/', '/2/'), `${GROUP}/service/three`),
  ]
  const relations = new Relations(targets)
  const at = (target: number, index: number) => targets[target]?.[index] ?? assert.fail()
  assert.equal(relations.isOneSubscription(at(0, 0), at(0, 1)), true)
  assert.equal(relations.isOneSubscription(at(0, 0), at(1, 0)), null)
  assert.equal(relations.isOneSubscription(at(0, 0), at(2, 0)), null)
  assert.equal(relations.isOneSubscription(at(2, 0), at(2, 1)), false)
  assert.equal(relations.isOneSubscription(at(2, 0), at(2, 2)), true)
})
