import type { IncomingHttpHeaders } from 'node:http'

import { type Clock, isOfOtherSite, type Log, mayBeRebound } from '../base/index.ts'
import { findOperatorKey, isLiveOperatorKey, Sessions, type StoredOperatorKey } from '../identity/index.ts'
import { ApiProblem } from './api-problem.ts'
import type { AuditPort, Operator, OperatorsPort } from './ports.ts'
import type { SessionCookie } from './session-cookie.ts'

/**
 * Who calls: by an operator key, or by the session in the console's cookie. A call by cookie that changes something
 * must come from the console's own pages. A right key is never kept waiting for wrong ones.
 */
export const CONSOLE_HEADER = 'x-causeway-console'

const WRONG_WINDOW_MS = 60_000
const WRONG_STEP_MS = 50
const LONGEST_WRONG_MS = 5_000
/** Answers to wrong keys that wait at once; past it they are refused without a wait. */
const MAX_WAITING = 50

export interface DoormanParts {
  readonly operators: OperatorsPort
  readonly audit: Pick<AuditPort, 'append'>
  readonly clock: Clock
  readonly log: Log
  readonly cookie: SessionCookie
}

export interface Caller {
  readonly headers: IncomingHttpHeaders
  /** Null where it is not known. */
  readonly address: string | null
}

export class Doorman {
  readonly sessions: Sessions = new Sessions()
  readonly #parts: DoormanParts
  #wrong = 0
  #wrongSinceMs = 0
  #waiting = 0

  constructor(parts: DoormanParts) {
    this.#parts = parts
  }

  /** Throws where nobody is signed in. */
  async identify({ headers, address }: Caller, isChange: boolean): Promise<Operator> {
    const key = bearerOf(headers)
    if (key !== null) return operatorOf(await this.keyHolder(key, address), null)
    const token = this.#parts.cookie.tokenIn(headers)
    if (token === null) {
      throw new ApiProblem(
        'not_signed_in',
        'the call carries no operator key',
        'Sign in at the console, or send "Authorization: Bearer cwo_..."; an owner makes keys: causeway operators create.',
      )
    }
    if (isChange) refuseOtherOrigins(headers, true)
    const nowMs = this.#parts.clock.nowMs()
    const session = this.sessions.use(token, nowMs)
    const stored = session === null ? null : await this.#liveKey(session.keyId, nowMs)
    if (session === null || stored === null) {
      this.sessions.end(token)
      throw new ApiProblem('not_signed_in', 'the session has ended', 'Sign in again.')
    }
    this.#parts.operators.noteUse(stored.id)
    return operatorOf(stored, { id: session.id, token, expiresMs: session.expiresMs })
  }

  /** The key's record; throws where it is wrong, and the later the more wrong ones there were. */
  async keyHolder(presentedKey: string, address: string | null): Promise<StoredOperatorKey> {
    const { clock, operators } = this.#parts
    const keys = await this.#read(operators)
    const found = findOperatorKey(keys, presentedKey, clock.nowMs())
    if (found !== null) {
      operators.noteUse(found.id)
      return found
    }
    await this.#slow(address)
    throw new ApiProblem(
      'not_signed_in',
      'the operator key is not known, or has ended',
      'An owner makes another: causeway operators create.',
    )
  }

  /** Whether key and session of who was identified before are still there; this is no use of the session. */
  async stillMay(operator: Operator | null): Promise<boolean> {
    if (operator === null) return true
    const nowMs = this.#parts.clock.nowMs()
    if (operator.session !== null && this.sessions.look(operator.session.token, nowMs) === null) return false
    return (await this.#liveKey(operator.keyId, nowMs)) !== null
  }

  /** Of whoever is signed in, without using their session and without keeping anybody waiting; null where nobody is. */
  async nameOf(headers: IncomingHttpHeaders): Promise<string | null> {
    const { clock, operators, cookie } = this.#parts
    const nowMs = clock.nowMs()
    const bearer = bearerOf(headers)
    if (bearer !== null) return findOperatorKey(await this.#read(operators), bearer, nowMs)?.operator ?? null
    const token = cookie.tokenIn(headers)
    const session = token === null ? null : this.sessions.look(token, nowMs)
    return session === null ? null : ((await this.#liveKey(session.keyId, nowMs))?.operator ?? null)
  }

  async #liveKey(keyId: string, nowMs: number): Promise<StoredOperatorKey | null> {
    const keys = await this.#read(this.#parts.operators)
    return keys.find((key) => key.id === keyId && isLiveOperatorKey(key, nowMs)) ?? null
  }

  #read(operators: OperatorsPort): Promise<readonly StoredOperatorKey[]> {
    return operators.keys().catch((error: unknown) => {
      throw new ApiProblem(
        'unavailable',
        'the operators’ keys cannot be read',
        'The log of the gateway says why; operators.json in the state folder is damaged or not readable.',
        { cause: error },
      )
    })
  }

  /**
   * With the address of the last one. Told seldom, so that strangers cannot fill the disk; what was presented is not
   * told, for it may be nearly right.
   */
  #tellWrong(withinAMinute: number, address: string | null): void {
    const { audit, clock, log } = this.#parts
    log.warn({ withinAMinute, address }, 'wrong operator keys are presented')
    const entry = { atMs: clock.nowMs(), who: 'nobody', what: 'session.refuse', why: null }
    audit.append({ ...entry, details: { withinAMinute, address } }).catch((error: unknown) => {
      log.error({ err: error }, 'wrong operator keys could not be written to the audit log')
    })
  }

  async #slow(address: string | null): Promise<void> {
    const { clock } = this.#parts
    const nowMs = clock.monotonicMs()
    if (nowMs - this.#wrongSinceMs > WRONG_WINDOW_MS) {
      this.#wrong = 0
      this.#wrongSinceMs = nowMs
    }
    this.#wrong++
    if (Number.isInteger(Math.log2(this.#wrong))) this.#tellWrong(this.#wrong, address)
    if (this.#waiting >= MAX_WAITING)
      throw new ApiProblem('too_many', 'too many wrong operator keys are presented', 'Wait a minute.')
    this.#waiting++
    try {
      await clock.sleep(Math.min(LONGEST_WRONG_MS, WRONG_STEP_MS * this.#wrong))
    } finally {
      this.#waiting--
    }
  }
}

export function operatorOf(
  { id, operator, role }: StoredOperatorKey,
  session: Operator['session'],
): Operator {
  return { name: operator, role, keyId: id, session }
}

/** A page of another site can make a browser send a call with its cookie, but no header of its own. */
export function refuseOtherOrigins(headers: IncomingHttpHeaders, needsHeader: boolean): void {
  if (isOfOtherSite(headers) || (needsHeader && headers[CONSOLE_HEADER] !== '1')) {
    throw new ApiProblem(
      'forbidden',
      'a call with a session’s cookie that changes something must come from the console',
      `Programs send their operator key in "Authorization: Bearer" instead; the console sends "${CONSOLE_HEADER}: 1".`,
    )
  }
}

export function refuseOtherHosts(headers: IncomingHttpHeaders): void {
  if (!mayBeRebound(headers)) return
  throw new ApiProblem(
    'forbidden',
    'the admin API is asked for under the name of another host',
    'Ask it as localhost; where a proxy in front hands on a name of its own, set admin.tls_ends_in_front: true.',
  )
}

function bearerOf({ authorization }: IncomingHttpHeaders): string | null {
  const match = /^Bearer +(\S+) *$/i.exec(authorization ?? '')
  return match?.[1] ?? null
}
