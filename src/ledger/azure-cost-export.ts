import { csvRows } from './csv-rows.ts'

/**
 * Rows of an Azure cost export, actual cost: CSV as Cost Management writes it for Enterprise Agreements and for Microsoft
 * Customer Agreements, which spell the same columns in different cases (Microsoft Learn, "Understand cost details
 * fields"). Meters of other services are counted and left aside.
 */
export interface BilledMeter {
  readonly meter: string
  /** Tokens, or hours of units. */
  readonly quantity: number
  readonly nano: bigint
  readonly rows: number
}

export interface CostExport {
  readonly currency: string
  readonly meters: readonly BilledMeter[]
  /** Rows of other services, and their sum: what the comparison does not speak of. */
  readonly otherRows: number
  readonly otherNano: bigint
  /** Rows of other days. */
  readonly outsideRows: number
}

/** The export is not what it should be; the message says how. */
export class UnreadableExport extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableExport'
  }
}

const COLUMNS = {
  meter: ['metername'],
  quantity: ['quantity', 'usagequantity'],
  unit: ['unitofmeasure'],
  cost: ['costinbillingcurrency', 'cost', 'pretaxcost'],
  costUsd: ['costinusd'],
  currency: ['billingcurrency', 'billingcurrencycode', 'currency'],
  date: ['date', 'usagedatetime'],
  category: ['metercategory'],
  service: ['consumedservice'],
} as const
const AI_CATEGORIES =
  /^(?:azure openai|cognitive services|foundry|azure ai|azure (?:deepseek|grok|llama|mistral|phi))/i

export interface ExportSpan {
  readonly fromMs: number
  readonly toMs: number
  /** What to compare in: the statement's currency, or `costInUsd` where the bill has another. */
  readonly currency: string
}

export function readCostExport(text: string, { fromMs, toMs, currency }: ExportSpan): CostExport {
  const rows = csvRows(text)
  const head = rows.next()
  if (head.done === true) throw new UnreadableExport('the file is empty')
  const names = head.value.map((name) => name.trim().toLowerCase())
  const find = (of: readonly string[]): number =>
    of.map((name) => names.indexOf(name)).find((at) => at !== -1) ?? -1
  const at = Object.fromEntries(Object.entries(COLUMNS).map(([key, of]) => [key, find(of)])) as Record<
    keyof typeof COLUMNS,
    number
  >
  for (const key of ['meter', 'quantity', 'cost', 'currency', 'date'] as const)
    if (at[key] === -1) throw new UnreadableExport(`there is no column ${COLUMNS[key].join(' or ')}`)
  const meters = new Map<string, { quantity: number; nano: bigint; rows: number }>()
  let otherRows = 0
  let otherNano = 0n
  let outsideRows = 0
  for (const row of rows) {
    const cell = (key: keyof typeof COLUMNS): string => (row[at[key]] ?? '').trim()
    const dayMs = dayOf(cell('date'))
    if (dayMs < fromMs || dayMs >= toMs) {
      outsideRows += 1
      continue
    }
    const nano = amountOf(cell, currency)
    const isAi =
      at.category === -1 && at.service === -1
        ? true
        : AI_CATEGORIES.test(cell('category')) || /microsoft\.cognitiveservices/i.test(cell('service'))
    if (!isAi) {
      otherRows += 1
      otherNano += nano
      continue
    }
    const meter = meters.get(cell('meter')) ?? { quantity: 0, nano: 0n, rows: 0 }
    meter.quantity += numberOf(cell('quantity')) * unitOf(cell('unit'))
    meter.nano += nano
    meter.rows += 1
    meters.set(cell('meter'), meter)
  }
  return {
    currency,
    meters: [...meters].map(([meter, sums]) => ({ meter, ...sums })),
    otherRows,
    otherNano,
    outsideRows,
  }
}

function amountOf(cell: (key: keyof typeof COLUMNS) => string, currency: string): bigint {
  if (cell('currency').toUpperCase() === currency) return nanoOf(cell('cost'))
  const usd = cell('costUsd')
  if (currency === 'USD' && usd !== '') return nanoOf(usd)
  throw new UnreadableExport(
    `the bill is in ${cell('currency')} and the statement in ${currency}; set chargeback.currency and its rate`,
  )
}

/** `2026-10-05`, `2026-10-05T00:00:00Z` or `10/05/2026`, as the kinds of agreements have it. */
function dayOf(text: string): number {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text)
  const ms =
    american === null
      ? Date.parse(`${text.slice(0, 10)}T00:00:00Z`)
      : Date.UTC(Number(american[3]), Number(american[1]) - 1, Number(american[2]))
  if (Number.isNaN(ms)) throw new UnreadableExport(`${JSON.stringify(text)} is no date`)
  return ms
}

/** `1K`, `1M`, `1 Hour`, `100`: how many tokens or hours one of the quantity is. */
function unitOf(text: string): number {
  const match = /^(\d+)\s*([KM])?\b/i.exec(text)
  if (match === null) return 1
  return Number(match[1]) * ({ K: 1_000, M: 1_000_000 }[(match[2] ?? '').toUpperCase()] ?? 1)
}

function numberOf(text: string): number {
  const value = Number(text)
  if (text === '' || Number.isNaN(value)) throw new UnreadableExport(`${JSON.stringify(text)} is no number`)
  return value
}

/** Billionths of a decimal such as `12.3456` or `1.2E-05`; digits below are rounded half away from zero. */
export function nanoOf(text: string): bigint {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (match === null || text === '') throw new UnreadableExport(`${JSON.stringify(text)} is no amount`)
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = BigInt(`${whole}${fraction}` === '' ? '0' : `${whole}${fraction}`)
  const shift = 9 - fraction.length + Number(exponent)
  const nano =
    shift >= 0
      ? digits * 10n ** BigInt(shift)
      : (digits + 5n * 10n ** BigInt(-shift - 1)) / 10n ** BigInt(-shift)
  return sign === '-' ? -nano : nano
}
