import { Failure } from '../../base/index.ts'

/**
 * Finds the fields that the gateway needs in a `multipart/form-data` body (RFC 7578), without copying it. What readers
 * of such bodies disagree about is refused, so that a request cannot be admitted for one model and answered by
 * another: text before the first boundary or after the last, lines that end with LF alone, a name given twice or
 * encoded, a wanted field that stands twice, has a file name or a transfer encoding.
 */
export interface MultipartFields {
  readonly model: string | null
  /** Of the model's value, without line breaks around it; -1 when there is none. */
  readonly modelStart: number
  readonly modelEnd: number
  readonly stream: boolean | null
  /** Bytes of the text field `prompt`, for the estimate; 0 when there is none. */
  readonly promptBytes: number
  /** The recording, for the estimate. */
  readonly sound: { readonly start: number; readonly end: number } | null
  /** How many pictures are sent. */
  readonly images: number
  /** How many are asked for, and which; what is unsound is the provider's to refuse. */
  readonly choices: number
  readonly size: string | null
  readonly quality: string | null
}

export const MAX_PARTS = 128
export const MAX_PART_HEADER_BYTES = 8_192
const MAX_BOUNDARY_CHARACTERS = 70
const MAX_MODEL_BYTES = 1_024

const HEADERS_END = Buffer.from('\r\n\r\n')
const DASH = 0x2d
const CR = 0x0d
const LF = 0x0a

interface Part {
  readonly name: string
  /** It may not be a plain text field: it has a file name or a transfer encoding. */
  readonly isPlain: boolean
  readonly start: number
  readonly end: number
}

/** Throws `malformed_request`, or `invalid_field` for one of the wanted fields. */
export function scanMultipart(body: Buffer, contentType: string): MultipartFields {
  let model: Part | null = null
  let stream: Part | null = null
  let promptBytes = 0
  let sound: Part | null = null
  let images = 0
  const wishes: Record<string, string> = {}
  for (const part of parts(body, boundaryOf(contentType))) {
    if (part.name === 'model') model = only(model, part)
    else if (part.name === 'stream') stream = only(stream, part)
    else if (part.name === 'prompt' && part.isPlain) promptBytes += part.end - part.start
    else if (part.name === 'file') sound = part
    else if (part.name === 'image' || part.name === 'image[]' || part.name === 'mask') images++
    else if (isWish(part)) wishes[part.name] = body.toString('latin1', part.start, part.end)
  }
  const choices = Number(wishes['n'] ?? 1)
  return {
    model: model === null ? null : textOf(body, model),
    modelStart: model?.start ?? -1,
    modelEnd: model?.end ?? -1,
    stream: stream === null ? null : booleanOf(textOf(body, stream)),
    promptBytes,
    sound,
    images,
    choices: Number.isSafeInteger(choices) ? choices : 1,
    size: wishes['size'] ?? null,
    quality: wishes['quality'] ?? null,
  }
}

const WISHES = new Set(['n', 'size', 'quality'])
const MAX_WISH_BYTES = 32

function isWish({ name, isPlain, start, end }: Part): boolean {
  return isPlain && end - start <= MAX_WISH_BYTES && WISHES.has(name)
}

function only(known: Part | null, part: Part): Part {
  if (known !== null) throw invalid(part.name, 'stands twice')
  if (!part.isPlain) throw invalid(part.name, 'must be a plain text field')
  return part
}

function textOf(body: Buffer, { name, start, end }: Part): string {
  if (end - start > MAX_MODEL_BYTES) throw invalid(name, 'is too long')
  return body.toString('utf8', start, end)
}

function booleanOf(text: string): boolean {
  const word = text.toLowerCase()
  if (word !== 'true' && word !== 'false') throw invalid('stream', 'must be true or false')
  return word === 'true'
}

