import {
  batchObject,
  type BatchRecord,
  endpointOf,
  ENDPOINTS,
  hasEnded,
  newBatchId,
} from '../../batches/index.ts'
import { Failure } from '../../base/index.ts'
import { invalid } from '../bytes/multipart.ts'
import { answerJson, type BatchingCall } from './batching.ts'
import { listBody, pageOf } from './paging.ts'
import { createUpstreamBatch, serveUpstreamBatch } from './upstream-api.ts'
import { shownUpstreamBatch } from './upstream-objects.ts'
import { keptMsOf } from './upload.ts'

const USUAL_PAGE = 20
/** The only completion window that the API has. */
const WINDOW = '24h'
const WINDOW_MS = 24 * 3_600_000
const TOO_MANY_RETRY_MS = 30_000
/** OpenAI API reference, `metadata`. */
const MAX_METADATA = { entries: 16, keyCharacters: 64, valueCharacters: 512 }

/** `/v1/batches`, by OpenAI's API reference; a batch is its maker's alone. */
export async function serveBatches(
  call: BatchingCall,
  { id, tail }: { readonly id: string | null; readonly tail: string },
): Promise<void> {
  const { x, batching, owner } = call
  if (id === null) {
    if (x.client.method === 'POST') await create(call)
    else await list(call)
    return
  }
  if (call.responseIds.isSigned(id, 'batch')) {
    await serveUpstreamBatch(call, id, tail)
    return
  }
  const batch = await batching.batches.find(owner, id)
  if (batch === null || batch.upstream !== null) throw new Failure('id_not_owned')
  if (tail === '/cancel') await cancel(call, batch)
  else answerJson(x, JSON.stringify(await shown(call, batch)))
}

async function shown({ batching }: BatchingCall, batch: BatchRecord): Promise<object> {
  return batchObject(batch, !hasEnded(batch.status) && (await batching.batches.isCancelAsked(batch)))
}

async function list(call: BatchingCall): Promise<void> {
  const { x, batching, owner, query, responseIds } = call
  const all = (await batching.batches.list(owner)).flatMap((batch) => {
    if (batch.upstream === null) return { id: batch.id, batch, object: null }
    const object = shownUpstreamBatch(batch, x.fleet, responseIds)
    return object === null ? [] : { id: object['id'] as string, batch, object }
  })
  const { entries, hasMore } = pageOf(all, query, USUAL_PAGE)
  const objects: object[] = []
  for (const { batch, object } of entries) objects.push(object ?? (await shown(call, batch)))
  answerJson(x, listBody(objects, hasMore))
}

async function cancel(call: BatchingCall, batch: BatchRecord): Promise<void> {
  const { x, batching, owner } = call
  if (hasEnded(batch.status) || batch.status === 'finalizing')
    throw new Failure('invalid_field', { detail: `a batch that is ${batch.status} cannot be cancelled` })
  await batching.batches.askCancel(owner, batch.id)
  batching.nudge()
  answerJson(x, JSON.stringify(batchObject(batch, true)))
}

async function create(call: BatchingCall): Promise<void> {
  const { x, batching, clock, owner, responseIds } = call
  const { batchesPerConsumer, keepMs } = x.fleet.plan.gateway.batch
  const asked = readCreate(x.body)
  const stored = responseIds.isSigned(asked.inputFile, 'file')
    ? responseIds.verify(asked.inputFile, owner, x.fleet, 'file')
    : null
  const input = stored === null ? await batching.files.find(owner, asked.inputFile) : null
  if (stored === null && input === null) throw new Failure('id_not_owned', { param: 'input_file_id' })
  if (input !== null && input.purpose !== 'batch')
    throw invalid('input_file_id', 'must be a file with the purpose batch')
  if ((await batching.batches.underWay(owner)) >= batchesPerConsumer)
    throw new Failure('too_many_batches', {
      detail: `${batchesPerConsumer}`,
      retryAfterMs: TOO_MANY_RETRY_MS,
    })
  const nowMs = clock.nowMs()
  const { endpoint, metadata } = asked
  const common = { owner, endpoint, metadata, createdMs: nowMs, endsMs: nowMs + WINDOW_MS }
  if (stored !== null) {
    await createUpstreamBatch(call, stored, { ...common, resultsKeptMs: asked.resultsKeptMs })
    return
  }
  const batch: BatchRecord = {
    ...common,
    id: newBatchId(nowMs),
    inputFile: asked.inputFile,
    model: null,
    status: 'validating',
    times: { validating: nowMs },
    resultsKeptMs: asked.resultsKeptMs ?? keepMs,
    counts: { total: 0, completed: 0, failed: 0 },
    errors: [],
    ending: null,
    outputFile: null,
    errorFile: null,
    upstream: null,
  }
  if (!(await batching.batches.create(batch, input)))
    throw new Failure('id_not_owned', { param: 'input_file_id' })
  batching.nudge()
  answerJson(x, JSON.stringify(batchObject(batch)))
}

interface Asked {
  readonly inputFile: string
  readonly endpoint: string
  readonly metadata: BatchRecord['metadata']
  readonly resultsKeptMs: number | null
}

function readCreate(body: Buffer | null): Asked {
  const fields = objectOf(body)
  const { input_file_id: inputFile, endpoint, completion_window: window } = fields
  if (typeof inputFile !== 'string') throw invalid('input_file_id', 'must be the id of a file')
  if (typeof endpoint !== 'string' || endpointOf(endpoint) === null)
    throw invalid('endpoint', `must be one of ${ENDPOINTS.join(', ')}`)
  if (window !== WINDOW) throw invalid('completion_window', `must be ${WINDOW}`)
  const expires = fields['output_expires_after']
  return {
    inputFile,
    endpoint,
    metadata: metadataOf(fields['metadata']),
    resultsKeptMs: expires === undefined || expires === null ? null : expiryOf(expires),
  }
}

function expiryOf(value: unknown): number {
  if (!isObject(value) || value['anchor'] !== 'created_at')
    throw invalid('output_expires_after.anchor', 'must be created_at')
  return keptMsOf(value['seconds'], 'output_expires_after.seconds')
}

function metadataOf(value: unknown): BatchRecord['metadata'] {
  if (value === undefined || value === null) return null
  if (!isObject(value)) throw invalid('metadata', 'must be an object')
  const { entries, keyCharacters, valueCharacters } = MAX_METADATA
  const found: [string, string][] = []
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string' || text.length > valueCharacters || key.length > keyCharacters)
      throw invalid('metadata', `must have texts of at most ${valueCharacters} characters`)
    found.push([key, text])
  }
  if (found.length > entries) throw invalid('metadata', `must have at most ${entries} entries`)
  return Object.fromEntries(found)
}

function objectOf(body: Buffer | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse((body ?? Buffer.alloc(0)).toString('utf8'))
    if (isObject(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Failure('malformed_json', { detail: error.message })
  }
  throw new Failure('malformed_json', { detail: 'the body is no object' })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
