import type { paths } from '../../admin-api.d.ts'
import type { Window } from '../../parts/window-picker.tsx'
import { rangeIn } from './range.ts'

/** What is searched for stands in the address, so that a search can be shared. */
export type Query = NonNullable<paths['/admin/v1/exchanges']['get']['parameters']['query']>

export const TEXT_FILTERS = [
  { name: 'consumer', label: 'Consumer', hint: '/contoso/claims, and all below it' },
  { name: 'model', label: 'Model, as asked', hint: 'gpt-4.1' },
  { name: 'deployment', label: 'Deployment', hint: 'any attempt was sent to' },
  { name: 'region', label: 'Region', hint: 'swedencentral' },
  { name: 'failure', label: 'Failure', hint: 'budget_exhausted' },
  { name: 'costCenter', label: 'Cost center', hint: 'CC-1042' },
] as const
export const NUMBER_FILTERS = [
  { name: 'status', label: 'Status', hint: '429', unit: null },
  { name: 'minTotalMs', label: 'Took at least', hint: '5000', unit: 'ms' },
  { name: 'minUsd', label: 'Cost at least', hint: '0.05', unit: '$' },
  { name: 'minAttempts', label: 'Attempts, at least', hint: '2', unit: null },
] as const
export const OUTCOMES = ['answered', 'refused', 'failed'] as const
export type Outcome = (typeof OUTCOMES)[number]

export type TextFilter = (typeof TEXT_FILTERS)[number]['name']
export type NumberFilter = (typeof NUMBER_FILTERS)[number]['name']
export type FilterName = TextFilter | NumberFilter | 'outcome' | 'fromMs' | 'toMs' | 'id'
/** Of the address; null takes a filter away. */
export type Changes = Readonly<Partial<Record<FilterName, string | null>>>
/** Behind a button until one of them is used. */
export const MINOR_FILTERS: ReadonlySet<FilterName> = new Set([
  'region',
  'costCenter',
  'failure',
  'status',
  'minUsd',
  'minAttempts',
])
const ALL: readonly FilterName[] = [
  ...TEXT_FILTERS.map(({ name }) => name),
  ...NUMBER_FILTERS.map(({ name }) => name),
  'outcome',
  'id',
]

export const WINDOW_MS: Readonly<Record<Window, number>> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
}
const PAGE_SIZE = 50

/** Names of the filters that an address uses; `window` always has a value and is none of them, and a range is one. */
export function filtersIn(params: URLSearchParams): readonly FilterName[] {
  const { fromMs, toMs } = rangeIn(params)
  const used = ALL.filter((name) => (params.get(name) ?? '') !== '')
  return fromMs === null && toMs === null ? used : [...used, 'fromMs']
}

export function outcomeIn(params: URLSearchParams): Outcome | null {
  return OUTCOMES.find((one) => one === params.get('outcome')) ?? null
}

/** Moments in the address stand before its window: then the search is of that time whenever it is opened. */
export function queryOf(
  params: URLSearchParams,
  window: Window,
  nowMs: number,
  cursor: string | null,
): Query {
  const texts = TEXT_FILTERS.flatMap(({ name }) => {
    const value = params.get(name)?.trim() ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  const numbers = NUMBER_FILTERS.flatMap(({ name }) => {
    const value = params.get(name)?.trim() ?? ''
    return value === '' || !Number.isFinite(Number(value)) ? [] : [[name, Number(value)] as const]
  })
  const { fromMs, toMs } = rangeIn(params)
  const outcome = outcomeIn(params)
  const id = params.get('id')?.trim() ?? ''
  return {
    // Whoever has an id does not know when it was.
    ...(id === '' ? { fromMs: fromMs ?? (toMs ?? nowMs) - WINDOW_MS[window] } : { id }),
    ...(toMs === null || id !== '' ? {} : { toMs }),
    ...Object.fromEntries(texts),
    ...Object.fromEntries(numbers),
    ...(outcome === null ? {} : { outcome }),
    ...(cursor === null ? {} : { cursor }),
    limit: PAGE_SIZE,
  }
}

/** An id as the gateway gives it in `x-request-id`, or one of its attempts (`req_….2`), within whatever was pasted. */
export function exchangeIdIn(pasted: string): string | null {
  return /\breq_[0-9a-z]{8,64}/.exec(pasted)?.[0] ?? null
}

/** A trace's id, as logs of clients have it, alone or in a `traceparent`, within whatever was pasted. */
export function traceIdIn(pasted: string): string | null {
  return /(?:^|[^0-9a-f])([0-9a-f]{32})(?![0-9a-f])/i.exec(pasted)?.[1]?.toLowerCase() ?? null
}
