import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { AttemptId, ConsumerPath, ExchangeId } from '../base/index.ts'
import { explain, formatExplanation } from './explain.ts'
import type { ExchangeRecords } from './record-store.ts'
import type { AttemptClosed, AttemptOpened, ExchangeSettled } from './records.ts'

/** What an operator reads, to the letter: each case is all that the ledger has of one exchange, and the page of it. */
const ID = 'req_1m7yky495p698fw00001' as ExchangeId
const AT_MS = Date.UTC(2026, 10, 20, 9, 30, 15, 250)

function opened(number: number, more: Partial<AttemptOpened> = {}): AttemptOpened {
  return {
    kind: 'opened',
    attempt: `${ID}.${number}` as AttemptId,
    exchange: ID,
    atMs: AT_MS - 400,
    consumer: '/contoso/claims/intake-bot' as ConsumerPath,
    costCenter: 'CC-1042',
    asked: 'gpt-4.1',
    model: 'gpt-4.1',
    baseModel: 'gpt-4.1',
    operation: 'chat',
    deployment: 'ptu-swc',
    deploymentType: 'provisioned-managed',
    account: 'aoai-swc',
    region: 'swedencentral',
    estimate: { input: 1_200, output: 512 },
    ...more,
  }
}

function closed(number: number, more: Partial<AttemptClosed> = {}): AttemptClosed {
  return {
    kind: 'closed',
    attempt: `${ID}.${number}` as AttemptId,
    exchange: ID,
    atMs: AT_MS,
    outcome: 'answered',
    status: 200,
    reason: null,
    usage: { input: 12_345, cached: 1_024, output: 678, reasoning: 90, audioInput: 0, audioOutput: 0 },
    quality: 'measured',
    nanoUsd: 28_578_000,
    spilledTo: null,
    serviceTier: 'default',
    servedModel: 'gpt-4.1-2025-04-14',
    providerRequest: 'c0ffee00-0001',
    firstByteMs: 81.5,
    totalMs: 390.25,
    ...more,
  }
}

function settled(more: Partial<ExchangeSettled> = {}): ExchangeSettled {
  return {
    kind: 'settled',
    exchange: ID,
    atMs: AT_MS,
    consumer: '/contoso/claims/intake-bot' as ConsumerPath,
    costCenter: 'CC-1042',
    asked: 'gpt-4.1',
    operation: 'chat',
    stream: false,
    status: 200,
    failure: null,
    detail: null,
    attempts: 1,
    deployment: 'ptu-swc',
    skipped: [],
    candidates: ['ptu-swc', 'std-frc'],
    totalMs: 391.5,
    overheadMs: 1.25,
    planRevision: '0123456789ab',
    ...more,
  }
}

const NOTHING_USED = { usage: null, quality: 'none', nanoUsd: null } as const
const FRANCE = {
  deployment: 'std-frc',
  deploymentType: 'standard',
  account: 'aoai-frc',
  region: 'francecentral',
}

