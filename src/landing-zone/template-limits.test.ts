import assert from 'node:assert/strict'
import { test } from 'node:test'
import { templateProblems } from './template-limits.ts'

const many = (count: number, of: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, of]))
const file = (template: object) => ({ path: 'arm/40.json', text: JSON.stringify(template) })

test('a template at the limits is taken', () => {
  assert.deepEqual(
    templateProblems([
      file({ parameters: many(256, {}), resources: many(800, {}), outputs: many(64, {}) }),
      file({}),
    ]),
    [],
  )
})

test('each limit that is passed is told, with its figure', () => {
  assert.deepEqual(
    templateProblems([file({ parameters: many(257, {}), resources: many(801, {}), outputs: many(65, {}) })]),
    [
      'arm/40.json has 257 parameters, and Azure takes 256',
      'arm/40.json has 801 resources, and Azure takes 800',
      'arm/40.json has 65 outputs, and Azure takes 64',
    ],
  )
  const [problem] = templateProblems([file({ resources: { a: 'é'.repeat(2 * 1024 * 1024) } })])
  assert.match(problem ?? '', /^arm\/40\.json has 4194\d+ bytes, and Azure takes 4194304$/)
})
