import type { Clock, Random } from '../../base/index.ts'
import type { Exchange } from '../exchange.ts'
import type { FleetConsumer, FleetDeployment, FleetModel, Tier } from '../fleet.ts'

/** A prompt's own deployment is left when it has this many times the calls under way of the least busy, and some. */
const AFFINITY_OVERLOAD = 2
const AFFINITY_SLACK_CALLS = 8
/** Loads nearer to each other than this count as equal, so that chance spreads what noise would not. */
const CLEARLY_LESS = 0.8

/**
 * Appends to the exchange's candidates the deployments of `model`, and of those it falls back to, in the order to try
 * them; and says of the others why not. Hard rules (rights, residency, operation) were applied when the consumer's route
 * was made. Then, tier by tier: those that are ready, in the order of `orderTier`; after all tiers those that
 * are usable but not good (over the soft cap, breaker open, minute used up), so that nobody is refused while anything
 * might serve. A deployment that said it is full is no candidate.
 */
export function addCandidates(
  x: Exchange,
  model: FleetModel,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  isWaiting: boolean = false,
): void {
  if (x.operation === null) return
  const nowMs = clock.monotonicMs()
  const consumer = x.consumer as FleetConsumer
  const { tiers, excluded } = consumer.route(model, x.operation)
  for (const reason of excluded) x.skipped.push(reason)
  const reluctant: FleetDeployment[] = []
  for (const tier of tiers) {
    const ready: FleetDeployment[] = []
    for (const deployment of tier) {
      if (x.stored !== null && deployment.account !== x.stored.account) {
        x.skipped.push(
          `${deployment.deployment.id}: does not hold the response that this request goes on from`,
        )
        continue
      }
      const tokens = x.estimatedInput + x.estimatedOutput
      const availability = deployment.health.availability(nowMs, tokens, x.priority, isWaiting)
      if (availability.kind === 'ready') {
        ready.push(deployment)
        continue
      }
      x.skipped.push(`${deployment.deployment.id}: ${availability.reason}`)
      if (availability.kind === 'reluctant') reluctant.push(deployment)
      else if (availability.kind === 'saturated') {
        x.saturatedWaitMs = Math.min(x.saturatedWaitMs ?? Number.POSITIVE_INFINITY, availability.waitMs)
      }
    }
    for (const deployment of orderTier(ready, x.ask?.prefixKey ?? null, random, nowMs))
      x.candidates.push(deployment)
  }
  for (const deployment of reluctant) x.candidates.push(deployment)
}

/**
 * First the deployment that has likely seen this prompt's beginning, because the provider's prompt cache is kept by
 * account; otherwise the better of two taken at random (power of two choices), which spreads load without the herd
 * that "least busy" makes. The rest follow by load.
 */
export function orderTier(tier: Tier, prefixKey: number | null, random: Random, nowMs: number): Tier {
  if (tier.length < 2) return tier
  const first = (prefixKey === null ? null : preferred(tier, prefixKey)) ?? betterOfTwo(tier, random, nowMs)
  const rest = tier.filter((deployment) => deployment !== first)
  if (rest.length > 1) rest.sort((a, b) => a.health.load(nowMs) - b.health.load(nowMs))
  return [first, ...rest]
}

function preferred(tier: Tier, prefixKey: number): FleetDeployment | null {
  let best = tier[0] as FleetDeployment
  let bestScore = -1
  let leastInFlight = Number.POSITIVE_INFINITY
  for (const deployment of tier) {
    // Rendezvous hashing: a deployment that comes or goes moves only its own share of the prompts.
    const score = Math.imul(prefixKey ^ deployment.seed, 0x9e3779b1) >>> 0
    if (score > bestScore) {
      bestScore = score
      best = deployment
    }
    leastInFlight = Math.min(leastInFlight, deployment.health.inFlight)
  }
  const isOverloaded = best.health.inFlight > leastInFlight * AFFINITY_OVERLOAD + AFFINITY_SLACK_CALLS
  return isOverloaded ? null : best
}

function betterOfTwo(tier: Tier, random: Random, nowMs: number): FleetDeployment {
  const i = Math.floor(random.next() * tier.length)
  const j = (i + 1 + Math.floor(random.next() * (tier.length - 1))) % tier.length
  const a = tier[i] as FleetDeployment
  const b = tier[j] as FleetDeployment
  return b.health.load(nowMs) < a.health.load(nowMs) * CLEARLY_LESS ? b : a
}
