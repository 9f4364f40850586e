import assert from 'node:assert/strict'

import type { AttemptClosed, RecordReader } from '../../src/ledger/index.ts'
import type { Bill } from '../../src/simulator/index.ts'

/** What the ledger holds against what the simulated Azure billed. */
export interface Comparison {
  readonly problems: readonly string[]
  readonly measured: number
  /** Under way at a kill, or left by their clients: nobody can know what they used. */
  readonly interrupted: number
}

export function compare(closed: ReadonlyMap<string, AttemptClosed>, bills: readonly Bill[]): Comparison {
  let interrupted = 0
  let measured = 0
  const problems: string[] = []
  const billed = new Map<string, Bill>()
  for (const bill of bills) {
    const id = bill.clientRequestId ?? ''
    if (billed.has(id)) problems.push(`${id} was sent twice`)
    billed.set(id, bill)
    if (!closed.has(id)) problems.push(`${id} was billed, and is not in the ledger`)
  }
  for (const [id, record] of closed) {
    const bill = billed.get(id)
    if (record.outcome === 'interrupted' || record.outcome === 'abandoned') {
      interrupted++
      if (record.quality === 'measured' && record.outcome === 'interrupted')
        problems.push(`${id} cannot be measured`)
      continue
    }
    if (bill === undefined) {
      if (record.usage !== null) problems.push(`${id} is in the ledger with usage, and was not billed`)
      continue
    }
    measured++
    const { input, cached, output, reasoning } = record.usage ?? {
      input: -1,
      cached: -1,
      output: -1,
      reasoning: -1,
    }
    const same = input === bill.usage.input && cached === bill.usage.cached && output === bill.usage.output
    if (record.quality !== 'measured' || !same || reasoning !== bill.usage.reasoning) {
      problems.push(
        `${id}: ledger ${JSON.stringify(record.usage)} (${record.quality}), bill ${JSON.stringify(bill.usage)}`,
      )
    }
  }
  return { problems, measured, interrupted }
}

const PAGE = 500

/** All attempts in the database, asked page by page; asserts that none is there twice. */
export async function projectedAttempts(
  records: Pick<RecordReader, 'attempts'>,
): Promise<Map<string, AttemptClosed | null>> {
  const found = new Map<string, AttemptClosed | null>()
  for (let last: string | null = null; ;) {
    const page = await records.attempts(last, PAGE)
    for (const { opened, closed } of page) {
      assert.ok(!found.has(opened.attempt), `${opened.attempt} is in the database twice`)
      found.set(opened.attempt, closed)
      last = opened.attempt
    }
    if (page.length < PAGE) return found
  }
}
