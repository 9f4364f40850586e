import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { evaluateTemplate } from './template.ts'
import { valueOfJson } from './json-values.ts'
import { parseJson } from './json-document.ts'
import { ListValue, RecordValue, sameValue, toJson, Unknown, type Value } from './value.ts'

/**
 * What is said while parameters are missing stays true whatever they turn out to be: a value that is known without them
 * never becomes another one.
 */
const NAMES = ['a', 'b', 'Key', 'x-y']
const text = fc.constantFrom('', 'a', 'b', 'Key', 'x-y', 'aB', 'a,b', '/s/1')
const quoted = text.map((one) => `'${one}'`)

interface Kinds {
  text: string
  truth: string
  count: string
  list: string
  object: string
  value: string
}

/** Expressions of each kind, over parameters of each kind. */
const { value: expression } = fc.letrec<Kinds>((tie: fc.LetrecTypedTie<Kinds>) => {
  const call = (name: string, ...args: (keyof Kinds)[]): fc.Arbitrary<string> =>
    fc.tuple(...args.map((kind) => tie(kind))).map((made) => `${name}(${made.join(', ')})`)
  const lambda = (name: string, body: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(tie('list'), body).map(([list, made]) => `${name}(${list}, lambda('v', ${made}))`)
  const either = (leaf: fc.Arbitrary<string>, ...more: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.oneof({ maxDepth: 4, depthIdentifier: 'expression' }, leaf, ...more)
  return {
    text: either(
      fc.oneof(
        quoted,
        fc.constantFrom("parameters('text')", "parameters('other')", 'newGuid()', 'resourceGroup().id'),
      ),
      call('concat', 'text', 'text'),
      call('toLower', 'text'),
      call('if', 'truth', 'text', 'text'),
      call('coalesce', 'text', 'text'),
      call('string', 'value'),
      call('replace', 'text', 'text', 'text'),
      fc.tuple(tie('text'), tie('value')).map(([a, b]) => `format('{0}-{1}', ${a}, ${b})`),
      call('join', 'list', 'text'),
      call('uniqueString', 'text'),
    ),
    truth: either(
      fc.constantFrom('true()', 'false()', "parameters('truth')"),
      call('and', 'truth', 'truth'),
      call('or', 'truth', 'truth'),
      call('not', 'truth'),
      call('equals', 'value', 'value'),
      call('contains', 'list', 'value'),
      call('contains', 'object', 'text'),
      call('contains', 'text', 'text'),
      call('empty', 'value'),
      call('if', 'truth', 'truth', 'truth'),
    ),
    count: either(
      fc.constantFrom('0', '1', '2', '-1', "parameters('count')"),
      call('add', 'count', 'count'),
      call('length', 'value'),
      call('indexOf', 'list', 'value'),
      call('lastIndexOf', 'list', 'value'),
      call('if', 'truth', 'count', 'count'),
    ),
    list: either(
      fc.constantFrom('createArray()', "parameters('list')"),
      call('createArray', 'value', 'value'),
      call('concat', 'list', 'list'),
      call('union', 'list', 'list'),
      call('intersection', 'list', 'list'),
      call('if', 'truth', 'list', 'list'),
      call('take', 'list', 'count'),
      call('skip', 'list', 'count'),
      call('items', 'object'),
      call('objectKeys', 'object'),
      lambda('map', tie('value')),
      lambda('filter', tie('truth')),
      fc.constant("map(parameters('list'), lambda('v', lambdaVariables('v')))"),
    ),
    object: either(
      fc.constantFrom('createObject()', "parameters('object')"),
      fc.tuple(tie('text'), tie('value')).map(([name, made]) => `createObject(${name}, ${made})`),
      call('union', 'object', 'object'),
      call('intersection', 'object', 'object'),
      fc.tuple(tie('object'), tie('object')).map(([a, b]) => `shallowMerge(createArray(${a}, ${b}))`),
      call('if', 'truth', 'object', 'object'),
    ),
    value: fc.oneof(
      tie('text'),
      tie('truth'),
      tie('count'),
      tie('list'),
      tie('object'),
      fc.tuple(tie('object'), fc.constantFrom(...NAMES)).map(([of, name]) => `tryGet(${of}, '${name}')`),
      fc.tuple(tie('list'), tie('count')).map(([of, at]) => `tryGet(${of}, ${at})`),
      fc.tuple(tie('object'), fc.constantFrom(...NAMES)).map(([of, name]) => `${of}['${name}']`),
      call('first', 'list'),
      call('last', 'list'),
    ),
  }
})

const scalar = fc.oneof(text, fc.boolean(), fc.integer({ min: -2, max: 3 }))
const list = fc.array(scalar, { maxLength: 3 })
const given = fc.record(
  {
    text,
    other: text,
    truth: fc.boolean(),
    count: fc.integer({ min: -2, max: 3 }),
    list,
    object: fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(scalar, list), { maxKeys: 3 }),
  },
  { requiredKeys: [] },
)

function evaluated(source: string, parameters: Readonly<Record<string, unknown>>): Value {
  const template = {
    parameters: {
      text: { type: 'string' },
      other: { type: 'string' },
      truth: { type: 'bool' },
      count: { type: 'int' },
      list: { type: 'array' },
      object: { type: 'object' },
    },
    outputs: { result: { type: 'object', value: `[${source}]` } },
  }
  const values: [string, Value][] = Object.entries(parameters).map(([name, value]) => {
    const reading = parseJson(JSON.stringify(value), name)
    assert.ok(reading.ok)
    return [name, valueOfJson(reading.root)]
  })
  const result = evaluateTemplate(
    { name: 'a.json', text: JSON.stringify(template) },
    { parameters: Object.fromEntries(values) },
  )
  return result.outputs[0]?.value ?? null
}

/** Whether all that was said before still holds. */
function stillHolds(before: Value, after: Value): boolean {
  if (before instanceof Unknown || after instanceof Unknown) return true
  if (before instanceof ListValue) {
    return (
      after instanceof ListValue &&
      before.items.length === after.items.length &&
      before.items.every((item, at) => stillHolds(item, after.items[at] ?? null))
    )
  }
  if (before instanceof RecordValue) {
    if (!(after instanceof RecordValue)) return false
    if (before.open === null && after.open === null && before.fields.size !== after.fields.size) return false
    return [...before.fields].every(([name, field]) => {
      const found = after.get(name)
      // A name may itself be a symbol, which is a name only for the eye.
      if (found === undefined) return name.includes('{')
      return stillHolds(field.value, found)
    })
  }
  return sameValue(before, after) === true
}

describe('unknown values', () => {
  test('a value known without some parameters never becomes another with them', () => {
    let known = 0
    fc.assert(
      fc.property(expression, given, given, (source, some, more) => {
        const before = evaluated(source, some)
        const after = evaluated(source, { ...more, ...some })
        if (!(before instanceof Unknown)) known++
        assert.ok(
          stillHolds(before, after),
          `${source}\n${JSON.stringify(toJson(before))}\n${JSON.stringify(toJson(after))}`,
        )
      }),
      { numRuns: 4000 },
    )
    assert.ok(known > 500, `only ${known} were known before, so that nothing was tested`)
  })
})
