import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { evaluateTarget, SHIPPED_FACTS } from '../azure/index.ts'
import { templateOf } from './case-estate.fixture.ts'
import { CASE_DAY_MS } from './case-workload.fixture.ts'
import { Estate, type Resource, type ResourceTarget } from './estate.ts'
import { RULES } from './registry.ts'
import { review } from './review.ts'
import type { ResourceCase } from './rule.ts'

/** Several templates, each with a parameter `given` that nobody has given. */
function targets(...templates: readonly ResourceCase[]): readonly ResourceTarget[] {
  return templates.map((resources, index) => {
    const name = `${index}.json`
    const evaluation = evaluateTarget({ name, text: JSON.stringify(templateOf(resources), null, 2) })
    return { kind: evaluation.kind, file: name, evaluation }
  })
}

function estateOf(...templates: readonly ResourceCase[]): Estate {
  return new Estate(
    targets(...templates),
    { residency: null, hasWorkload: false, facts: SHIPPED_FACTS },
    CASE_DAY_MS,
  )
}

function only(estate: Estate, type: string, index = 0): Resource {
  return estate.ofType(type)[index] ?? assert.fail(`no ${type}`)
}

function verdicts(rule: string, ...templates: readonly ResourceCase[]): readonly string[] {
  const resources = RULES.find(({ id }) => id === rule)?.resources ?? assert.fail(rule)
  return [...resources.check(estateOf(...templates))].map(({ verdict }) => verdict)
}

function reviewed(rule: string, baseline: ReadonlySet<string>, ...templates: readonly ResourceCase[]) {
  const rules = RULES.filter(({ id }) => id === rule)
  const { findings } = review(targets(...templates), {
    rules,
    allRuleIds: new Set([rule]),
    nowMs: CASE_DAY_MS,
    baseline,
  })
  return findings
}

const ACCOUNTS = 'Microsoft.CognitiveServices/accounts'
const account = (name: string, more: object = {}) => ({
  type: ACCOUNTS,
  apiVersion: '2025-06-01',
  name,
  location: 'swedencentral',
  kind: 'AIServices',
  sku: { name: 'S0' },
  properties: {},
  ...more,
})
const endpoint = (target: string) => ({
  type: 'Microsoft.Network/privateEndpoints',
  apiVersion: '2024-10-01',
  name: 'pe',
  location: 'swedencentral',
  properties: {
    privateLinkServiceConnections: [
      { name: 'c', properties: { privateLinkServiceId: target, groupIds: ['account'] } },
    ],
  },
})
const GIVEN = "[parameters('given')]"
const KNOWN = '/subscriptions/1/resourceGroups/r/providers/Microsoft.CognitiveServices/accounts/a'

describe('what is not known in one template', () => {
  test('is the same within it, and never what has that name in another', () => {
    const child = {
      type: `${ACCOUNTS}/deployments`,
      apiVersion: '1',
      name: "[concat(parameters('given'), '/m')]",
    }
    const together = estateOf([account(GIVEN), child])
    assert.equal(together.parentOf(only(together, child.type)), only(together, ACCOUNTS))
    const apart = estateOf([account(GIVEN)], [account(GIVEN), child], [child])
    const second = only(apart, ACCOUNTS, 1)
    assert.equal(apart.parentOf(only(apart, child.type)), second)
    assert.equal(apart.parentOf(only(apart, child.type, 1)), null)
    assert.deepEqual(apart.childrenOf(only(apart, ACCOUNTS)), [])
    assert.equal(apart.childrenOf(second).length, 1)
  })

  test('is known across templates where ids are whole', () => {
    const scoped = account('a', { scope: '/subscriptions/1/resourceGroups/r' })
    const estate = estateOf([scoped], [endpoint(KNOWN)])
    assert.equal(
      estate.byId(KNOWN, only(estate, 'Microsoft.Network/privateEndpoints')),
      only(estate, ACCOUNTS),
    )
  })

  test('passes no rule by a resource of the other, and fails none that it may be', () => {
    const leading = endpoint(`[resourceId('${ACCOUNTS}', parameters('given'))]`)
    assert.deepEqual(verdicts('PNET-02', [account(GIVEN), leading]), ['pass'])
    assert.deepEqual(verdicts('PNET-02', [account(GIVEN)], [leading]), ['undetermined'])
    const other = endpoint(KNOWN.replace('CognitiveServices/accounts', 'Search/searchServices'))
    assert.deepEqual(verdicts('PNET-02', [account(GIVEN)], [other]), ['fail'])
  })

  test('does not lend a region to deployments of another account', () => {
    const model = (of: string) => ({
      type: `${ACCOUNTS}/deployments`,
      apiVersion: '2025-06-01',
      name: `[concat(parameters('given'), '/${of}')]`,
      sku: { name: 'Standard', capacity: 1 },
      properties: { model: { name: 'gpt-4.1' } },
    })
    const there = [account(GIVEN), model('one')]
    const french = [account(GIVEN, { location: 'francecentral' })]
    assert.deepEqual(verdicts('REL-01', there, french, [model('two')]), ['undetermined'])
  })

  test('may be what an extension elsewhere speaks of, unless their names differ', () => {
    const logs = (of: string) => [
      {
        type: 'Microsoft.Insights/diagnosticSettings',
        apiVersion: '2021-05-01-preview',
        name: 'logs',
        scope: `[resourceId('${ACCOUNTS}', '${of}')]`,
        properties: {},
      },
    ]
    assert.deepEqual(verdicts('APP-16', [account('a')], logs('a')), ['undetermined'])
    assert.deepEqual(verdicts('APP-16', [account('a')], logs('b')), ['fail'])
    assert.deepEqual(verdicts('APP-16', [account('a')], [account('a'), ...logs('a')]), ['fail', 'pass'])
  })
})

describe('fingerprints', () => {
  const network = (...subnets: readonly string[]) => ({
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: '2024-10-01',
    name: 'spoke',
    location: 'swedencentral',
    properties: { subnets: subnets.map((name) => ({ name, properties: {} })) },
  })
  const NONE = new Set<string>()
  const prints = (...templates: readonly ResourceCase[]) =>
    reviewed('NET-14', NONE, ...templates).map(({ fingerprint }) => fingerprint)

  test('tell failures of one rule on one resource apart, by what they are about', () => {
    const both = prints([network('models', 'data')])
    assert.equal(new Set(both).size, 2)
    assert.deepEqual(prints([network('data', 'models')]).toSorted(), both.toSorted())
    assert.ok(both.includes(prints([account('a'), network('models')])[0] ?? ''))
  })

  test('tell equal failures of several templates apart, and a new one is no old one', () => {
    const before = prints([network('models')])
    const after = reviewed('NET-14', new Set(before), [network('models')], [network('models')])
    assert.deepEqual(after.map(({ standing }) => standing.kind).toSorted(), ['known', 'open'])
    assert.equal(new Set(after.map(({ fingerprint }) => fingerprint)).size, 2)
  })

  test('a failure is the same whether its like beside it passes or not', () => {
    const guarded = {
      ...network(),
      properties: { subnets: [{ name: 'models', properties: { networkSecurityGroup: { id: '/n' } } }] },
    }
    const [alone] = prints([network('models')])
    const beside = reviewed('NET-14', NONE, [guarded], [network('models')])
    assert.equal(beside.find(({ verdict }) => verdict === 'fail')?.fingerprint, alone)
  })
})
