/** What the project wants to reach, and whether a run reached it. All but the absolute ones are ratios within a run. */
export interface Target {
  readonly id: TargetId
  readonly what: string
  readonly bound: 'at most' | 'at least' | 'below'
  readonly value: number
  readonly unit: string
}

export const TARGETS = [
  { id: '1kb-cpu', what: "CPU per request at 1 KB over nginx's", bound: 'at most', value: 8, unit: 'x' },
  { id: '1kb-rps', what: "throughput at 1 KB over Portkey's", bound: 'at least', value: 8, unit: 'x' },
  { id: '50kb-cpu', what: "CPU per request at 50 KB over nginx's", bound: 'at most', value: 8, unit: 'x' },
  {
    id: 'stream-cpu',
    what: "CPU per stream of 100 events over nginx's",
    bound: 'at most',
    value: 1.8,
    unit: 'x',
  },
  { id: 'limits-cpu', what: 'CPU per request of limits, in memory', bound: 'at most', value: 15, unit: 'us' },
  {
    id: 'fairness',
    what: 'p99 of others while one asks for ten times its share, over that without',
    bound: 'at most',
    value: 1.2,
    unit: 'x',
  },
  {
    id: 'otlp-cpu',
    what: 'CPU per request with metrics pushed each second, over that without',
    bound: 'at most',
    value: 1.03,
    unit: 'x',
  },
  {
    id: 'traces-cpu',
    what: 'CPU of a request that telemetry adds, at 1 % of traces',
    bound: 'at most',
    value: 25,
    unit: 'us',
  },
  { id: 'stream-rps', what: "streams per second over Portkey's", bound: 'at least', value: 5, unit: 'x' },
  {
    id: 'latency-p50',
    what: "added latency of one connection, p50, over nginx's",
    bound: 'at most',
    value: 2.5,
    unit: 'x',
  },
  {
    id: 'latency-p99',
    what: 'added latency of one connection, p99, unpinned',
    bound: 'below',
    value: 6,
    unit: 'ms',
  },
  { id: 'idle-memory', what: 'memory of each slow stream', bound: 'at most', value: 32, unit: 'KB' },
  {
    id: 'idle-cpu',
    what: 'CPU of each relayed event of slow streams',
    bound: 'at most',
    value: 55,
    unit: 'us',
  },
  { id: 'memory', what: 'resident memory of the gateway under load', bound: 'below', value: 170, unit: 'MB' },
  {
    id: 'ingestion-rate',
    what: 'records per second into the database, under load',
    bound: 'at least',
    value: 20_000,
    unit: 'records/s',
  },
  {
    id: 'ingestion-p99',
    what: "p99 while a backlog is taken in, over the same gateway's without",
    bound: 'at most',
    value: 1.1,
    unit: 'x',
  },
  {
    id: 'console-p99',
    what: 'p99 while operators look at live pages, over that while nobody does',
    bound: 'at most',
    value: 1.1,
    unit: 'x',
  },
  { id: 'soak', what: 'growth of the gateway over the soak', bound: 'at most', value: 0, unit: 'MB/h' },
] as const satisfies readonly (Omit<Target, 'id'> & { readonly id: string })[]

export type TargetId =
  | '1kb-cpu'
  | '1kb-rps'
  | '50kb-cpu'
  | 'stream-cpu'
  | 'stream-rps'
  | 'limits-cpu'
  | 'fairness'
  | 'otlp-cpu'
  | 'traces-cpu'
  | 'latency-p50'
  | 'latency-p99'
  | 'idle-memory'
  | 'idle-cpu'
  | 'memory'
  | 'ingestion-rate'
  | 'ingestion-p99'
  | 'console-p99'
  | 'soak'

export interface Verdict {
  readonly target: Target
  /** Null where it could not be measured: the other side of the ratio, or ours, is absent. */
  readonly measured: number | null
  readonly reached: boolean | null
}

export function judge(id: TargetId, measured: number | null): Verdict {
  const target = TARGETS.find((candidate) => candidate.id === id)
  if (target === undefined) throw new Error(`no target ${id}`)
  if (measured === null || Number.isNaN(measured)) return { target, measured: null, reached: null }
  return { target, measured, reached: isReached(target, measured) }
}

function isReached({ bound, value }: Target, measured: number): boolean {
  if (bound === 'below') return measured < value
  return bound === 'at most' ? measured <= value : measured >= value
}
