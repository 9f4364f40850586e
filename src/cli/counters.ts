import { dividedLink, type Log, type MetricRegistry, noReplicas, type ReplicaLink } from '../base/index.ts'
import {
  type BoundLimit,
  type CountedLimit,
  type Counters,
  type Crossing,
  MemoryCounterStore,
} from '../limits/index.ts'
import {
  EntraRedisSignIn,
  RedisReplicas,
  SharedCounters,
  type SharedCountersState,
  UntoldCrossings,
} from '../storage/index.ts'
import type { Plan, SharedCountersSettings } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { NegativeAnswer } from './exit-code.ts'
import type { Resolver } from './resolution.ts'

/** Where limits are counted: in this process, or in a Redis that replicas share. */
export interface OpenedCounters {
  readonly counters: Counters
  /** To the other gateways that count there. */
  readonly replicas: ReplicaLink
  /** To what watches them. */
  readonly alertLink: ReplicaLink
  /** Null where nothing is shared. */
  state(): CountersState | null
  /** Thresholds that nobody told of yet; null where nothing is shared. */
  readonly untold: UntoldCrossings | null
  /** For `/readyz`. */
  warnings(): readonly string[]
  close(): Promise<void>
}

export interface CountersState extends SharedCountersState {
  /** How long Redis took to answer last; null before it did. */
  readonly roundTripMs: number | null
}

export interface CountersParts {
  readonly resolver: Pick<Resolver, 'value' | 'tokens'>
  readonly environment: Pick<Environment, 'clock' | 'random'>
  readonly log: Log
  /** Those of the plan in force. */
  readonly limits: () => readonly BoundLimit[]
  /** Where it is told how shared counters are; null for who serves no client. */
  readonly registry: MetricRegistry | null
}

/** How long a start waits for Redis; then it serves as is written for when it is away, and goes on to try. */
const START_WAIT_MS = 3_000
const LOOK_EVERY_MS = 10

export const COUNTERS_AWAY =
  'shared counters cannot be reached; limits hold as storage.counters.when_away says'

/** Throws `NegativeAnswer` where the address is none, and whatever following the reference throws. */
export async function openCounters(plan: Plan, parts: CountersParts): Promise<OpenedCounters> {
  const { clock, random } = parts.environment
  const settings = plan.storage.counters
  if (settings === null) {
    const counters = new MemoryCounterStore().open()
    return {
      counters,
      replicas: noReplicas,
      alertLink: noReplicas,
      state: () => null,
      untold: null,
      warnings: () => [],
      close: () => Promise.resolve(counters.close(clock.nowMs())),
    }
  }
  const { auth, user } = settings
  const url = checkedAddress(await parts.resolver.value(settings.redis), auth !== null)
  const signIn =
    auth === null
      ? null
      : new EntraRedisSignIn({ source: parts.resolver.tokens(auth), user, clock, log: parts.log })
  await signIn?.start()
  const store = {
    url,
    workload: plan.workload,
    clock,
    random,
    log: parts.log,
    ...(signIn === null ? {} : { signIn }),
  }
  const counters = new SharedCounters({
    ...store,
    whenAway: (limit) => settings.whenAway[classOf(limit)],
    limits: parts.limits,
  })
  for (
    let waitedMs = 0;
    counters.state.mode === 'away' && waitedMs < START_WAIT_MS;
    waitedMs += LOOK_EVERY_MS
  )
    await clock.sleep(LOOK_EVERY_MS)
  const replicas = new RedisReplicas({ ...store, link: counters.link })
  const untold = new UntoldCrossings({ link: counters.link, workload: plan.workload, clock })
  const divided = dividedLink(replicas, 'alerts')
  const state = (): CountersState => ({ ...counters.state, roundTripMs: replicas.roundTripMs })
  if (parts.registry !== null) expose(parts.registry, state)
  return {
    counters,
    replicas: divided.plain,
    alertLink: divided.marked,
    state,
    untold,
    warnings: () => (counters.state.mode === 'away' ? [COUNTERS_AWAY] : []),
    async close() {
      await replicas.close()
      await untold.close()
      await counters.close(clock.nowMs())
      signIn?.close()
    },
  }
}

/** What another replica found out and lost is told from here. */
export function takeOverCrossings(
  { untold }: Pick<OpenedCounters, 'untold'>,
  limits: () => readonly BoundLimit[],
  notices: { takeOver(limit: BoundLimit, crossing: Crossing): void },
  log: Log,
): void {
  untold?.start((key, crossing) => {
    const limit = limits().find((one) => one.key === key)
    // Another replica has another plan: it stays for that one, until its window is over.
    if (limit === undefined) return
    log.warn(
      { limit: key, percent: crossing.percent },
      'a threshold of a budget that a replica lost is told from here',
    )
    notices.takeOver(limit, crossing)
  })
}

function expose(registry: MetricRegistry, state: () => CountersState): void {
  const isUp = registry.gauge('causeway_shared_counters_up', '1 while limits are counted together in Redis')
  const sinceMs = registry.gauge(
    'causeway_shared_counters_since_seconds',
    'Unix time at which counting together began, or ended',
  )
  const replicas = registry.gauge(
    'causeway_shared_counters_replicas',
    'Gateways that count together, as far as this one last knew',
  )
  const unsent = registry.gauge(
    'causeway_shared_counters_unsent',
    'Settlements that Redis has not been told of',
  )
  const roundTrip = registry.gauge(
    'causeway_shared_counters_round_trip_seconds',
    'How long Redis took to answer, when it was last told of something',
  )
  const falls = registry.counter('causeway_shared_counters_falls_total', 'How often Redis was away')
  const losses = registry.counter(
    'causeway_shared_counters_losses_total',
    'How often Redis came back without what it had counted',
  )
  registry.beforeCollect(() => {
    const now = state()
    isUp.with().set(now.mode === 'shared' ? 1 : 0)
    sinceMs.with().set(now.sinceMs / 1000)
    replicas.with().set(now.replicas ?? 0)
    unsent.with().set(now.unsent)
    if (now.roundTripMs !== null) roundTrip.with().set(now.roundTripMs / 1000)
    falls.with().value = now.falls
    losses.with().value = now.losses
  })
}

type LimitClass = keyof SharedCountersSettings['whenAway']

/** What the gateway counts are the limits of a plan, which say what they are. */
function classOf(limit: CountedLimit & Partial<Pick<BoundLimit, 'kind' | 'measure'>>): LimitClass {
  if (limit.measure === 'nano-usd') return 'budgets'
  return limit.kind === 'quota' ? 'quotas' : 'rates'
}

const FORMS = 'write rediss://USER:PASSWORD@HOST:PORT, or redis:// without TLS'

/** The message never shows it: it holds the password. */
function checkedAddress(text: string, sendsToken: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    throw new NegativeAnswer(`storage.counters.redis leads to no address of a Redis; ${FORMS}`)
  if (sendsToken && (url.protocol !== 'rediss:' || url.password !== ''))
    throw new NegativeAnswer(
      'storage.counters.redis has to be rediss:// and without a password, where auth signs in with a token',
    )
  return text
}