/** With the line break before it. */
export function boundaryOf(contentType: string): Buffer {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\\]+)"|([^\s;,"]+))\s*(?:;.*)?$/i.exec(
    contentType,
  )
  const boundary = match?.[1] ?? match?.[2]
  if (boundary === undefined || boundary.length > MAX_BOUNDARY_CHARACTERS || boundary.endsWith(' ')) {
    throw malformed('the content type names no boundary')
  }
  if (contentType.split(/boundary=/i).length > 2) throw malformed('the content type names two boundaries')
  return Buffer.from(`\r\n--${boundary}`, 'latin1')
}

function* parts(body: Buffer, delimiter: Buffer): Generator<Part> {
  if (
    body.length < delimiter.length - 2 ||
    body.compare(delimiter, 2, delimiter.length, 0, delimiter.length - 2) !== 0
  ) {
    throw malformed('the body does not begin with its boundary')
  }
  let at = delimiter.length - 2
  for (let count = 0; ; count++) {
    if (body[at] === DASH && body[at + 1] === DASH) {
      checkEnd(body, at + 2)
      return
    }
    if (body[at] !== CR || body[at + 1] !== LF) throw malformed(`a boundary goes on at byte ${at}`)
    if (count === MAX_PARTS) throw malformed(`the body has more than ${MAX_PARTS} parts`)
    const headersStart = at + 2
    const headersEnd = body.indexOf(HEADERS_END, headersStart)
    if (headersEnd === -1 || headersEnd - headersStart > MAX_PART_HEADER_BYTES) {
      throw malformed(`the headers of the part at byte ${headersStart} have no end`)
    }
    const start = headersEnd + HEADERS_END.length
    const end = body.indexOf(delimiter, start)
    if (end === -1) throw malformed('the body ends before its last boundary')
    yield { ...readHeaders(body.toString('latin1', headersStart, headersEnd)), start, end }
    at = end + delimiter.length
  }
}

function checkEnd(body: Buffer, at: number): void {
  const rest = body.length - at
  if (rest === 0 || (rest === 2 && body[at] === CR && body[at + 1] === LF)) return
  throw malformed('something follows the last boundary')
}

/** `name="value"` or `name=value`; browsers write quotes in names as %22 (HTML standard, form submission). */
const PARAMETER = /;[ \t]*([\w*.-]+)=(?:"([^"\\]*)"|([^\s;,"\\]+))[ \t]*/y

export interface PartHeaders {
  readonly name: string
  readonly isPlain: boolean
  readonly fileName: string | null
}

/** `text`: one byte a character. */
export function readHeaders(text: string): PartHeaders {
  let name: string | null = null
  let fileName: string | null = null
  let isPlain = true
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0 || /[\r\n\0]/.test(line) || /\s/.test(line.slice(0, colon))) {
      throw malformed('a part has a malformed header')
    }
    const header = line.slice(0, colon).toLowerCase()
    if (header === 'content-transfer-encoding') isPlain = false
    if (header !== 'content-disposition') continue
    if (name !== null) throw malformed('a part has two names')
    const value = line.slice(colon + 1).trim()
    const type = /^form-data[ \t]*(?=;)/i.exec(value)
    if (type === null) throw malformed('a part is no form data')
    PARAMETER.lastIndex = type[0].length
    while (PARAMETER.lastIndex < value.length) {
      const match = PARAMETER.exec(value)
      if (match === null) throw malformed('a part has a malformed content-disposition')
      const key = (match[1] as string).toLowerCase()
      if (key === 'name' && name === null) name = match[2] ?? match[3] ?? ''
      else if (key === 'name' || key === 'name*') throw malformed('a part has two names')
      else {
        isPlain = false
        if (key === 'filename')
          fileName ??= Buffer.from(match[2] ?? match[3] ?? '', 'latin1').toString('utf8')
      }
    }
  }
  if (name === null) throw malformed('a part has no name')
  return { name, isPlain, fileName }
}

export function malformed(detail: string): Failure {
  return new Failure('malformed_request', { detail })
}

export function invalid(name: string, what: string): Failure {
  return new Failure('invalid_field', { param: name, detail: `${name} ${what}` })
}
