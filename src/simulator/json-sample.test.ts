import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from './json.ts'
import { jsonSample } from './json-sample.ts'

test('a sample has every property, of its type and within its bounds', () => {
  const schema: Json = {
    type: 'object',
    properties: {
      name: { type: 'string', minLength: 12 },
      when: { type: 'string', format: 'date' },
      kind: { type: 'string', enum: ['red', 'green'] },
      count: { type: 'integer', minimum: 3 },
      share: { type: 'number', exclusiveMaximum: 0.5 },
      sure: { type: 'boolean' },
      maybe: { type: ['string', 'null'] },
      tags: { type: 'array', minItems: 2, items: { const: 'x' } },
      where: { anyOf: [{ type: 'object', properties: { city: { type: 'string' } } }, { type: 'null' }] },
      step: { $ref: '#/$defs/step' },
    },
    required: ['name'],
    $defs: { step: { type: 'object', properties: { text: { type: 'string', maxLength: 3 } } } },
  }
  assert.deepEqual(jsonSample(schema), {
    name: 'simulatedxxx',
    when: '2026-11-21',
    kind: 'red',
    count: 3,
    share: -0.5,
    sure: true,
    maybe: 'simulated',
    tags: ['x', 'x'],
    where: { city: 'simulated' },
    step: { text: 'sim' },
  })
})

test('a schema that holds itself comes to an end', () => {
  const tree: Json = {
    $ref: '#/$defs/node',
    $defs: {
      node: { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/$defs/node' } } } },
    },
  }
  assert.ok(JSON.stringify(jsonSample(tree)).length < 1_000)
  const names = Array.from({ length: 30 }, (_, i) => `field${i}`)
  const bush: Json = {
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { $ref: '#' }])),
  }
  assert.ok(JSON.stringify(jsonSample(bush)).length < 100_000)
})

test('no schema, no properties', () => {
  assert.deepEqual(jsonSample(undefined), {})
  assert.deepEqual(jsonSample({ type: 'object' }), {})
})
