import type { z } from 'zod'

import { type ConsumerPath, NANO_USD_PER_USD } from '../../base/index.ts'
import { isLive } from '../../identity/index.ts'
import type { TrafficRow } from '../../ledger/index.ts'
import type { consumerNode, limit, raise } from '../api/consumers.ts'
import { ApiProblem } from '../api-problem.ts'
import { forecastOf } from '../budget-forecast.ts'
import type { Handlers } from '../call.ts'
import { type ConsumerPlace, consumerPlaces } from '../consumer-tree.ts'
import { failureMeaning } from '../failure-meaning.ts'
import { askGateway } from '../gateway-control.ts'
import { isAtOrBelow, isRelated } from '../paths.ts'
import type { ApiPorts } from '../ports.ts'
import { shownSteps, shownTraffic, windowSpan } from '../window-span.ts'
import { shownKeys } from '../shown-keys.ts'

type ShownNode = z.output<typeof consumerNode>
type ShownLimit = z.output<typeof limit>
type ShownRaise = z.output<typeof raise>

/** Of a window, of a path, of its models. */
const MOST_ROWS = 1_000
const MOST_FAILURES = 50

export const CONSUMER_HANDLERS: Handlers<
  'consumers.list' | 'consumers.show' | 'limits.list' | 'raises.list' | 'raises.make'
> = {
  async 'consumers.list'({ query: { under, search, window, after, limit: most }, ports }) {
    const above = under?.replace(/\/+$/, '') || null
    const found = [...consumerPlaces(ports.design().plan).values()].filter(
      search === undefined
        ? ({ parent }) => parent === above
        : ({ path }) => path.includes(search) && (above === null || isAtOrBelow(path, above)),
    )
    const rest = after === undefined ? found : found.filter(({ path }) => path > after)
    const page = rest.slice(0, most)
    const { fromMs, toMs } = windowSpan(window, ports.clock.nowMs())
    const names = page.map(({ path }) => path)
    const [use, limits] = await Promise.all([
      names.length === 0
        ? []
        : ports.ledger.traffic({
            kind: 'path',
            names,
            fromMs,
            toMs,
            stepMs: null,
            withoutTimes: true,
            limit: MOST_ROWS,
          }),
      limitsOf(ports),
    ])
    const shownNode = nodesOf(use, limits, ports)
    return { nodes: page.map(shownNode), total: found.length, hasMore: rest.length > page.length }
  },
  async 'consumers.show'({ query: { path, window }, ports }) {
    const { plan } = ports.design()
    const place = consumerPlaces(plan).get(path)
    if (place === undefined) throw new ApiProblem('not_found', `${plan.source} has no consumer ${path}`)
    const nowMs = ports.clock.nowMs()
    const span = windowSpan(window, nowMs)
    const { fromMs, toMs, stepMs } = span
    const own = { kind: 'path', names: [path], fromMs, toMs, stepMs: null, limit: MOST_ROWS } as const
    const ownKeys = ports.keys.list().filter(({ consumer }) => consumer === path)
    const [total, steps, byModel, failures, allLimits, allRaises, shownOfPath] = await Promise.all([
      ports.ledger.traffic(own),
      ports.ledger.traffic({ ...own, stepMs }),
      ports.ledger.modelsOf({ path, fromMs, toMs, limit: MOST_ROWS }),
      ports.ledger.failures({ kind: 'path', name: path, fromMs, toMs, limit: MOST_FAILURES }),
      limitsOf(ports),
      raisesOf(ports),
      shownKeys(ownKeys, ports),
    ])
    const limits = allLimits.filter(({ node }) => isAtOrBelow(path, node))
    const keys = new Set(limits.map(({ key }) => key))
    const budgets = await Promise.all(
      [...plan.limits.consumers]
        .filter(([node]) => isAtOrBelow(path, node))
        .flatMap(([, ofNode]) => ofNode)
        .map((one) =>
          forecastOf(
            one,
            limits.find(({ key }) => key === one.key),
            { nowMs, ledger: ports.ledger },
          ),
        ),
    )
    return {
      node: nodesOf(total, allLimits, ports)(place),
      limits,
      raises: allRaises.filter((one) => keys.has(one.limit)),
      keys: shownOfPath,
      budgets: budgets.filter((budget) => budget !== null),
      total: shownTraffic(total[0]),
      steps: shownSteps(span, steps),
      models: byModel.map((row) => ({ model: row.name, total: shownTraffic(row) })),
      failures: failures.map(({ reason, count }) => ({
        failure: reason,
        exchanges: count,
        meaning: failureMeaning(reason) ?? reason,
      })),
    }
  },
  async 'limits.list'({ query: { consumer }, ports }) {
    const limits = await limitsOf(ports)
    return {
      limits: consumer === undefined ? limits : limits.filter(({ node }) => isRelated(node, consumer)),
    }
  },
  'raises.list': async ({ ports }) => ({ raises: await raisesOf(ports) }),
  async 'raises.make'({ body, operator, ports, note }) {
    // It is a line of the audit log before it holds.
    note('elsewhere')
    return askGateway<ShownRaise>(ports, 'POST', '/limits/raises', { ...body, by: operator.name })
  },
}

export async function limitsOf(ports: ApiPorts): Promise<ShownLimit[]> {
  const { limits } = await askGateway<{ limits: ShownLimit[] }>(ports, 'GET', '/limits')
  return limits
}

export async function raisesOf(ports: ApiPorts): Promise<ShownRaise[]> {
  const { raises } = await askGateway<{ raises: ShownRaise[] }>(ports, 'GET', '/limits/raises')
  return raises
}

/** What the console shows of a place, with what is known of its use and its limits. */
function nodesOf(
  use: readonly TrafficRow[],
  limits: readonly ShownLimit[],
  { keys, clock }: ApiPorts,
): (place: ConsumerPlace) => ShownNode {
  const byPath = new Map(use.map((row) => [row.name, row]))
  const usedByNode = new Map<string, number>()
  for (const { node, most, used } of limits) {
    if (most > 0) usedByNode.set(node, Math.max(usedByNode.get(node) ?? 0, used / most))
  }
  const nowMs = clock.nowMs()
  const liveKeys = new Map<ConsumerPath, number>()
  for (const key of keys.list())
    if (isLive(key, nowMs)) liveKeys.set(key.consumer, (liveKeys.get(key.consumer) ?? 0) + 1)
  return ({ path, name, parent, children, consumer, costCenter }) => ({
    path,
    name,
    parent,
    children,
    costCenter,
    models: consumer === null || consumer.models.size === 0 ? null : [...consumer.models],
    priority: consumer?.priority ?? 'standard',
    exchanges: byPath.get(path)?.exchanges ?? 0,
    refused: byPath.get(path)?.refused ?? 0,
    usd: (byPath.get(path)?.nanoUsd ?? 0) / NANO_USD_PER_USD,
    liveKeys: liveKeys.get(path as ConsumerPath) ?? 0,
    limitUsed: usedByNode.get(path) ?? null,
  })
}
