import type { Clock, ConsumerPath, MetricRegistry } from '../base/index.ts'
import { type KeysEnd, keysEnds, type StoredKey } from '../identity/index.ts'

const DAY_MS = 86_400_000
/** What ends later is no news, and what ended longer ago is nobody's any more. */
const AHEAD_MS = 30 * DAY_MS
const BEHIND_MS = 7 * DAY_MS
/** The nearest ones, where many end at once. */
const MAX_SHOWN = 100

/** Tells of consumers of the plan whose last key ends soon, or has ended. */
export function exposeKeyEnds(
  registry: MetricRegistry,
  parts: {
    readonly keys: () => readonly StoredKey[]
    readonly consumers: () => ReadonlyMap<ConsumerPath, unknown>
    readonly clock: Clock
  },
): void {
  const gauge = registry.gauge(
    'causeway_consumer_keys_end_timestamp_seconds',
    'Unix time at which the last key of a consumer ends, of those that end within 30 days or ended within 7',
  )
  let of: readonly StoredKey[] | null = null
  let ends: readonly KeysEnd[] = []
  registry.beforeCollect(() => {
    const keys = parts.keys()
    // The list is another one after each change.
    if (keys !== of) ends = keysEnds(keys)
    of = keys
    const nowMs = parts.clock.nowMs()
    const declared = parts.consumers()
    const near = ends.filter(
      ({ consumer, endMs }) =>
        endMs < nowMs + AHEAD_MS && endMs > nowMs - BEHIND_MS && declared.has(consumer),
    )
    gauge.clear()
    for (const { consumer, endMs } of near.slice(0, MAX_SHOWN)) gauge.with({ consumer }).set(endMs / 1000)
  })
}
