import type { DataPoint, Histogram, MetricData } from '@opentelemetry/sdk-metrics'
import type { CollectedFamily, CollectedSeries } from '../base/index.ts'

/**
 * Metrics of the registry in the data model of OpenTelemetry. They keep the names that Prometheus knows them by, `_total`
 * included, so that one table names both; those of the conventions for generative AI get the convention's own.
 */
type HrTime = [seconds: number, nanoseconds: number]

const GEN_AI_METRICS: Readonly<Record<string, string>> = {
  gen_ai_client_token_usage: 'gen_ai.client.token.usage',
  gen_ai_client_operation_duration_seconds: 'gen_ai.client.operation.duration',
  gen_ai_client_operation_time_to_first_chunk_seconds: 'gen_ai.client.operation.time_to_first_chunk',
  gen_ai_server_time_to_first_token_seconds: 'gen_ai.server.time_to_first_token',
  gen_ai_server_time_per_output_token_seconds: 'gen_ai.server.time_per_output_token',
}

const CONVENTIONAL_LABELS: Readonly<Record<string, string>> = {
  gen_ai_operation_name: 'gen_ai.operation.name',
  gen_ai_provider_name: 'gen_ai.provider.name',
  gen_ai_request_model: 'gen_ai.request.model',
  gen_ai_token_type: 'gen_ai.token.type',
  error_type: 'error.type',
}

/** `ValueType.DOUBLE` of @opentelemetry/api; whole numbers are exact in it up to 2^53. */
const DOUBLE = 1

/** Units of UCUM, by what a name ends with. */
const UNITS: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/_seconds$/, 's'],
  [/_bytes/, 'By'],
  [/_tokens_total$|_token_usage$/, '{token}'],
  [/_nano_usd_total$/, 'n{USD}'],
  [/_ratio$/, '1'],
]

/** What the enumerations of the SDK have, which is loaded only where it is used. */
export interface OtlpWords {
  readonly SUM: MetricData['dataPointType']
  readonly GAUGE: MetricData['dataPointType']
  readonly HISTOGRAM: MetricData['dataPointType']
  readonly CUMULATIVE: MetricData['aggregationTemporality']
}

/** `series` are those of the family that are to be told of now. */
export function otlpMetric(
  { name, help, type }: CollectedFamily,
  series: readonly CollectedSeries[],
  nowMs: number,
  words: OtlpWords,
): MetricData {
  const endTime = hrTime(nowMs)
  const about = {
    descriptor: {
      name: GEN_AI_METRICS[name] ?? name,
      description: help,
      unit: UNITS.find(([ending]) => ending.test(name))?.[1] ?? '',
      valueType: DOUBLE,
    },
    aggregationTemporality: words.CUMULATIVE,
  }
  if (type === 'histogram') {
    const dataPoints = series.map((one) => point(one, endTime, distribution(one)))
    return { ...about, dataPointType: words.HISTOGRAM, dataPoints } as MetricData
  }
  const dataPoints = series.map((one) => point(one, endTime, 'value' in one.child ? one.child.value : 0))
  return type === 'counter'
    ? ({ ...about, dataPointType: words.SUM, isMonotonic: true, dataPoints } as MetricData)
    : ({ ...about, dataPointType: words.GAUGE, dataPoints } as MetricData)
}

function point<Value>({ labels, sinceMs }: CollectedSeries, endTime: HrTime, value: Value): DataPoint<Value> {
  const attributes: Record<string, string> = {}
  for (const label in labels) attributes[CONVENTIONAL_LABELS[label] ?? label] = labels[label] as string
  return { startTime: hrTime(sinceMs), endTime, attributes, value }
}

function distribution({ child }: CollectedSeries): Histogram {
  if (!('bounds' in child)) throw new Error('a histogram has children of another kind')
  return {
    buckets: { boundaries: [...child.bounds], counts: [...child.counts] },
    sum: child.sum,
    count: child.count,
  }
}

function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000)
  return [seconds, Math.round((ms - seconds * 1000) * 1_000_000)]
}
