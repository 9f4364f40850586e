import {
  type AzureFacts,
  findDeploymentType,
  isBatchType,
  type QuotaTier,
  type Retirements,
  type VersionOffer,
} from '../azure/index.ts'
import { NANO_USD_PER_USD } from '../base/index.ts'
import {
  allowsProcessing,
  azureProcessing,
  DEPLOYMENT_TYPES,
  describeProcessing,
  type DeploymentType,
  type Residency,
} from '../workload/index.ts'

/** Where a model could be deployed, best first: every region and deployment type that is offered and allowed. */
export interface PlacementWish {
  readonly baseModel: string
  /** Null takes, in each region, the version that is served longest. */
  readonly version: string | null
  readonly capacity: WantedCapacity
  readonly residency: Residency
  /** Region from which calls come; null where latency does not matter. */
  readonly near: string | null
  /** Deployment types to look at; null is all that can have the capacity. */
  readonly types: readonly DeploymentType[] | null
  readonly quotaTier: QuotaTier
  readonly nowMs: number
  readonly facts: AzureFacts
}

export type WantedCapacity =
  | { readonly kind: 'tokens'; readonly tokensPerMinute: number }
  | { readonly kind: 'provisioned'; readonly ptu: number }

export interface Placement {
  readonly region: string
  readonly type: DeploymentType
  readonly version: string
  /** Null where none is announced. */
  readonly retiresOn: string | null
  /** As a clause: `calls are processed in sweden`. */
  readonly processing: string
  readonly quota: QuotaVerdict
  /** Median round trip from `near`; null where it was not measured or not asked for. */
  readonly latencyMs: number | null
  /** What would be bought: PTU in whole steps of the model; null for types that are paid by the token. */
  readonly ptu: number | null
  /** Of the PTU by list, for 730 hours; null where they are paid by the token or no list has them. */
  readonly nanoUsdPerMonth: number | null
  readonly availabilityZones: boolean
  readonly pairedRegion: string | null
  /** Microsoft opens the region on request only. */
  readonly restricted: boolean
}

export type QuotaVerdict =
  /** The default quota of the tier carries the capacity. */
  | { readonly kind: 'enough'; readonly tokensPerMinute: number; readonly asOf: string }
  /** More must be asked for, or the capacity spread over `regionsNeeded` regions. */
  | {
      readonly kind: 'short'
      readonly tokensPerMinute: number
      readonly regionsNeeded: number
      readonly asOf: string
    }
  | { readonly kind: 'unknown' }
  /** Quota of PTU is granted on request, and promises no capacity. */
  | { readonly kind: 'on-request' }

export interface PassedOver {
  readonly why: 'not-offered' | 'residency' | 'retires-soon'
  readonly type: DeploymentType
  readonly regions: readonly string[]
  /** A sentence for people. */
  readonly reason: string
}

export interface Placements {
  readonly best: readonly Placement[]
  /** The best of another region than the first of `best`, of the same type if possible; null where there is none. */
  readonly second: Placement | null
  readonly passedOver: readonly PassedOver[]
}

/** A version that is gone within this time is no place to begin. */
const MIN_SERVED_DAYS = 90
const DAY_MS = 86_400_000
/** Azure's own pricing pages count a month so. */
const HOURS_PER_MONTH = 730
/** Round trips within a step of each other count as equal, so that price and zones have their say. */
const LATENCY_STEP_MS = 10

export function rankPlacements(wish: PlacementWish): Placements {
  const { facts } = wish
  const best: Placement[] = []
  const passedOver: PassedOver[] = []
  for (const type of typesFor(wish)) {
    const offers = facts.offers
      .of(wish.baseModel, type)
      .filter(({ version }) => wish.version === null || version === wish.version)
    const outside: string[] = []
    const retiring: string[] = []
    const absent: string[] = []
    for (const region of facts.regions.names) {
      const here = offers.filter(({ regions }) => regions.includes(region))
      const isAllowed = allowsProcessing(wish.residency, azureProcessing(type, region, facts))
      if (here.length === 0) {
        // Where it would not be allowed either, that it is not offered is no news.
        if (isAllowed && facts.regions.find(region)?.openAiModels === true) absent.push(region)
        continue
      }
      if (!isAllowed) {
        outside.push(region)
        continue
      }
      const lasting = longestServed(here, facts.retirements, wish.nowMs)
      if (lasting === null) retiring.push(region)
      else best.push(placement(wish, type, region, lasting))
    }
    if (absent.length > 0)
      passedOver.push({ why: 'not-offered', type, regions: absent, reason: notOffered(wish) })
    if (outside.length > 0) {
      const reason = `${processedBy(type)}, which residency ${wish.residency} does not allow`
      passedOver.push({ why: 'residency', type, regions: outside, reason })
    }
    if (retiring.length > 0) {
      const reason = `every version there retires within ${MIN_SERVED_DAYS} days`
      passedOver.push({ why: 'retires-soon', type, regions: retiring, reason })
    }
  }
  best.sort(byRank)
  return { best, second: secondOf(best), passedOver }
}

/**
 * The developer tier is for trying out fine-tuned models: it has no service level, and is looked at only when named.
 * Types that take batches alone have no throughput by the minute.
 */
