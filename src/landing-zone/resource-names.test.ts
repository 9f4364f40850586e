import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, constantFrom, property, stringMatching } from 'fast-check'
import { type NamedKind, resourceName } from './resource-names.ts'

const words = array(stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$/), { minLength: 1, maxLength: 4 })
const kinds: readonly NamedKind[] = [
  'storageAccount',
  'keyVault',
  'containerApp',
  'privateEndpoint',
  'aiServices',
]
const LONGEST = { storageAccount: 24, keyVault: 24, containerApp: 32, privateEndpoint: 64, aiServices: 64 }

test('names read as the Cloud Adoption Framework has them', () => {
  assert.equal(resourceName('resourceGroup', 'contoso-chat', 'prod', 'net'), 'rg-contoso-chat-prod-net')
  assert.match(
    resourceName('aiServices', 'contoso-chat', 'prod', 'swc'),
    /^aif-contoso-chat-prod-swc-[a-z][a-z0-9]{4}$/,
  )
  assert.match(resourceName('storageAccount', 'contoso-chat', 'prod'), /^stcontosochatprod[a-z][a-z0-9]{4}$/)
})

test('whatever the words, a name keeps to the length and characters of its type', () => {
  holds(
    property(constantFrom(...kinds), words, (kind, said) => {
      const name = resourceName(kind, ...said)
      assert.ok(name.length <= LONGEST[kind as keyof typeof LONGEST], name)
      assert.match(name, kind === 'storageAccount' ? /^[a-z0-9]{3,}$/ : /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
      assert.equal(name, resourceName(kind, ...said))
    }),
  )
})

test('words that differ in what a name cannot hold, or behind where it is cut, have names that differ', () => {
  const pairs: readonly (readonly [NamedKind, string, string])[] = [
    ['privateEndpoint', 'a.b', 'a-b'],
    ['privateEndpoint', 'A', 'a'],
    ['privateEndpoint', `${'x'.repeat(70)}1`, `${'x'.repeat(70)}2`],
    ['keyVault', `${'x'.repeat(30)}1`, `${'x'.repeat(30)}2`],
    ['storageAccount', 'a-b', 'ab'],
  ]
  for (const [kind, a, b] of pairs) assert.notEqual(resourceName(kind, a), resourceName(kind, b), `${a} ${b}`)
})
