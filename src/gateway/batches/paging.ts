import { Failure } from '../../base/index.ts'

const MOST = 10_000

/** A page of a list in OpenAI's form: `limit`, `after` an id, and `order` of the query. `all`: newest first. */
export function pageOf<Entry extends { readonly id: string }>(
  all: readonly Entry[],
  query: URLSearchParams,
  usualLimit: number,
): { readonly entries: readonly Entry[]; readonly hasMore: boolean } {
  const limit = Number(query.get('limit') ?? usualLimit)
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MOST)
    throw new Failure('invalid_field', { param: 'limit', detail: `limit must be from 1 to ${MOST}` })
  const order = query.get('order') ?? 'desc'
  if (order !== 'asc' && order !== 'desc')
    throw new Failure('invalid_field', { param: 'order', detail: 'order must be asc or desc' })
  const ordered = order === 'asc' ? [...all].reverse() : all
  const after = query.get('after')
  const from = after === null ? 0 : ordered.findIndex(({ id }) => id === after) + 1
  if (after !== null && from === 0)
    throw new Failure('invalid_field', { param: 'after', detail: 'after names nothing of this list' })
  const entries = ordered.slice(from, from + limit)
  return { entries, hasMore: from + entries.length < ordered.length }
}

export function listBody(objects: readonly (object & { readonly id?: unknown })[], hasMore: boolean): string {
  return JSON.stringify({
    object: 'list',
    data: objects,
    first_id: objects[0]?.id ?? null,
    last_id: objects.at(-1)?.id ?? null,
    has_more: hasMore,
  })
}
