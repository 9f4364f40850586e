import { Failure } from '../../base/index.ts'
import type { BodyEdits } from '../exchange.ts'
import { IdRewrite } from './id-rewrite.ts'
import { skipSpace } from './json-grammar.ts'
import { readIncludeUsage } from './request-keys.ts'

/**
 * Bodies for upstream: the client's own bytes with a few values replaced or inserted, copied once. Nothing else is
 * touched, so that what the client wrote (numbers of any precision, order, escapes) arrives as written.
 */
export interface Edit {
  readonly start: number
  /** Equal to `start` for an insertion. */
  readonly end: number
  readonly replacement: string
}

/** What differs for one upstream; null and false leave the body as it is. */
export interface BodyChanges {
  readonly model: string | null
  /** Adds `stream_options.include_usage`, so that the stream ends with a usage event. */
  readonly askForUsage: boolean
  readonly previousResponseId: string | null
}

/** `edits` do not overlap and are in order of their starts; at one place the first one's text comes first. */
export function splice(body: Buffer, edits: readonly Edit[]): Buffer {
  if (edits.length === 0) return body
  let length = body.length
  for (const edit of edits) length += Buffer.byteLength(edit.replacement) - (edit.end - edit.start)
  const spliced = Buffer.allocUnsafe(length)
  let from = 0
  let to = 0
  for (const edit of edits) {
    if (edit.start < from || edit.end < edit.start || edit.end > body.length) {
      throw new RangeError('edits of a body overlap or leave it')
    }
    to += body.copy(spliced, to, from, edit.start)
    to += spliced.write(edit.replacement, to)
    from = edit.end
  }
  body.copy(spliced, to, from)
  return spliced
}

export function spliceBody(body: Buffer, at: BodyEdits, changes: BodyChanges): Buffer {
  return splice(body, at.kind === 'json' ? jsonEdits(body, at, changes) : formEdits(body, at, changes))
}

function jsonEdits(body: Buffer, at: BodyEdits, changes: BodyChanges): readonly Edit[] {
  const { model, askForUsage, previousResponseId } = changes
  const edits: Edit[] = []
  let inserted = ''
  if (model !== null) {
    const replacement = JSON.stringify(model)
    if (at.modelStart === -1) inserted = `"model":${replacement}`
    else edits.push({ start: at.modelStart, end: at.modelEnd, replacement })
  }
  if (askForUsage) {
    if (at.streamOptionsStart === -1) {
      inserted += `${inserted === '' ? '' : ','}"stream_options":{"include_usage":true}`
    } else edits.push(includeUsage(body, at.streamOptionsStart, at.streamOptionsEnd))
  }
  if (previousResponseId !== null && at.previousIdStart !== -1) {
    edits.push({
      start: at.previousIdStart,
      end: at.previousIdEnd,
      replacement: JSON.stringify(previousResponseId),
    })
  }
  if (inserted !== '') edits.push(insertion(body, skipSpace(body, 0, body.length), inserted))
  return edits.length < 2 ? edits : edits.sort((a, b) => a.start - b.start)
}

/** As the first member of the object whose `{` is at `open`. */
function insertion(body: Buffer, open: number, member: string): Edit {
  const isEmpty = body[skipSpace(body, open + 1, body.length)] === 0x7d
  return { start: open + 1, end: open + 1, replacement: isEmpty ? member : `${member},` }
}

function includeUsage(body: Buffer, start: number, end: number): Edit {
  const found = readIncludeUsage(body, start, end)
  if (found.start !== -1) return { start: found.start, end: found.end, replacement: 'true' }
  if (found.open === -1) return { start, end, replacement: '{"include_usage":true}' }
  return insertion(body, found.open, '"include_usage":true')
}

function formEdits(body: Buffer, at: BodyEdits, { model }: BodyChanges): readonly Edit[] {
  if (model === null) return []
  // A value that could end its part would let a name write parts of its own.
  if (/[\r\n]/.test(model)) throw new Failure('internal', { detail: 'a model name with a line break' })
  if (at.modelStart !== -1) return [{ start: at.modelStart, end: at.modelEnd, replacement: model }]
  const firstLine = body.toString('latin1', 0, body.indexOf('\r\n'))
  const part = `${firstLine}\r\nContent-Disposition: form-data; name="model"\r\n\r\n${model}\r\n`
  return [{ start: 0, end: 0, replacement: part }]
}

/** Every occurrence of an id, as a whole word, in bytes that are all there. */
export function replaceAll(body: Buffer, id: string, replacement: string): Buffer {
  const rewrite = new IdRewrite(id, replacement)
  const bytes = rewrite.apply(body)
  const rest = rewrite.flush()
  return rest === null ? bytes : Buffer.concat([bytes, rest])
}
