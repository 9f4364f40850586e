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

test('what others chose says nothing to a terminal', () => {
  const table = formatTable([{ title: 'label' }, { title: 'n' }], [['\u001b[31mx', '1']])
  assert.equal(table, 'label        n\n\\u{1b}[31mx  1\n')
})
