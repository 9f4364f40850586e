import { isBatchType } from '../azure/index.ts'
import {
  allowsProcessing,
  azureProcessing,
  type DeploymentType,
  type Model,
  type Plan,
} from '../workload/index.ts'
import { type Capacity, type History, historyOf, type Run, runCapacity } from './capacity-run.ts'
import { isProvisioned, pricing } from './prices.ts'
import { type PtuHourPrice, priceOf, provisionedCosts } from './provisioned-cost.ts'
import type { MinuteDemand, Span } from './statement-reader.ts'

/**
 * Which provisioned throughput would have cost least, at the same service, against what was paid: every count of PTU
 * that Azure sells for a model, of every type that the residency allows, at several soft caps, each run over the
 * history minute by minute.
 */
export interface Rightsizing extends Span {
  readonly workload: string
  readonly planRevision: string
  readonly hours: number
  readonly models: readonly ModelSizing[]
}

export interface ModelSizing {
  readonly model: string
  readonly baseModel: string
  readonly attempts: number
  /** Minutes in which the model was used at all. */
  readonly minutes: number
  readonly paidNanoUsd: number
  readonly present: Option
  /** Least cost with no more tight or refused minutes, and no less served by provisioned throughput. */
  readonly sameService: Option
  /** Least cost with no more tight or refused minutes, wherever it is served. */
  readonly leastCost: Option
  readonly byTokenAlone: Option
  /** Cost by count of PTU, of each type at the soft cap that costs least. */
  readonly curves: readonly { readonly type: DeploymentType; readonly points: readonly Option[] }[]
  /** Demand and capacity by the hour: the busiest minute, in weighted tokens a minute. */
  readonly hourly: readonly { readonly hourMs: number; readonly mean: number; readonly peak: number }[]
  readonly notes: readonly string[]
}

export interface Option extends Run {
  /** Null where all is paid by the token; `mixed` where the file has several types. */
  readonly type: DeploymentType | 'mixed' | null
  readonly units: number
  readonly softCap: number | null
  readonly nanoUsd: number
  /** Weighted tokens a minute. */
  readonly fullPerMinute: number
}

export interface RightsizeMatter extends Span {
  readonly plan: Plan
  readonly demand: readonly MinuteDemand[]
}

/** The usual one first: of several that cost the same it is the one. */
const SOFT_CAPS = [0.9, 1, 0.8, 0.7] as const
const PROVISIONED_TYPES = [
  'provisioned-managed',
  'data-zone-provisioned-managed',
  'global-provisioned-managed',
] as const satisfies readonly DeploymentType[]
/** Of each type; larger estates take larger strides. */
const MOST_COUNTS = 400
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** Of the minutes in use: so many may be tight even where none was, as any burst makes one. */
const TIGHT_SHARE = 0.001
const SHORT_HISTORY_HOURS = 14 * 24

export function rightsize(matter: RightsizeMatter): Rightsizing {
  const { plan, fromMs, toMs } = matter
  const byModel = Map.groupBy(matter.demand, ({ model }) => model)
  const hours = (toMs - fromMs) / HOUR_MS
  const models = [...plan.models.values()].flatMap((model) => {
    const demand = byModel.get(model.name) ?? []
    return demand.length === 0 ? [] : [sizeModel(model, demand, hours, matter)]
  })
  return { workload: plan.workload, planRevision: plan.revision, fromMs, toMs, hours, models }
}

