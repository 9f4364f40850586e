import { hash } from 'node:crypto'

import { NANO_USD_PER_USD } from '../base/index.ts'
import { spread } from './spread.ts'
import type { StatementLine } from './statement.ts'
import type { UseKey } from './statement-reader.ts'
import { groupOf } from './token-lines.ts'

/** A line whose amount is in USD yet: it is written over, since a large month has tens of thousands of lines. */
export type UnfinishedLine = Omit<StatementLine, 'amount'> & { amount: bigint }

/** Lines in the order of who pays, with what they are in the statement's currency. */
export function finishedLines(
  unfinished: readonly UnfinishedLine[],
  nanoPerUsd: number,
): readonly StatementLine[] {
  const lines = byPayer(unfinished)
  if (nanoPerUsd === NANO_USD_PER_USD) return lines
  const sum = lines.reduce((total, { nanoUsd }) => total + nanoUsd, 0n)
  const unit = BigInt(NANO_USD_PER_USD)
  // Half up, as one sum; the lines then share it, so that they add up in the currency too.
  const converted = (sum * BigInt(nanoPerUsd) + unit / 2n) / unit
  const amounts = spread(
    converted,
    lines.map(({ nanoUsd }) => nanoUsd),
  )
  for (const [index, line] of lines.entries()) line.amount = amounts[index] ?? 0n
  return lines
}

/** In the order of the JSON texts of cost center, consumer, model, deployment, kind and meter, one after the other. */
export function byPayer<Line extends PaidLine>(
  lines: readonly Line[],
  mostExact = Number.MAX_SAFE_INTEGER,
): readonly Line[] {
  const ranks = new Float64Array(lines.length)
  let size = 1
  for (const of of ORDER) {
    size *= addRanks(ranks, lines, of)
    if (size * lines.length > mostExact) size = makeDense(ranks)
  }
  // With the place in the number, lines of one rank stay in their order, and numbers are sorted without a function.
  for (let at = 0; at < ranks.length; at++) ranks[at] = (ranks[at] as number) * ranks.length + at
  ranks.sort()
  const ordered: Line[] = []
  for (const key of ranks) ordered.push(lines[key % lines.length] as Line)
  return ordered
}

type PaidLine = Pick<StatementLine, 'costCenter' | 'consumer' | 'model' | 'deployment' | 'kind' | 'meter'>
type TextOf = (line: PaidLine) => string

const ORDER: readonly TextOf[] = [
  ({ costCenter }) => costCenter,
  ({ consumer }) => consumer ?? '',
  ({ model }) => model,
  ({ deployment }) => deployment,
  ({ kind }) => kind,
  ({ meter }) => meter,
]

/** Puts, among lines of one rank, those first whose text comes first. Gives how many texts there are. */
function addRanks(ranks: Float64Array, lines: readonly PaidLine[], of: TextOf): number {
  const places = new Map<string, number>()
  const placeOf = new Uint32Array(lines.length)
  let last: string | null = null
  let place = 0
  for (let at = 0; at < lines.length; at++) {
    const text = of(lines[at] as PaidLine)
    // Lines of one group stand beside one another.
    if (text !== last) {
      place = places.get(text) ?? places.size
      if (place === places.size) places.set(text, place)
      last = text
    }
    placeOf[at] = place
  }
  const ordered = [...places].map(([text, own]) => ({ own, shown: JSON.stringify(text) }))
  ordered.sort((a, b) => (a.shown < b.shown ? -1 : 1))
  const rankOf = new Uint32Array(places.size)
  for (const [rank, { own }] of ordered.entries()) rankOf[own] = rank
  for (let at = 0; at < lines.length; at++)
    ranks[at] = (ranks[at] as number) * places.size + (rankOf[placeOf[at] as number] as number)
  return places.size
}

/** The same order in as few numbers as there are; gives how many. */
function makeDense(ranks: Float64Array): number {
  const dense = new Map<number, number>()
  for (const rank of new Float64Array(new Set(ranks)).sort()) dense.set(rank, dense.size)
  for (let at = 0; at < ranks.length; at++) ranks[at] = dense.get(ranks[at] as number) as number
  return dense.size
}

/** The lines of one group are alike but for the meter, and follow the same. */
interface Alike {
  readonly kind: StatementLine['kind']
  readonly costCenter: string
  readonly consumer: string | null
  /** What stands before the meter in what the id is made from, and behind it. */
  readonly before: string
  readonly behind: string
}

/** A large month has tens of thousands of lines, of which a page shows some and a file all. */
const ALIKE = new WeakMap<object, Alike>()

/** In the order in which they stand in what an id is made from. */
const FOLLOWED = [
  'account',
  'asked',
  'baseModel',
  'consumer',
  'costCenter',
  'deployment',
  'deploymentType',
  'isLong',
  'isPriced',
  'isSpilled',
  'model',
  'outcome',
  'region',
  'serviceTier',
] as const satisfies readonly (keyof UseKey)[]

/** Made from what the line is about: the same line of the next statement has the same id. */
export function lineId(line: StatementLine): string {
  const { kind, costCenter, consumer, meter } = line
  const group = groupOf(line)
  let alike = ALIKE.get(group)
  if (alike?.kind !== kind || alike.costCenter !== costCenter || alike.consumer !== consumer) {
    const about = JSON.stringify([kind, costCenter, consumer, line.deployment])
    const { follow } = line
    const more = FOLLOWED.filter((field) => follow[field] !== undefined).map((field) => [
      field,
      follow[field],
    ])
    const before = `[${about.slice(0, -1)},"`
    alike = { kind, costCenter, consumer, before, behind: `"],${JSON.stringify(more)}]` }
    ALIKE.set(group, alike)
  }
  return hash('sha256', alike.before + meter + alike.behind).slice(0, 12)
}
