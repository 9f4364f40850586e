import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { RULES } from './registry.ts'
import { rulePages } from './rule-pages.ts'
import { NOT_IN_RESOURCES, RECOMMENDED, UNCHECKED } from './unchecked.ts'

const wanted = Object.entries(RECOMMENDED).flatMap(([area, count]) =>
  Array.from({ length: count }, (_, index) => `${area}-${String(index + 1).padStart(2, '0')}`),
)

test('each recommendation has a rule, or a reason why it has none', () => {
  const answered = [...RULES.map(({ id }) => id), ...UNCHECKED.map(({ id }) => id)]
  assert.deepEqual(answered.toSorted(), wanted.toSorted())
  assert.equal(wanted.length, 142)
})

test('each rule looks at resources, or has a reason why it cannot', () => {
  const blind = RULES.filter(({ resources }) => resources === undefined).map(({ id }) => id)
  assert.deepEqual(NOT_IN_RESOURCES.flatMap(({ rules }) => rules).toSorted(), blind.toSorted())
})

test('reasons are sentences', () => {
  for (const { id, reason } of UNCHECKED) assert.match(reason, /^[A-Z].{30,}\.$/, id)
})

test('every rule has its page, and the table has a row for each recommendation', () => {
  const pages = rulePages()
  for (const { id } of RULES) assert.ok(pages.has(`docs/rules/${id.toLowerCase()}.md`), id)
  const table = pages.get('docs/recommendations.md') ?? assert.fail('no table')
  for (const id of wanted) assert.match(table, new RegExp(`^\\| ${id} \\|`, 'm'))
})

test('no page is left of a rule that is gone', () => {
  const folder = new URL('../../docs/rules/', import.meta.url)
  const made = [...rulePages().keys()].filter((path) => path.startsWith('docs/rules/'))
  assert.deepEqual(
    readdirSync(folder)
      .map((name) => `docs/rules/${name}`)
      .toSorted(),
    made.toSorted(),
  )
})
