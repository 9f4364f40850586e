import type { EndpointId } from '../../src/admin/index.ts'

/** Operator keys and sessions of a workload that has never been. What is ended there has ended. */
interface Reply {
  readonly status: number
  readonly body: unknown
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export class MadeUpAccess {
  #keys: readonly ReturnType<typeof key>[]
  #sessions: readonly ReturnType<typeof session>[]

  constructor(nowMs: number) {
    this.#keys = [
      key('4TbQ9xLm', 'Ada Lovelace', 'owner', { createdMs: nowMs - 200 * DAY_MS, lastUsedMs: nowMs }),
      key('c81Zp0Ke', 'Grace Hopper', 'owner', {
        createdMs: nowMs - 12 * DAY_MS,
        expiresMs: nowMs + 78 * DAY_MS,
        lastUsedMs: nowMs - 2 * HOUR_MS,
      }),
      key('Rm3vYw7h', 'Katherine Johnson', 'operator', {
        createdMs: nowMs - 60 * DAY_MS,
        expiresMs: nowMs + 30 * DAY_MS,
        lastUsedMs: nowMs - 25 * 60_000,
      }),
      key('x0GdN5sU', 'deploy-bot', 'operator', {
        createdMs: nowMs - 85 * DAY_MS,
        expiresMs: nowMs + 5 * DAY_MS,
        lastUsedMs: nowMs - 6 * DAY_MS,
      }),
      key('jH2kWq8B', 'auditors@contoso.com', 'viewer', {
        createdMs: nowMs - 3 * DAY_MS,
        expiresMs: nowMs + 27 * DAY_MS,
      }),
      key('aa61Ft9P', 'Katherine Johnson', 'viewer', {
        createdMs: nowMs - 300 * DAY_MS,
        revokedMs: nowMs - 60 * DAY_MS,
        lastUsedMs: nowMs - 61 * DAY_MS,
      }),
    ].map((one) => ({ ...one, useKnownFromMs: nowMs - 365 * DAY_MS }))
    this.#sessions = [
      session('s-own', this.#keys[0], nowMs - 42 * 60_000, nowMs, 'Edge 142 on Windows', '10.20.4.17'),
      session(
        's-phone',
        this.#keys[0],
        nowMs - 5 * HOUR_MS,
        nowMs - 50 * 60_000,
        'Safari 26 on iOS',
        '10.20.9.3',
      ),
      session(
        's-kate',
        this.#keys[2],
        nowMs - 3 * HOUR_MS,
        nowMs - 25 * 60_000,
        'Firefox 145 on macOS',
        '2001:db8:4::17',
      ),
    ]
  }

  /** Null of what is not about access. */
  answer(id: EndpointId, given: Readonly<Record<string, unknown>>): Reply | null {
    const named = typeof given['id'] === 'string' ? given['id'] : ''
    const nowMs = Date.now()
    const made: Partial<Record<EndpointId, () => Reply | null>> = {
      'operators.list': () => ok({ keys: this.#keys.map((one) => this.#counted(one)) }),
      'sessions.list': () => ok({ sessions: this.#sessions }),
      'operators.create': () => {
        const expiresMs = typeof given['expiresInMs'] === 'number' ? nowMs + given['expiresInMs'] : null
        const times = { createdMs: nowMs, expiresMs }
        const created = key('newKey01', String(given['operator']), String(given['role']), times)
        this.#keys = [...this.#keys, created]
        return { status: 201, body: { ...this.#counted(created), key: 'cwo_made-up-key' } }
      },
      'operators.revoke': () => {
        this.#keys = this.#keys.map((one) =>
          one.id === named ? { ...one, state: 'revoked', revokedMs: nowMs } : one,
        )
        this.#sessions = this.#sessions.filter((one) => one.key !== named)
        const revoked = this.#keys.find((one) => one.id === named)
        return revoked === undefined ? null : ok(this.#counted(revoked))
      },
      'sessions.end': () => this.#leaveOf((one) => one.id !== named),
      'sessions.end-of': () => this.#leaveOf((one) => one.key !== named),
    }
    return made[id]?.() ?? null
  }

  #leaveOf(stays: (one: ReturnType<typeof session>) => boolean): Reply {
    this.#sessions = this.#sessions.filter(stays)
    return { status: 204, body: null }
  }

  #counted(of: ReturnType<typeof key>) {
    return { ...of, sessions: this.#sessions.filter((one) => one.key === of.id).length }
  }
}

function ok(body: unknown): Reply {
  return { status: 200, body }
}

interface Times {
  readonly createdMs: number
  readonly expiresMs?: number | null
  readonly revokedMs?: number
  readonly lastUsedMs?: number
}

function key(id: string, operator: string, role: string, times: Times) {
  return {
    id,
    operator,
    role,
    createdMs: times.createdMs,
    expiresMs: times.expiresMs ?? null,
    revokedMs: times.revokedMs ?? null,
    lastUsedMs: times.lastUsedMs ?? null,
    useKnownFromMs: times.createdMs,
    state: times.revokedMs === undefined ? 'live' : 'revoked',
    isOwn: operator === 'Ada Lovelace',
  }
}

function session(
  id: string,
  of: ReturnType<typeof key> | undefined,
  sinceMs: number,
  lastUsedMs: number,
  browser: string,
  address: string,
) {
  if (of === undefined) throw new Error('a session is of a key')
  const { id: ofKey, operator, role } = of
  const expiresMs = sinceMs + 12 * HOUR_MS
  const isOwn = id === 's-own'
  return { id, key: ofKey, operator, role, sinceMs, lastUsedMs, expiresMs, address, browser, isOwn }
}
