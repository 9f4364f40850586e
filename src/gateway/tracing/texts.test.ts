import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Failure, ManualClock, MetricRegistry } from '../../base/index.ts'
import { type KeptText, type LedgerRecord, MAX_KEPT_TEXT_BYTES } from '../../ledger/index.ts'
import type { CaptureSettings } from '../../workload/index.ts'
import type { Exchange } from '../exchange.ts'
import { Texts, type TextsParts } from './texts.ts'

const KEEP: CaptureSettings = {
  prompts: true,
  answers: true,
  mostCharacters: 65_536,
  keepMs: 60_000,
  masks: [],
}

function textsWith(journal: Partial<TextsParts['journal']> = {}, isTraced = false, hasKey = true) {
  const clock = new ManualClock()
  const records: LedgerRecord[] = []
  const registry = new MetricRegistry({ clock, maxSeries: 100 })
  const texts = new Texts({
    journal: { state: { kind: 'ok' }, append: (record) => void records.push(record), ...journal },
    textKeys: { seal: (text) => (hasKey ? text : null) },
    clock,
    registry,
    isTraced,
  })
  /** One exchange with what it asked, and its whole answer. */
  const exchange = (prompt: unknown, answer: unknown, settings: CaptureSettings | null = KEEP): Exchange => {
    const x = {
      id: 'req_1',
      consumer: { consumer: { capture: settings } },
      answer:
        answer === null ? null : { kind: 'whole', status: 200, body: Buffer.from(JSON.stringify(answer)) },
      textUntilMs: clock.nowMs() + 60_000,
    } as unknown as Exchange
    x.capture = texts.capture(x)
    const body = Buffer.from(JSON.stringify(prompt))
    x.capture?.keepPrompt(body, 0, body.length)
    return x
  }
  const said = () =>
    registry
      .expose()
      .split('\n')
      .filter((line) => line.startsWith('causeway_kept_texts'))
  return { clock, records, texts, exchange, said }
}

const answered = (content: string) => ({ choices: [{ message: { content }, finish_reason: 'stop' }] })

test('what was asked and answered goes into a record of its own, and is let go', () => {
  const { clock, records, texts, exchange, said } = textsWith()
  const x = exchange([{ role: 'user', content: 'Write to anna@contoso.com' }], answered('Done.'))
  texts.ended(x)
  assert.deepEqual(records, [
    {
      kind: 'text',
      exchange: 'req_1',
      atMs: clock.nowMs(),
      untilMs: clock.nowMs() + 60_000,
      prompt: '[{"role":"user","parts":[{"type":"text","content":"Write to [redacted]"}]}]',
      answer: '[{"role":"assistant","parts":[{"type":"text","content":"Done."}],"finish_reason":"stop"}]',
      isCut: false,
    },
  ])
  assert.equal(x.capture?.prompt, null)
  assert.ok(said().some((line) => line.endsWith('outcome="kept"} 1')))
})

test('text is held for the ledger without traces, for traces only with them, and for nobody not at all', () => {
  const forTraces = { ...KEEP, keepMs: null }
  assert.notEqual(textsWith().exchange('Hi', null).capture, null)
  assert.equal(textsWith().exchange('Hi', null, forTraces).capture, null)
  assert.notEqual(textsWith({}, true).exchange('Hi', null, forTraces).capture, null)
  assert.equal(textsWith({}, true).exchange('Hi', null, null).capture, null)
  const { records, texts, exchange } = textsWith({}, true)
  const x = exchange('Hi', null, forTraces)
  x.textUntilMs = null
  texts.ended(x)
  assert.deepEqual(records, [])
})

test('while the journal cannot be written text is given up, and said to be', () => {
  const failed = { kind: 'failed', reason: 'full', sinceMs: 0, bufferedRecords: 1 } as const
  const { records, texts, exchange, said } = textsWith({ state: failed })
  texts.ended(exchange('Hi', null))
  assert.deepEqual(records, [])
  assert.ok(said().some((line) => line.endsWith('outcome="dropped"} 1')))
})

test('where the journal refuses it the text is let go all the same', () => {
  const { texts, exchange } = textsWith({
    append: () => {
      throw new Failure('ledger_unavailable')
    },
  })
  const x = exchange('Hi', null)
  assert.throws(() => texts.ended(x), { code: 'ledger_unavailable' })
  assert.equal(x.capture?.prompt, null)
})

test('characters that JSON writes with six bytes make no line that readers would pass over', () => {
  const { records, texts, exchange } = textsWith()
  texts.ended(exchange('\0'.repeat(20_000), answered('\u0001\ud800'.repeat(40_000))))
  const [{ prompt, answer, isCut }] = records as [KeptText]
  assert.match(prompt ?? '', /\\u0000/)
  assert.ok(Buffer.byteLength(prompt ?? '') <= MAX_KEPT_TEXT_BYTES)
  assert.deepEqual([answer, isCut], [null, true])
})

test('text that cannot be sealed is not written', () => {
  const { records, texts, exchange, said } = textsWith({}, false, false)
  texts.ended(exchange('Hi', null))
  assert.deepEqual(records, [])
  assert.ok(said().some((line) => line.endsWith('outcome="dropped"} 1')))
})
