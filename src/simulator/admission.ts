import type { AccountState, DeploymentState } from './estate.ts'
import { type Ask, capacityHeaders, ModelCall } from './model-call.ts'
import { ASSUMED_OUTPUT_TOKENS } from './ptu-bucket.ts'
import { invalidRequest, Refusal, REFUSALS } from './refusal.ts'
import type { Room } from './room.ts'
import type { Route } from './routes.ts'
import type { Visit } from './visit.ts'

export interface Applicant {
  readonly visit: Visit
  readonly route: Route
  readonly account: AccountState
  readonly deployment: DeploymentState
  readonly ask: Ask
  readonly operation: string
}

/** Admits a call to the deployment it asks for, or to the one that it spills to. Throws `Refusal`. */
export function admit(room: Room, applicant: Applicant): ModelCall {
  try {
    return admitTo(room, applicant, applicant.deployment)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const target = spillTarget(applicant)
    if (target === null || !spills(error)) throw error
    return spill(room, applicant, { target, original: error })
  }
}

function admitTo(room: Room, applicant: Applicant, served: DeploymentState): ModelCall {
  const { visit, route, account, ask, operation } = applicant
  const place = { account: account.name, region: account.region, deployment: served.name }
  const retired = room.faults.strike('retired-model', place)
  if (retired !== null) {
    throw retired.status === 404 ? REFUSALS.deploymentNotFound() : REFUSALS.modelRetired(served.modelName)
  }
  if (room.faults.strike('unavailable', place) !== null) throw REFUSALS.unavailable()
  if (room.faults.strike('internal-error', place) !== null) throw REFUSALS.internalError()
  const storm = room.faults.strike('storm-429', place)
  if (storm !== null) throw saturated(served, room, REFUSALS.highDemand(storm.retryAfterMs))

  const apiVersion = route.apiVersion ?? 'v1'
  const nowMs = room.clock.nowMs()
  served.limitShare = room.faults.strike('lowered-limit', place)?.share ?? 1
  const verdict = served.window?.admit(bounded(ask.admissionTokens), nowMs, served.limitShare)
  if (verdict?.kind === 'refused') {
    const refusal = REFUSALS.rateLimited(operation, apiVersion, verdict.limit, verdict.retryAfterMs)
    throw saturated(served, room, refusal)
  }
  const partition = `${served.name}\n${ask.cacheKey ?? ''}\n`
  const known = account.promptCache.visit(partition, ask.prompt, nowMs)
  const cachedTokens = Math.min(known, ask.promptTokens)
  let bucketCost = 0
  if (served.bucket !== null) {
    bucketCost = served.bucket.cost(
      ask.promptTokens,
      cachedTokens,
      bounded(ask.maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS),
    )
    const full = served.bucket.admit(bucketCost, room.clock.monotonicMs())
    if (full !== null) {
      throw saturated(served, room, REFUSALS.provisionedFull(operation, apiVersion, full.retryAfterMs))
    }
  }
  if (ask.promptTokens > served.traits.contextTokens) {
    served.bucket?.correct(bucketCost, 0, room.clock.monotonicMs())
    throw contextExceeded(served, ask)
  }
  return new ModelCall({
    room,
    visit,
    route,
    account,
    asked: applicant.deployment,
    served,
    ask,
    operation,
    cachedTokens,
    bucketCost,
  })
}

/** More than any model takes; what a client asks for is not checked yet, and may be anything. */
const MOST_TOKENS = 1e9

function bounded(tokens: number): number {
  return Math.min(MOST_TOKENS, Math.max(0, tokens))
}

function saturated(deployment: DeploymentState, room: Room, refusal: Refusal): Refusal {
  deployment.counts.saturated++
  return new Refusal(refusal.status, refusal.body, {
    headers: { ...capacityHeaders(deployment, room), ...refusal.headers },
  })
}

function contextExceeded(deployment: DeploymentState, ask: Ask): Refusal {
  const { contextTokens } = deployment.traits
  return invalidRequest(
    'context_length_exceeded',
    'messages',
    `This model's maximum context length is ${contextTokens} tokens. However, your messages resulted in ` +
      `${ask.promptTokens} tokens. Please reduce the length of the messages.`,
  )
}

/**
 * The deployment's own setting beats the header; only provisioned deployments spill, and only to standard ones of the
 * same account. Source: Azure OpenAI "Manage traffic with spillover for provisioned deployments".
 */
function spillTarget({ deployment, account, visit }: Applicant): DeploymentState | null {
  if (deployment.bucket === null) return null
  const name = deployment.settings.spillover ?? visit.header('x-ms-spillover-deployment')
  const target = name === null ? null : account.deployment(name)
  return target === null || target.bucket !== null ? null : target
}

function spills(refusal: Refusal): boolean {
  if (refusal.status === 429 || refusal.status === 500 || refusal.status === 503) return true
  const { error } = refusal.body
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'context_length_exceeded'
  )
}

/** When the spill fails too, the first answer stands, and a header tells the status of the second. */
function spill(
  room: Room,
  applicant: Applicant,
  { target, original }: { target: DeploymentState; original: Refusal },
): ModelCall {
  try {
    return admitTo(room, applicant, target)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(original.status, original.body, {
      headers: { ...original.headers, 'x-ms-spillover-error': String(error.status) },
    })
  }
}
