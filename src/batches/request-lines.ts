/** Input of a batch: one request a line, of at most this many; Azure's own limit (learn.microsoft.com, how-to/batch). */
export const MAX_REQUESTS = 100_000
export const MAX_CUSTOM_ID_CHARACTERS = 512

/** Endpoints that a batch may be for, as OpenAI's API reference spells them. */
export const ENDPOINTS: readonly string[] = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/responses',
]

/** Azure's classic API writes `/chat/completions`, its v1 API `/openai/v1/chat/completions` too. Null when unknown. */
export function endpointOf(url: string): string | null {
  const path = url.startsWith('/openai/') ? url.slice('/openai'.length) : url
  const full = path.startsWith('/v1/') ? path : `/v1${path}`
  return ENDPOINTS.includes(full) ? full : null
}

/** What stands in one line, offsets in its bytes; null and -1 where absent. */
export interface ScannedLine {
  readonly customId: string | null
  readonly method: string | null
  readonly url: string | null
  /** Of the request in `body`. */
  readonly model: string | null
  readonly isStream: boolean
  readonly bodyStart: number
  readonly bodyEnd: number
  readonly modelStart: number
  readonly modelEnd: number
}

/** Reads one line without decoding more than is asked for; text where the line is no sound JSON object. */
export type ScanLine = (line: Buffer) => ScannedLine | string

export interface NumberedLine {
  readonly number: number
  /** Without its line break; null where it is longer than allowed. */
  readonly bytes: Buffer | null
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const EMPTY = Buffer.alloc(0)

/** Lines, numbered from 1, of bytes that come in pieces; what is held is bounded by the longest line allowed. */
export async function* linesOf(
  pieces: AsyncIterable<Buffer>,
  maxLineBytes: number,
): AsyncGenerator<NumberedLine> {
  let held: Buffer[] = []
  let heldBytes = 0
  let number = 0
  const take = (end: Buffer): NumberedLine => {
    number++
    const bytes = heldBytes + end.length
    const whole = bytes > maxLineBytes ? null : held.length === 0 ? end : Buffer.concat([...held, end], bytes)
    held = []
    heldBytes = 0
    if (whole === null) return { number, bytes: null }
    return { number, bytes: whole.at(-1) === CARRIAGE_RETURN ? whole.subarray(0, -1) : whole }
  }
  for await (const piece of pieces) {
    let start = 0
    for (let at = piece.indexOf(LINE_FEED); at !== -1; at = piece.indexOf(LINE_FEED, start)) {
      yield take(piece.subarray(start, at))
      start = at + 1
    }
    const rest = piece.subarray(start)
    // Of a line that is too long only its length is of use.
    if (heldBytes + rest.length <= maxLineBytes) held.push(rest)
    else held = []
    heldBytes += rest.length
  }
  if (heldBytes > 0) yield take(EMPTY)
}

export function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09)
}