const CASES: Readonly<Record<string, readonly [ExchangeRecords, string]>> = {
  'answered on the first try': [
    { settled: settled(), attempts: [{ opened: opened(1), closed: closed(1) }] },
    `req_1m7yky495p698fw00001
It was answered by ptu-swc on the first try.

when       2026-11-20T09:30:15.250Z
consumer   /contoso/claims/intake-bot, cost center CC-1042
asked for  gpt-4.1 (chat)
took       391.5 ms, 1.25 of them the gateway's own
plan       0123456789ab
candidates ptu-swc, std-frc

attempts
  1. ptu-swc, provisioned-managed, swedencentral
     answered (200), after 390.25 ms
     12,345 in (1,024 cached), 678 out (90 reasoning), measured, $0.028578
     provider's request id c0ffee00-0001
`,
  ],
  'moved on from a full deployment, streamed, and spilled by the provider': [
    {
      settled: settled({
        stream: true,
        attempts: 2,
        deployment: 'std-frc',
        skipped: ['ptu-global: residency', 'std-weu: drained by the operator'],
      }),
      attempts: [
        {
          opened: opened(1),
          closed: closed(1, {
            outcome: 'failed',
            status: 429,
            reason: '429',
            providerRequest: null,
            ...NOTHING_USED,
          }),
        },
        { opened: opened(2, FRANCE), closed: closed(2, { spilledTo: 'std-spill', nanoUsd: null }) },
      ],
    },
    `req_1m7yky495p698fw00001
It was answered by std-frc on try 2.

when       2026-11-20T09:30:15.250Z
consumer   /contoso/claims/intake-bot, cost center CC-1042
asked for  gpt-4.1 (chat, stream)
took       391.5 ms, 1.25 of them the gateway's own
plan       0123456789ab
candidates ptu-swc, std-frc
skipped    ptu-global: residency
           std-weu: drained by the operator

attempts
  1. ptu-swc, provisioned-managed, swedencentral
     failed (429): 429, after 390.25 ms
  2. std-frc, standard, francecentral
     answered (200), after 390.25 ms
     spilled by the provider to std-spill
     12,345 in (1,024 cached), 678 out (90 reasoning), measured, no known price
     provider's request id c0ffee00-0001
`,
  ],
  'refused by the provider': [
    {
      settled: settled({ status: 400 }),
      attempts: [
        {
          opened: opened(1),
          closed: closed(1, {
            outcome: 'refused',
            status: 400,
            reason: 'content_filter',
            quality: 'estimated',
          }),
        },
      ],
    },
    `req_1m7yky495p698fw00001
The provider refused it with 400; the client got that answer.

when       2026-11-20T09:30:15.250Z
consumer   /contoso/claims/intake-bot, cost center CC-1042
asked for  gpt-4.1 (chat)
took       391.5 ms, 1.25 of them the gateway's own
plan       0123456789ab
candidates ptu-swc, std-frc

attempts
  1. ptu-swc, provisioned-managed, swedencentral
     refused what was asked (400): content_filter, after 390.25 ms
     12,345 in (1,024 cached), 678 out (90 reasoning), estimated, $0.028578
     provider's request id c0ffee00-0001
`,
  ],
  'refused before anybody was asked, of nobody known': [
    {
      settled: settled({
        consumer: null,
        costCenter: null,
        asked: null,
        status: 401,
        failure: 'unknown_key',
        attempts: 0,
        deployment: null,
        candidates: [],
        totalMs: 0.4,
        overheadMs: 0.4,
      }),
      attempts: [],
    },
    `req_1m7yky495p698fw00001
It ended with 401 unknown_key: The key is not known, or was revoked. Ask the operator for a key: causeway keys create.

when       2026-11-20T09:30:15.250Z
consumer   not known
asked for  no model (chat)
took       0.4 ms, 0.4 of them the gateway's own
plan       0123456789ab
`,
  ],
  'left by its client': [
    {
      settled: settled({ status: 499, failure: 'client_closed', stream: true, deployment: null }),
      attempts: [
        {
          opened: opened(1),
          closed: closed(1, {
            outcome: 'abandoned',
            reason: 'client_closed',
            quality: 'estimated',
            providerRequest: null,
          }),
        },
      ],
    },
    `req_1m7yky495p698fw00001
It ended with 499 client_closed: The client closed the connection before the end. Nothing to do at the gateway.

when       2026-11-20T09:30:15.250Z
consumer   /contoso/claims/intake-bot, cost center CC-1042
asked for  gpt-4.1 (chat, stream)
took       391.5 ms, 1.25 of them the gateway's own
plan       0123456789ab
candidates ptu-swc, std-frc

attempts
  1. ptu-swc, provisioned-managed, swedencentral
     abandoned: the client left (200): client_closed, after 390.25 ms
     12,345 in (1,024 cached), 678 out (90 reasoning), estimated, $0.028578
`,
  ],
  'interrupted by the death of the gateway': [
    {
      settled: settled({
        status: 500,
        failure: 'internal',
        detail: 'the gateway stopped in the middle of it',
        deployment: null,
        candidates: [],
        overheadMs: 0,
        planRevision: '',
      }),
      attempts: [
        {
          opened: opened(1, { deploymentType: null, region: null, costCenter: null }),
          closed: closed(1, {
            outcome: 'interrupted',
            status: null,
            reason: 'gateway_stopped',
            quality: 'estimated',
            nanoUsd: 1_234_567_890,
            providerRequest: null,
          }),
        },
      ],
    },
    `req_1m7yky495p698fw00001
It ended with 500 internal: The gateway met a fault of its own (the gateway stopped in the middle of it). Report it with the request id; the log has the stack.

when       2026-11-20T09:30:15.250Z
consumer   /contoso/claims/intake-bot, cost center CC-1042
asked for  gpt-4.1 (chat)
took       391.5 ms, 0 of them the gateway's own

attempts
  1. ptu-swc
     interrupted: the gateway stopped: gateway_stopped, after 390.25 ms
     12,345 in (1,024 cached), 678 out (90 reasoning), estimated, $1.23
`,
  ],
  'still under way': [
    { settled: null, attempts: [{ opened: opened(1, { deployment: '', costCenter: null }), closed: null }] },
    `req_1m7yky495p698fw00001
It is still under way.

when       2026-11-20T09:30:14.850Z
consumer   /contoso/claims/intake-bot
asked for  gpt-4.1 (chat)

attempts
  1. aoai-swc, provisioned-managed, swedencentral
     under way
`,
  ],
}

for (const [what, [records, page]] of Object.entries(CASES)) {
  test(what, () => {
    const explanation = explain(records)
    assert.equal(formatExplanation(explanation, 'text'), page)
    assert.deepEqual(JSON.parse(formatExplanation(explanation, 'json')), {
      ...records,
      verdict: page.split('\n')[1],
    })
  })
}

test('what others chose says nothing to a terminal', () => {
  const records: ExchangeRecords = {
    settled: settled({ asked: '\u001b[2Jgpt' }),
    attempts: [{ opened: opened(1), closed: closed(1, { providerRequest: 'a\u009b31m\nb' }) }],
  }
  const page = formatExplanation(explain(records), 'text')
  assert.match(page, /asked for {2}\\u\{1b\}\[2Jgpt/)
  assert.match(page, /request id a\\u\{9b\}31m\\u\{a\}b\n$/)
})

test('says the trace, and until when text is kept, where there are any', () => {
  const records = { settled: settled({ trace: 'f'.repeat(32), textUntilMs: AT_MS }), attempts: [] }
  const lines = formatExplanation(explain(records), 'text').split('\n')
  assert.ok(lines.includes(`trace      ${'f'.repeat(32)}`))
  assert.ok(lines.includes('text       kept until 2026-11-20T09:30:15.250Z'))
})
