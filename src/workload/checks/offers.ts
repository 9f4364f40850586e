import { type AzureFacts, daysSince, isFineTuned, type Offer } from '../../azure/index.ts'
import { suggest } from '../../base/index.ts'
import { deploymentsIn, type Declared, type DeclaredDeployment } from '../declared.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Findings, More } from '../findings.ts'
import { quoted } from '../shape-messages.ts'

/** How long before the end of a model version its users should hear of it: to test another one takes weeks. */
const RETIREMENT_NOTICE_DAYS = 90
/** Of a list in a message; the rest is counted. */
const MAX_NAMES = 6

/**
 * Whether Azure offers, and goes on offering, what the deployments ask for. Warnings only: Microsoft's tables lag
 * behind what it offers, and its dates move. Without a day to hold them against, nothing is said.
 */
export function checkOffers({ declaration, nowMs, facts }: Declared, findings: Findings): void {
  if (nowMs === null) return
  const told = new Set<string>()
  const warn: Warn = (path, message, more) => {
    const key = JSON.stringify([path, message])
    if (!told.has(key)) findings.warning(path, message, more)
    told.add(key)
  }
  for (const one of deploymentsIn(declaration)) {
    const { deployment, path, model } = one
    const account = declaration.accounts[deployment.account]
    // A simulated account offers everything, and what others offer is not in Azure's tables.
    if (account?.provider !== 'azure-openai' || account.region === undefined) continue
    if (!findings.isWhole(path) || !findings.isWhole(['accounts', deployment.account])) continue
    if (!findings.isWhole(['models', model, 'base_model']) || facts.regions.find(account.region) === null)
      continue
    const asked = askedOf(one)
    // A model of one's own, which no table of Microsoft's can have.
    if (isFineTuned(asked.baseModel)) continue
    const isOver = warnOfRetirement(asked, nowMs, facts, warn)
    if (!isOver) warnOfOffer(asked, account.region, deployment.type, facts, warn)
  }
}

type Warn = (path: SettingPath, message: string, more?: More) => void

interface Asked {
  readonly baseModel: string
  readonly version: string | null
  /** Where the file says which model, and which version, it is. */
  readonly modelAt: Place
  readonly versionAt: Place
  readonly typeAt: SettingPath
  /** True where the file gives no maker's name beside its own. */
  readonly isOwnName: boolean
}

interface Place {
  readonly path: SettingPath
  readonly more: More
}

function askedOf({ deployment, path, model, modelDeclaration }: DeclaredDeployment): Asked {
  const { base_model: baseModel, version } = modelDeclaration
  const modelAt: Place =
    baseModel === undefined
      ? { path: ['models', model], more: { at: 'key' } }
      : { path: ['models', model, 'base_model'], more: {} }
  const versionAt: Place =
    deployment.version !== undefined
      ? { path: [...path, 'version'], more: {} }
      : version === undefined
        ? modelAt
        : { path: ['models', model, 'version'], more: {} }
  return {
    baseModel: baseModel ?? model,
    version: deployment.version ?? version ?? null,
    modelAt,
    versionAt,
    typeAt: [...path, 'type'],
    isOwnName: baseModel === undefined,
  }
}

/** True where it has retired, so that it is no use to say where it was offered. */
function warnOfRetirement(
  { baseModel, version, versionAt }: Asked,
  nowMs: number,
  { retirements }: AzureFacts,
  warn: Warn,
): boolean {
  const last = retirements.last(baseModel, version)
  if (last === null || last.retiresOn === null) return false
  const daysAgo = daysSince(last.retiresOn, nowMs)
  if (daysAgo < -RETIREMENT_NOTICE_DAYS) return false
  const what = version === null ? `every version of ${baseModel}` : `${baseModel} ${version}`
  const source = `Microsoft's schedule of ${last.asOf}`
  const end =
    daysAgo >= 0
      ? `has retired: ${source} ends it on ${last.retiresOn}`
      : `retires on ${last.retiresOn}, in ${-daysAgo} ${daysAgo === -1 ? 'day' : 'days'} (${source})`
  const instead =
    last.replacements.length === 0 ? '' : `; Microsoft names ${last.replacements.join(', ')} instead`
  warn(versionAt.path, `${what} ${end}${instead}`, versionAt.more)
  return daysAgo >= 0
}

function warnOfOffer(
  asked: Asked,
  region: string,
  type: string | undefined,
  { offers, retirements }: AzureFacts,
  warn: Warn,
): void {
  if (type === undefined) return
  const { baseModel, version } = asked
  const offer = offers.find(baseModel, version, type, region)
  if (offer === null || offer.kind === 'offered') return
  const named = version === null ? baseModel : `${baseModel} ${version}`
  if (offer.kind === 'no-such-model' && retirements.of(baseModel).length === 0) {
    const own = asked.isOwnName ? '; if this is your own name for it, say base_model' : ''
    warn(
      asked.modelAt.path,
      `${quoted(baseModel)} is in none of Microsoft's tables of models (of ${offer.asOf})${own}`,
      { ...asked.modelAt.more, suggestion: suggest(baseModel, offers.models) },
    )
  } else if (
    offer.kind === 'no-such-version' &&
    version !== null &&
    retirements.find(baseModel, version) === null
  ) {
    warn(
      asked.versionAt.path,
      `Microsoft's tables (of ${offer.asOf}) have no version ${quoted(version)} of ${baseModel}; they have ${names(offer.versions)}`,
      { ...asked.versionAt.more, suggestion: suggest(version, offer.versions) },
    )
  } else if (offer.kind === 'not-here') {
    warn(
      asked.typeAt,
      `${named} is not known to be offered as ${type} in ${region} (Microsoft's tables of ${offer.asOf}); ${alternatives(offer, type)}`,
    )
  } else {
    warn(
      asked.typeAt,
      `whether ${named} is offered as ${type} in ${region} is not known: Microsoft's tables of ${offer.asOf} do not say`,
    )
  }
}

function alternatives({ typesHere, regions }: Extract<Offer, { kind: 'not-here' }>, type: string): string {
  const here = typesHere.length === 0 ? 'no other type is known there' : `there it is as ${names(typesHere)}`
  return `${here}; as ${type} it is ${regions.length === 0 ? 'nowhere' : `in ${names(regions)}`}`
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, MAX_NAMES).join(', ')
  return all.length <= MAX_NAMES ? shown : `${shown} and ${all.length - MAX_NAMES} more`
}
