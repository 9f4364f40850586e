import { FINE_TUNING_PLACES, isFineTuned } from '../../azure/index.ts'
import {
  allowsProcessing,
  azureProcessing,
  type Declaration,
  type Deployment,
  type Model,
  type Plan,
} from '../../workload/index.ts'
import type { AccountEstate, Estate, RegionEstate } from '../estate.ts'

/** Of a deployment. */
const LONGEST_NAME = 64

type Asset = NonNullable<NonNullable<Declaration['continuity']>['assets']>[string]

/** A fine-tuned model as it is deployed in another account than the one that holds it. */
export interface TunedCopy {
  readonly home: RegionEstate
  readonly account: AccountEstate
  /** The account that holds the model. */
  readonly origin: AccountEstate
  readonly deployment: Deployment
  /** The same, where the file has it; null for a copy that stands by, which the gateway does not know. */
  readonly declared: Deployment | null
  /** Tell its symbol from others. */
  readonly words: readonly string[]
}

export interface TunedCopies {
  readonly copies: readonly TunedCopy[]
  /** What of the file is not built, or may be refused. */
  readonly notes: readonly string[]
}

/** The entry of `models` that an asset is, where its base model is a fine-tuned one; null otherwise. */
export function tunedModelOf(
  { models }: Pick<Plan, 'models'>,
  name: string,
  { kind, model }: Pick<Asset, 'kind' | 'model'>,
): Model | null {
  const found = kind === 'fine-tuned-model' ? models.get(model ?? name) : undefined
  return found !== undefined && isFineTuned(found.baseModel) ? found : null
}

export function copiesOfTuned(estate: Estate): readonly TunedCopy[] {
  return plannedTunedCopies(estate).copies
}

/**
 * Azure deploys a fine-tuned model in any account of the tenant by naming the account that holds it: those deployments of
 * the file that are elsewhere, and one where `continuity.assets` wants a replica and the file has none.
 */
export function plannedTunedCopies(estate: Estate): TunedCopies {
  const { plan, declaration } = estate
  const notes: string[] = []
  const copies: TunedCopy[] = []
  const assets = Object.entries(declaration.continuity?.assets ?? {})
  for (const model of plan.models.values()) {
    if (!isFineTuned(model.baseModel)) continue
    const [, asset] = assets.find(([name, one]) => tunedModelOf(plan, name, one) === model) ?? []
    const places = model.deployments.flatMap((deployment) => placeOf(estate, deployment))
    const origin = originOf(estate, asset, places)?.account
    for (const { home, account, deployment } of places) {
      if (origin === undefined || account === origin) continue
      if (deployment.type === 'standard' && !FINE_TUNING_PLACES.standard.has(home.region))
        notes.push(
          `models.${model.name}: ${deployment.id} is \`standard\`, which Azure takes of fine-tuned models in ${namesOf(FINE_TUNING_PLACES.standard)} alone (page of ${FINE_TUNING_PLACES.standardAsOf})`,
        )
      copies.push({
        home,
        account,
        origin,
        deployment,
        declared: deployment,
        words: ['deployment', account.account.name, deployment.id],
      })
    }
  }
  for (const [name, asset] of assets) {
    const standby = standbyOf(estate, name, asset, copies)
    if (typeof standby === 'string') notes.push(`continuity.assets.${name}: ${standby}`)
    else if (standby !== null) copies.push(standby)
  }
  return { copies, notes }
}

/** Null where there is nothing to build; a sentence where there is, and it cannot be. */
function standbyOf(
  estate: Estate,
  name: string,
  asset: Asset,
  copies: readonly TunedCopy[],
): TunedCopy | string | null {
  const { plan } = estate
  const { kind, replica } = asset
  if (kind !== 'fine-tuned-model' || replica === undefined) return null
  const model = tunedModelOf(plan, name, asset)
  if (model === null)
    return 'its copy is not built, because no entry of `models` has it as `base_model`; write its id there when it is trained, or take the steps of RUNBOOK.md'
  const places = model.deployments.flatMap((deployment) => placeOf(estate, deployment))
  if (places.some(({ home }) => home.region === replica)) return null
  const home = estate.regions.find(({ region }) => region === replica)
  const [account] = home?.accounts ?? []
  if (home === undefined || account === undefined)
    return `its copy is not built, because no account of the file is in ${replica}`
  const origin = originOf(estate, asset, places)
  if (origin === null) return 'its copy is not built, because no account on Azure has it deployed'
  const type = (['standard', 'global-standard'] as const).find(
    (one) =>
      (one === 'standard' ? FINE_TUNING_PLACES.standard : FINE_TUNING_PLACES.regions).has(replica) &&
      allowsProcessing(plan.residency, azureProcessing(one, replica, plan.facts)),
  )
  if (type === undefined)
    return `its copy is not built, because Azure takes no fine-tuned model in ${replica} inside \`residency: ${plan.residency}\` (list of ${FINE_TUNING_PLACES.asOf})`
  const paidByToken = places.find(({ deployment }) => deployment.capacity.kind === 'tokens')?.deployment
  const like = paidByToken ?? origin.deployment
  const deployment: Deployment = {
    ...like,
    account: account.account.name,
    type,
    capacity: paidByToken?.capacity ?? { kind: 'unlimited' },
    upstreamName: freeName(like.upstreamName, account, copies),
  }
  return { home, account, origin: origin.account, deployment, declared: null, words: ['tunedCopy', name] }
}

/** Of a deployment beside those of the account and the copies there. */
function freeName(
  wanted: string,
  { account, deployments }: AccountEstate,
  copies: readonly TunedCopy[],
): string {
  const there = copies.filter((copy) => copy.account.account === account).map(({ deployment }) => deployment)
  const taken = new Set([...deployments, ...there].map(({ upstreamName }) => upstreamName.toLowerCase()))
  let name = wanted
  for (let count = 2; taken.has(name.toLowerCase()); count++)
    name = `${wanted.slice(0, LONGEST_NAME - 1 - String(count).length)}-${count}`
  return name
}

/** Where it was trained: in the region of the original, as far as it is deployed there. */
function originOf(
  { declaration, homeRegion }: Estate,
  asset: Asset | undefined,
  places: readonly Place[],
): Place | null {
  const region = asset?.primary ?? declaration.regions?.primary ?? homeRegion
  return places.find(({ home }) => home.region === region) ?? places[0] ?? null
}

function placeOf({ regions }: Estate, deployment: Deployment): readonly Place[] {
  for (const home of regions)
    for (const account of home.accounts)
      if (account.account.name === deployment.account) return [{ home, account, deployment }]
  return []
}

interface Place {
  readonly home: RegionEstate
  readonly account: AccountEstate
  readonly deployment: Deployment
}

function namesOf(names: ReadonlySet<string>): string {
  return [...names].join(', ')
}
