import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coreTimes, parseCores, parseProcessStat, processTimes, processTree } from './cpu.ts'

test('parseProcessStat finds its fields behind a name with spaces and parentheses', () => {
  const stat = '4242 (a (bad) name) S 17 4242 1 0 -1 4194560 900 0 3 0 150 50 7 3 20 0 11 0 12345 1 2 3'
  assert.deepEqual(parseProcessStat(stat), { parent: 17, ownUs: 2_000_000, reapedUs: 100_000 })
})

test('parseCores takes the cores apart, not their sum, and keeps steal apart from busy', () => {
  const cores = parseCores(
    'cpu  300 0 300 0 0 0 0 9 0 0\ncpu0 100 5 50 800 10 1 2 7 0 0\ncpu1 1 0 1 9 0 0 0 2 0 0\nintr 5\n',
  )
  assert.equal(cores.size, 2)
  assert.deepEqual(cores.get(0), { busyUs: 1_580_000, taskUs: 1_550_000, stealUs: 70_000 })
})

test(
  'this process is in its own tree, and a process that is gone is null',
  { skip: process.platform !== 'linux' },
  () => {
    const [self] = processTree(process.pid)
    assert.equal(self?.pid, process.pid)
    assert.match(self.command, /node/)
    assert.equal(processTimes(2 ** 30), null)
    assert.ok(coreTimes().size > 0)
  },
)
