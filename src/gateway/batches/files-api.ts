import { fileObject } from '../../batches/index.ts'
import { Failure } from '../../base/index.ts'
import { answerJson, type BatchingCall } from './batching.ts'
import { listBody, pageOf } from './paging.ts'
import { placeOf } from './batch-place.ts'
import { passOn, serveUpstreamFile } from './upstream-api.ts'
import { shownFile } from './upstream-objects.ts'
import { FORM_BYTES, receiveForm } from './upload.ts'

const USUAL_PAGE = 10_000

/** `/v1/files`, by OpenAI's API reference; a file is its maker's alone. */
export async function serveFiles(
  call: BatchingCall,
  { id, tail }: { readonly id: string | null; readonly tail: string },
): Promise<void> {
  const { x, batching, owner } = call
  if (id === null) {
    if (x.client.method === 'POST') await upload(call)
    else await list(call)
    return
  }
  if (call.responseIds.isSigned(id, 'file')) {
    await serveUpstreamFile(call, id, tail)
    return
  }
  const file = await batching.files.find(owner, id)
  if (file === null) throw new Failure('id_not_owned')
  if (tail === '/content') {
    x.answer = { kind: 'file', status: 200, bytes: file.bytes, pieces: () => batching.files.read(file) }
  } else if (x.client.method === 'DELETE') {
    await batching.files.delete(owner, id)
    answerJson(x, JSON.stringify({ id, object: 'file', deleted: true }))
  } else answerJson(x, JSON.stringify(fileObject(file)))
}

async function list({ x, batching, owner, query, responseIds }: BatchingCall): Promise<void> {
  const purpose = query.get('purpose')
  const shown = (await batching.files.list(owner))
    .filter((file) => purpose === null || file.purpose === purpose)
    .flatMap((file) => shownFile(file, x.fleet, responseIds) ?? [])
  const { entries, hasMore } = pageOf(shown, query, USUAL_PAGE)
  answerJson(
    x,
    listBody(
      entries.map(({ object }) => object),
      hasMore,
    ),
  )
}

async function upload(call: BatchingCall): Promise<void> {
  const { x, batching, clock, owner } = call
  const { fileLimitBytes, keepMs } = x.fleet.plan.gateway.batch
  const declared = x.client.declaredLength()
  const most = Math.min(fileLimitBytes, declared ?? fileLimitBytes)
  if (declared !== null && declared > fileLimitBytes + FORM_BYTES)
    throw new Failure('file_too_large', {
      detail: `${declared} bytes; gateway.batch.file_limit is ${fileLimitBytes}`,
    })
  const incoming = await batching.files.begin(owner, most)
  let isKept = false
  try {
    const form = await receiveForm(x.client, incoming, { fileLimitBytes, clock })
    const place = await placeOf(x, incoming, clock.monotonicMs())
    if (place !== null) {
      await passOn(call, incoming, form, place)
      return
    }
    const file = await incoming.keep({
      purpose: 'batch',
      name: form.fileName,
      keptMs: form.keptMs ?? keepMs,
      upstream: null,
      model: null,
    })
    isKept = true
    answerJson(x, JSON.stringify(fileObject(file)))
  } finally {
    if (!isKept) await incoming.drop()
  }
}
