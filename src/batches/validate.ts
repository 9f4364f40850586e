import type { BatchFault } from './records.ts'
import {
  endpointOf,
  isBlank,
  linesOf,
  MAX_CUSTOM_ID_CHARACTERS,
  MAX_REQUESTS,
  type ScanLine,
  type ScannedLine,
} from './request-lines.ts'

/** Faults beyond this many are not told: who wrote one wrong writer wrote a hundred thousand wrong lines. */
export const MAX_FAULTS = 100

export interface Validated {
  readonly total: number
  readonly model: string | null
  readonly faults: readonly BatchFault[]
}

/**
 * Looks at the whole input before any of it is sent: each line a request of its own name, to one endpoint and one
 * model. The codes are those of Azure's batch service where it has one (learn.microsoft.com, how-to/batch, "Batch
 * object error codes").
 */
export async function validateInput(
  pieces: AsyncIterable<Buffer>,
  expected: { readonly endpoint: string; readonly maxLineBytes: number },
  scan: ScanLine,
): Promise<Validated> {
  const faults: BatchFault[] = []
  const seen = new Set<string>()
  const endpoint = endpointOf(expected.endpoint)
  let total = 0
  let model: string | null = null
  let blank: number | null = null
  const fault = (code: string, message: string, line: number | null, param: string | null = null): void => {
    if (faults.length < MAX_FAULTS) faults.push({ code, message, line, param })
  }
  for await (const { number, bytes } of linesOf(pieces, expected.maxLineBytes)) {
    if (bytes !== null && isBlank(bytes)) {
      blank ??= number
      continue
    }
    if (blank !== null) fault('invalid_json_line', 'The line is empty.', blank)
    blank = null
    total++
    if (total > MAX_REQUESTS) {
      fault('too_many_tasks', `The file has more than ${MAX_REQUESTS} requests.`, null)
      break
    }
    if (bytes === null) {
      fault('line_too_long', `The line is longer than ${expected.maxLineBytes} bytes.`, number)
      continue
    }
    const line = scan(bytes)
    if (typeof line === 'string') {
      fault('invalid_json_line', `The line is no request: ${line}.`, number)
      continue
    }
    const wrong = faultOf(line, endpoint)
    if (wrong !== null) fault(wrong.code, wrong.message, number, wrong.param)
    const { customId } = line
    if (customId !== null && seen.has(customId))
      fault(
        'duplicate_custom_id',
        'The custom_id of the line stands on an earlier line, too.',
        number,
        'custom_id',
      )
    if (customId !== null) seen.add(customId)
    if (line.model === null) continue
    if (model !== null && line.model !== model)
      fault(
        'model_mismatch',
        `The line asks for another model than the first one, ${model}.`,
        number,
        'body.model',
      )
    model ??= line.model
  }
  if (total === 0) fault('empty_file', 'The file has no requests.', null)
  return { total, model, faults }
}

/** What is wrong with a line by itself; null when nothing is. */
export function faultOf(
  line: ScannedLine,
  endpoint: string | null,
): Pick<BatchFault, 'code' | 'message' | 'param'> | null {
  const { customId, method, url, bodyStart, isStream } = line
  if (customId === null || customId === '' || customId.length > MAX_CUSTOM_ID_CHARACTERS) {
    const message = `custom_id must be a text of 1 to ${MAX_CUSTOM_ID_CHARACTERS} characters.`
    return { code: 'invalid_request', message, param: 'custom_id' }
  }
  if (method !== 'POST') return { code: 'invalid_request', message: 'method must be POST.', param: 'method' }
  if (url === null || endpointOf(url) !== endpoint || endpoint === null)
    return {
      code: 'url_mismatch',
      message: 'The url of the line is not the endpoint of the batch.',
      param: 'url',
    }
  if (bodyStart === -1) return { code: 'invalid_request', message: 'body must be an object.', param: 'body' }
  if (line.model === null)
    return { code: 'invalid_request', message: 'body.model must name a model.', param: 'body.model' }
  if (isStream)
    return {
      code: 'invalid_request',
      message: 'The answers of a batch are no streams, and none is made in the background.',
      param: 'body.stream',
    }
  return null
}
