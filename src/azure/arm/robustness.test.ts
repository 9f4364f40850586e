import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { functionNames } from './functions/registry.ts'
import { Relations } from './relations.ts'
import type { Evaluation } from './resource.ts'
import { evaluateTarget } from './target.ts'
import { MAX_VALUE_SIZE, toJson } from './value.ts'
import { valueAt } from './value-at.ts'

/** Whatever is reviewed, evaluating it ends, and ends with a result. */
const folder = new URL('../../../test/cases/arm/targets/', import.meta.url)
const targets = readdirSync(folder)
  .filter((name) => name.endsWith('.case'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8').split(/^-{20} .*\n/m)[0] ?? '')

function evaluated(text: string, maxSteps = 30_000): Evaluation {
  const evaluation = evaluateTarget({ name: 'a.json', text }, { maxSteps })
  const relations = new Relations([evaluation.resources])
  for (const resource of evaluation.resources) {
    relations.parentOf(resource)
    relations.childrenOf(resource)
    relations.dependenciesOf(resource)
    valueAt(resource, 'properties.subnets[0].properties.networkSecurityGroup.id')
  }
  return evaluation
}

function limits(evaluation: Evaluation): readonly string[] {
  return evaluation.notes.filter((note) => note.kind === 'limit').map((note) => note.message)
}

const anyExpression = fc
  .array(
    fc.oneof(
      fc.constantFrom(...functionNames()).map((name) => `${name}(`),
      fc.constantFrom(
        ')',
        ')',
        ')',
        ',',
        "'a'",
        "''",
        '0',
        '1',
        '-1',
        '99999',
        '.b',
        '[0]',
        "parameters('p')",
      ),
      fc.constantFrom(
        "variables('v')",
        'copyIndex()',
        "lambda('x',",
        "lambdaVariables('x')",
        "'Microsoft.A/b'",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => {
    const open = parts.join('').replaceAll(/[^(]/g, '').length - parts.join('').replaceAll(/[^)]/g, '').length
    return `[${parts.join('')}${')'.repeat(Math.max(0, open))}]`
  })

describe('hostile targets', () => {
  test('text that is cut, doubled and mixed up gets a result', () => {
    const chunk = fc.tuple(fc.nat(), fc.nat({ max: 400 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...targets),
        chunk,
        fc.nat(),
        fc.string({ maxLength: 4 }),
        (text, [from, length], to, more) => {
          const cut = text.slice(from % text.length, (from % text.length) + length)
          const at = to % text.length
          assert.ok(Array.isArray(evaluated(text.slice(0, at) + cut + more + text.slice(at)).resources))
        },
      ),
      { numRuns: 400 },
    )
  })

  test('sound JSON with anything in any place gets a result', () => {
    const anything = fc.oneof(
      anyExpression,
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        '[',
        '[[',
        '[]',
        null,
        {},
        [],
        { copy: [{ name: 'x', count: 5, input: 1 }] },
        { copy: { name: 'l', count: 3 } },
      ),
    )
    const sound = targets.filter((text) => !text.includes('//'))
    fc.assert(
      fc.property(fc.constantFrom(...sound), fc.nat(), anything, (text, position, value) => {
        let left = position % 300
        const changed: unknown = JSON.parse(text, (_, inner: unknown) => (left-- === 0 ? value : inner))
        const { resources } = evaluated(JSON.stringify(changed))
        for (const resource of resources) assert.ok(JSON.stringify(toJson(resource.body)).length > 0)
      }),
      { numRuns: 1500 },
    )
  })

  test('calls of any functions with any arguments get a result', () => {
    fc.assert(
      fc.property(fc.array(anyExpression, { minLength: 3, maxLength: 3 }), ([a, b, c]) => {
        const template = {
          parameters: { p: { type: 'object', defaultValue: { b: [1, 'x'] } } },
          variables: { v: a },
          resources: [{ type: 'Microsoft.A/b', name: b, copy: { name: 'l', count: 2 }, properties: { c } }],
        }
        assert.equal(typeof evaluated(JSON.stringify(template)).resources.length, 'number')
      }),
      { numRuns: 3000 },
    )
  })

  const doubling = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `v${at}`,
      at === 0
        ? "[createArray('x', 'y')]"
        : `[createArray(variables('v${at - 1}'), variables('v${at - 1}'))]`,
    ]),
  )
  const chain = Object.fromEntries(
    Array.from({ length: 5000 }, (_, at) => [`v${at}`, at === 0 ? 'x' : `[variables('v${at - 1}')]`]),
  )
  const text = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `v${at}`,
      at === 0 ? 'xxxxxxxx' : `[concat(variables('v${at - 1}'), variables('v${at - 1}'))]`,
    ]),
  )
  const asked = (variables: unknown, name: string): string =>
    JSON.stringify({
      variables,
      resources: [{ type: 'A.B/c', name: 'n', properties: { x: `[variables('${name}')]` } }],
    })

  test('a string that doubles sixty times is given up', () => {
    const [resource] = evaluated(asked(text, 'v59'), 3_000_000).resources
    const found = resource === undefined ? null : valueAt(resource, 'properties.x')
    assert.deepEqual(found?.kind === 'unknown' && found.reasons.map((reason) => reason.kind), ['limit'])
  })

  test('a list that doubles sixty times stays small, with unknown parts', () => {
    const [resource] = evaluated(asked(doubling, 'v59'), 3_000_000).resources
    assert.ok(resource !== undefined && resource.body.size <= MAX_VALUE_SIZE)
    assert.deepEqual(
      resource.body.inner?.reasons.map((reason) => reason.kind),
      ['limit'],
    )
    assert.ok(JSON.stringify(toJson(resource.body)).length < 10 * MAX_VALUE_SIZE)
  })

  test('a chain of variables too long for the stack is given up', () => {
    const { resources } = evaluated(asked(chain, 'v4999'), 3_000_000)
    const found = resources[0] === undefined ? null : valueAt(resources[0], 'properties.x')
    assert.equal(found?.kind, 'unknown')
  })

  test('modules, functions and arguments that nest too far for the stack are given up', () => {
    const modules = Array.from({ length: 600 }, (_, at) => ({
      type: 'Microsoft.Resources/deployments',
      name: `m${at}`,
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: {
          p: {
            value: at === 599 ? 'end' : `[concat('x', toLower(reference('m${at + 1}').outputs.o.value))]`,
          },
        },
        template: {
          parameters: { p: { type: 'string' } },
          resources: [{ type: 'A.B/c', name: "[parameters('p')]" }],
          outputs: { o: { type: 'string', value: "[if(empty(parameters('p')), '', parameters('p'))]" } },
        },
      },
    }))
    assert.equal(evaluated(JSON.stringify({ resources: modules }), 3_000_000).resources.length, 1200)
    const recursive = {
      functions: [
        {
          namespace: 'f',
          members: {
            again: {
              parameters: [{ name: 'x' }],
              output: { value: "[concat('a', f.again(map(createArray(1), lambda('y', parameters('x')))))]" },
            },
          },
        },
      ],
      resources: [{ type: 'A.B/c', name: "[f.again('x')]" }],
    }
    assert.equal(evaluated(JSON.stringify(recursive)).resources.length, 1)
    const deep = `${'first(createArray('.repeat(95)}'x'${'))'.repeat(95)}`
    const [resource] = evaluated(
      JSON.stringify({ resources: [{ type: 'A.B/c', name: `[${deep}]` }] }),
    ).resources
    assert.equal(resource?.name, 'x')
  })

  test('very long names, types and addresses, and very many modules of Terraform, get a result', () => {
    const long = 'a/'.repeat(300_000)
    const template = {
      parameters: { long: { type: 'string', defaultValue: long } },
      resources: [
        { type: '.'.repeat(300_000), name: long },
        { type: 'A.B/c', name: "[resourceId(parameters('long'), 'x')]", scope: long },
      ],
    }
    assert.equal(evaluated(JSON.stringify(template), 3_000_000).resources.length, 2)
    const plan = {
      planned_values: { root_module: { child_modules: Array.from({ length: 150_000 }, () => 1) } },
      resource_changes: [{ address: '['.repeat(300_000), type: 'azurerm_subnet', change: { after: {} } }],
    }
    assert.equal(evaluated(JSON.stringify(plan)).resources.length, 0)
    const state = { format_version: '1.0', values: plan.planned_values }
    assert.equal(evaluated(JSON.stringify(state)).resources.length, 0)
  })

  test('loops in loops in loops are given up, with a note', () => {
    const loop = (name: string, input: unknown): unknown => ({ copy: [{ name, count: 800, input }] })
    const resources = [
      {
        type: 'A.B/c',
        name: "[concat('n', copyIndex())]",
        copy: { name: 'outer', count: 800 },
        properties: loop('a', loop('b', loop('c', "[concat('x', copyIndex('c'))]"))),
      },
    ]
    const evaluation = evaluated(JSON.stringify({ resources }), 200_000)
    assert.deepEqual(limits(evaluation), [
      'Evaluating this takes too much work; what is left of it stays unknown.',
    ])
  })

  test('copies in copies in copies are given up, with a note', () => {
    const copies = (name: string, resources: unknown[]): unknown => ({
      type: name === 'a' ? 'A.B/a' : name,
      name: '[string(copyIndex())]',
      copy: { name, count: 800 },
      resources,
    })
    const resources = [copies('a', [copies('b', [copies('c', [])])])]
    const evaluation = evaluated(JSON.stringify({ resources }), 200_000)
    assert.equal(limits(evaluation).length, 1)
    assert.ok(evaluation.resources.length < 20_000)
  })

  test('a template that links itself is given up, with a note', () => {
    const link = {
      type: 'Microsoft.Resources/deployments',
      name: 'again',
      properties: { templateLink: { relativePath: 'a.json' } },
    }
    const own = JSON.stringify({ resources: [link] })
    const evaluation = evaluateTarget({ name: 'a.json', text: own }, { linked: new Map([['a.json', own]]) })
    assert.deepEqual(limits(evaluation), ['Templates are read 24 deep.'])
    const two = JSON.stringify({ resources: [link, { ...link, name: 'twice' }] })
    const doubled = evaluateTarget(
      { name: 'a.json', text: two },
      { linked: new Map([['a.json', two]]), maxSteps: 100_000 },
    )
    assert.ok(limits(doubled).some((message) => message.includes('too much work')))
  })

  test('outputs and modules in a circle are told of', () => {
    const module = (name: string, other: string): unknown => ({
      type: 'Microsoft.Resources/deployments',
      name,
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { p: { value: `[reference('${other}').outputs.o.value]` } },
        template: {
          parameters: { p: { type: 'string' } },
          resources: [],
          outputs: { o: { type: 'string', value: "[parameters('p')]" } },
        },
      },
    })
    const template = {
      resources: [module('a', 'b'), module('b', 'a')],
      outputs: { o: { type: 'string', value: "[reference('a').outputs.o.value]" } },
    }
    const { notes } = evaluated(JSON.stringify(template))
    assert.ok(notes.some((note) => /depends on itself/.test(note.message)))
  })

  test('names from the prototype are names like others', () => {
    const template = `{
      "parameters": { "__proto__": { "type": "string", "defaultValue": "p" }, "constructor": { "type": "string" } },
      "resources": [{ "type": "A.B/c", "name": "[parameters('__proto__')]", "properties": { "__proto__": { "x": 1 }, "toString": "[parameters('constructor')]" } }]
    }`
    const [resource] = evaluated(template).resources
    assert.ok(resource !== undefined)
    assert.equal(resource.name, 'p')
    const found = valueAt(resource, 'properties.__proto__.x')
    assert.ok(found.kind === 'known' && found.value === 1)
    assert.equal(valueAt(resource, 'properties.hasOwnProperty').kind, 'unset')
    assert.equal(valueAt(resource, 'properties.toString').kind, 'unknown')
  })
})