function sizeModel(
  model: Model,
  demand: readonly MinuteDemand[],
  hours: number,
  { plan, fromMs, toMs }: RightsizeMatter,
): ModelSizing {
  const notes: string[] = []
  const owned = model.deployments.flatMap((deployment) =>
    deployment.capacity.kind === 'provisioned' ? [{ deployment, capacity: deployment.capacity }] : [],
  )
  const byToken = model.deployments.find(({ type }) => !isProvisioned(type) && !isBatchType(type)) ?? null
  const rates = pricing(plan.prices, plan.facts.prices.find).ratesFor(
    model.baseModel,
    byToken?.type ?? 'standard',
  )
  if (rates === null)
    notes.push(
      'It has no known price by the token, so what spills is counted as costing nothing: set prices.',
    )
  const facts = plan.facts.ptu.find(model.baseModel)
  const first = owned[0]?.capacity
  const outputWeight = first?.outputWeight ?? facts?.outputWeight ?? 1
  const perUnit =
    first !== undefined && first.inputTokensPerMinute !== null
      ? first.inputTokensPerMinute / first.units
      : (facts?.inputTokensPerMinutePerPtu ?? null)
  const free = { inputPicoUsd: 0, cachedInputPicoUsd: 0, outputPicoUsd: 0 }
  const history = historyOf(demand, outputWeight, rates?.price ?? free)
  const quotaPerMinute = quotaOf(model)
  const run = (capacity: Omit<Capacity, 'quotaPerMinute'>): Run =>
    runCapacity(history, { ...capacity, quotaPerMinute })

  const paid = paidNanoUsd(model, demand, plan, { fromMs, toMs })
  const full = perUnit === null ? 0 : owned.reduce((sum, { capacity }) => sum + capacity.units * perUnit, 0)
  const capped =
    perUnit === null
      ? 0
      : owned.reduce((sum, { capacity }) => sum + capacity.units * perUnit * capacity.softCap, 0)
  const ownHourNanoUsd = owned.reduce((sum, { deployment, capacity }) => {
    const price = priceOf(deployment, model.baseModel, plan)
    if (price === null)
      notes.push(`${deployment.id} has no price per PTU and hour; set chargeback.provisioned.`)
    return sum + capacity.units * (price?.nanoUsdPerUnitHour ?? 0)
  }, 0)
  const types = new Set(owned.map(({ deployment }) => deployment.type))
  const presentRun = run({ fullPerMinute: full, cappedPerMinute: capped })
  const present: Option = {
    ...presentRun,
    type: types.size > 1 ? 'mixed' : (owned[0]?.deployment.type ?? null),
    units: owned.reduce((sum, { capacity }) => sum + capacity.units, 0),
    softCap: full === 0 ? null : capped / full,
    nanoUsd: presentRun.tokenNanoUsd + ownHourNanoUsd * hours,
    fullPerMinute: full,
  }
  const none = run({ fullPerMinute: 0, cappedPerMinute: 0 })
  const byTokenAlone: Option = {
    ...none,
    type: null,
    units: 0,
    softCap: null,
    nanoUsd: none.tokenNanoUsd,
    fullPerMinute: 0,
  }
  const region = plan.accounts.get((owned[0]?.deployment ?? byToken)?.account ?? '')?.region ?? null
  const offers = perUnit === null ? [] : offersFor(model, region, plan, history, perUnit)
  if (perUnit === null) notes.push('Nobody publishes what a PTU carries of it: set input_tokens_per_minute.')
  else if (offers.length === 0)
    notes.push('No provisioned type is known to be sold for it here, at a known price.')
  if (owned.length > 0 && byToken === null)
    notes.push('It has no deployment that is paid by the token, so everything must fit into its PTU.')
  if (hours < SHORT_HISTORY_HOURS)
    notes.push('The history is shorter than two weeks: weekly and monthly rhythms are not in it.')

  const allowedTight = Math.max(presentRun.tightMinutes, Math.floor(demand.length * TIGHT_SHARE))
  const fits = ({ tightMinutes, refusedMinutes }: Run): boolean =>
    tightMinutes <= allowedTight && refusedMinutes <= presentRun.refusedMinutes
  const curves = offers.map((offer) => ({
    type: offer.type,
    points: offer.counts.map((units) => optionFor(offer, units, hours, perUnit ?? 0, run, fits)),
  }))
  const all = [present, byTokenAlone, ...curves.flatMap(({ points }) => points)]
  const fitting = all.filter(fits)
  const least = (options: readonly Option[]): Option =>
    options.reduce((best, option) => (option.nanoUsd < best.nanoUsd ? option : best), present)
  return {
    model: model.name,
    baseModel: model.baseModel,
    attempts: demand.reduce((sum, { attempts }) => sum + attempts, 0),
    minutes: demand.length,
    paidNanoUsd: paid,
    present,
    sameService: least(
      fitting.filter(({ provisionedShare }) => provisionedShare >= presentRun.provisionedShare - 1e-9),
    ),
    leastCost: least(fitting),
    byTokenAlone,
    curves,
    hourly: hourlyOf(demand, history),
    notes,
  }
}

interface Offer {
  readonly type: DeploymentType
  readonly price: PtuHourPrice
  readonly counts: readonly number[]
}

