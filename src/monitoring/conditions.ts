import type { LabelOf, MetricName, NameOf } from './metric-table.ts'

/**
 * What an alert waits for, as data: Prometheus is told it in its own language, and the program itself watches the same.
 * What is made by the functions below names metrics and labels that there are.
 */
export type Condition = Level | EndsWithin | Grows | TooMany

/** Series of one metric, added up or compared by some of its labels. */
export interface Selection {
  readonly metric: MetricName
  readonly only: Only | null
}

/** Series whose label has one of these values, or matches a whole pattern. */
export type Only =
  | { readonly label: string; readonly is: readonly string[] }
  | { readonly label: string; readonly like: string }

/** A gauge passes a threshold. */
export interface Level {
  readonly kind: 'level'
  readonly of: Selection
  readonly by: readonly string[]
  /** Of the series of several processes that are one by `by`. */
  readonly take: 'highest' | 'lowest'
  readonly is: 'at least' | 'at most'
  readonly threshold: number
}

/** A moment, in seconds since the epoch, is near or over. */
export interface EndsWithin {
  readonly kind: 'ends-within'
  readonly of: Selection
  readonly by: readonly string[]
  readonly withinMs: number
}

/** A counter grew by at least so much. */
export interface Grows {
  readonly kind: 'grows'
  readonly of: Selection
  readonly by: readonly string[]
  readonly overMs: number
  readonly atLeast: number
}

/**
 * Too large a part of what is counted is bad: over the long window, so that it matters, and over the short one, so that
 * it is still so (sre.google/workbook/alerting-on-slos, "Multiwindow, Multi-Burn-Rate Alerts").
 */
export interface TooMany {
  readonly kind: 'too-many'
  readonly bad: Selection
  readonly all: Selection
  readonly by: readonly string[]
  /** Less of the bad, over the long window, is no sign of anything. */
  readonly leastBad: number
  /** One of them is enough. */
  readonly over: readonly Windows[]
}

export interface Windows {
  readonly longMs: number
  readonly shortMs: number
  readonly above: Share
}

/** `burns`: so many times the share that the objective allows. */
export type Share =
  | { readonly kind: 'fixed'; readonly share: number }
  | { readonly kind: 'burns'; readonly objective: ObjectiveName; readonly times: number }

export type ObjectiveName = 'availability' | 'first-token'

type OnlyOf<Name extends MetricName> =
  | { readonly label: LabelOf<Name>; readonly is: readonly string[] }
  | { readonly label: LabelOf<Name>; readonly like: string }

export function series<Name extends MetricName>(metric: Name, only: OnlyOf<Name> | null = null): Selection {
  return { metric, only }
}

export function level<Name extends NameOf<'gauge'>>(
  metric: Name,
  is: Level['is'],
  threshold: number,
  { by = [], only = null }: { by?: readonly LabelOf<Name>[]; only?: OnlyOf<Name> | null } = {},
): Level {
  const take = is === 'at least' ? 'highest' : 'lowest'
  return { kind: 'level', of: series(metric, only), by, take, is, threshold }
}

export function endsWithin<Name extends NameOf<'gauge'>>(
  metric: Name,
  withinMs: number,
  by: readonly LabelOf<Name>[] = [],
): EndsWithin {
  return { kind: 'ends-within', of: series(metric), by, withinMs }
}

export function grows<Name extends NameOf<'counter'>>(
  metric: Name,
  atLeast: number,
  overMs: number,
  by: readonly LabelOf<Name>[] = [],
): Grows {
  return { kind: 'grows', of: series(metric), by, overMs, atLeast }
}

/** Of a histogram, what it counted. */
export function tooMany<
  Bad extends NameOf<'counter' | 'histogram'>,
  All extends NameOf<'counter' | 'histogram'>,
>(
  bad: { readonly metric: Bad; readonly only: OnlyOf<Bad> | null },
  all: { readonly metric: All; readonly only: OnlyOf<All> | null },
  by: readonly (LabelOf<Bad> & LabelOf<All>)[],
  leastBad: number,
  over: readonly Windows[],
): TooMany {
  return {
    kind: 'too-many',
    bad: series(bad.metric, bad.only),
    all: series(all.metric, all.only),
    by,
    leastBad,
    over,
  }
}

/** All that a condition counts over time. */
export function countedIn(condition: Condition): readonly Selection[] {
  switch (condition.kind) {
    case 'grows':
      return [condition.of]
    case 'too-many':
      return [condition.bad, condition.all]
    case 'level':
    case 'ends-within':
      return []
  }
}
