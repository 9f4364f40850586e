import { type AzureFacts, findDeploymentType, QUOTA_TIERS, type QuotaTier } from '../azure/index.ts'
import { DEPLOYMENT_TYPES, type DeploymentType, type Residency } from '../workload/index.ts'
import { type PassedOver, type Placement, rankPlacements, type WantedCapacity } from './placement.ts'

/** One region or two in which all models of a workload can be deployed, each in one version. */
export interface RegionsWish {
  /** The first is the one that the workload is there for: its ranking decides. */
  readonly models: readonly [ModelWish, ...ModelWish[]]
  readonly residency: Residency
  readonly near: string | null
  /** Those that are chosen already, the primary one first; empty to have both proposed. */
  readonly regions: readonly string[]
  readonly count: 'one' | 'two-if-possible' | 'two'
  readonly quotaTier: QuotaTier
  readonly nowMs: number
  readonly facts: AzureFacts
}

export interface ModelWish {
  readonly baseModel: string
  /** Null takes the version that is served longest where it is had. */
  readonly version: string | null
  /** In each region, so that one carries all while the other is down; null for models that are not counted in tokens. */
  readonly capacity: WantedCapacity | null
  /** Null takes the widest type that the residency allows: it has the most quota. */
  readonly type: DeploymentType | null
}

export interface ProposedDeployment {
  readonly region: string
  readonly type: DeploymentType
  readonly capacity: WantedCapacity | null
  readonly priority: number
  /** More than the default quota of the tier: it has to be asked for. */
  readonly isAboveQuota: boolean
}

export interface ProposedModel {
  readonly baseModel: string
  readonly version: string
  readonly deployments: readonly ProposedDeployment[]
}

export type RegionsProposal =
  | {
      readonly kind: 'regions'
      readonly primary: string
      readonly secondary: string | null
      readonly models: readonly ProposedModel[]
    }
  /** Nothing serves this model as asked, whatever the region. */
  | { readonly kind: 'no-place'; readonly model: string; readonly passedOver: readonly PassedOver[] }
  /** No tier of subscription has so many tokens per minute of it in one region. */
  | { readonly kind: 'too-much'; readonly model: string; readonly mostTokensPerMinute: number }
  /** Two are needed, and no two have all models; null where not even one has. */
  | { readonly kind: 'no-pair'; readonly only: string | null }
  /** A region that was chosen cannot be used, alone or with the other; null where it is for no single model. */
  | { readonly kind: 'not-there'; readonly region: string; readonly model: string | null }

/** `causeway check` warns of versions that retire within 90 days; a day more, so that it does not begin tomorrow. */
const MIN_SERVED_MS = 92 * 86_400_000
/** Beside provisioned throughput whose figure is not published, and where no quota is. */
const OVERFLOW_TOKENS_PER_MINUTE = 100_000

export function proposeRegions(wish: RegionsWish): RegionsProposal {
  const choices: ModelChoices[] = []
  for (const model of wish.models) {
    const found = choicesOf(model, wish)
    if ('kind' in found) return found
    choices.push(found)
  }
  const [main] = choices
  const order = [...new Set(main?.ranked ?? [])]
  const [chosen, chosenSecond] = wish.regions
  const firsts = chosen === undefined ? order : [chosen]
  const seconds = chosenSecond === undefined ? order : [chosenSecond]
  if (wish.count !== 'one' || chosenSecond !== undefined) {
    for (const primary of firsts) {
      for (const secondary of seconds) {
        if (primary === secondary) continue
        const models = placed(choices, primary, secondary, wish)
        if (models !== null) return { kind: 'regions', primary, secondary, models }
      }
    }
  }
  let only: string | null = null
  if (chosenSecond === undefined) {
    for (const primary of firsts) {
      const models = placed(choices, primary, null, wish)
      if (models === null) continue
      if (wish.count !== 'two') return { kind: 'regions', primary, secondary: null, models }
      only ??= primary
    }
  }
  return refused(wish, choices, only)
}

function refused(wish: RegionsWish, choices: readonly ModelChoices[], only: string | null): RegionsProposal {
  for (const { wish: model, mostAllowed } of choices) {
    if (mostAllowed !== null && wish.regions.length === 0)
      return { kind: 'too-much', model: model.baseModel, mostTokensPerMinute: mostAllowed }
  }
  for (const region of wish.regions) {
    const without = choices.find((one) => !one.ranked.includes(region))
    if (without !== undefined) return { kind: 'not-there', region, model: without.wish.baseModel }
  }
  const last = wish.regions.at(-1)
  return last === undefined ? { kind: 'no-pair', only } : { kind: 'not-there', region: last, model: null }
}

