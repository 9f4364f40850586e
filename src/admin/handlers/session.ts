import type { Handlers } from '../call.ts'

export const SESSION_HANDLERS: Handlers<
  'session.begin' | 'session.show' | 'session.end' | 'session.end-all'
> = {
  async 'session.begin'({ body, access, ports, note }) {
    const { id, operator } = await access.keyHolder(body.key)
    const { token, session } = access.sessions.begin(id, ports.clock.nowMs())
    access.setSession(token)
    note({ details: { key: id }, operator: operator.name })
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
}
