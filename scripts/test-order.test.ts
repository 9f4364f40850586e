import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import { inOrder, LONGEST } from './test-order.ts'

test('every file is run once, the longest first and the two kinds side by side', () => {
  const units = ['src/a', 'src/b', 'src/c', 'src/d'].map((name) => `${name}.test.ts`)
  const [crash = ''] = LONGEST.filter((file) => file.endsWith('crash.test.ts'))
  const files = [...units, 'test/x.test.ts', crash, 'test/y.test.ts']
  const ordered = inOrder(files)
  assert.deepEqual(ordered.toSorted(), files.toSorted())
  assert.equal(ordered[0], crash)
  assert.deepEqual(
    ordered.slice(1).map((file) => file[0]),
    ['s', 't', 's', 's', 't', 's'],
  )
})

test('what is named as long is there', () => {
  const root = path.resolve(import.meta.dirname, '..')
  assert.deepEqual(
    LONGEST.filter((file) => !existsSync(path.join(root, file))),
    [],
  )
})
