import type { z } from 'zod'

import {
  createOperatorKey,
  isLiveOperatorKey,
  revokeOperatorKey,
  type StoredOperatorKey,
} from '../../identity/index.ts'
import type { operatorKey } from '../api/session.ts'
import { ApiProblem } from '../api-problem.ts'
import type { Handlers } from '../call.ts'
import type { ApiPorts } from '../ports.ts'

export const OPERATOR_HANDLERS: Handlers<
  'operators.list' | 'operators.create' | 'operators.revoke' | 'audit.list'
> = {
  'operators.list': async ({ ports }) => ({
    keys: (await ports.operators.keys()).map((key) => shown(key, ports)),
  }),
  async 'operators.create'({ body: { operator, role, expiresInMs }, ports, note }) {
    const nowMs = ports.clock.nowMs()
    const expiresMs = expiresInMs === undefined ? null : nowMs + expiresInMs
    const made = await ports.operators.change((keys) => {
      const change = createOperatorKey(keys, { operator, role, expiresMs }, nowMs)
      if (!change.ok) throw new ApiProblem('conflict', change.problem)
      return { keys: change.keys, result: change }
    })
    note({ details: { key: made.stored.id, for: operator, role } })
    return { ...shown(made.stored, ports), key: made.key }
  },
  async 'operators.revoke'({ params: { id }, ports, access }) {
    const nowMs = ports.clock.nowMs()
    const revoked = await ports.operators.change((keys) => {
      const changed = revokeOperatorKey(keys, id, nowMs)
      const key = changed?.find((one) => one.id === id)
      if (changed === null || key === undefined)
        throw new ApiProblem('not_found', `there is no operator key ${id}`)
      const isOwnerLeft = changed.some((one) => one.role === 'owner' && isLiveOperatorKey(one, nowMs))
      if (key.role === 'owner' && !isOwnerLeft)
        throw new ApiProblem(
          'conflict',
          `${id} is the last key of an owner`,
          'Make another first; on the machine itself causeway operators create does it at any time.',
        )
      return { keys: changed, result: key }
    })
    access.sessions.endOf(id)
    return shown(revoked, ports)
  },
  async 'audit.list'({ query: { beforeMs, limit }, ports }) {
    const entries = await ports.audit.read(beforeMs ?? Infinity, limit + 1)
    return { entries: entries.slice(0, limit), hasMore: entries.length > limit }
  },
}

/** Built field by field, so that a field added to the stored key stays unseen. */
function shown(
  { id, operator, role, createdMs, expiresMs, revokedMs }: StoredOperatorKey,
  { operators }: Pick<ApiPorts, 'operators'>,
): z.output<typeof operatorKey> {
  const { fromMs, lastMs } = operators.uses()
  const lastUsedMs = lastMs.get(id) ?? null
  return { id, operator, role, createdMs, expiresMs, revokedMs, lastUsedMs, useKnownFromMs: fromMs }
}
