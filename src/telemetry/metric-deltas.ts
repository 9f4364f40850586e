import type { DataPoint, Histogram, MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { Exporter } from './export-call.ts'

/**
 * What was counted since the last call that was taken, for a back end that adds up what it gets. A series that did not
 * move is not told of; gauges are told as they are.
 */
const MAX_SERIES = 100_000

interface Counted {
  readonly sum: number
  readonly count: number
}

export function metricDeltas(exporter: Exporter<ResourceMetrics>): Exporter<ResourceMetrics> {
  /** In the order in which they were told of last. */
  const taken = new Map<string, Counted>()
  return {
    export(data, done) {
      const next = new Map<string, Counted>()
      const scopeMetrics = data.scopeMetrics.map((scope) => ({
        ...scope,
        metrics: scope.metrics.flatMap((metric) => moved(metric, taken, next)),
      }))
      if (scopeMetrics.every(({ metrics }) => metrics.length === 0)) {
        done({ code: 0 })
        return
      }
      exporter.export({ ...data, scopeMetrics }, (result) => {
        if (result.code === 0) remember(taken, next)
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}

function remember(taken: Map<string, Counted>, next: ReadonlyMap<string, Counted>): void {
  for (const [series, counted] of next) {
    taken.delete(series)
    taken.set(series, counted)
  }
  for (const series of taken.keys()) {
    if (taken.size <= MAX_SERIES) return
    taken.delete(series)
  }
}

/** Nothing where none of its series moved. */
function moved(
  metric: MetricData,
  taken: ReadonlyMap<string, Counted>,
  next: Map<string, Counted>,
): MetricData[] {
  const isSum = 'isMonotonic' in metric
  const points: readonly DataPoint<unknown>[] = metric.dataPoints
  const dataPoints = points.flatMap((point): DataPoint<unknown>[] => {
    const { value } = point
    if (typeof value === 'number' && !isSum) return [point]
    // A series that was let go of and came back begins anew, at another time.
    const series = JSON.stringify([metric.descriptor.name, point.attributes, point.startTime])
    const before = taken.get(series) ?? { sum: 0, count: 0 }
    if (typeof value === 'number') {
      if (value === before.sum) return []
      next.set(series, { sum: value, count: 0 })
      return [{ ...point, value: value - before.sum }]
    }
    const { sum = 0, count } = value as Histogram
    if (count === before.count) return []
    next.set(series, { sum, count })
    return [
      { ...point, value: { ...(value as Histogram), sum: sum - before.sum, count: count - before.count } },
    ]
  })
  return dataPoints.length === 0 ? [] : [{ ...metric, dataPoints } as MetricData]
}
