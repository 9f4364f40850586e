import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { describeReason } from './reasons.ts'
import { Relations } from './relations.ts'
import type { EvaluatedResource } from './resource.ts'
import { evaluateTarget, recogniseTarget } from './target.ts'
import { evaluateTemplate } from './template.ts'
import { type Asked, itemsAt, valueAt, valueIn } from './value-at.ts'
import { RecordValue } from './value.ts'

const TEMPLATE = `{
  "parameters": { "acls": { "type": "object" }, "defaults": { "type": "object", "defaultValue": {
    "minimumTlsVersion": "TLS1_2" } } },
  "variables": { "rules": [
    { "name": "a", "access": "Allow" },
    { "name": "b", "access": "Deny" } ] },
  "resources": [
    { "type": "Microsoft.Storage/storageAccounts", "name": "st", "sku": { "name": "Standard_GRS" },
      "properties": {
        "networkAcls": "[parameters('acls')]",
        "PublicNetworkAccess": "Disabled",
        "nothing": null,
        "encryption": "[parameters('defaults')]",
        "rules": "[variables('rules')]",
        "copy": [{ "name": "made", "count": 2, "input": {
          "port": "[add(443, copyIndex('made'))]" } }]
      } },
    { "type": "Microsoft.Storage/storageAccounts", "name": "whole", "properties": "[union(parameters('acls'), parameters('defaults'))]" }
  ]
}`

function resources(): readonly EvaluatedResource[] {
  return evaluateTemplate({ name: 'a.json', text: TEMPLATE }).resources
}

function at(path: string, index = 0): Asked {
  const resource = resources()[index]
  assert.ok(resource !== undefined)
  return valueAt(resource, path)
}

function said(asked: Asked): string {
  const place = `${asked.place.line} ${asked.place.pointer}`
  if (asked.kind === 'known') return `${typeof asked.value === 'object' ? 'object' : asked.value} ${place}`
  return asked.kind === 'unset' ? `unset ${place}` : `${asked.reasons.map(describeReason).join()} ${place}`
}

describe('what rules ask', () => {
  const cases = [
    ['sku.name', 'Standard_GRS 8 /resources/0/sku/name'],
    ['Properties.publicnetworkaccess', 'Disabled 11 /resources/0/properties/PublicNetworkAccess'],
    ['properties.nothing', 'unset 12 /resources/0/properties/nothing'],
    ['properties.absent.deeper', 'unset 9 /resources/0/properties'],
    [
      'properties.networkAcls.defaultAction',
      'parameter "acls" has no value 10 /resources/0/properties/networkAcls',
    ],
    // Written elsewhere: the place is there.
    [
      'properties.encryption.minimumTlsVersion',
      'TLS1_2 3 /parameters/defaults/defaultValue/minimumTlsVersion',
    ],
    ['properties.rules[1].access', 'Deny 6 /variables/rules/1/access'],
    ['properties.rules[2].access', 'unset 14 /resources/0/properties/rules'],
    // Through a loop back to its line.
    ['properties.made[1].port', '444 16 /resources/0/properties/copy/0/input/port'],
    ["['sku']['name']", 'Standard_GRS 8 /resources/0/sku/name'],
  ] as const
  for (const [path, expected] of cases) test(path, () => assert.equal(said(at(path)), expected))

  test('of a record that may hold more, what is certain is known and what is not there is unknown', () => {
    assert.equal(at('properties.minimumTlsVersion', 1).kind, 'known')
    assert.equal(at('properties.publicNetworkAccess', 1).kind, 'unknown')
  })

  test('items come one by one, each with its place', () => {
    const [resource] = resources()
    assert.ok(resource !== undefined)
    const items = itemsAt(resource, 'properties.rules')
    assert.deepEqual(
      items.map((item) => item.place.line),
      [5, 6],
    )
    const [first] = items
    assert.ok(first?.kind === 'known' && first.value instanceof RecordValue)
    assert.equal(said(valueIn(first.value, first.place, 'access')), 'Allow 5 /variables/rules/0/access')
    assert.deepEqual(itemsAt(resource, 'properties.absent'), [])
    assert.deepEqual(
      itemsAt(resource, 'properties.networkAcls').map((item) => item.kind),
      ['unknown'],
    )
  })
})

