import type { z } from 'zod'

import { isLiveOperatorKey, mayAct, type Session } from '../../identity/index.ts'
import type { openSession } from '../api/session.ts'
import { ApiProblem } from '../api-problem.ts'
import type { Handlers } from '../call.ts'
import { refuseOthersKey } from '../others-keys.ts'

export const SESSION_HANDLERS: Handlers<
  | 'session.begin'
  | 'session.show'
  | 'session.end'
  | 'session.end-all'
  | 'sessions.list'
  | 'sessions.end'
  | 'sessions.end-of'
> = {
  async 'session.begin'({ body, access, ports, note }) {
    const { id, operator } = await access.keyHolder(body.key)
    const from = access.from()
    const { token, session } = access.sessions.begin(id, from, ports.clock.nowMs())
    access.setSession(token)
    note({ details: { key: id, address: from.address }, operator: operator.name })
    return { operator: operator.name, role: operator.role, expiresMs: session.expiresMs }
  },
  'session.show': ({ operator: { name, role, session } }) => ({
    operator: name,
    role,
    expiresMs: session?.expiresMs ?? null,
  }),
  'session.end'({ operator, access, note }) {
    if (operator.session !== null) access.sessions.end(operator.session.token)
    access.setSession(null)
    note({ details: { key: operator.keyId } })
    return null
  },
  'session.end-all'({ operator, access, note }) {
    const ended = access.sessions.endOf(operator.keyId)
    access.setSession(null)
    note({ details: { key: operator.keyId, ended } })
    return null
  },
  async 'sessions.list'({ operator, access, ports }) {
    const nowMs = ports.clock.nowMs()
    // A key that was revoked on the machine itself ends its sessions when they are used next.
    const keys = new Map(
      (await ports.operators.keys()).flatMap((key) => (isLiveOperatorKey(key, nowMs) ? [[key.id, key]] : [])),
    )
    const isOwner = mayAct(operator.role, 'owner')
    const sessions = access.sessions.live(nowMs).flatMap((session) => {
      const key = keys.get(session.keyId)
      if (key === undefined || !(isOwner || session.keyId === operator.keyId)) return []
      const isOwn = session.id === operator.session?.id
      return [{ ...shown(session), operator: key.operator, role: key.role, isOwn }]
    })
    return { sessions: sessions.toReversed() }
  },
  'sessions.end'({ params: { id }, operator, access, ports, note }) {
    const session = access.sessions.live(ports.clock.nowMs()).find((one) => one.id === id)
    if (session === undefined)
      throw new ApiProblem('not_found', `there is no session ${id}`, 'It may have ended by itself.')
    refuseOthersKey(session.keyId, operator)
    access.sessions.endById(id)
    if (id === operator.session?.id) access.setSession(null)
    note({ details: { key: session.keyId } })
    return null
  },
  'sessions.end-of'({ params: { id }, operator, access, note }) {
    refuseOthersKey(id, operator)
    const ended = access.sessions.endOf(id)
    if (id === operator.keyId) access.setSession(null)
    note({ details: { ended } })
    return null
  },
}

/** Built field by field, so that a field added to the session stays unseen. */
function shown({
  id,
  keyId,
  from: { address, browser },
  sinceMs,
  usedMs,
  expiresMs,
}: Session): Omit<z.output<typeof openSession>, 'operator' | 'role' | 'isOwn'> {
  return { id, key: keyId, sinceMs, lastUsedMs: usedMs, expiresMs, address, browser }
}
