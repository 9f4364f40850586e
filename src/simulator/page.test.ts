import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { TRIGGERS } from './content-filter.ts'
import { FAULT_KINDS } from './fault-schema.ts'

test('the page for developers names every fault and every trigger word, and no others', () => {
  const page = readFileSync(new URL('../../docs/simulator.md', import.meta.url), 'utf8')
  const sections = page.split(/^## /m)
  const rowsOf = (heading: string): string[] => {
    const section = sections.find((one) => one.startsWith(heading)) ?? assert.fail(`no section "${heading}"`)
    return [...section.matchAll(/^\| `([\w-]+)` +\|/gm)]
      .map((match) => match[1] ?? '')
      .filter((one) => one !== 'kind')
  }
  assert.ok(FAULT_KINDS.length > 10)
  assert.deepEqual(rowsOf('Break it').sort(), [...FAULT_KINDS].sort())
  assert.deepEqual(rowsOf('Words that make').sort(), Object.values(TRIGGERS).sort())
})
