export {
  type AddressRange,
  formatRange,
  isPrivateRange,
  overlaps,
  parseRange,
  sizeOf,
} from './address-range.ts'
export { type Clock, ManualClock, systemClock } from './clock.ts'
export { type DividedLink, dividedLink } from './divided-link.ts'
export { FAILURES, Failure, type FailureCode } from './failures.ts'
export type { FinishedSpan, SpanSink, SpanValue } from './finished-span.ts'
export { type AttemptId, attemptId, type ConsumerPath, type ExchangeId, exchangeIds } from './ids.ts'
export { http } from './node-http.ts'
export { type DescribedError, describeError } from './described-error.ts'
export { type Log, silentLog } from './log.ts'
export { toldLog, type ToldLine } from './told-log.ts'
export {
  type CollectedFamily,
  type CollectedSeries,
  Counter,
  type Family,
  Gauge,
  Histogram,
  MetricRegistry,
  type MetricRegistryOptions,
  type MetricType,
} from './metrics.ts'
export { type Combine, mergedExposition, withoutGauges } from './merged-exposition.ts'
export { asOneLine, isOneLine } from './one-line.ts'
export { isOfOtherSite, mayBeRebound } from './other-sites.ts'
export { listenPrivately } from './private-socket.ts'
export { type Random, seededRandom, systemRandom } from './random.ts'
export {
  MAX_STANDING_MS,
  MAX_STANDINGS,
  MAX_TELLING_CHARS,
  MemoryReplicas,
  noReplicas,
  type ReplicaLink,
  type ReplicaListener,
  type Standing,
  type Telling,
} from './replica-link.ts'
export { GONE_SERIES_STAY_MS, type Labels, NONE } from './series-set.ts'
export { suggest } from './suggestion.ts'
export { isTimeZone, startOfDayMs, timeZoneNames, wallClockMs } from './time-zones.ts'
export { bareAddress, parseProxyRange, TrustedProxies } from './trusted-proxies.ts'
export {
  formatCount,
  formatDuration,
  formatUsd,
  NANO_USD_PER_USD,
  parseBytes,
  parseCount,
  parseDurationMs,
} from './units.ts'
