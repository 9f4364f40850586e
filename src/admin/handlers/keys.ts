import { type ConsumerPath, suggest } from '../../base/index.ts'
import {
  createKey,
  isLive,
  type KeyChange,
  revokeKey,
  rotateKeys,
  type StoredKey,
} from '../../identity/index.ts'
import { ApiProblem } from '../api-problem.ts'
import type { Handlers } from '../call.ts'
import { isAtOrBelow } from '../paths.ts'
import type { ApiPorts } from '../ports.ts'
import { shownChangedKey, shownKeys } from '../shown-keys.ts'

export const KEY_HANDLERS: Handlers<'keys.list' | 'keys.create' | 'keys.rotate' | 'keys.revoke'> = {
  async 'keys.list'({ query: { consumer, after, limit }, ports }) {
    const all = ports.keys
      .list()
      .filter((key) => consumer === undefined || isAtOrBelow(key.consumer, consumer))
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
    const keys = all.slice(from, from + limit)
    return { keys: await shownKeys(keys, ports), hasMore: from + limit < all.length }
  },
  async 'keys.create'({ body: { consumer, label, expiresInMs }, ports, note }) {
    const nowMs = ports.clock.nowMs()
    const wanted = {
      consumer: knownConsumer(consumer, ports),
      label,
      expiresMs: expiresInMs === null ? null : nowMs + expiresInMs,
    }
    const made = await change(ports, (keys) => createKey(keys, wanted, nowMs))
    note({ details: { key: made.stored.id, consumer } })
    return { ...shownChangedKey(made.stored, nowMs), key: made.key }
  },
  async 'keys.rotate'({ body: { consumer, graceMs, label }, ports, note }) {
    const nowMs = ports.clock.nowMs()
    const of = knownConsumer(consumer, ports)
    const made = await change(ports, (keys) => {
      if (keys.some((key) => key.consumer === of && isLive(key, nowMs)))
        return rotateKeys(keys, { consumer: of, graceMs, label }, nowMs)
      return { ok: false, problem: `${of} has no live key to rotate; create one` }
    })
    note({ details: { key: made.stored.id, consumer, graceMs } })
    return { ...shownChangedKey(made.stored, nowMs), key: made.key }
  },
  async 'keys.revoke'({ params: { id }, ports, note }) {
    const nowMs = ports.clock.nowMs()
    const revoked = await ports.keys.change((keys) => {
      const changed = revokeKey(keys, id, nowMs)
      const key = changed?.find((one) => one.id === id)
      if (changed === null || key === undefined) throw new ApiProblem('not_found', `there is no key ${id}`)
      return { keys: changed, result: key }
    })
    note({ details: { consumer: revoked.consumer } })
    return shownChangedKey(revoked, nowMs)
  },
}

type Made = Extract<KeyChange, { ok: true }>

function change(ports: ApiPorts, edit: (keys: readonly StoredKey[]) => KeyChange): Promise<Made> {
  return ports.keys.change((keys) => {
    const made = edit(keys)
    if (!made.ok) throw new ApiProblem('conflict', made.problem)
    return { keys: made.keys, result: made }
  })
}

function knownConsumer(path: string, { design }: ApiPorts): ConsumerPath {
  const { consumers, source } = design().plan
  if (consumers.has(path as ConsumerPath)) return path as ConsumerPath
  const near = suggest(path, consumers.keys())
  throw new ApiProblem(
    'not_found',
    `${source} has no consumer ${path}`,
    near === null ? 'Declare it under consumers first.' : `Did you mean ${near}?`,
  )
}
