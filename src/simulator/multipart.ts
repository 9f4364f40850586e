import type { JsonObject } from './json.ts'
import { invalidRequest } from './refusal.ts'

const MAX_PARTS = 64
const BLANK_LINE = Buffer.from('\r\n\r\n')

export interface Form {
  readonly body: JsonObject
  /** Of all files. */
  readonly fileBytes: number
  /** The last one. */
  readonly file: { readonly name: string; readonly bytes: Buffer } | null
}

/** The text fields of a form, and its files. */
export function parseForm(body: Buffer, contentType: string): Form {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  const name = boundary?.[1] ?? boundary?.[2]
  if (name === undefined) {
    throw invalidRequest(
      null,
      null,
      'Expected a multipart/form-data body with a boundary in its content type.',
    )
  }
  const mark = Buffer.from(`--${name}`)
  const fields: Record<string, string> = {}
  let fileBytes = 0
  let file: Form['file'] = null
  let at = body.indexOf(mark)
  for (let i = 0; at >= 0 && i < MAX_PARTS; i++) {
    const start = at + mark.length
    const end = body.indexOf(mark, start)
    if (end < 0) break
    const headEnd = body.indexOf(BLANK_LINE, start)
    if (headEnd >= 0 && headEnd < end) {
      const head = body.toString('latin1', start, headEnd)
      const field = /\bname="([^"]*)"/i.exec(head)?.[1]
      // The line break before the boundary belongs to the boundary.
      const contentEnd = end - 2
      if (/\bfilename\*?=/i.test(head)) {
        const bytes = body.subarray(headEnd + BLANK_LINE.length, contentEnd)
        fileBytes += bytes.length
        file = { name: /\bfilename="([^"]*)"/i.exec(head)?.[1] ?? 'file', bytes }
      } else if (field !== undefined)
        fields[field] = body.toString('utf8', headEnd + BLANK_LINE.length, contentEnd)
    }
    at = end
  }
  return { body: fields, fileBytes, file }
}
