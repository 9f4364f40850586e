import { type BatchRecord, newBatchId, noteId, type StoredFile, type Upload } from '../../batches/index.ts'
import { Failure } from '../../base/index.ts'
import type { StoredResponse } from '../exchange.ts'
import { type AccountAnswer, callAccount, wholeOf } from './account-call.ts'
import { uploadTo } from './account-upload.ts'
import { deploymentOf } from './batch-usage.ts'
import { type BatchPlace, rewrite } from './batch-place.ts'
import { answerJson, type BatchingCall } from './batching.ts'
import { afterLook, type JsonObject, objectOf, signedBatch, signedFile } from './upstream-objects.ts'
import type { UploadForm } from './upload.ts'

/**
 * Files and batches that live at a provider. Their ids say, signed, which account has them and whose they are, so any
 * replica can pass a call on; what is noted here is for lists, and for billing a batch when it is done.
 */
export async function passOn(
  call: BatchingCall,
  incoming: Upload,
  form: UploadForm,
  place: BatchPlace,
): Promise<void> {
  const { x, batching, clock, owner, responseIds } = call
  const { account } = place.deployment
  const { keepMs } = x.fleet.plan.gateway.batch
  const outgoing = await batching.files.begin(owner, incoming.bytes)
  try {
    await rewrite(incoming, outgoing, place, x.fleet.plan.gateway.bodyLimitBytes)
    const answer = await uploadTo(
      account,
      {
        name: form.fileName,
        bytes: outgoing.bytes,
        pieces: outgoing.read(),
        keptSeconds: form.keptMs === null ? null : form.keptMs / 1000,
      },
      clock,
    )
    const told = told2xx(call, answer.status, answer.body)
    if (told === null) return
    const id = textOf(told, 'id')
    const upstream = { account: account.account.name, id }
    const nowMs = clock.nowMs()
    const file: StoredFile = {
      id: noteId(upstream),
      owner,
      purpose: 'batch',
      name: form.fileName,
      bytes: outgoing.bytes,
      createdMs: nowMs,
      expiresMs: nowMs + (form.keptMs ?? keepMs),
      upstream,
      model: place.model,
    }
    await batching.files.note(file)
    answerJson(x, JSON.stringify(signedFile(told, { responseIds, account, owner })))
  } finally {
    await outgoing.drop()
  }
}

export async function serveUpstreamFile(call: BatchingCall, given: string, tail: string): Promise<void> {
  const { x, batching, clock, owner, responseIds } = call
  const { account, upstreamId } = responseIds.verify(given, owner, x.fleet, 'file')
  const method = x.client.method === 'DELETE' ? 'DELETE' : 'GET'
  const path = account.target.keptPath('files', upstreamId, tail === '/content' ? tail : '')
  const answer = await callAccount(account, { method, path }, clock)
  if (tail === '/content' && answer.status < 300) {
    const length = Number(answer.headers['content-length'])
    const bytes = Number.isSafeInteger(length) ? length : null
    x.answer = { kind: 'file', status: 200, bytes, pieces: () => answer.pieces }
    return
  }
  const told = told2xx(call, answer.status, await wholeOf(answer))
  if (told === null) return
  if (method === 'DELETE')
    await batching.files.delete(owner, noteId({ account: account.account.name, id: upstreamId }))
  answerJson(x, JSON.stringify(signedFile(told, { responseIds, account, owner })))
}

export async function serveUpstreamBatch(call: BatchingCall, given: string, tail: string): Promise<void> {
  const { x, batching, clock, owner, responseIds } = call
  const { account, upstreamId } = responseIds.verify(given, owner, x.fleet, 'batch')
  const isCancel = tail === '/cancel'
  const path = account.target.keptPath('batches', upstreamId, isCancel ? '/cancel' : '')
  const answer = await callAccount(account, { method: isCancel ? 'POST' : 'GET', path }, clock)
  const told = told2xx(call, answer.status, await wholeOf(answer))
  if (told === null) return
  if (isCancel) batching.nudge()
  answerJson(x, JSON.stringify(signedBatch(told, { responseIds, account, owner })))
}

export type NewBatch = Pick<BatchRecord, 'owner' | 'endpoint' | 'metadata' | 'createdMs' | 'endsMs'> & {
  readonly resultsKeptMs: number | null
}

/**
 * The batch is noted before the provider is asked for it, so that none runs that nobody bills: what is left without the
 * provider's id, because this process died or the answer was lost, is found again by its input (`upstream-watch.ts`).
 */
export async function createUpstreamBatch(
  call: BatchingCall,
  { account, upstreamId }: StoredResponse,
  asked: NewBatch,
): Promise<void> {
  const { x, batching, clock, owner, responseIds } = call
  const name = account.account.name
  const input = await batching.files.find(owner, noteId({ account: name, id: upstreamId }))
  const deployment = deploymentOf(x.fleet, account, input?.model ?? null, null)
  const whyNot =
    deployment === null ? null : await call.allowances.whyNotBegin(x.fleet.limits, owner, deployment)
  if (whyNot !== null) throw whyNot
  const { resultsKeptMs, ...common } = asked
  const record: BatchRecord = {
    ...common,
    id: newBatchId(asked.createdMs),
    inputFile: responseIds.sign(upstreamId, account, owner, 'file'),
    model: input?.model ?? null,
    status: 'validating',
    times: { validating: asked.createdMs },
    resultsKeptMs: resultsKeptMs ?? x.fleet.plan.gateway.batch.keepMs,
    counts: { total: 0, completed: 0, failed: 0 },
    errors: [],
    ending: null,
    outputFile: null,
    errorFile: null,
    upstream: {
      account: name,
      id: null,
      inputId: upstreamId,
      outputId: null,
      errorId: null,
      isBilled: false,
    },
  }
  if (!(await batching.batches.create(record, null))) throw new Failure('id_not_owned')
  const body = JSON.stringify({
    input_file_id: upstreamId,
    endpoint: asked.endpoint,
    completion_window: '24h',
    ...(asked.metadata === null ? {} : { metadata: asked.metadata }),
    ...(resultsKeptMs === null
      ? {}
      : { output_expires_after: { anchor: 'created_at', seconds: resultsKeptMs / 1000 } }),
  })
  const path = account.target.keptPath('batches', null)
  const answer: AccountAnswer = await callAccount(account, { method: 'POST', path, body }, clock)
  const told = told2xx(call, answer.status, await wholeOf(answer))
  if (told === null) {
    await batching.batches.forget(record)
    return
  }
  await batching.batches.save(afterLook(record, told))
  batching.nudge()
  answerJson(x, JSON.stringify(signedBatch(told, { responseIds, account, owner })))
}

/** The object of a good answer. Null, and the provider's own words as the answer, where it refused. */
function told2xx({ x }: BatchingCall, status: number, body: Buffer): JsonObject | null {
  const told = objectOf(body)
  if (told === null)
    throw new Failure('deployments_failed', { detail: `the provider answered ${status} without JSON` })
  if (status < 300) return told
  x.answer = { kind: 'local', status, body: body.toString('utf8'), retryAfterMs: null }
  return null
}

function textOf(object: JsonObject, name: string): string {
  const value = object[name]
  if (typeof value === 'string' && value !== '') return value
  throw new Failure('deployments_failed', { detail: `the provider's answer has no ${name}` })
}
