/**
 * Header fields of HTTP/1.1 in their strict form (RFC 9112, section 5): a token, a colon, a value, CRLF. Nothing that
 * two parsers could read in two ways is let through: no folded line, no bare CR or LF, no space before the colon, no
 * control character.
 */
export type Headers = Record<string, string | undefined>

export const MAX_HEADERS = 100

/** How the body of a message ends. */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' }

/** Of a request (RFC 9112, section 3.2): a path, a URL or `*`, printable ASCII without spaces. */
export const TARGET = /^(?:\/|\*$|https?:\/\/[\w.-]+(?::\d+)?\/)[\x21-\x7e]*$/
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** Anything but tab, CR, LF, printable ASCII and Latin-1; or a CR or LF that is not half of a pair. */
const BAD_BYTES = /[^\t\r\n\x20-\x7e\x80-\xff]|\r(?!\n)|(?<!\r)\n/
const BAD_VALUE = /[^\t\x20-\x7e\x80-\xff]/
const LENGTH = /^\d{1,15}$/

/** Of a field that may come once only, the first counts; for framing and routing a second is refused. */
const SINGLE = new Set(['content-type', 'authorization', 'api-key', 'user-agent', 'from', 'referer'])
const NEVER_TWICE = new Set(['host', 'content-length', 'transfer-encoding'])

export type HeaderFault = 'malformed' | 'too many'

/**
 * Reads the lines of `text` from `from` on into `into`, names in lower case. `text` is a whole head as Latin-1, without
 * its empty line at the end; its bytes were not looked at yet.
 */
export function readHeaderLines(
  text: string,
  from: number,
  into: Headers,
  of: 'request' | 'response',
): HeaderFault | null {
  if (BAD_BYTES.test(text)) return 'malformed'
  let count = 0
  for (let start = from; start < text.length;) {
    let end = text.indexOf('\r\n', start)
    if (end === -1) end = text.length
    const colon = text.indexOf(':', start)
    if (colon === -1 || colon >= end) return 'malformed'
    if (++count > MAX_HEADERS) return 'too many'
    const written = text.slice(start, colon)
    // A space before the colon and a folded line both fail here.
    if (!TOKEN.test(written)) return 'malformed'
    const name = written.toLowerCase()
    let valueStart = colon + 1
    while (valueStart < end && isBlank(text.charCodeAt(valueStart))) valueStart++
    let valueEnd = end
    while (valueEnd > valueStart && isBlank(text.charCodeAt(valueEnd - 1))) valueEnd--
    // Parsers of requests are told apart by blanks after these, as in `Transfer-Encoding: chunked<tab>`.
    if (of === 'request' && valueEnd < end && NEVER_TWICE.has(name)) return 'malformed'
    const value = text.slice(valueStart, valueEnd)
    const before = into[name]
    // Not a string: absent, or what every object has under that name (`constructor`).
    if (typeof before !== 'string') into[name] = value
    else if (NEVER_TWICE.has(name)) return 'malformed'
    else if (!SINGLE.has(name)) into[name] = `${before}, ${value}`
    start = end + 2
  }
  return null
}

const NOT_IN_TRAILERS = new Set([...NEVER_TWICE, 'connection', 'proxy-connection', 'upgrade', 'expect', 'te'])

/** Whether a trailer, which nobody reads, is to the letter and says nothing of how messages are framed and sent. */
export function isTrailer(line: string): boolean {
  const colon = line.indexOf(':')
  if (colon === -1 || BAD_VALUE.test(line)) return false
  const name = line.slice(0, colon)
  return TOKEN.test(name) && !NOT_IN_TRAILERS.has(name.toLowerCase())
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/** What Content-Length and Transfer-Encoding say together; null for what may not be (RFC 9112, section 6). */
export function framingOf(
  headers: Headers,
  isHttp11: boolean,
  unsaid: 'none' | 'until-close',
): Framing | null {
  const length = headers['content-length']
  const encoding = headers['transfer-encoding']
  if (encoding !== undefined) {
    if (length !== undefined || !isHttp11 || encoding.toLowerCase() !== 'chunked') return null
    return CHUNKED
  }
  if (length === undefined) return unsaid === 'none' ? NO_BODY : UNTIL_CLOSE
  if (!LENGTH.test(length)) return null
  const bytes = Number(length)
  return bytes === 0 ? NO_BODY : { kind: 'length', bytes }
}

export const NO_BODY: Framing = { kind: 'none' }
const CHUNKED: Framing = { kind: 'chunked' }
const UNTIL_CLOSE: Framing = { kind: 'until-close' }

/** Whether a list such as that of `Connection` names `token`. */
export function lists(value: string | undefined, token: string): boolean {
  if (value === undefined) return false
  if (value.length === token.length) return value.toLowerCase() === token
  return value.split(',').some((part) => part.trim().toLowerCase() === token)
}

/** A line of a head to be sent. Throws for a name or value with which a head could be forged. */
export function headerLine(name: string, value: string): string {
  if (BAD_VALUE.test(value) || !TOKEN.test(name)) throw new TypeError(`the header ${name} cannot be sent`)
  return `${name}: ${value}\r\n`
}