describe('relations', () => {
  const module = {
    type: 'Microsoft.Resources/deployments',
    name: 'logs',
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: {
        id: { value: "[resourceId('Microsoft.CognitiveServices/accounts', parameters('account'))]" },
      },
      template: {
        parameters: { id: { type: 'string' } },
        resources: [
          { type: 'Microsoft.Insights/diagnosticSettings', name: 'd', scope: "[parameters('id')]" },
        ],
      },
    },
  }
  const template = {
    languageVersion: '2.0',
    parameters: { account: { type: 'string' } },
    resources: {
      account: { type: 'Microsoft.CognitiveServices/accounts', name: "[parameters('account')]" },
      models: {
        type: 'Microsoft.CognitiveServices/accounts/deployments',
        name: "[format('{0}/gpt-{1}', parameters('account'), copyIndex())]",
        copy: { name: 'models', count: 2 },
        dependsOn: ['account'],
      },
      endpoint: {
        type: 'Microsoft.Network/privateEndpoints',
        name: 'pe',
        dependsOn: ['models', 'models[0]'],
      },
      module,
    },
  }
  const { resources: found } = evaluateTarget({ name: 'a.json', text: JSON.stringify(template) })
  const relations = new Relations([found])
  const byType = (type: string): readonly EvaluatedResource[] =>
    found.filter((one) => one.type.endsWith(type))

  test('children and extensions are found where the name is unknown, also in other modules', () => {
    const [account] = byType('/accounts')
    assert.ok(account !== undefined)
    assert.deepEqual(
      relations.childrenOf(account).map((one) => one.type),
      [
        'Microsoft.CognitiveServices/accounts/deployments',
        'Microsoft.CognitiveServices/accounts/deployments',
        'Microsoft.Insights/diagnosticSettings',
      ],
    )
    for (const child of relations.childrenOf(account)) assert.equal(relations.parentOf(child), account)
    assert.equal(relations.byId(account.id, account), account)
    assert.equal(relations.parentOf(account), undefined)
  })

  test('between targets what is not known is never the same, and may be', () => {
    const [account] = byType('/accounts')
    const again = evaluateTarget({ name: 'b.json', text: JSON.stringify(template) }).resources
    const both = new Relations([found, again])
    assert.ok(account !== undefined)
    const own = both.childrenOf(account)
    assert.deepEqual(own, relations.childrenOf(account))
    const other = again.find(({ type }) => type.endsWith('/accounts'))
    assert.ok(other !== undefined && !own.some((child) => both.parentOf(child) === other))
    assert.equal(both.byId(account.id, other), other)
    assert.deepEqual(both.possibleChildrenOf(account, 'diagnosticSettings'), [])
  })

  test('dependencies are found by symbolic name, of a loop all or one', () => {
    const [endpoint] = byType('/privateEndpoints')
    const [first, second] = byType('accounts/deployments')
    assert.ok(endpoint !== undefined && first !== undefined && second !== undefined)
    assert.deepEqual(relations.dependenciesOf(endpoint), [first, second])
    assert.deepEqual(relations.dependenciesOf(first), byType('/accounts'))
  })
})

describe('kinds of targets', () => {
  const cases = [
    ['{ "resources": [] }', 'arm-template'],
    [
      '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#" }',
      'arm-template',
    ],
    [
      '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "parameters": {} }',
      'arm-parameters',
    ],
    ['{ "predictedResources": [] }', 'bicep-snapshot'],
    ['{ "format_version": "1.2", "planned_values": {} }', 'terraform-plan'],
    ['{ "format_version": "1.0", "values": { "root_module": {} } }', 'terraform-plan'],
    ['[{ "id": "/subscriptions/1" }]', 'resource-graph'],
    ['{ "value": [{ "id": "/subscriptions/1" }] }', 'resource-graph'],
    ['{ "name": "package" }', 'unknown'],
    ['not JSON', 'unknown'],
  ] as const
  for (const [text, kind] of cases) {
    test(text, () => assert.equal(recogniseTarget({ name: 'a.json', text }).kind, kind))
  }

  test('what is none is told of, with its place', () => {
    for (const text of ['{ "name": "package" }', 'not JSON', '']) {
      const { resources: none, notes } = evaluateTarget({ name: 'a.json', text })
      assert.equal(none.length, 0)
      assert.equal(notes[0]?.place?.document, 'a.json')
    }
  })
})
