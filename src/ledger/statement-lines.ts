import { hash } from 'node:crypto'

import { NANO_USD_PER_USD } from '../base/index.ts'
import { spread } from './spread.ts'
import type { StatementLine } from './statement.ts'
import type { UseKey } from './statement-reader.ts'

/**
 * A line before its id and its amount are known: both are written into it, since a large month has tens of thousands of
 * lines and each is made once.
 */
export type UnfinishedLine = Omit<StatementLine, 'id' | 'amount'> & { id: string; amount: bigint }

/** Lines in the order of who pays, with their ids and what they are in the statement's currency. */
export function finishedLines(
  unfinished: readonly UnfinishedLine[],
  nanoPerUsd: number,
): readonly StatementLine[] {
  const lines = byPayer(unfinished)
  const sum = lines.reduce((total, { nanoUsd }) => total + nanoUsd, 0n)
  const unit = BigInt(NANO_USD_PER_USD)
  // Half up, as one sum; the lines then share it, so that they add up in the currency too.
  const converted = (sum * BigInt(nanoPerUsd) + unit / 2n) / unit
  const amounts = spread(
    converted,
    lines.map(({ nanoUsd }) => nanoUsd),
  )
  const idOf = lineIds()
  for (const [index, line] of lines.entries()) {
    line.id = idOf(line)
    line.amount = amounts[index] ?? 0n
  }
  return lines
}

/** In the order of the JSON texts of cost center, consumer, model, deployment, kind and meter, one after the other. */
function byPayer(lines: readonly UnfinishedLine[]): readonly UnfinishedLine[] {
  const payer = ranks(lines, [({ costCenter }) => costCenter, ({ consumer }) => consumer ?? ''])
  const thing = ranks(lines, [
    ({ model }) => model,
    ({ deployment }) => deployment,
    ({ kind }) => kind,
    ({ meter }) => meter,
  ])
  const order = Uint32Array.from(lines, (_, place) => place)
  order.sort(
    (a, b) =>
      (payer[a] as number) - (payer[b] as number) || (thing[a] as number) - (thing[b] as number) || a - b,
  )
  return Array.from(order, (place) => lines[place] as UnfinishedLine)
}

/** A number for each line, which is smaller where the texts come first: exact for more lines than memory holds. */
function ranks(
  lines: readonly UnfinishedLine[],
  texts: readonly ((line: UnfinishedLine) => string)[],
): Float64Array {
  const sums = new Float64Array(lines.length)
  for (const of of texts) {
    const places = new Map<string, number>()
    const own = Uint32Array.from(lines, (line) => {
      const text = of(line)
      let place = places.get(text)
      if (place === undefined) places.set(text, (place = places.size))
      return place
    })
    const rankOf = new Uint32Array(places.size)
    const ordered = [...places].map(([text, place]) => ({ place, shown: JSON.stringify(text) }))
    ordered.sort((a, b) => (a.shown < b.shown ? -1 : 1))
    for (const [rank, { place }] of ordered.entries()) rankOf[place] = rank
    for (let at = 0; at < sums.length; at++)
      sums[at] = (sums[at] as number) * places.size + (rankOf[own[at] as number] as number)
  }
  return sums
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

function lineIds(): (line: UnfinishedLine) => string {
  const known = new Map<Partial<UseKey>, Alike>()
  return ({ kind, costCenter, consumer, deployment, meter, follow }) => {
    let alike = known.get(follow)
    if (alike?.kind !== kind || alike.costCenter !== costCenter || alike.consumer !== consumer) {
      const about = JSON.stringify([kind, costCenter, consumer, deployment])
      const more = Object.entries(follow).sort(([a], [b]) => (a < b ? -1 : 1))
      const before = `[${about.slice(0, -1)},"`
      alike = { kind, costCenter, consumer, before, behind: `"],${JSON.stringify(more)}]` }
      known.set(follow, alike)
    }
    return hash('sha256', alike.before + meter + alike.behind).slice(0, 12)
  }
}
