import type { MeterName } from '../workload/index.ts'
import type { CostExport } from './azure-cost-export.ts'
import { type Meter, readMeter, scopeOfType } from './azure-meters.ts'
import { exactMoney, shownMoney } from './exact-money.ts'
import { csvText } from './report.ts'
import { aligned } from './statement-format.ts'
import type { Statement, StatementLine } from './statement.ts'

/** The ledger's statement beside Azure's bill, meter by meter. */
export interface Reconciliation {
  readonly currency: string
  readonly rows: readonly ReconciledMeter[]
  /** Meters of the bill that nobody knows how to read, and their sum. */
  readonly unread: readonly { readonly meter: string; readonly nano: bigint }[]
  readonly ledgerNano: bigint
  readonly billNano: bigint
  readonly otherRows: number
  readonly otherNano: bigint
  readonly outsideRows: number
}

export interface ReconciledMeter {
  readonly what: string
  /** Names on the bill; none where it has no such meter. */
  readonly meters: readonly string[]
  readonly ledgerQuantity: number
  readonly billQuantity: number
  readonly ledgerNano: bigint
  readonly billNano: bigint
  /** Of `ledgerQuantity`, tokens that are an estimate. */
  readonly estimatedTokens: number
  readonly verdict: 'same' | 'differs' | 'not on the bill' | 'not in the ledger'
}

/** Where amounts are the same within this share, in thousandths, a meter counts as the same. */
export interface ReconcileOptions {
  readonly toleranceMilli: number
  readonly meters: readonly MeterName[]
}

type Sums = {
  meters: Set<string>
  ledgerQuantity: number
  billQuantity: number
  ledgerNano: bigint
  billNano: bigint
  estimatedTokens: number
}

export function reconcile(
  statement: Statement,
  bill: CostExport,
  { toleranceMilli, meters }: ReconcileOptions,
): Reconciliation {
  const sums = new Map<string, Sums>()
  const at = (what: string): Sums => {
    const found = sums.get(what) ?? {
      meters: new Set(),
      ledgerQuantity: 0,
      billQuantity: 0,
      ledgerNano: 0n,
      billNano: 0n,
      estimatedTokens: 0,
    }
    sums.set(what, found)
    return found
  }
  for (const line of statement.lines) {
    const own = at(nameOf(meterOf(line)))
    own.ledgerQuantity += line.quantity
    own.ledgerNano += line.amount
    own.estimatedTokens += line.estimatedTokens
  }
  const baseModels = [...new Set(statement.lines.map(({ baseModel }) => baseModel))]
  const unread: { meter: string; nano: bigint }[] = []
  for (const { meter, quantity, nano } of bill.meters) {
    const read = readMeter(meter, baseModels, meters)
    if (read === null) {
      unread.push({ meter, nano })
      continue
    }
    const own = at(nameOf(read))
    own.meters.add(meter)
    own.billQuantity += quantity
    own.billNano += nano
  }
  const rows = [...sums].map(([what, own]): ReconciledMeter => ({
    what,
    ...own,
    meters: [...own.meters],
    verdict: verdictOf(own, toleranceMilli),
  }))
  rows.sort((a, b) => compareDifference(b, a))
  return {
    currency: bill.currency,
    rows,
    unread,
    ledgerNano: statement.total.amount,
    billNano: bill.meters.reduce((sum, { nano }) => sum + nano, 0n),
    otherRows: bill.otherRows,
    otherNano: bill.otherNano,
    outsideRows: bill.outsideRows,
  }
}

/** True where every meter of both sides is the other's. */
export function isReconciled({ rows, unread }: Reconciliation): boolean {
  return unread.length === 0 && rows.every(({ verdict }) => verdict === 'same')
}

/** Batch and flex are paid at half the price; only batch has meters of its own that name it. */
function meterOf(line: StatementLine): Meter {
  const { kind, serviceTier, meter } = line
  const scope = scopeOfType(line.isSpilled ? 'standard' : line.deploymentType)
  if (kind !== 'tokens' || meter === 'ptu-hours') return { baseModel: null, scope, of: 'ptu', tier: null }
  const tier = serviceTier === 'batch' || serviceTier === 'priority' ? serviceTier : null
  return { baseModel: line.baseModel, scope, of: meter, tier }
}

