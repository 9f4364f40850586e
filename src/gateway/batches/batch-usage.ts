import { createHash } from 'node:crypto'

import type { BatchRecord } from '../../batches/index.ts'
import type { AttemptId, ExchangeId } from '../../base/index.ts'
import {
  costNanoUsd,
  type ExchangeSettled,
  type LedgerRecord,
  type Pricing,
  type Usage,
} from '../../ledger/index.ts'
import { readUsage } from '../bytes/usage.ts'
import type { Fleet, FleetAccount, FleetDeployment } from '../fleet.ts'
import { isBatchType } from '../../azure/index.ts'
import { type JsonObject, objectOf } from './upstream-objects.ts'

/**
 * What one line of a provider's batch used, for the ledger. The attempt's id is made of the batch and the line's own
 * name, so that reading results twice, or after a crash, bills once: the ledger takes the first. The exchange has the
 * provider's request id, which stands in the result, too: `causeway explain` takes it.
 */
export interface LineUse {
  readonly records: readonly LedgerRecord[]
  readonly usage: Usage
  readonly nanoUsd: number | null
  readonly deployment: FleetDeployment | null
}

export interface UseParts {
  readonly fleet: Fleet
  readonly account: FleetAccount
  readonly pricing: Pricing
  readonly nowMs: number
}

/** The tier that prices and statements know: half of the price of the same model on other types. */
const TIER = 'batch'
const SOUND_ID = /^[\w.-]{8,128}$/

/** Null for a line that used nothing, or is no result. */
export function useOf(
  result: Buffer,
  batch: BatchRecord,
  { fleet, account, pricing, nowMs }: UseParts,
): LineUse | null {
  const line = objectOf(result)
  const response = line === null ? null : objectAt(line, 'response')
  const body = response === null ? null : objectAt(response, 'body')
  const customId = line?.['custom_id']
  if (line === null || response === null || body === null || typeof customId !== 'string') return null
  const usage = readUsage(body['usage'])
  const upstreamId = batch.upstream?.id
  if (usage === null || typeof upstreamId !== 'string') return null
  const attempt = `batch.${upstreamId}.${hashOf(customId)}` as AttemptId
  const given = response['request_id']
  const isSound = typeof given === 'string' && SOUND_ID.test(given)
  const exchange = (isSound ? given : attempt) as ExchangeId
  const served = typeof body['model'] === 'string' ? body['model'] : null
  const deployment = deploymentOf(fleet, account, batch.model, served)
  const consumer = fleet.consumers.get(batch.owner)?.consumer ?? null
  const status = typeof response['status_code'] === 'number' ? response['status_code'] : 200
  const operation = batch.endpoint.endsWith('responses') ? 'responses' : 'chat'
  const model = deployment?.model.name ?? batch.model ?? served ?? ''
  const rates =
    deployment === null ? null : pricing.ratesFor(deployment.model.baseModel, deployment.deployment.type)
  const nanoUsd = costNanoUsd(rates, usage, TIER)
  const common = { exchange, atMs: nowMs }
  const costCenter = consumer?.costCenter ?? null
  const settled: ExchangeSettled = {
    ...common,
    kind: 'settled',
    consumer: batch.owner,
    costCenter,
    asked: batch.model,
    operation,
    stream: false,
    status,
    failure: null,
    detail: null,
    attempts: 1,
    deployment: deployment?.deployment.id ?? null,
    skipped: [],
    candidates: [],
    totalMs: 0,
    overheadMs: 0,
    planRevision: fleet.plan.revision,
  }
  return {
    usage,
    nanoUsd,
    deployment,
    records: [
      {
        ...common,
        kind: 'opened',
        attempt,
        consumer: batch.owner,
        costCenter,
        asked: model,
        model,
        baseModel: deployment?.model.baseModel ?? model,
        operation,
        deployment: deployment?.deployment.id ?? '',
        deploymentType: deployment?.deployment.type ?? null,
        account: account.account.name,
        region: account.account.region,
        estimate: { input: usage.input, output: usage.output },
      },
      {
        ...common,
        kind: 'closed',
        attempt,
        outcome: status < 300 ? 'answered' : 'refused',
        status,
        reason: null,
        usage,
        quality: 'measured',
        nanoUsd,
        spilledTo: null,
        serviceTier: TIER,
        servedModel: served,
        providerRequest: isSound ? given : null,
        firstByteMs: null,
        totalMs: 0,
      },
      settled,
    ],
  }
}

/** That of the model that was asked for; on a replica that did not take the upload in, by what answered. */
export function deploymentOf(
  fleet: Fleet,
  account: FleetAccount,
  model: string | null,
  served: string | null,
): FleetDeployment | null {
  const own = [...fleet.deployments.values()].filter(
    (one) => one.account === account && isBatchType(one.deployment.type),
  )
  if (model !== null) return own.find((one) => one.model.name === model) ?? null
  if (served === null) return null
  return (
    own.find((one) => served === one.model.baseModel || served.startsWith(`${one.model.baseModel}-20`)) ??
    null
  )
}

function objectAt(object: JsonObject, name: string): JsonObject | null {
  const value = object[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}
