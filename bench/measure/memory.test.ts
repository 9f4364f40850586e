import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasEnded, parseStatus, processMemory, proportionalBytes } from './memory.ts'

test('parseStatus reads resident and peak', () => {
  const text = 'Name:\tnode\nVmPeak:\t 9000 kB\nVmHWM:\t   2048 kB\nVmRSS:\t   1024 kB\nRssAnon:\t 3 kB\n'
  assert.deepEqual(parseStatus(text), { residentBytes: 1_048_576, peakBytes: 2_097_152 })
})

test('a text without the lines is an error, not zero', () => {
  assert.throws(() => parseStatus('Name:\tnode\n'), /VmRSS/)
})

test('a process that is gone or ended is not read', { skip: process.platform !== 'linux' }, () => {
  assert.equal(processMemory(2 ** 30), null)
  assert.equal(proportionalBytes(2 ** 30), 0)
  assert.equal(hasEnded('Name:\tnode\nState:\tZ (zombie)\n'), true)
  assert.equal(hasEnded('Name:\tnode\nState:\tS (sleeping)\n'), false)
})

test('this process: proportional is at most resident', { skip: process.platform !== 'linux' }, () => {
  const { residentBytes, peakBytes } = processMemory(process.pid) ?? assert.fail('this process is gone')
  assert.ok(peakBytes > 10_000_000)
  assert.ok(proportionalBytes(process.pid) <= Math.max(peakBytes, residentBytes) * 1.1)
})
