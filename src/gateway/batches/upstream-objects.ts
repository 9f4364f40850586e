import {
  batchObject,
  type BatchRecord,
  type BatchStatus,
  fileObject,
  type StoredFile,
} from '../../batches/index.ts'
import type { ConsumerPath } from '../../base/index.ts'
import type { Fleet, FleetAccount } from '../fleet.ts'
import type { ResponseIds } from '../response-ids.ts'

/** Files and batches of a provider, as clients see them: with signed ids, and otherwise as the provider tells them. */
export type JsonObject = Readonly<Record<string, unknown>>

export interface Signing {
  readonly responseIds: ResponseIds
  readonly account: FleetAccount
  readonly owner: ConsumerPath
}

export function signedFile(object: JsonObject, { responseIds, account, owner }: Signing): JsonObject {
  const { id } = object
  return typeof id === 'string' ? { ...object, id: responseIds.sign(id, account, owner, 'file') } : object
}

const FILE_FIELDS = ['input_file_id', 'output_file_id', 'error_file_id']

export function signedBatch(object: JsonObject, { responseIds, account, owner }: Signing): JsonObject {
  const signed: Record<string, unknown> = { ...object }
  if (typeof object['id'] === 'string') signed['id'] = responseIds.sign(object['id'], account, owner, 'batch')
  for (const name of FILE_FIELDS) {
    const id = object[name]
    if (typeof id === 'string' && id !== '') signed[name] = responseIds.sign(id, account, owner, 'file')
  }
  return signed
}

/** Of the list, which is made of what is known here; null where the plan has the account no more. */
export function shownFile(
  file: StoredFile,
  fleet: Fleet,
  responseIds: ResponseIds,
): { readonly id: string; readonly object: object } | null {
  if (file.upstream === null) return { id: file.id, object: fileObject(file) }
  const account = fleet.accounts.get(file.upstream.account)
  if (account === undefined) return null
  const id = responseIds.sign(file.upstream.id, account, file.owner, 'file')
  return { id, object: fileObject(file, id) }
}

/** A provider's batch as it was last seen; null while the provider has not said its id. */
export function shownUpstreamBatch(
  batch: BatchRecord,
  fleet: Fleet,
  responseIds: ResponseIds,
): JsonObject | null {
  const { upstream } = batch
  if (upstream === null || upstream.id === null) return null
  const account = fleet.accounts.get(upstream.account)
  if (account === undefined) return null
  const known = {
    ...batchObject(batch),
    id: upstream.id,
    input_file_id: upstream.inputId,
    output_file_id: upstream.outputId,
    error_file_id: upstream.errorId,
  }
  return signedBatch(known, { responseIds, account, owner: batch.owner })
}

const STATUS_TIMES: readonly (readonly [BatchStatus, string])[] = [
  ['in_progress', 'in_progress_at'],
  ['finalizing', 'finalizing_at'],
  ['completed', 'completed_at'],
  ['failed', 'failed_at'],
  ['expired', 'expired_at'],
  ['cancelling', 'cancelling_at'],
  ['cancelled', 'cancelled_at'],
]

/** The record of a batch after the provider has told of it. */
export function afterLook(batch: BatchRecord, told: JsonObject): BatchRecord {
  const { upstream } = batch
  if (upstream === null) throw new Error(`${batch.id} is no batch of a provider`)
  const times: Partial<Record<BatchStatus, number>> = { ...batch.times }
  for (const [status, name] of STATUS_TIMES) {
    const at = told[name]
    if (typeof at === 'number') times[status] = at * 1000
  }
  const status = STATUS_TIMES.find(([known]) => known === told['status'])?.[0] ?? 'validating'
  const counts = told['request_counts'] as Partial<BatchRecord['counts']> | null | undefined
  const errors = (told['errors'] as { readonly data?: BatchRecord['errors'] } | null | undefined)?.data
  return {
    ...batch,
    status,
    times,
    counts: {
      total: counts?.total ?? 0,
      completed: counts?.completed ?? 0,
      failed: counts?.failed ?? 0,
    },
    errors: errors ?? [],
    upstream: {
      ...upstream,
      id: textOf(told['id']) ?? upstream.id,
      outputId: textOf(told['output_file_id']),
      errorId: textOf(told['error_file_id']),
    },
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Null where the bytes are no JSON object. */
export function objectOf(body: Buffer): JsonObject | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
