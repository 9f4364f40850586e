import type { Condition, Selection, Share, Windows } from './conditions.ts'
import { METRICS } from './metric-table.ts'

/**
 * Conditions in the language of Prometheus (prometheus.io/docs/prometheus/latest/querying/basics). `job` tells one
 * workload from another where one Prometheus watches several.
 */
const JOB = 'job'

export function promql(condition: Condition): string {
  switch (condition.kind) {
    case 'level': {
      const { of, by, take, is, threshold } = condition
      const picked = `${take === 'highest' ? 'max' : 'min'} ${grouped(by)} (${selector(of)})`
      return `${picked} ${is === 'at least' ? '>=' : '<='} ${threshold}`
    }
    case 'ends-within': {
      const { of, by, withinMs } = condition
      return `min ${grouped(by)} (${selector(of)}) - time() < ${withinMs / 1000}`
    }
    case 'grows': {
      const { of, by, overMs, atLeast } = condition
      return `sum ${grouped(by)} (increase(${selector(of)}[${duration(overMs)}])) >= ${atLeast}`
    }
    case 'too-many':
      return condition.over.map((windows) => `(${shareAbove(condition, windows)})`).join('\nor\n')
  }
}

function shareAbove(
  { bad, all, by, leastBad }: Extract<Condition, { kind: 'too-many' }>,
  { longMs, shortMs, above }: Windows,
): string {
  const rate = (of: Selection, overMs: number) =>
    `sum ${grouped(by)} (rate(${selector(of)}[${duration(overMs)}]))`
  const over = (ms: number) => `  ${rate(bad, ms)} / ${rate(all, ms)} > ${shareText(above)}`
  return [
    '',
    over(longMs),
    'and',
    over(shortMs),
    'and',
    `  sum ${grouped(by)} (increase(${selector(bad)}[${duration(longMs)}])) >= ${leastBad}`,
    '',
  ].join('\n')
}

/** The objective is a metric of the program itself, so that the rules are the same whatever the workload file says. */
function shareText(above: Share): string {
  if (above.kind === 'fixed') return `${above.share}`
  const objective = `causeway_objective_ratio{objective="${above.objective}"}`
  return `on (${JOB}) group_left () (${above.times} * (1 - max by (${JOB}) (${objective})))`
}

/** Of a histogram, what it counted. */
export function selector({ metric, only }: Selection): string {
  const name = METRICS[metric].type === 'histogram' ? `${metric}_count` : metric
  if (only === null) return name
  const pattern = 'is' in only ? only.is.join('|') : only.like
  return `${name}{${only.label}=~"${pattern}"}`
}

export function grouped(by: readonly string[]): string {
  return `by (${[JOB, ...by].join(', ')})`
}

const UNITS: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
]

export function duration(ms: number): string {
  const [unitMs, unit] = UNITS.find(([one]) => ms % one === 0) ?? [1, 'ms']
  return `${ms / unitMs}${unit}`
}
