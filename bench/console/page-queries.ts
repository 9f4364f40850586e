import type { ApiPorts } from '../../src/admin/index.ts'
import type { FileAnswer, Shared } from '../../src/admin/call.ts'
import { ENDPOINTS, type EndpointId } from '../../src/admin/endpoints.ts'
import { HANDLERS } from '../../src/admin/handlers.ts'
import { StatementShelf } from '../../src/admin/statement-shelf.ts'
import { ManualClock, silentLog } from '../../src/base/index.ts'
import type { LoadedDesign } from '../../src/workload/index.ts'
import { traceOf } from './large-ledger.ts'
import { consumerPath, CONSUMERS, deploymentName, modelName, MODELS, REGIONS } from './large-workload.ts'

/** What the console's pages ask of the ledger, with the narrowest and the widest of what may be asked. */
export interface PageQuery {
  readonly id: EndpointId
  readonly what: string
  readonly query: object
  readonly params?: object
}

const WINDOWS = ['1h', '24h', '7d', '30d'] as const

export function pageQueries(month: string, exchange: string, deepCursor: string): readonly PageQuery[] {
  const largest = consumerPath(0)
  const filters: Readonly<Record<string, object>> = {
    nothing: {},
    'a consumer': { consumer: largest },
    'the root': { consumer: '/contoso' },
    'a path that is not there': { consumer: '/contoso/unit-99' },
    'a status that is not there': { status: 418 },
    'a failure that is not there': { failure: 'internal' },
    'a deployment that is not there': { deployment: 'nowhere' },
    'a cost that nothing has': { minUsd: 1_000_000 },
    'all that can be said, of nothing': {
      consumer: '/contoso',
      outcome: 'answered',
      operation: 'chat',
      region: 'swedencentral',
      minAttempts: 2,
      minTotalMs: 1e9,
    },
    'failures of a region': { outcome: 'failed', region: REGIONS[3] },
    'a cost center': { costCenter: 'CC-1199', minAttempts: 2 },
    'the id of an exchange': { id: exchange },
    'the id of a trace': { id: traceOf(1_000) },
    'the id of a trace that is not there': { id: traceOf(-1) },
    'a deep cursor': { cursor: deepCursor, limit: 200 },
    'a deep cursor, of nothing': { cursor: deepCursor, status: 418 },
  }
  return [
    ...WINDOWS.map((window) => ({ id: 'overview' as const, what: window, query: { window } })),
    ...Object.entries(filters).map(([what, query]) => ({ id: 'exchanges.search' as const, what, query })),
    { id: 'exchanges.show', what: 'one', query: {}, params: { id: exchange } },
    ...WINDOWS.flatMap((window) => [
      { id: 'consumers.list' as const, what: `top, ${window}`, query: { window } },
      {
        id: 'consumers.list' as const,
        what: `500 of a search, ${window}`,
        query: { window, search: 'app', limit: 500 },
      },
      { id: 'consumers.show' as const, what: `the root, ${window}`, query: { window, path: '/contoso' } },
      { id: 'consumers.show' as const, what: `the largest, ${window}`, query: { window, path: largest } },
      {
        id: 'deployments.show' as const,
        what: `the largest, ${window}`,
        query: { window },
        params: { id: deploymentName(0, 0) },
      },
    ]),
    { id: 'statements.months', what: 'all', query: {} },
    { id: 'statements.show', what: 'by consumer', query: { by: 'consumer' }, params: { month } },
    { id: 'statements.show', what: 'of a unit', query: { consumer: '/contoso/unit-0' }, params: { month } },
    {
      id: 'statements.lines',
      what: 'the last page',
      query: { offset: 10_000, limit: 500 },
      params: { month },
    },
  ]
}

/** What the page Chargeback asks for when it is opened, and a file of it, one after the other. */
export function firstLook(month: string): readonly PageQuery[] {
  const params = { month }
  return [
    { id: 'statements.months', what: 'first look', query: {} },
    { id: 'statements.show', what: 'first look', query: { by: 'cost-center' }, params },
    { id: 'statements.lines', what: 'first look', query: { limit: 100 }, params },
    { id: 'statements.export', what: 'first look', query: { format: 'csv' }, params },
  ]
}

export interface Pages {
  /** Milliseconds that the answer took. */
  ask(query: PageQuery): Promise<number>
}

/** The handlers of the admin API on a ledger, with a gateway that says at once what it has in memory. */
export function pagesOn(ledger: ApiPorts['ledger'], design: LoadedDesign, nowMs: number): Pages {
  const never = () => Promise.reject(new Error('no page of the ledger asks this'))
  const limits = Array.from({ length: CONSUMERS }, (_, number) => ({
    key: `${consumerPath(number)}|tokens_per_minute`,
    node: consumerPath(number),
    limit: 'tokens_per_minute',
    unit: 'tokens',
    mode: 'enforce',
    most: 120_000,
    used: number,
    left: 120_000 - number,
    resetMs: null,
  }))
  const models = Array.from({ length: MODELS }, (_, model) => ({
    model: modelName(model),
    status: 'healthy',
    deployments: REGIONS.map((region, index) => ({
      deployment: deploymentName(model, index),
      region,
      status: 'healthy',
      reason: null,
      breaker: 'closed',
      inFlight: 0,
      ptuUtilization: null,
      isDrained: false,
      drainReason: null,
      tokensLeft: 1_000_000,
    })),
  }))
  const replies: Readonly<Record<string, unknown>> = {
    '/admin/v1/limits': { limits },
    '/admin/v1/limits/raises': { raises: [] },
    '/admin/v1/deployments': models,
  }
  const ports: Partial<ApiPorts> = {
    clock: new ManualClock(nowMs),
    log: silentLog,
    design: () => design,
    control: { ask: (_, path) => Promise.resolve({ status: 200, body: replies[path] }) },
    ledger,
    keys: { list: () => [], change: never },
  }
  const shared: Partial<Shared> = { statements: new StatementShelf(ports as ApiPorts) }
  return {
    async ask({ id, query, params }) {
      const handler = HANDLERS[id] as ((call: object) => unknown) | undefined
      const endpoint: { readonly path: string; readonly query?: { parse(value: unknown): unknown } } =
        ENDPOINTS[id]
      if (handler === undefined) throw new Error(`there is no handler of ${id}`)
      const call = { query: endpoint.query?.parse(query), params: params ?? {}, ports, shared }
      const startedMs = performance.now()
      makeWhole(await handler(call))
      return performance.now() - startedMs
    },
  }
}

/** A file may be made while it is sent. */
function makeWhole(answer: unknown): void {
  const { bytes } = (answer ?? {}) as Partial<FileAnswer>
  if (bytes === undefined || bytes instanceof Uint8Array) return
  for (const piece of bytes) Buffer.from(piece)
}
