import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from '../targets.ts'
import { formatNumber, formatRatio, formatTable, formatVerdicts } from './table.ts'

test('formatTable aligns names left and figures right', () => {
  const table = formatTable(
    ['name', 'rps'],
    [
      ['nginx', '9'],
      ['a', '10,000'],
    ],
  )
  assert.deepEqual(table.split('\n'), ['name      rps', '-----  ------', 'nginx       9', 'a      10,000'])
})

test('formatNumber keeps three figures, and a dash where there is none', () => {
  assert.deepEqual([1234.5, 56.78, 1.234, null, Number.NaN].map(formatNumber), [
    '1,235',
    '56.8',
    '1.23',
    '-',
    '-',
  ])
  assert.equal(formatRatio(2), '2.00x')
  assert.equal(formatRatio(null), '-')
})

test('formatVerdicts tells reached, missed and not measured apart', () => {
  const lines = formatVerdicts([judge('1kb-cpu', 7), judge('1kb-cpu', 9), judge('1kb-cpu', null)]).split('\n')
  assert.deepEqual(
    lines.slice(2).map((line) => line.split(/ {2,}/).at(-1)),
    ['yes', 'NO', 'not measured'],
  )
})
