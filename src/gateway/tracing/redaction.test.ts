import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assert as assertProperty, constantFrom, array, property } from 'fast-check'

import { REDACTED, redactionOf } from './redaction.ts'

const redact = redactionOf(['KD-########', 'project *-eu', '@@##'])

test('what is known by its form is taken out, and what stands around it stays', () => {
  for (const secret of [
    'anna.schmidt+work@claims.contoso.com',
    '4111 1111 1111 1111',
    '5500-0000-0000-0004',
    '378282246310005',
    'sk-proj-abcdefghijklmnop1234',
    'AKIAIOSFODNN7EXAMPLE',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc_def-ghi',
    '0123456789abcdef0123456789abcdef',
    'AccountKey=hunter2hunter2',
    'password: "correct-horse"',
    'KD-12345678',
    'Project Falcon-EU',
    'ab12',
  ]) {
    const told = redact(`Before ${secret} after`)
    assert.ok(told.includes(REDACTED), secret)
    assert.ok(!told.includes(secret), told)
    assert.match(told, /^Before .*after$/)
  }
})

test('what is none of these stays as it is', () => {
  for (const text of [
    'Order 4111 1111 1111 1112 of 2026-11-21 costs 12,500.00 USD.',
    'Write to me @ the office, or see a@b.',
    'A password is what you make of it.',
    'Pneumonoultramicroscopicsilicovolcanoconiosis and Donaudampfschifffahrtsgesellschaft',
    'KD-1234567 is too short',
  ])
    assert.equal(redact(text), text)
})

test('in text that is JSON, secrets are known after the end of a line and between quotes, however deep', () => {
  const texts = [
    'A=1\nOPENAI_API_KEY=hunter2hunter2\n',
    'one\nsk-proj-abcdefghijklmnop1234 two',
    'a\tAKIAIOSFODNN7EXAMPLE',
    'a\neyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc_def-ghi',
    'to:\r\nanna.schmidt@contoso.com\n',
    'x\na1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6',
    'api_key=hunter2hunter2',
    'password: "correct-horse", more',
    "x\npassword='correct-horse'",
    'password=correct\\horse',
  ]
  for (const text of texts) {
    let json: unknown = { path: '.env', content: text }
    for (let depth = 1; depth <= 3; depth++) {
      const told = redact(JSON.stringify(json))
      assert.match(told, /\[redacted\]/, told)
      assert.doesNotMatch(told, /hunter|sk-proj|AKIA|eyJ|anna|schmidt|a1b2|horse/, told)
      assert.doesNotThrow(() => void JSON.parse(told), told)
      json = { body: JSON.stringify(json) }
    }
  }
  assert.equal(
    redact(String.raw`C:\temp\notes\read-me.txt and \n new\tables`),
    String.raw`C:\temp\notes\read-me.txt and \n new\tables`,
  )
})

test('characters of patterns are meant as themselves in a mask', () => {
  const odd = redactionOf(['(a|b)+[c]'])
  assert.equal(odd('x (a|b)+[c] y aac'), `x ${REDACTED} y aac`)
})

test('no text costs more than in proportion to its length', () => {
  const pieces = [
    'a',
    '1',
    '@',
    '.',
    '-',
    'eyJ',
    'sk-',
    ' ',
    '=',
    'password',
    'KD-',
    'project ',
    '/',
    '\\n',
    '\\',
    '"',
  ]
  const bounded = property(array(constantFrom(...pieces), { minLength: 1, maxLength: 4 }), (unit) => {
    const long = unit.join('').repeat(Math.ceil(40_000 / unit.join('').length))
    // Steps are not to be counted from outside: what is quadratic here takes minutes, and the runner's time ends it.
    redact(long)
  })
  assertProperty(bounded, { numRuns: 60 })
})
