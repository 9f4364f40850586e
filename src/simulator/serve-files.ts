import { fileObject } from './file-store.ts'
import type { AccountState } from './estate.ts'
import { parseForm } from './multipart.ts'
import { invalidRequest, Refusal, REFUSALS } from './refusal.ts'
import type { Room } from './room.ts'
import { missing } from './validation.ts'
import type { Visit } from './visit.ts'

const PATH = /^([^/]+)(?:\/(content))?$/

export interface ResourceCall {
  readonly room: Room
  readonly visit: Visit
  readonly account: AccountState
  readonly method: string
  readonly rest: string
}

/** Files of the account: whoever has its key gets at all of them. */
export function serveFiles({ room, visit, account, method, rest }: ResourceCall): void {
  const nowMs = room.clock.nowMs()
  if (rest === '') {
    if (method === 'POST') return upload({ room, visit, account, method, rest })
    if (method !== 'GET') throw REFUSALS.methodNotAllowed()
    return visit.json(200, {
      object: 'list',
      data: account.files.all(nowMs).map(fileObject),
      has_more: false,
    })
  }
  const [, id = '', part] = PATH.exec(rest) ?? []
  const file = account.files.get(id, nowMs)
  if (file === null) throw noSuch('file', id)
  if (method === 'GET' && part === 'content')
    return visit.send(200, file.bytes, visit.headers('application/octet-stream'))
  if (method === 'GET') return visit.json(200, fileObject(file))
  if (method !== 'DELETE' || part !== undefined) throw REFUSALS.methodNotAllowed()
  account.files.delete(id)
  visit.json(200, { id, object: 'file', deleted: true })
}

function upload({ room, visit, account }: ResourceCall): void {
  const { body, file } = parseForm(visit.body, visit.header('content-type') ?? '')
  if (file === null) throw missing('file')
  if (body['purpose'] !== 'batch')
    throw invalidRequest('invalid_value', 'purpose', 'The simulator keeps files with the purpose batch only.')
  const nowMs = room.clock.nowMs()
  const seconds = body['expires_after[seconds]']
  const stored = {
    id: `file-${room.ids.next()}`,
    name: file.name,
    purpose: 'batch' as const,
    bytes: Buffer.from(file.bytes),
    createdMs: nowMs,
    expiresMs: seconds === undefined ? null : nowMs + Number(seconds) * 1000,
  }
  if (!account.files.put(stored))
    throw invalidRequest('quota_exceeded', null, 'The files of this simulated account fill its memory.')
  visit.json(200, fileObject(stored))
}

export function noSuch(what: 'file' | 'batch', id: string): Refusal {
  const message = `No such ${what} object: ${id}`
  return new Refusal(404, { error: { message, type: 'invalid_request_error', param: 'id', code: null } })
}