/** What a model can be deployed as, the first choice first. */
interface ModelChoices {
  readonly wish: ModelWish
  readonly choices: readonly Choice[]
  /** Paid by token, for what provisioned throughput does not carry; empty where the model is paid by token itself. */
  readonly overflow: readonly Choice[]
  /** Regions of all choices in the order of the ranking. */
  readonly ranked: readonly string[]
  /** Where types were left out because no subscription has so much of them: what it has; else null. */
  readonly mostAllowed: number | null
}

interface Choice {
  readonly version: string
  readonly type: DeploymentType
  readonly places: ReadonlyMap<string, Placement>
}

function choicesOf(
  model: ModelWish,
  wish: RegionsWish,
): ModelChoices | Extract<RegionsProposal, { kind: 'no-place' | 'too-much' }> {
  const { baseModel, type } = model
  const capacity = model.capacity ?? { kind: 'tokens', tokensPerMinute: 1 }
  const types = type === null ? null : [type]
  const all = choicesFor(model, capacity, types, wish)
  const sized = all.filter((choice) => !isTooMuch(baseModel, choice.type, capacity, wish.facts))
  const mostAllowed =
    sized.length === all.length
      ? null
      : Math.max(...all.map((choice) => mostQuota(baseModel, choice.type, wish.facts) ?? 0))
  if (sized.length === 0 && mostAllowed !== null)
    return { kind: 'too-much', model: baseModel, mostTokensPerMinute: mostAllowed }
  if (sized.length === 0) {
    const { version } = model
    const { best, passedOver } = rankPlacements({ ...wish, baseModel, version, capacity, types })
    return { kind: 'no-place', model: baseModel, passedOver: [...passedOver, ...unusable(best, model, wish)] }
  }
  const overflow =
    capacity.kind === 'provisioned'
      ? choicesFor(model, { kind: 'tokens', tokensPerMinute: 1 }, null, wish)
      : []
  return {
    wish: model,
    choices: sized,
    overflow,
    ranked: [...sized, ...overflow].flatMap(({ places }) => [...places.keys()]),
    mostAllowed,
  }
}

function choicesFor(
  { baseModel, version }: ModelWish,
  capacity: WantedCapacity,
  types: readonly DeploymentType[] | null,
  wish: RegionsWish,
): readonly Choice[] {
  const found: (Choice & { readonly endMs: number })[] = []
  for (const one of version === null ? versionsOf(baseModel, wish.facts) : [version]) {
    const { best } = rankPlacements({ ...wish, baseModel, version: one, capacity, types })
    const usable = best.filter((place) => isUsable(place, baseModel, wish))
    for (const [type, places] of Map.groupBy(usable, (place) => place.type)) {
      const endMs = Math.min(...places.map(({ retiresOn }) => endOf(retiresOn)))
      found.push({
        version: one,
        type,
        places: new Map(places.map((place) => [place.region, place])),
        endMs,
      })
    }
  }
  return found.sort(
    (a, b) =>
      compare(b.endMs, a.endMs) || compare(b.version, a.version) || widthRank(a.type) - widthRank(b.type),
  )
}

function versionsOf(baseModel: string, { offers }: AzureFacts): readonly string[] {
  return [
    ...new Set(DEPLOYMENT_TYPES.flatMap((type) => offers.of(baseModel, type).map(({ version }) => version))),
  ]
}

/** Places of the ranking that are none to begin at. */
function unusable(best: readonly Placement[], { baseModel }: ModelWish, wish: RegionsWish): PassedOver[] {
  return [...Map.groupBy(best, ({ type }) => type)].map(([type, places]) => {
    const isEnding = places.every(({ retiresOn }) => endOf(retiresOn) < wish.nowMs + MIN_SERVED_MS)
    return {
      why: isEnding ? 'retires-soon' : 'not-offered',
      type,
      regions: places.map(({ region }) => region),
      reason: isEnding
        ? `every version of ${baseModel} there retires soon`
        : `${baseModel} is there on request alone, or in sizes that Microsoft does not publish`,
    }
  })
}

function isUsable({ region, type, retiresOn, ptu }: Placement, baseModel: string, wish: RegionsWish) {
  const { regions, ptu: units } = wish.facts
  const found = regions.find(region)
  if (found?.openAiModels !== true || (found.restricted && !wish.regions.includes(region))) return false
  if (endOf(retiresOn) < wish.nowMs + MIN_SERVED_MS) return false
  return ptu === null || (units.find(baseModel) !== null && units.steps(baseModel, type) !== null)
}

