import type { z } from 'zod'

import {
  createOperatorKey,
  isLiveOperatorKey,
  mayAct,
  revokeOperatorKey,
  type StoredOperatorKey,
} from '../../identity/index.ts'
import type { operatorKey } from '../api/session.ts'
import { ApiProblem } from '../api-problem.ts'
import type { Call, Handlers } from '../call.ts'
import { refuseOthersKey } from '../others-keys.ts'

export const OPERATOR_HANDLERS: Handlers<
  'operators.list' | 'operators.create' | 'operators.revoke' | 'audit.list'
> = {
  async 'operators.list'(call) {
    const { ports, operator } = call
    const isOwner = mayAct(operator.role, 'owner')
    const keys = (await ports.operators.keys()).filter(({ id }) => isOwner || id === operator.keyId)
    const show = shower(call)
    return { keys: keys.map(show) }
  },
  async 'operators.create'(call) {
    const {
      body: { operator, role, expiresInMs },
      ports,
      note,
    } = call
    const nowMs = ports.clock.nowMs()
    const expiresMs = expiresInMs === undefined ? null : nowMs + expiresInMs
    const made = await ports.operators.change((keys) => {
      const change = createOperatorKey(keys, { operator, role, expiresMs }, nowMs)
      if (!change.ok) throw new ApiProblem('conflict', change.problem)
      return { keys: change.keys, result: change }
    })
    note({ details: { key: made.stored.id, for: operator, role } })
    return { ...shower(call)(made.stored), key: made.key }
  },
  async 'operators.revoke'(call) {
    const {
      params: { id },
      ports,
      access,
      operator,
      note,
    } = call
    refuseOthersKey(id, operator)
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
    const ended = access.sessions.endOf(id)
    note({ details: { of: revoked.operator, role: revoked.role, ended } })
    return shower(call)(revoked)
  },
  async 'audit.list'({ query: { beforeMs, limit }, ports }) {
    const entries = await ports.audit.read(beforeMs ?? Infinity, limit + 1)
    return { entries: entries.slice(0, limit), hasMore: entries.length > limit }
  },
}

type Show = (key: StoredOperatorKey) => z.output<typeof operatorKey>

function shower({
  ports: { operators, clock },
  access,
  operator,
}: Pick<Call<'operators.list'>, 'ports' | 'access' | 'operator'>): Show {
  const nowMs = clock.nowMs()
  const { fromMs, lastMs } = operators.uses()
  const sessions = Map.groupBy(access.sessions.live(nowMs), ({ keyId }) => keyId)
  // Built field by field, so that a field added to the stored key stays unseen.
  return (key) => {
    const isLive = isLiveOperatorKey(key, nowMs)
    return {
      id: key.id,
      operator: key.operator,
      role: key.role,
      createdMs: key.createdMs,
      expiresMs: key.expiresMs,
      revokedMs: key.revokedMs,
      lastUsedMs: lastMs.get(key.id) ?? null,
      useKnownFromMs: fromMs,
      state: isLive ? 'live' : key.revokedMs === null ? 'expired' : 'revoked',
      isOwn: key.id === operator.keyId,
      // Of a key that ended by itself they end when they are used next.
      sessions: isLive ? (sessions.get(key.id)?.length ?? 0) : 0,
    }
  }
}
