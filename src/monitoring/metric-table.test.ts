import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import { METRICS } from './metric-table.ts'

const SOURCES = path.resolve(import.meta.dirname, '..')

/** Names and types, as parts make metrics: `registry.counter('causeway_...'`. */
function madeInCode(): Set<string> {
  const made = new Set(['counter causeway_metric_series_dropped_total'])
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.startsWith('monitoring')) continue
    const text = readFileSync(path.join(SOURCES, file), 'utf8')
    for (const [, type = '', name = ''] of text.matchAll(
      /\.(counter|gauge|histogram)\(\s*'((?:causeway|gen_ai|process)_[a-z_]+)'/g,
    ))
      made.add(`${type} ${name}`)
  }
  return made
}

test('the table has every metric that parts make, of its type, and no other', () => {
  const made = madeInCode()
  const table = Object.entries(METRICS).map(([name, { type }]) => `${type} ${name}`)
  assert.ok(made.size > 40)
  assert.deepEqual(table.sort(), [...made].sort())
})

test('its labels are those of docs/operating.md, which is held to the running program', () => {
  const page = readFileSync(path.resolve(SOURCES, '../docs/operating.md'), 'utf8')
  let seen = 0
  for (const [, name = '', cell = ''] of page.matchAll(/^\| `([a-z_]+)` *\|([^|]*)\|/gm)) {
    const metric = Object.entries(METRICS).find(([one]) => one === name)?.[1]
    if (metric === undefined) continue
    const labels = [...cell.matchAll(/`([a-z_]+)`/g)].map(([, label = '']) => label)
    assert.deepEqual([...metric.labels], labels, name)
    seen++
  }
  assert.equal(seen, Object.keys(METRICS).length)
})
