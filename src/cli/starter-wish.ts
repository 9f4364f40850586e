import { type AzureFacts, isBatchType, type QuotaTier } from '../azure/index.ts'
import { formatCount } from '../base/index.ts'
import {
  type ModelWish,
  proposeRegions,
  type RegionsProposal,
  type RegionsWish,
  type WantedCapacity,
} from '../landing-zone/index.ts'
import {
  DEPLOYMENT_TYPES,
  type DeploymentType,
  type Environment,
  type Exposure,
  type Residency,
  type Starter,
  type StarterModel,
  taskOfModel,
} from '../workload/index.ts'
import { parseCapacity } from './wanted-capacity.ts'

/** What `causeway init` was told, and how that becomes regions, deployments and the design around them. */
export interface StarterWish extends Omit<
  Starter,
  'primary' | 'secondary' | 'models' | 'consumer' | 'factsAsOf' | 'signIn'
> {
  readonly exposure: Exposure
  readonly environment: Environment
  readonly residency: Residency
  readonly models: readonly [AskedModel, ...AskedModel[]]
  /** `100k` or `100ptu`. */
  readonly capacity: string
  readonly type: DeploymentType | null
  readonly near: string | null
  readonly regions: readonly string[]
  readonly tier: QuotaTier
  readonly consumer: string
  readonly costCenter: string | null
}

export interface AskedModel {
  readonly baseModel: string
  readonly version: string | null
}

/** Types that are asked for at once and by everybody. */
export const STARTER_TYPES = DEPLOYMENT_TYPES.filter((type) => !isBatchType(type) && type !== 'developer')

/** For models beside one that is provisioned, which cannot be so themselves. */
const TOKENS_BESIDE_PROVISIONED = 100_000

/** `gpt-4.1` or `gpt-4.1@2025-04-14`, as the tables write it; null where they have no such model. */
export function parseModel(text: string, { offers }: AzureFacts): AskedModel | null {
  const [name = '', version] = text.split('@')
  const baseModel = offers.models.find((one) => one.toLowerCase() === name.trim().toLowerCase())
  return baseModel === undefined ? null : { baseModel, version: version?.trim() ?? null }
}

type Places = Pick<
  StarterWish,
  'models' | 'capacity' | 'type' | 'near' | 'regions' | 'tier' | 'residency' | 'environment'
>

export function proposalFor(wish: Places, facts: AzureFacts, nowMs: number): RegionsProposal {
  const { environment, regions, residency, near, tier } = wish
  const [main, ...others] = wish.models
  return proposeRegions({
    models: [
      modelWish(main, wish, facts, true),
      ...others.map((model) => modelWish(model, wish, facts, false)),
    ],
    residency,
    near,
    regions,
    count: countOf(environment, regions),
    quotaTier: tier,
    nowMs,
    facts,
  })
}

/** Production needs a second region to go on from; what is only tried out needs no second of everything. */
function countOf(environment: Environment, regions: readonly string[]): RegionsWish['count'] {
  if (environment === 'production') return 'two'
  if (environment === 'staging' && regions.length === 0) return 'two-if-possible'
  return 'one'
}

function modelWish(
  { baseModel, version }: AskedModel,
  wish: Places,
  { offers }: AzureFacts,
  isMain: boolean,
): ModelWish {
  const asked = parseCapacity(wish.capacity)
  const isProvisioned = asked?.kind === 'provisioned'
  const isOffered = wish.type !== null && offers.of(baseModel, wish.type).length > 0
  return {
    baseModel,
    version,
    capacity: capacityOf(baseModel, asked, isMain),
    // Asked for the main model; the others take what they are had as.
    type: isMain || (isOffered && !isProvisioned) ? wish.type : null,
  }
}

/** Units are bought once, for the main model, which is refused where it is not sold so. */
function capacityOf(baseModel: string, asked: WantedCapacity | null, isMain: boolean): WantedCapacity | null {
  const task = taskOfModel(baseModel)
  const isCounted = task === 'generate' || task === 'embed'
  if (asked?.kind !== 'provisioned') return isCounted ? asked : null
  if (isMain) return asked
  return isCounted ? { kind: 'tokens', tokensPerMinute: TOKENS_BESIDE_PROVISIONED } : null
}

export function starterOf(
  wish: StarterWish,
  { primary, secondary, models }: Extract<RegionsProposal, { kind: 'regions' }>,
  facts: AzureFacts,
): Starter {
  return {
    ...wish,
    primary,
    secondary,
    models: models.map(({ baseModel, version, deployments }): StarterModel => {
      const task = taskOfModel(baseModel)
      if (task === null) throw new Error(`${baseModel} is no model to serve`)
      return { name: baseModel, task, version, deployments }
    }),
    consumer: {
      path: wish.consumer,
      costCenter: wish.costCenter,
      tokensPerMinute: tokensPerMinuteOf(wish, facts),
    },
    signIn: wish.environment === 'development' ? 'default-azure' : 'managed-identity',
    factsAsOf: facts.offers.asOf(wish.type ?? 'global-standard') ?? '',
  }
}

/** What one region carries. */
function tokensPerMinuteOf({ capacity, models: [main] }: StarterWish, { ptu }: AzureFacts): number {
  const asked = parseCapacity(capacity)
  if (asked?.kind === 'tokens') return asked.tokensPerMinute
  const carried = (ptu.find(main.baseModel)?.inputTokensPerMinutePerPtu ?? 0) * (asked?.ptu ?? 0)
  return Math.floor(carried) || TOKENS_BESIDE_PROVISIONED
}

/** Why there is no proposal, in words. */
export function reasonOf(
  refusal: Exclude<RegionsProposal, { kind: 'regions' }>,
  { residency, environment }: Pick<StarterWish, 'residency' | 'environment'>,
): string {
  const inside = residency === 'global' ? '' : ` inside residency ${residency}`
  switch (refusal.kind) {
    case 'no-place': {
      const telling = refusal.passedOver.filter(({ why }) => why !== 'not-offered')
      const reasons = new Set((telling.length > 0 ? telling : refusal.passedOver).map(({ reason }) => reason))
      const why = reasons.size === 0 ? '' : `: ${[...reasons].join('; ')}`
      return `nothing serves ${refusal.model} as asked${inside}${why}`
    }
    case 'too-much':
      return `no subscription has more than ${formatCount(refusal.mostTokensPerMinute)} tokens per minute of ${refusal.model} in one region by itself`
    case 'no-pair':
      return refusal.only === null
        ? `no region has all these models${inside}`
        : `${environment} needs two regions, and${inside} all these models are in ${refusal.only} alone`
    case 'not-there':
      return refusal.model === null
        ? `${refusal.region} does not have all these models${inside} in the same versions as the other region`
        : `${refusal.model} cannot be had in ${refusal.region} as asked${inside}`
  }
}