function typesFor({ capacity, types }: PlacementWish): readonly DeploymentType[] {
  return (types ?? DEPLOYMENT_TYPES.filter((type) => type !== 'developer')).filter(
    (type) =>
      !isBatchType(type) && findDeploymentType(type)?.provisioned === (capacity.kind === 'provisioned'),
  )
}

function placement(
  wish: PlacementWish,
  type: DeploymentType,
  region: string,
  { version, retiresOn }: Lasting,
): Placement {
  const { baseModel, capacity, near, facts } = wish
  const about = facts.regions.find(region)
  const ptu = capacity.kind === 'provisioned' ? roundedPtu(wish, type, capacity.ptu) : null
  const hourly = ptu === null ? null : facts.ptuPrices.find(baseModel, type)
  return {
    region,
    type,
    version,
    retiresOn,
    processing: describeProcessing(azureProcessing(type, region, facts)),
    quota:
      capacity.kind === 'provisioned'
        ? { kind: 'on-request' }
        : quotaVerdict(wish, type, capacity.tokensPerMinute),
    latencyMs: near === null ? null : facts.roundTrips.between(near, region),
    ptu,
    nanoUsdPerMonth:
      ptu === null || hourly === null
        ? null
        : Math.round(ptu * hourly.usdPerHour * HOURS_PER_MONTH * NANO_USD_PER_USD),
    availabilityZones: about?.availabilityZones ?? false,
    pairedRegion: about?.pairedRegion ?? null,
    restricted: about?.restricted ?? false,
  }
}

function quotaVerdict(
  { baseModel, quotaTier, facts }: PlacementWish,
  type: string,
  wanted: number,
): QuotaVerdict {
  const quota = facts.quotas.find(baseModel, type, quotaTier)
  const tokensPerMinute = quota?.tokensPerMinute ?? null
  if (quota === null || tokensPerMinute === null) return { kind: 'unknown' }
  const { asOf } = quota
  if (wanted <= tokensPerMinute) return { kind: 'enough', tokensPerMinute, asOf }
  return { kind: 'short', tokensPerMinute, regionsNeeded: Math.ceil(wanted / tokensPerMinute), asOf }
}

/** The least that Azure sells and that is no less than what is wanted; as wanted where no steps are published. */
function roundedPtu({ baseModel, facts }: PlacementWish, type: string, wanted: number): number {
  const steps = facts.ptu.steps(baseModel, type)
  if (steps === null) return wanted
  const above = Math.max(0, wanted - steps.min)
  return steps.min + Math.ceil(above / steps.increment) * steps.increment
}

interface Lasting {
  readonly version: string
  readonly retiresOn: string | null
}

/** A version without an announced end lasts longest; of equals the newest. Null where all end too soon. */
function longestServed(
  offers: readonly VersionOffer[],
  retirements: Retirements,
  nowMs: number,
): Lasting | null {
  const lasting = offers
    .map(({ model, version }) => ({
      version,
      retiresOn: retirements.find(model, version)?.retiresOn ?? null,
    }))
    .filter(({ retiresOn }) => endMs(retiresOn) >= nowMs + MIN_SERVED_DAYS * DAY_MS)
  lasting.sort((a, b) => compare(endMs(b.retiresOn), endMs(a.retiresOn)) || compare(b.version, a.version))
  return lasting[0] ?? null
}

function endMs(retiresOn: string | null): number {
  return retiresOn === null ? Number.POSITIVE_INFINITY : Date.parse(`${retiresOn}T00:00:00Z`)
}

const QUOTA_RANK: Readonly<Record<QuotaVerdict['kind'], number>> = {
  enough: 0,
  'on-request': 0,
  unknown: 1,
  short: 2,
}

/**
 * Quota first, because without it nothing runs; then the way there; then the monthly price of PTU; then zones, and
 * regions that need no request. The name decides last, so that the same question has the same answer.
 */
function byRank(a: Placement, b: Placement): number {
  return (
    QUOTA_RANK[a.quota.kind] - QUOTA_RANK[b.quota.kind] ||
    compare(latencyStep(a), latencyStep(b)) ||
    compare(a.nanoUsdPerMonth ?? 0, b.nanoUsdPerMonth ?? 0) ||
    Number(b.availabilityZones) - Number(a.availabilityZones) ||
    Number(a.restricted) - Number(b.restricted) ||
    compare(a.latencyMs ?? 0, b.latencyMs ?? 0) ||
    compare(a.region, b.region) ||
    compare(a.type, b.type)
  )
}

function latencyStep({ latencyMs }: Placement): number {
  return latencyMs === null ? Number.POSITIVE_INFINITY : Math.round(latencyMs / LATENCY_STEP_MS)
}

function compare<Value extends number | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function secondOf(best: readonly Placement[]): Placement | null {
  const first = best[0]
  if (first === undefined) return null
  const elsewhere = best.filter(({ region }) => region !== first.region)
  return elsewhere.find(({ type }) => type === first.type) ?? elsewhere[0] ?? null
}

function notOffered({ baseModel, version }: PlacementWish): string {
  return `${baseModel}${version === null ? '' : ` ${version}`} is not offered there`
}

function processedBy(type: DeploymentType): string {
  const processing = findDeploymentType(type)?.processing
  if (processing === 'global') return 'calls may be processed anywhere in the world'
  return processing === 'region'
    ? 'calls are processed in that region'
    : "calls stay in that region's data zone"
}
