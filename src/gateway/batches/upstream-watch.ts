import { type BatchRecord, type BatchStore, hasEnded, linesOf, withStatus } from '../../batches/index.ts'
import type { Clock, Log } from '../../base/index.ts'
import type { Journal, Pricing } from '../../ledger/index.ts'
import type { Allowances } from '../allowances.ts'
import type { Fleet, FleetAccount } from '../fleet.ts'
import { callAccount, wholeOf } from './account-call.ts'
import { useOf } from './batch-usage.ts'
import { afterLook, type JsonObject, objectOf } from './upstream-objects.ts'

export interface WatchParts {
  readonly batches: BatchStore
  readonly fleet: Fleet
  readonly journal: Journal
  readonly pricing: Pricing
  readonly allowances: Allowances
  readonly clock: Clock
  readonly log: Log
}

/** Longer than whoever made the batch waits for the provider's answer, upload and all. */
const UNANSWERED_MS = 180_000
/** Clocks of the gateway and of the provider may differ so far. */
const CLOCKS_DIFFER_MS = 60_000
const RECORDS_AT_ONCE = 300
const MAX_RESULT_BYTES = 64 * 1024 * 1024

/**
 * One look at a batch that a provider runs. When it has ended, what its lines used goes into the ledger before the
 * batch is told to be billed: a crash in between reads the results again, under the same ids.
 */
export async function lookUpstream(batch: BatchRecord, parts: WatchParts): Promise<void> {
  const { fleet, batches, log } = parts
  const { upstream } = batch
  const account = upstream === null ? undefined : fleet.accounts.get(upstream.account)
  if (upstream === null || account === undefined) {
    log.warn({ batch: batch.id, account: upstream?.account }, 'the plan has no more the account of a batch')
    return
  }
  const told =
    upstream.id === null ? await findAgain(batch, account, parts) : await ask(batch, account, parts)
  if (told === null) return
  const seen = afterLook(batch, told)
  if (!hasEnded(seen.status)) {
    if (JSON.stringify(seen) !== JSON.stringify(batch)) await batches.save(seen)
    return
  }
  for (const file of [seen.upstream?.outputId, seen.upstream?.errorId])
    if (typeof file === 'string') await bill(seen, file, account, parts)
  await batches.save({
    ...seen,
    upstream: seen.upstream === null ? null : { ...seen.upstream, isBilled: true },
  })
  await batches.retire(seen)
}

/** Null when there is nothing to go on with now. */
async function ask(batch: BatchRecord, account: FleetAccount, parts: WatchParts): Promise<JsonObject | null> {
  const path = account.target.keptPath('batches', batch.upstream?.id ?? null)
  const answer = await callAccount(account, { method: 'GET', path }, parts.clock)
  const told = objectOf(await wholeOf(answer))
  if (answer.status < 300 && told !== null) return told
  if (answer.status !== 404) throw new Error(`the provider answered ${answer.status}`)
  await lost(
    batch,
    parts,
    'The provider does not know this batch any more; what it used is not in the ledger.',
  )
  return null
}

/** Nobody kept the provider's answer to its making: it is the one of this input, not known here, and not older. */
async function findAgain(
  batch: BatchRecord,
  account: FleetAccount,
  parts: WatchParts,
): Promise<JsonObject | null> {
  if (parts.clock.nowMs() - batch.createdMs < UNANSWERED_MS) return null
  const path = account.target.keptPath('batches', null)
  const answer = await callAccount(account, { method: 'GET', path: withLimit(path) }, parts.clock)
  const told = objectOf(await wholeOf(answer))
  if (answer.status >= 300 || told === null) throw new Error(`the provider answered ${answer.status}`)
  const known = new Set((await parts.batches.list(batch.owner)).map(({ upstream }) => upstream?.id))
  const found = (Array.isArray(told['data']) ? (told['data'] as JsonObject[]) : []).find(
    (one) =>
      one['input_file_id'] === batch.upstream?.inputId &&
      !known.has(String(one['id'])) &&
      Number(one['created_at']) * 1000 >= batch.createdMs - CLOCKS_DIFFER_MS,
  )
  if (found !== undefined) return found
  await lost(batch, parts, 'The provider never began this batch.')
  return null
}

function withLimit(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}limit=100`
}

async function lost(batch: BatchRecord, { batches, clock, log }: WatchParts, message: string): Promise<void> {
  log.error({ batch: batch.id, upstream: batch.upstream?.id }, message)
  const errors = [{ code: 'not_found', message, param: null, line: null }]
  await batches.save(withStatus(batch, 'failed', clock.nowMs(), { errors }))
  await batches.retire(batch)
}

async function bill(
  batch: BatchRecord,
  file: string,
  account: FleetAccount,
  parts: WatchParts,
): Promise<void> {
  const { journal, clock, fleet, pricing, allowances } = parts
  const path = account.target.keptPath('files', file, '/content')
  const answer = await callAccount(account, { method: 'GET', path }, clock)
  if (answer.status >= 300) {
    await wholeOf(answer)
    if (answer.status === 404) {
      const about = { batch: batch.id, upstream: batch.upstream?.id, file }
      parts.log.error(about, 'the results of a batch are gone; what it used is not in the ledger')
      return
    }
    throw new Error(`the results of ${batch.id} cannot be read: ${answer.status}`)
  }
  let waiting = 0
  for await (const { bytes } of linesOf(answer.pieces, MAX_RESULT_BYTES)) {
    const use = bytes === null ? null : useOf(bytes, batch, { fleet, account, pricing, nowMs: clock.nowMs() })
    if (use === null) continue
    for (const record of use.records) journal.append(record)
    if (use.deployment !== null)
      await allowances.afterwards(fleet.limits, batch.owner, use.deployment, use.usage, use.nanoUsd)
    waiting += use.records.length
    if (waiting < RECORDS_AT_ONCE) continue
    waiting = 0
    await committed(journal)
  }
  await committed(journal)
}

function committed(journal: Journal): Promise<void> {
  return new Promise((resolve, reject) => {
    journal.whenCommitted((error) => {
      if (error === null) resolve()
      else reject(error)
    })
  })
}
