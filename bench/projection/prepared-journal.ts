import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'

import { attemptId, type ConsumerPath, exchangeIds } from '../../src/base/index.ts'
import { formatLine, type LedgerRecord, segmentName } from '../../src/ledger/index.ts'

/** A journal as a gateway writes it under load, three records for each exchange, as many at once as `IN_FLIGHT`. */
const SEGMENT_BYTES = 64 * 1_048_576
/** Openings and ends of one exchange lie so many exchanges apart. */
const IN_FLIGHT = 64
export const RECORDS_PER_EXCHANGE = 3

export interface PreparedJournal {
  readonly records: number
  readonly bytes: number
}

/** `startMs` is the time of the first exchange; ids follow from it, so journals of different times share none. */
export function prepareJournal(folder: string, exchanges: number, startMs: number): PreparedJournal {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let nowMs = startMs
  const newId = exchangeIds(() => nowMs)
  let segment = 1
  let file = openSync(path.join(folder, segmentName(segment)), 'w', 0o600)
  let written = 0
  let bytes = 0
  let records = 0
  const write = (lines: readonly LedgerRecord[]): void => {
    const text = Buffer.from(lines.map(formatLine).join(''))
    writeSync(file, text)
    written += text.length
    bytes += text.length
    records += lines.length
    if (written < SEGMENT_BYTES) return
    closeSync(file)
    file = openSync(path.join(folder, segmentName(++segment)), 'w', 0o600)
    written = 0
  }
  for (let from = 0; from < exchanges; from += IN_FLIGHT) {
    nowMs++
    const wave = Array.from({ length: Math.min(IN_FLIGHT, exchanges - from) }, (_, i) =>
      recordsOf(newId(), from + i, nowMs),
    )
    write(wave.map(({ opened }) => opened))
    write(wave.flatMap(({ closed, settled }) => [closed, settled]))
  }
  closeSync(file)
  return { records, bytes }
}

const MODELS = ['gpt-4.1', 'gpt-4.1-mini', 'o4-mini'] as const
const REGIONS = ['swedencentral', 'francecentral'] as const

function recordsOf(exchange: ReturnType<ReturnType<typeof exchangeIds>>, number: number, atMs: number) {
  const model = MODELS[number % MODELS.length] ?? 'gpt-4.1'
  const region = REGIONS[number % REGIONS.length] ?? 'swedencentral'
  const consumer = `/contoso/unit-${number % 40}/app-${number % 7}` as ConsumerPath
  const attempt = attemptId(exchange, 1)
  const deployment = `${model}-${region}`
  const costCenter = `CC-${1000 + (number % 40)}`
  const opened: LedgerRecord = {
    kind: 'opened',
    attempt,
    exchange,
    atMs,
    consumer,
    costCenter,
    asked: model,
    model,
    baseModel: model,
    operation: 'chat',
    deployment,
    deploymentType: 'standard',
    account: `aoai-${region}`,
    region,
    estimate: { input: 300 + (number % 900), output: 200 },
  }
  const closed: LedgerRecord = {
    kind: 'closed',
    attempt,
    exchange,
    atMs: atMs + 800,
    outcome: 'answered',
    status: 200,
    reason: null,
    usage: {
      input: 280 + (number % 900),
      cached: number % 128,
      output: 150 + (number % 300),
      reasoning: 0,
      audioInput: 0,
      audioOutput: 0,
    },
    quality: 'measured',
    nanoUsd: 1_000_000 + number,
    spilledTo: null,
    serviceTier: 'default',
    servedModel: `${model}-2025-04-14`,
    providerRequest: `4f2c1a7e-${String(number).padStart(12, '0')}`,
    firstByteMs: 312.25,
    totalMs: 790.5,
  }
  const settled: LedgerRecord = {
    kind: 'settled',
    exchange,
    atMs: atMs + 801,
    consumer,
    costCenter,
    asked: model,
    operation: 'chat',
    stream: number % 2 === 0,
    status: 200,
    failure: null,
    detail: null,
    attempts: 1,
    deployment,
    skipped: [],
    candidates: REGIONS.map((one) => `${model}-${one}`),
    totalMs: 791.12,
    overheadMs: 0.41,
    planRevision: '0123456789ab',
  }
  return { opened, closed, settled }
}
