import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ManualClock, silentLog } from '../base/index.ts'
import { exportedLog, type LoggedLine, textInLine } from './exported-log.ts'

function logAt(level: 'debug' | 'info' | 'warn' | 'error') {
  const lines: LoggedLine[] = []
  const own: string[] = []
  const keep = (_: object, message: string) => void own.push(message)
  const log = exportedLog({
    log: { ...silentLog, debug: keep, info: keep, warn: keep, error: keep },
    level,
    clock: new ManualClock(5),
    take: (line) => void lines.push(line),
  })
  return { log, lines, own }
}

test('lines of the level and above are sent, and all stay in the log', () => {
  const { log, lines, own } = logAt('warn')
  for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]({}, level)
  assert.deepEqual(
    lines.map(({ message }) => message),
    ['warn', 'error'],
  )
  assert.equal(own.length, 4)
})

test('a line has its words, numbers and trace; no object, secret or prompt leaves', () => {
  const { log, lines } = logAt('info')
  const error = Object.assign(new Error('refused'), { config: { headers: { authorization: 'Bearer hush' } } })
  const trace = { trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' }
  log.info(
    { ...trace, trace_flags: '01', request: 'r', ms: 2, prompt: 'hush', key: 'hush', headers: { a: 'hush' } },
    'exchange',
  )
  log.error({ err: error, long: 'x'.repeat(10_000) }, 'failed')
  assert.deepEqual(lines[0], {
    timeMs: 5,
    level: 'info',
    message: 'exchange',
    attributes: { request: 'r', ms: 2, key: '[redacted]' },
    trace: { traceId: trace.trace_id, spanId: trace.span_id },
  })
  assert.deepEqual(lines[1]?.attributes, {
    'exception.type': 'Error',
    'exception.message': 'refused',
    long: 'x'.repeat(4_096),
  })
  assert.doesNotMatch(JSON.stringify(lines), /hush/)
})

test('an error that another process told of has its words, an alert what it is of, and other objects stay', () => {
  const { log, lines } = logAt('info')
  const err = { type: 'TypeError', message: 'no such column', stack: 'TypeError: no such column' }
  log.warn({ err, labels: { deployment: 'gpt41-swc' }, like: { type: 'a', message: 'b' } }, 'alert')
  assert.deepEqual(lines[0]?.attributes, {
    'exception.type': 'TypeError',
    'exception.message': 'no such column',
    'labels.deployment': 'gpt41-swc',
  })
})

test('an exchange whose trace is not kept is not sent', () => {
  const { log, lines } = logAt('info')
  log.info({ trace_id: 'a', span_id: 'b', trace_flags: '00' }, 'exchange')
  assert.deepEqual(lines, [])
})

test('a line counts by all its text, so that few long ones fill what waits', () => {
  const { log, lines } = logAt('info')
  log.info({ a: 'x'.repeat(10_000), b: 'yy', count: 7 }, 'said')
  log.error({ err: new Error('z'.repeat(10_000)) }, 'failed')
  assert.deepEqual(lines.map(textInLine), [4_096 + 2 + 4, 'Error'.length + 4_096 + 6])
})
