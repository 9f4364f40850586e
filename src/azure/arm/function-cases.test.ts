import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { functionNames } from './functions/registry.ts'
import { describeReason } from './reasons.ts'
import { evaluateTemplate } from './template.ts'
import { toJson, Unknown, unknownIn } from './value.ts'

/**
 * Each line of test/cases/arm/functions: an expression, `=>`, and what comes of it: JSON, `?` and why it is unknown, or
 * `!` and what is wrong. Examples of the function reference stand with its results.
 */
const folder = new URL('../../../test/cases/arm/functions/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.case'))

function resultOf(expression: string): string {
  const template = {
    parameters: {
      text: { type: 'string' },
      flag: { type: 'bool' },
      number: { type: 'int' },
      object: { type: 'object' },
      password: { type: 'securestring', defaultValue: 'hunter2' },
      settings: { type: 'secureObject', defaultValue: { key: 'hunter2' } },
    },
    resources: [],
    outputs: { result: { type: 'object', value: `[${expression}]` } },
  }
  const { outputs, notes } = evaluateTemplate(
    { name: 'case.json', text: JSON.stringify(template) },
    {
      known: {
        subscriptionId: '11111111-1111-1111-1111-111111111111',
        resourceGroup: 'rg',
        managementGroup: 'corp',
      },
    },
  )
  const faults = notes.map((note) => note.message)
  if (faults.length > 0) return `! ${faults.join(' ')}`
  const value = outputs[0]?.value ?? null
  if (value instanceof Unknown) return `? ${value.reasons.map(describeReason).join(', ')}`
  assert.equal(unknownIn(value), null)
  return JSON.stringify(toJson(value))
}

const called = new Set<string>()

for (const file of files) {
  describe(file.replace('.case', '').replaceAll('-', ' '), () => {
    for (const line of readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n')) {
      const [expression = '', expected = ''] = line.split(/\s+=>\s+(?=\S)/)
      for (const [, name = ''] of expression.matchAll(/(\w+)\(/g)) called.add(name.toLowerCase())
      test(expression, () => {
        assert.equal(resultOf(expression), expected)
      })
    }
  })
}

test('every function is called by a case, but those that are only asked of Azure or need a loop', () => {
  const missing = functionNames().filter((name) => !called.has(name))
  const elsewhere = [
    'builduri',
    'copyindex',
    'deployer',
    'externalinput',
    'lessorequals',
    'managementgroup',
    'parseuri',
    'providers',
    'references',
    'resourceinfo',
    'tenant',
    'variables',
  ]
  assert.deepEqual(
    missing.filter((name) => !elsewhere.includes(name) && !/^to(?:logical|physical)zones?$/.test(name)),
    [],
  )
})
