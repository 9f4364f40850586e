import assert from 'node:assert/strict'
import { test } from 'node:test'

import { toldLog, type ToldLine } from './told-log.ts'

function telling(least: 'info' | 'warn') {
  const lines: ToldLine[] = []
  // As it comes out of the channel between two processes.
  const log = toldLog((line) => void lines.push(JSON.parse(JSON.stringify(line)) as ToldLine), least)
  return { log, lines }
}

test('lines are told from the least level on', () => {
  const { log, lines } = telling('warn')
  for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]({ level }, 'said')
  assert.deepEqual(
    lines.map(({ level, fields }) => [level, fields]),
    [
      ['warn', { level: 'warn' }],
      ['error', { level: 'error' }],
    ],
  )
})

test('errors pass with their words, code and causes, and nothing else of them', () => {
  const { log, lines } = telling('info')
  const cause = new TypeError('no such column')
  const error = Object.assign(new Error('refused', { cause }), { code: '42703', headers: { key: 'hush' } })
  log.warn({ err: error, tries: 2 }, 'failed')
  const [line] = lines
  assert.ok(line !== undefined)
  const { err, tries } = line.fields as { readonly err: Readonly<Record<string, unknown>>; tries: number }
  assert.equal(tries, 2)
  assert.deepEqual([err['type'], err['message'], err['code']], ['Error', 'refused', '42703'])
  assert.equal((err['cause'] as { readonly message: string }).message, 'no such column')
  assert.doesNotMatch(JSON.stringify(lines), /hush/)
})
