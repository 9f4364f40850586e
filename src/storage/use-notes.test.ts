import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import type { ConsumerPath } from '../base/index.ts'
import { HOUR_MS, MINUTE_MS, pathsAbove } from '../ledger/index.ts'
import {
  type AttemptEnd,
  type AttemptPlace,
  type CountedExchange,
  USE_COLUMNS,
  UseDeltas,
} from './use-deltas.ts'
import { addNotes, UseNotes } from './use-notes.ts'

const START_MS = Date.UTC(2026, 0, 31, 23, 58, 59, 990)
const moment = fc.integer({ min: 0, max: 200_000 }).map((after) => START_MS + after)
const tokens = fc.integer({ min: 0, max: 300_000 })
const consumer = fc.constantFrom('/a', '/a/b', '/a/b/c', '/a/d').map((path) => path as ConsumerPath)
const name = fc.constantFrom('x', 'y', 'what "ever"', 'nul \0 and half \ud83d')
const perhaps = fc.option(name, { nil: null })
const sign = fc.constantFrom<1 | -1>(1, 1, 1, -1)

const place: fc.Arbitrary<AttemptPlace> = fc.record({
  atMs: moment,
  consumer,
  costCenter: perhaps,
  asked: name,
  model: name,
  baseModel: name,
  deployment: name,
  deploymentType: fc.constantFrom(null, 'standard', 'provisioned-managed'),
  account: name,
  region: perhaps,
})
const end: fc.Arbitrary<AttemptEnd> = fc.record({
  atMs: moment,
  outcome: fc.constantFrom('answered', 'refused', 'failed', 'abandoned', 'interrupted'),
  reason: perhaps,
  usage: fc.option(
    fc.record({
      input: tokens,
      cached: tokens,
      output: tokens,
      reasoning: tokens,
      audioInput: tokens,
      audioOutput: tokens,
    }),
    { nil: null },
  ),
  quality: fc.constantFrom('measured', 'estimated', 'none'),
  nanoUsd: fc.option(fc.nat({ max: 2 ** 40 }), { nil: null }),
  spilledTo: perhaps,
  serviceTier: perhaps,
  firstByteMs: fc.option(fc.double({ min: 0, max: 90_000, noNaN: true }), { nil: null }),
  totalMs: fc.double({ min: 0, max: 90_000, noNaN: true }),
})
const counted: fc.Arbitrary<CountedExchange> = fc
  .record({ deployments: fc.array(name, { maxLength: 2 }), region: perhaps })
  .chain(({ deployments, region }) =>
    fc.record({
      atMs: moment,
      consumer: fc.option(consumer, { nil: null }),
      model: perhaps,
      failure: perhaps,
      outcome: fc.constantFrom('answered', 'refused', 'failed'),
      deployments: fc.constant(deployments),
      regions: fc.constant(deployments.map(() => region)),
    }),
  )

const ids = new Map<string, number>()
function idOf(key: string): number {
  const id = ids.get(key) ?? ids.size
  ids.set(key, id)
  return id
}

/** All that is written of them. */
function said(deltas: UseDeltas): unknown {
  const steps = [MINUTE_MS, HOUR_MS].map((stepMs) => ({
    rows: deltas
      .rows(stepMs, Number.NEGATIVE_INFINITY, idOf)
      .map(({ subject, atMs, sums, at }) => [subject, atMs, ...sums.values.subarray(at, at + sums.width)]),
    failures: deltas.failureRows(stepMs, Number.NEGATIVE_INFINITY, idOf),
  }))
  const billed = deltas.billed.all().map(({ about, group }) => ({
    about,
    months: [...group.months].map(([atMs, at]) => [atMs, ...deltas.billed.monthAt(at)]),
    hours: [...group.hours].map(([atMs, at]) => [atMs, ...deltas.billed.hourAt(at)]),
  }))
  return { subjects: deltas.subjects(), steps, billed }
}

