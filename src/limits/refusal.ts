import { Failure, type FailureCode, formatCount, formatUsd } from '../base/index.ts'
import type { LimitNode } from '../workload/index.ts'
import type { Refusal, Refused } from './counters.ts'
import type { BoundLimit } from './limit-book.ts'

/** What a refusal means for the exchange: another deployment, another model, or an answer to the client. */
interface Refusing {
  readonly limit: BoundLimit
  readonly refusal: Refusal
}

/**
 * Where the same exchange may pass: on another deployment of the model, where what refuses is this one's own or spares
 * provisioned ones; on another model, where it is of nobody but this model; else nowhere. What happens at the end of a
 * budget the file says by `at_end`.
 */
export type Detour = 'deployment' | 'model' | 'none'

export function detourOf(limits: readonly BoundLimit[], { refusals }: Refused): Detour {
  let detour: Detour = 'deployment'
  for (const { limit } of refusingOf(limits, refusals)) {
    if (limit.node.kind === 'deployment' || limit.atEnd?.kind === 'provisioned-only') continue
    if (limit.node.kind === 'consumer' || limit.atEnd !== null) return 'none'
    detour = 'model'
  }
  return detour
}

/** The model to go on with, where a budget that refuses names one; what else refuses will refuse that too. */
export function fallbackModel(limits: readonly BoundLimit[], { refusals }: Refused): string | null {
  for (const { limit } of refusingOf(limits, refusals))
    if (limit.atEnd?.kind === 'fall-back') return limit.atEnd.model
  return null
}

/** Nobody knows when an exchange under way will end; most do within seconds. */
const WHEN_ONE_ENDS_MS = 1_000

/** What the client is told: of all limits that refuse, the one that will do so for longest. */
export function limitFailure(limits: readonly BoundLimit[], { refusals }: Refused, nowMs: number): Failure {
  const { limit, refusal } = decisive(refusingOf(limits, refusals))
  const { wait } = refusal
  const detail = describe({ limit, refusal }, nowMs)
  // A quota that is not used up, but all set aside, has room again within seconds, as a rate has.
  if (wait.kind === 'when-one-ends')
    return new Failure('rate_limit_exceeded', { detail, retryAfterMs: WHEN_ONE_ENDS_MS })
  if (limit.kind === 'quota') return new Failure(quotaCode(limit), { detail })
  return new Failure(
    'rate_limit_exceeded',
    wait.kind === 'never' ? { detail } : { detail, retryAfterMs: wait.ms },
  )
}

function quotaCode({ measure }: BoundLimit): FailureCode {
  return measure === 'nano-usd' ? 'budget_exhausted' : 'token_quota_exceeded'
}

/** Whether trying again soon may help: not where a quota is used up, or more is asked for than is ever allowed. */
export function mayPassLater(limits: readonly BoundLimit[], { refusals }: Refused): boolean {
  return refusingOf(limits, refusals).every(
    ({ limit, refusal: { wait } }) =>
      wait.kind === 'when-one-ends' || (limit.kind === 'rate' && wait.kind === 'after'),
  )
}

function refusingOf(limits: readonly BoundLimit[], refusals: readonly Refusal[]): readonly Refusing[] {
  return refusals.map((refusal) => ({ limit: limits[refusal.index] as BoundLimit, refusal }))
}

/** Where two refuse alike, the one nearer to the organisation. */
function decisive(refusing: readonly Refusing[]): Refusing {
  return refusing.reduce((most, one) => (gravity(one) > gravity(most) ? one : most))
}

function gravity({ limit, refusal: { wait } }: Refusing): number {
  if (wait.kind === 'never') return Number.POSITIVE_INFINITY
  if (wait.kind === 'when-one-ends') return WHEN_ONE_ENDS_MS
  // A quota is no matter of waiting, however soon its window ends.
  return limit.kind === 'quota' ? Number.MAX_SAFE_INTEGER / 2 + wait.ms : wait.ms
}

function describe({ limit, refusal }: Refusing, nowMs: number): string {
  const { most, left, asked, wait } = refusal
  const show = limit.measure === 'nano-usd' ? formatUsd : formatCount
  const name = `${limit.name} of ${describeNode(limit.node)}`
  if (wait.kind === 'never') return `${name} is ${show(most)}, and this request alone may need ${show(asked)}`
  const what = `${name} is ${show(most)}, with ${show(left)} left, and this request may need ${show(asked)}`
  if (limit.kind !== 'quota') return what
  if (wait.kind === 'when-one-ends') return `${what}; the rest is set aside for requests under way`
  return limit.window.kind === 'calendar'
    ? `${what}; it starts anew at ${new Date(nowMs + wait.ms).toISOString()}`
    : what
}

export function describeNode(node: LimitNode): string {
  if (node.kind === 'consumer') return node.path
  return node.kind === 'model' ? `model ${node.name}` : `deployment ${node.id}`
}
