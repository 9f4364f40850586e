import type { IncomingHttpHeaders } from 'node:http'

/**
 * The cookie that holds the token of a session. Where the browser is reached by TLS its name begins with `__Host-`: such
 * a cookie is only taken with `Secure`, for this very host, so that neither a host beside nor a page over plain HTTP can
 * put one of its own there (RFC 6265bis, section 4.1.3.2). Over plain HTTP browsers would not take that name.
 */
export const SESSION_COOKIE = 'causeway-session'
export const SECURE_SESSION_COOKIE: string = `__Host-${SESSION_COOKIE}`
const AGE_S = 12 * 3_600

export class SessionCookie {
  readonly #isSecure: boolean

  constructor(isSecure: boolean) {
    this.#isSecure = isSecure
  }

  /** Null takes the cookie away. */
  header(token: string | null): string {
    const age = token === null ? 0 : AGE_S
    const where = this.#isSecure
      ? `${SECURE_SESSION_COOKIE}=${token ?? ''}; Path=/; Secure`
      : `${SESSION_COOKIE}=${token ?? ''}; Path=/admin`
    return `${where}; HttpOnly; SameSite=Strict; Max-Age=${age}`
  }

  /** All that were sent, of which more than one was put there by somebody else. */
  tokensIn({ cookie = '' }: IncomingHttpHeaders): ReadonlySet<string> {
    const name = this.#isSecure ? SECURE_SESSION_COOKIE : SESSION_COOKIE
    const found = new Set<string>()
    for (const part of cookie.split(';')) {
      const [key, value] = part.trim().split('=', 2)
      if (key === name && value !== undefined) found.add(value)
    }
    return found
  }

  /**
   * Null where two differ: cookies do not know ports, so that a page of another program on this machine, or of a host
   * beside, can add one and have somebody act in a session that is not theirs (RFC 6265, sections 8.5 and 8.6).
   */
  tokenIn(headers: IncomingHttpHeaders): string | null {
    const found = this.tokensIn(headers)
    const [only] = found
    return found.size === 1 ? (only ?? null) : null
  }
}
