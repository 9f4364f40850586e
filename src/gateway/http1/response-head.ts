import { type Framing, framingOf, type Headers, lists, NO_BODY, readHeaderLines } from './header-lines.ts'

/** A provider's status line and headers, checked. */
export interface ResponseHead {
  readonly status: number
  readonly headers: Headers
  readonly framing: Framing
  /** How long the connection may lie idle before it is used again; 0 when it may not be used again. */
  readonly idleMs: number
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [^\r\n]*)?$/
const KEEP_ALIVE_TIMEOUT = /(?:^|[,;\s])timeout\s*=\s*(\d{1,9})/i
/** A connection that the peer closes in so many seconds is not used in the last of them. */
const MARGIN_MS = 1_000

/** `text`: all before the empty line, as Latin-1. Null for what is no answer in HTTP/1.1. */
export function readResponseHead(text: string, longestIdleMs: number): ResponseHead | null {
  let lineEnd = text.indexOf('\r\n')
  if (lineEnd === -1) lineEnd = text.length
  const line = STATUS_LINE.exec(text.slice(0, lineEnd))
  if (line === null) return null
  const isHttp11 = line[1] === '1'
  const status = Number(line[2])
  const headers: Headers = {}
  if (readHeaderLines(text, lineEnd + 2, headers, 'response') !== null) return null
  const isBodiless = status < 200 || status === 204 || status === 304
  const framing = isBodiless ? NO_BODY : framingOf(headers, isHttp11, 'until-close')
  if (framing === null) return null
  const { connection } = headers
  const keepsAlive =
    framing.kind !== 'until-close' &&
    (isHttp11 ? !lists(connection, 'close') : lists(connection, 'keep-alive'))
  return {
    status,
    headers,
    framing,
    idleMs: keepsAlive ? idleLimit(headers['keep-alive'], longestIdleMs) : 0,
  }
}

function idleLimit(hint: string | undefined, longestIdleMs: number): number {
  if (hint === undefined) return longestIdleMs
  const seconds = KEEP_ALIVE_TIMEOUT.exec(hint)?.[1]
  return seconds === undefined
    ? longestIdleMs
    : Math.max(0, Math.min(longestIdleMs, Number(seconds) * 1000 - MARGIN_MS))
}
