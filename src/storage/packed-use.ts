import type { BilledUse, ProvisionedUse } from '../ledger/index.ts'

/**
 * Rows of statements as they go from process to process: texts once each, all else as one list of numbers. As objects a
 * large month would be eight megabytes of JSON, mostly names.
 */
export interface PackedRows {
  readonly texts: readonly string[]
  /** One row after the other: of texts their places, of none the place behind the last, so that it comes last. */
  readonly numbers: readonly number[]
  /** Amounts of money, where the rows have any: JSON has no large whole numbers. */
  readonly money: readonly string[]
}

/** Money as text, which holds any amount. */
export type InText<Row> = Omit<Row, 'nanoUsd'> & { readonly nanoUsd: string }

/** By which the rows are ordered, nulls last: the same statement has the same lines in the same order, whoever makes it. */
const USE_TEXTS = [
  'consumer',
  'costCenter',
  'asked',
  'model',
  'baseModel',
  'deployment',
  'deploymentType',
  'account',
  'region',
  'outcome',
  'serviceTier',
] as const satisfies readonly (keyof BilledUse)[]
const USE_FLAGS = ['isSpilled', 'isPriced', 'isLong'] as const satisfies readonly (keyof BilledUse)[]
export const USE_KEY_FIELDS = [...USE_TEXTS, ...USE_FLAGS] as const
const USE_COUNTS = [
  'attempts',
  'input',
  'cached',
  'output',
  'reasoning',
  'audioInput',
  'audioOutput',
  'estimated',
] as const satisfies readonly (keyof BilledUse)[]
const USE_KEYS = USE_KEY_FIELDS.length
const USE_WIDTH = USE_KEYS + USE_COUNTS.length

export function packUses(uses: readonly InText<BilledUse>[]): PackedRows {
  const { texts, placeOf } = textsOf(uses, USE_TEXTS)
  const rows = new Float64Array(uses.length * USE_WIDTH)
  let at = 0
  for (const use of uses) {
    for (const field of USE_TEXTS) rows[at++] = placeOf(use[field])
    for (const field of USE_FLAGS) rows[at++] = use[field] ? 1 : 0
    for (const field of USE_COUNTS) rows[at++] = use[field]
  }
  const order = inOrder(rows, USE_WIDTH, USE_KEYS)
  return {
    texts,
    numbers: numbersOf(rows, order, USE_WIDTH),
    money: order.map((row) => uses[row]?.nanoUsd ?? '0'),
  }
}

export function unpackUses({ texts, numbers, money }: PackedRows): BilledUse[] {
  return money.map((nanoUsd, row) => {
    const from = row * USE_WIDTH
    const text = (place: number): string | null => texts[numbers[from + place] ?? -1] ?? null
    const flag = (place: number): boolean => numbers[from + USE_TEXTS.length + place] === 1
    const count = (place: number): number => numbers[from + USE_KEYS + place] ?? 0
    return {
      consumer: text(0) ?? '',
      costCenter: text(1),
      asked: text(2) ?? '',
      model: text(3) ?? '',
      baseModel: text(4) ?? '',
      deployment: text(5) ?? '',
      deploymentType: text(6),
      account: text(7) ?? '',
      region: text(8),
      outcome: text(9) as BilledUse['outcome'],
      serviceTier: text(10),
      isSpilled: flag(0),
      isPriced: flag(1),
      isLong: flag(2),
      attempts: count(0),
      input: count(1),
      cached: count(2),
      output: count(3),
      reasoning: count(4),
      audioInput: count(5),
      audioOutput: count(6),
      estimated: count(7),
      nanoUsd: BigInt(nanoUsd),
    }
  })
}

const HOUR_WIDTH = 7
const HOUR_KEYS = 4

export function packHours(uses: readonly ProvisionedUse[]): PackedRows {
  const { texts, placeOf } = textsOf(uses, ['deployment', 'consumer', 'costCenter'])
  const rows = new Float64Array(uses.length * HOUR_WIDTH)
  let at = 0
  for (const use of uses) {
    rows[at++] = placeOf(use.deployment)
    rows[at++] = use.hourMs
    rows[at++] = placeOf(use.consumer)
    rows[at++] = placeOf(use.costCenter)
    rows[at++] = use.attempts
    rows[at++] = use.freshInput
    rows[at++] = use.output
  }
  return { texts, numbers: numbersOf(rows, inOrder(rows, HOUR_WIDTH, HOUR_KEYS), HOUR_WIDTH), money: [] }
}

export function unpackHours({ texts, numbers }: PackedRows): ProvisionedUse[] {
  return Array.from({ length: numbers.length / HOUR_WIDTH }, (_, row) => {
    const at = (place: number): number => numbers[row * HOUR_WIDTH + place] ?? -1
    return {
      deployment: texts[at(0)] ?? '',
      hourMs: at(1),
      consumer: texts[at(2)] ?? '',
      costCenter: texts[at(3)] ?? null,
      attempts: at(4),
      freshInput: at(5),
      output: at(6),
    }
  })
}

/** In order, so that of two texts the later has the later place. */
function textsOf<Field extends string>(
  rows: readonly { readonly [Name in Field]: string | null }[],
  fields: readonly Field[],
): { readonly texts: readonly string[]; readonly placeOf: (text: string | null) => number } {
  const found = new Set<string>()
  for (const row of rows) {
    for (const field of fields) {
      const text = row[field]
      if (text !== null) found.add(text)
    }
  }
  const texts = [...found].sort()
  const places = new Map(texts.map((text, place) => [text, place] as const))
  const none = texts.length
  return { texts, placeOf: (text) => (text === null ? none : (places.get(text) ?? none)) }
}

/** Which row comes when, by their first numbers. */
function inOrder(rows: Float64Array, width: number, keys: number): readonly number[] {
  const order = Array.from({ length: rows.length / width }, (_, row) => row)
  return order.sort((a, b) => {
    for (let place = 0; place < keys; place++) {
      const difference = (rows[a * width + place] as number) - (rows[b * width + place] as number)
      if (difference !== 0) return difference
    }
    return 0
  })
}

function numbersOf(rows: Float64Array, order: readonly number[], width: number): readonly number[] {
  const numbers: number[] = []
  for (const row of order)
    for (let at = row * width; at < (row + 1) * width; at++) numbers.push(rows[at] as number)
  return numbers
}
