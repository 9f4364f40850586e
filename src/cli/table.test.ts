import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatTable } from './table.ts'

test('columns are as wide as their widest cell, numbers stand right, and no line ends in spaces', () => {
  const table = formatTable(
    [{ title: 'model' }, { title: 'tokens', align: 'right' }, { title: 'note' }],
    [
      ['gpt-4.1', '7', ''],
      ['o3', '12,345', 'x'],
    ],
  )
  assert.equal(table, 'model    tokens  note\ngpt-4.1       7\no3       12,345  x\n')
})
