import type { Estate } from '../estate.ts'
import { apiManagementRegions } from './api-management-wish.ts'
import { isExpressible } from './api-management-terms.ts'

/** What of the file Azure API Management does not do, each in a sentence; `served`: models that it has a pool for. */
export function tellWhatApiManagementLacks(estate: Estate, served: ReadonlySet<string>): void {
  const { plan, declaration, notes, regions, homeRegion } = estate
  const tell = (isSo: boolean, note: string): void => {
    if (isSo) notes.add(note)
  }
  const consumers = [...plan.consumers.values()]
  const limits = [plan.limits.consumers, plan.limits.models, plan.limits.deployments].flatMap((of) =>
    [...of.values()].flat(),
  )
  const left = [...new Set(limits.filter((one) => !isExpressible(one)).map(({ key }) => key))].sort()
  const held = limits.filter(isExpressible)
  const unserved = [...plan.models.keys()].filter((model) => !served.has(model)).sort()
  const withFallback = [...plan.models.values()].filter(({ fallback }) => fallback.length > 0)
  const places = apiManagementRegions(estate).map(({ region }) => region)
  tell(
    regions.length > places.length,
    `API Management has gateways in ${places.join(' and ')}, and in no third region: networks of others are led to ${homeRegion}.`,
  )
  tell(
    unserved.length > 0,
    `API Management serves chat completions and embeddings of deployments on Azure, so it leaves out ${unserved.join(', ')}.`,
  )
  tell(
    true,
    'API Management has operations for chat completions and embeddings alone: Responses, images, speech, files and batches are not served.',
  )
  tell(
    left.length > 0,
    `API Management does not hold anybody to these limits of the file: ${left.join(', ')}.`,
  )
  tell(
    held.some(({ raises, weights }) => raises.length > 0 || Object.values(weights).some((one) => one !== 1)),
    'API Management counts every token as one and knows no raises of `tokens_per_minute`.',
  )
  tell(
    held.length > 0 && places.length > 1,
    'API Management counts `tokens_per_minute` in each region by itself: who calls both has as many in each.',
  )
  tell(
    withFallback.length > 0,
    `API Management does not fall back to another model: ${withFallback.map(({ name }) => name).join(', ')} stop where none of their own deployments serves.`,
  )
  tell(
    plan.residency !== 'global' || consumers.some(({ residencies }) => residencies.length > 0),
    'API Management does not hold each attempt to the residency of the consumer: a pool leads to every deployment of its model.',
  )
  tell(
    consumers.some(({ priority }) => priority !== 'standard') ||
      new Set(consumers.map(({ queueWeight }) => queueWeight)).size > 1,
    'API Management has no line in which consumers wait by priority and share: while capacity is short, calls are refused.',
  )
  notes.add(
    'API Management keeps no ledger for chargeback: tokens are metrics of Application Insights by subscription and model, without prices.',
  )
  notes.add(
    'Clients of API Management send the key of their subscription as `api-key`: Azure makes it, and keys of Causeway mean nothing there.',
  )
  tell(
    declaration.landing_zone?.gateway?.replicas?.most !== undefined,
    'API Management has as many units as `replicas.least` says, and grows no further by itself.',
  )
  tell(
    declaration.landing_zone?.gateway?.shared === true,
    'API Management keeps its counters itself, so neither Redis nor Postgres is built.',
  )
}
