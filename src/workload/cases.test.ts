import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { formatDiagnostic, loadWorkload } from './index.ts'

/**
 * Each file of test/cases/workload: a workload file, a line of dashes, and what the loader has to say of it: "ok" or
 * nothing, then each diagnostic on a line. In the words before the path, the place: wrong places fail too.
 */
const folder = new URL('../../test/cases/workload/', import.meta.url)
const SEPARATOR = /^-{20,}\n/m
const names = readdirSync(folder).filter((name) => name.endsWith('.case'))

describe('workload files', () => {
  test('there are many cases', () => {
    assert.ok(names.length >= 40, `only ${names.length}`)
  })

  for (const name of names) {
    test(name.replace('.case', '').replaceAll('-', ' '), () => {
      const [input, expected, ...more] = readFileSync(new URL(name, folder), 'utf8').split(SEPARATOR)
      assert.ok(input !== undefined && expected !== undefined && more.length === 0, 'one line of dashes')
      const result = loadWorkload(input, { source: 'workload.yaml' })
      const diagnostics = result.ok ? result.warnings : result.diagnostics
      const actual = [...(result.ok ? ['ok'] : []), ...diagnostics.map(formatDiagnostic)]
      assert.deepEqual(actual, expected.trimEnd().split('\n'))
    })
  }
})

test('a secret put in the wrong place is in no message, whichever place it is', () => {
  const text = readFileSync(new URL('literal-keys-are-never-shown.case', folder), 'utf8')
  assert.ok(text.split(SEPARATOR)[0]?.includes('sk-verysecret'))
  assert.ok(!text.split(SEPARATOR)[1]?.includes('verysecret'))
})