/** Types that Azure sells for the model, that the residency allows, and whose price is known. */
function offersFor(
  { baseModel, name, deployments }: Model,
  region: string | null,
  plan: Plan,
  history: History,
  perUnit: number,
): readonly Offer[] {
  const peak = history.peakRate.reduce((most, rate) => Math.max(most, rate), 0)
  return PROVISIONED_TYPES.flatMap((type): Offer[] => {
    const steps = plan.facts.ptu.steps(baseModel, type)
    const own = deployments.find((deployment) => deployment.type === type)
    const price = priceOf({ id: own?.id ?? '', type }, baseModel, plan)
    if (steps === null || price === null) return []
    const isAllowed =
      own !== undefined ||
      (region !== null &&
        plan.facts.regions.find(region) !== null &&
        residenciesOf(plan, name).every((residency) =>
          allowsProcessing(residency, azureProcessing(type, region, plan.facts)),
        ))
    if (!isAllowed) return []
    const needed = Math.max(steps.min, Math.ceil(peak / perUnit))
    const inSteps = Math.ceil((needed - steps.min) / steps.increment)
    const stride = Math.max(1, Math.ceil(inSteps / MOST_COUNTS))
    const counts: number[] = []
    for (let step = 0; step <= inSteps + stride - 1; step += stride)
      counts.push(steps.min + step * steps.increment)
    return [{ type, price, counts }]
  })
}

/** That of the workload, and those of consumers that may use the model. */
function residenciesOf({ residency, consumers }: Plan, model: string): readonly string[] {
  const own = [...consumers.values()]
    .filter(({ models }) => models.has(model))
    .flatMap(({ residencies }) => residencies)
  return [...new Set([residency, ...own])]
}

/** At the soft cap that costs least among those with the same service; else that of the fewest tight minutes. */
function optionFor(
  { type, price }: Offer,
  units: number,
  hours: number,
  perUnit: number,
  run: (capacity: Omit<Capacity, 'quotaPerMinute'>) => Run,
  fits: (run: Run) => boolean,
): Option {
  const fullPerMinute = units * perUnit
  const options = SOFT_CAPS.map((softCap): Option => {
    const made = run({ fullPerMinute, cappedPerMinute: fullPerMinute * softCap })
    const nanoUsd = made.tokenNanoUsd + units * price.nanoUsdPerUnitHour * hours
    return { ...made, type, units, softCap, nanoUsd, fullPerMinute }
  })
  const fitting = options.filter(fits)
  const from = fitting.length > 0 ? fitting : options
  const key = fitting.length > 0 ? (of: Option) => of.nanoUsd : (of: Option) => of.tightMinutes
  return from.reduce((best, option) => (key(option) < key(best) ? option : best))
}

/** Tokens a minute that may be had by the token; null where one deployment has no quota in the file. */
function quotaOf({ deployments }: Model): number | null {
  let sum = 0
  for (const { capacity } of deployments) {
    if (capacity.kind === 'unlimited') return null
    if (capacity.kind === 'tokens') sum += capacity.tokensPerMinute
  }
  return sum
}

function paidNanoUsd(model: Model, demand: readonly MinuteDemand[], plan: Plan, span: Span): number {
  const byToken = demand.reduce((sum, { nanoUsd }) => sum + Number(nanoUsd), 0)
  const hours = provisionedCosts(plan, [], span).filter(({ deployment }) => deployment.model === model.name)
  return byToken + hours.reduce((sum, { nanoUsd }) => sum + Number(nanoUsd), 0)
}

function hourlyOf(demand: readonly MinuteDemand[], { weighted }: History): ModelSizing['hourly'] {
  const hours = new Map<number, { sum: number; peak: number }>()
  for (const [index, { minuteMs }] of demand.entries()) {
    const hourMs = minuteMs - (minuteMs % HOUR_MS)
    const hour = hours.get(hourMs) ?? { sum: 0, peak: 0 }
    hour.sum += weighted[index] ?? 0
    hour.peak = Math.max(hour.peak, weighted[index] ?? 0)
    hours.set(hourMs, hour)
  }
  return [...hours]
    .sort(([a], [b]) => a - b)
    .map(([hourMs, { sum, peak }]) => ({ hourMs, mean: sum / (HOUR_MS / MINUTE_MS), peak }))
}