test('what is noted in several batches adds up to what it would have been at once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(place, end, sign), { maxLength: 20 }),
      fc.array(fc.tuple(counted, sign), { maxLength: 20 }),
      fc.nat(20),
      (attempts, exchanges, parted) => {
        const atOnce = new UseDeltas()
        const noted = new UseDeltas()
        for (const [from, to] of [
          [0, parted],
          [parted, 20],
        ] as const) {
          const notes = new UseNotes()
          for (const one of attempts.slice(from, to)) notes.addAttempt(...one)
          for (const [exchange, isAdded] of exchanges.slice(from, to))
            notes.addExchange({ ...NO_SUMMARY, ...exchange }, isAdded)
          addNotes(noted, notes.toBody())
          for (const one of attempts.slice(from, to)) atOnce.addAttempt(...one)
          for (const one of exchanges.slice(from, to)) atOnce.addExchange(...one)
        }
        assert.deepEqual(said(noted), said(atOnce))
      },
    ),
    { numRuns: 200 },
  )
})

const NO_SUMMARY = {
  exchange: 'req_1',
  costCenter: null,
  asked: null,
  operation: 'chat',
  status: 200,
  attempts: 0,
  totalMs: 0,
  nanoUsd: null,
  input: 0,
  cached: 0,
  output: 0,
  trace: null,
} as const

test('an end counts for its payer and all above, its model, its deployment and its region, and for no other', () => {
  const column = (of: string): number => USE_COLUMNS.indexOf(of)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(place, end, sign), { maxLength: 20 }),
      fc.array(fc.tuple(counted, sign), { maxLength: 20 }),
      (attempts, exchanges) => {
        const expected = new Map<string, number>()
        const count = (keys: Iterable<string>, atMs: number, of: string, amount: number): void => {
          for (const key of new Set(keys)) {
            const about = `${idOf(key.toWellFormed().replaceAll('\0', '\uFFFD'))} ${atMs - (atMs % MINUTE_MS)} ${column(of)}`
            expected.set(about, (expected.get(about) ?? 0) + amount)
          }
        }
        const paying = (path: string | null): string[] => [
          'all ',
          ...(path === null ? [] : pathsAbove(path).map((above) => `path ${above}`)),
        ]
        const deltas = new UseDeltas()
        for (const [opened, closed, isAdded] of attempts) {
          deltas.addAttempt(opened, closed, isAdded)
          const { model, deployment, region } = opened
          const keys = [
            ...paying(opened.consumer),
            `model ${model}`,
            `deployment ${deployment}`,
            `region ${region ?? ''}`,
          ]
          count(keys, closed.atMs, 'attempts', isAdded)
          count(keys, closed.atMs, 'output', isAdded * (closed.usage?.output ?? 0))
        }
        for (const [exchange, isAdded] of exchanges) {
          deltas.addExchange(exchange, isAdded)
          const { model, regions } = exchange
          const [deployment] = exchange.deployments
          const keys = paying(exchange.consumer)
          if (model !== null) keys.push(`model ${model}`)
          if (deployment !== undefined) keys.push(`deployment ${deployment}`, `region ${regions[0] ?? ''}`)
          count(keys, exchange.atMs, 'exchanges', isAdded)
          count(keys, exchange.atMs, exchange.outcome, isAdded)
        }
        const summed = new Map<string, number>()
        for (const { subject, atMs, sums, at } of deltas.rows(MINUTE_MS, Number.NEGATIVE_INFINITY, idOf))
          for (const counter of ['attempts', 'output', 'exchanges', 'answered', 'refused', 'failed']) {
            const value = sums.values[at + column(counter)] ?? 0
            if (value !== 0) summed.set(`${subject} ${atMs} ${column(counter)}`, value)
          }
        const changed = new Map([...expected].filter(([, value]) => value !== 0))
        assert.deepEqual(summed, changed)
      },
    ),
    { numRuns: 200 },
  )
})