function endOf(retiresOn: string | null): number {
  return retiresOn === null ? Number.POSITIVE_INFINITY : Date.parse(`${retiresOn}T00:00:00Z`)
}

const WIDTHS = ['global', 'data-zone', 'region'] as const

function widthRank(type: DeploymentType): number {
  const facts = findDeploymentType(type)
  return facts === null ? WIDTHS.length : WIDTHS.indexOf(facts.processing)
}

/** What the highest tier has; null where some tier's quota is not published. */
function mostQuota(baseModel: string, type: DeploymentType, { quotas: table }: AzureFacts): number | null {
  const quotas = QUOTA_TIERS.map((tier) => table.find(baseModel, type, tier)?.tokensPerMinute ?? null)
  const known = quotas.filter((quota) => quota !== null)
  return known.length === quotas.length ? Math.max(...known) : null
}

function isTooMuch(
  baseModel: string,
  type: DeploymentType,
  capacity: WantedCapacity,
  facts: AzureFacts,
): boolean {
  const most = mostQuota(baseModel, type, facts)
  return capacity.kind === 'tokens' && most !== null && capacity.tokensPerMinute > most
}

/** All models in these regions, each in its first choice that has them; null where one has none. */
function placed(
  all: readonly ModelChoices[],
  primary: string,
  secondary: string | null,
  wish: RegionsWish,
): readonly ProposedModel[] | null {
  const models: ProposedModel[] = []
  for (const one of all) {
    const provisioned = one.wish.capacity?.kind === 'provisioned'
    const model = provisioned
      ? withOverflow(one, primary, secondary, wish)
      : sharedAlike(one, primary, secondary)
    if (model === null) return null
    models.push(model)
  }
  return models
}

function sharedAlike(
  { wish, choices }: ModelChoices,
  primary: string,
  secondary: string | null,
): ProposedModel | null {
  const regions = secondary === null ? [primary] : [primary, secondary]
  const choice = choices.find(({ places }) => regions.every((region) => places.has(region)))
  if (choice === undefined) return null
  const { version, places } = choice
  const deployments = regions.flatMap((region) => {
    const place = places.get(region)
    return place === undefined ? [] : [deploymentAt(place, wish.capacity, 1)]
  })
  return { baseModel: wish.baseModel, version, deployments }
}

/**
 * What is paid by the hour stands once, in the primary region, and spills to what is paid by the token in the other;
 * where the model is not had so, both regions are provisioned.
 */
function withOverflow(
  { wish, choices, overflow }: ModelChoices,
  primary: string,
  secondary: string | null,
  { quotaTier, facts }: RegionsWish,
): ProposedModel | null {
  const { baseModel } = wish
  for (const { version, places } of choices) {
    const first = places.get(primary)
    if (first === undefined) continue
    const provisioned = deploymentAt(first, boughtAt(first), 1)
    const spill = overflow
      .filter((choice) => choice.version === version)
      .map((choice) => choice.places.get(secondary ?? primary))
      .find((place) => place !== undefined)
    if (spill !== undefined) {
      const capacity = overflowOf(baseModel, spill.type, first.ptu ?? 0, quotaTier, facts)
      return { baseModel, version, deployments: [provisioned, deploymentAt(spill, capacity, 2)] }
    }
    const second = secondary === null ? undefined : places.get(secondary)
    if (second !== undefined)
      return { baseModel, version, deployments: [provisioned, deploymentAt(second, boughtAt(second), 1)] }
    if (secondary === null) return { baseModel, version, deployments: [provisioned] }
  }
  return null
}

function deploymentAt(
  { region, type, quota }: Placement,
  capacity: WantedCapacity | null,
  priority: number,
): ProposedDeployment {
  return {
    region,
    type,
    capacity,
    priority,
    isAboveQuota: capacity?.kind === 'tokens' && quota.kind === 'short',
  }
}

function boughtAt({ ptu }: Placement): WantedCapacity {
  return { kind: 'provisioned', ptu: ptu ?? 0 }
}

/** As much as the units carry, within the default quota. */
function overflowOf(
  baseModel: string,
  type: DeploymentType,
  ptu: number,
  tier: QuotaTier,
  { ptu: units, quotas }: AzureFacts,
): WantedCapacity {
  const carried = (units.find(baseModel)?.inputTokensPerMinutePerPtu ?? 0) * ptu || OVERFLOW_TOKENS_PER_MINUTE
  const quota = quotas.find(baseModel, type, tier)?.tokensPerMinute ?? OVERFLOW_TOKENS_PER_MINUTE
  return { kind: 'tokens', tokensPerMinute: Math.max(1, Math.floor(Math.min(carried, quota))) }
}

function compare<Value extends number | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}
