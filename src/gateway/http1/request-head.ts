import { type Framing, framingOf, type Headers, lists, readHeaderLines, TARGET } from './header-lines.ts'

/** A request's line and headers, checked. */
export interface RequestHead {
  readonly method: string
  /** Printable ASCII without spaces. */
  readonly target: string
  readonly headers: Headers
  readonly framing: Framing
  /** The connection may serve another request afterwards. */
  readonly keepsAlive: boolean
  readonly isHttp11: boolean
  /** The client waits for permission before it sends the body. */
  readonly expectsContinue: boolean
}

export type RequestFault = 'malformed' | 'headers too large'

const METHODS = new Set(['GET', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PUT', 'PATCH'])
/** `HTTP/1.1` */
const VERSION_CHARACTERS = 8

/** `text`: all before the empty line, as Latin-1. */
export function readRequestHead(text: string): RequestHead | RequestFault {
  let lineEnd = text.indexOf('\r\n')
  if (lineEnd === -1) lineEnd = text.length
  const versionStart = lineEnd - VERSION_CHARACTERS
  const isHttp11 = text.startsWith('HTTP/1.1', versionStart)
  if (!isHttp11 && !text.startsWith('HTTP/1.0', versionStart)) return 'malformed'
  const methodEnd = text.indexOf(' ')
  if (methodEnd === -1 || methodEnd >= versionStart || text.charCodeAt(versionStart - 1) !== SPACE)
    return 'malformed'
  const method = text.slice(0, methodEnd)
  const target = text.slice(methodEnd + 1, versionStart - 1)
  if (!METHODS.has(method) || !TARGET.test(target)) return 'malformed'
  const headers: Headers = {}
  const fault = readHeaderLines(text, lineEnd + 2, headers, 'request')
  if (fault !== null) return fault === 'too many' ? 'headers too large' : 'malformed'
  if (isHttp11 && headers['host'] === undefined) return 'malformed'
  const framing = framingOf(headers, isHttp11, 'none')
  if (framing === null) return 'malformed'
  const { connection, expect } = headers
  return {
    method,
    target,
    headers,
    framing,
    keepsAlive: isHttp11 ? !lists(connection, 'close') : lists(connection, 'keep-alive'),
    isHttp11,
    expectsContinue: isHttp11 && expect !== undefined && expect.toLowerCase() === '100-continue',
  }
}

const SPACE = 0x20
