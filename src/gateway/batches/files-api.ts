import { fileObject, type StoredFile } from '../../batches/index.ts'
import { Failure } from '../../base/index.ts'
import { answerJson, type BatchingCall } from './batching.ts'
import { listBody, pageOf } from './paging.ts'
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
  const file = await batching.files.find(owner, id)
  if (file === null) throw new Failure('id_not_owned')
  if (tail === '/content') {
    x.answer = { kind: 'file', status: 200, bytes: file.bytes, pieces: () => batching.files.read(file) }
  } else if (x.client.method === 'DELETE') {
    await batching.files.delete(owner, id)
    answerJson(x, JSON.stringify({ id, object: 'file', deleted: true }))
  } else answerJson(x, JSON.stringify(fileObject(file)))
}

async function list({ x, batching, owner, query }: BatchingCall): Promise<void> {
  const purpose = query.get('purpose')
  const all = (await batching.files.list(owner)).filter(
    (file) => purpose === null || file.purpose === purpose,
  )
  const { entries, hasMore } = pageOf(all, query, USUAL_PAGE)
  answerJson(
    x,
    listBody(
      entries.map((file) => fileObject(file)),
      hasMore,
    ),
  )
}

async function upload({ x, batching, clock, owner }: BatchingCall): Promise<void> {
  const { fileLimitBytes, keepMs } = x.fleet.plan.gateway.batch
  const declared = x.client.declaredLength()
  const most = Math.min(fileLimitBytes, declared ?? fileLimitBytes)
  if (declared !== null && declared > fileLimitBytes + FORM_BYTES)
    throw new Failure('file_too_large', {
      detail: `${declared} bytes; gateway.batch.file_limit is ${fileLimitBytes}`,
    })
  const incoming = await batching.files.begin(owner, most)
  let file: StoredFile
  try {
    const form = await receiveForm(x.client, incoming, { fileLimitBytes, clock })
    file = await incoming.keep({
      purpose: 'batch',
      name: form.fileName,
      keptMs: form.keptMs ?? keepMs,
      upstream: null,
      model: null,
    })
  } catch (error) {
    await incoming.drop()
    throw error
  }
  answerJson(x, JSON.stringify(fileObject(file)))
}