function nameOf({ baseModel, scope, of, tier }: Meter): string {
  if (of === 'ptu') return `provisioned, ${scope}`
  return [`${baseModel ?? 'any'} ${of}`, scope, tier].filter((part) => part !== null).join(', ')
}

function verdictOf(
  { meters, ledgerQuantity, ledgerNano, billNano }: Sums,
  toleranceMilli: number,
): ReconciledMeter['verdict'] {
  const isInLedger = ledgerNano !== 0n || ledgerQuantity !== 0
  if (meters.size === 0) return isInLedger ? 'not on the bill' : 'same'
  if (!isInLedger) return billNano === 0n ? 'same' : 'not in the ledger'
  const difference = absolute(billNano - ledgerNano) * 1_000n
  return difference <= absolute(billNano) * BigInt(toleranceMilli) ? 'same' : 'differs'
}

function compareDifference(a: ReconciledMeter, b: ReconciledMeter): number {
  const [first, second] = [absolute(a.billNano - a.ledgerNano), absolute(b.billNano - b.ledgerNano)]
  if (first === second) return a.what < b.what ? 1 : -1
  return first < second ? -1 : 1
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

export const RECONCILE_FORMATS = ['table', 'csv', 'json'] as const
export type ReconcileFormat = (typeof RECONCILE_FORMATS)[number]

export function formatReconciliation(made: Reconciliation, format: ReconcileFormat): string {
  switch (format) {
    case 'table':
      return asTable(made)
    case 'csv':
      return asCsv(made)
    case 'json':
      return `${JSON.stringify(made, (_key, value: unknown) => (typeof value === 'bigint' ? exactMoney(value) : value), 2)}\n`
  }
}

function asTable(made: Reconciliation): string {
  const { rows, unread, currency, ledgerNano, billNano } = made
  const money = (nano: bigint): string => shownMoney(nano, currency)
  const count = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 })
  const lines = [
    ['meter', 'ledger', 'bill', 'difference', 'ledger quantity', 'bill quantity', 'verdict'],
    ...rows.map((row) => [
      row.what,
      money(row.ledgerNano),
      money(row.billNano),
      money(row.billNano - row.ledgerNano),
      count(row.ledgerQuantity),
      count(row.billQuantity),
      row.verdict,
    ]),
    ['total', money(ledgerNano), money(billNano), money(billNano - ledgerNano), '', '', ''],
  ]
  const notes: string[] = []
  for (const { meter, nano } of unread)
    notes.push(
      `${JSON.stringify(meter)}, ${money(nano)}: nobody knows what it measures; say so in chargeback.meters.`,
    )
  const estimated = rows.reduce((sum, { estimatedTokens }) => sum + estimatedTokens, 0)
  if (estimated > 0)
    notes.push(
      `${count(estimated)} tokens of the ledger are estimates: aborted, filtered or interrupted calls.`,
    )
  if (made.otherRows > 0)
    notes.push(`${count(made.otherRows)} rows of other services, ${money(made.otherNano)}, were left aside.`)
  if (made.outsideRows > 0) notes.push(`${count(made.outsideRows)} rows are of other days.`)
  return `${aligned(lines)}${notes.length > 0 ? `\n${notes.join('\n')}\n` : ''}`
}

function asCsv({ rows, unread, currency }: Reconciliation): string {
  const head = [
    'meter',
    'on_the_bill',
    'currency',
    'ledger',
    'bill',
    'difference',
    'ledger_quantity',
    'bill_quantity',
    'estimated_tokens',
    'verdict',
  ]
  const lines = rows.map((row) => [
    row.what,
    row.meters.join('; '),
    currency,
    exactMoney(row.ledgerNano),
    exactMoney(row.billNano),
    exactMoney(row.billNano - row.ledgerNano),
    String(row.ledgerQuantity),
    String(row.billQuantity),
    String(row.estimatedTokens),
    row.verdict,
  ])
  const strange = unread.map(({ meter, nano }) => [
    '',
    meter,
    currency,
    '0.000000000',
    exactMoney(nano),
    exactMoney(nano),
    '0',
    '',
    '0',
    'not understood',
  ])
  // A negative difference is a number, not a formula.
  const cell = (text: string): string => (/^-[\d.]+$/.test(text) ? text : csvText(text))
  return [head, ...lines, ...strange].map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}
