import type { EndpointId } from '../../src/admin/index.ts'
import { MadeUpAccess } from './made-up-access.fixture.ts'

/** Figures of a workload that has never been: the same ones each time, but for the time of day. */
export interface Size {
  readonly deploymentsPerPlace: number
  readonly applicationsPerUnit: number
}

export const SMALL: Size = { deploymentsPerPlace: 1, applicationsPerUnit: 6 }
/** More than 2,000 consumers and 200 deployments. */
export const LARGE: Size = { deploymentsPerPlace: 8, applicationsPerUnit: 350 }

interface Reply {
  readonly status: number
  readonly body: unknown
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const WINDOWS: Readonly<Record<string, { readonly lengthMs: number; readonly stepMs: number }>> = {
  '1h': { lengthMs: HOUR_MS, stepMs: MINUTE_MS },
  '24h': { lengthMs: DAY_MS, stepMs: 15 * MINUTE_MS },
  '7d': { lengthMs: 7 * DAY_MS, stepMs: 2 * HOUR_MS },
  '30d': { lengthMs: 30 * DAY_MS, stepMs: 6 * HOUR_MS },
}
const REGIONS = [
  {
    region: 'swedencentral',
    displayName: 'Sweden Central',
    geography: 'Sweden',
    latitude: 60.67,
    longitude: 17.14,
  },
  {
    region: 'francecentral',
    displayName: 'France Central',
    geography: 'France',
    latitude: 46.38,
    longitude: 2.37,
  },
  {
    region: 'germanywestcentral',
    displayName: 'Germany West Central',
    geography: 'Germany',
    latitude: 50.11,
    longitude: 8.68,
  },
  {
    region: 'eastus2',
    displayName: 'East US 2',
    geography: 'United States',
    latitude: 36.67,
    longitude: -78.39,
  },
  {
    region: 'southeastasia',
    displayName: 'Southeast Asia',
    geography: 'Asia Pacific',
    latitude: 1.28,
    longitude: 103.83,
  },
]
const MODELS = ['gpt-4.1', 'gpt-4.1-mini', 'gpt-5', 'o4-mini', 'text-embedding-3-large']
const UNITS = ['claims', 'underwriting', 'marketing', 'people', 'research', 'it']
const OUT = 'germanywestcentral'
/** Of whole windows, whose steps would not add up to a percentile. */
const LATENCY = { firstTokenP50Ms: 282, firstTokenP95Ms: 744, totalP50Ms: 1510, totalP95Ms: 4620 }
const COUNTED = [
  'exchanges',
  'answered',
  'refused',
  'failed',
  'attempts',
  'attemptsAnswered',
  'input',
  'cached',
  'output',
  'usd',
] as const

type Traffic = Record<(typeof COUNTED)[number], number> & typeof LATENCY
type Step = Traffic & { readonly atMs: number }

export class MadeUp {
  readonly #nowMs = Date.now()
  readonly #access = new MadeUpAccess(this.#nowMs)
  readonly #deployments: ReturnType<typeof deploymentsOf>
  readonly #nodes: ReturnType<typeof nodesOf>

  constructor({ deploymentsPerPlace, applicationsPerUnit }: Size) {
    this.#deployments = deploymentsOf(deploymentsPerPlace)
    this.#nodes = nodesOf(applicationsPerUnit)
  }

  answer(id: EndpointId, given: Readonly<Record<string, unknown>>): Reply {
    const text = (name: string): string | null => (typeof given[name] === 'string' ? given[name] : null)
    const window = text('window') ?? '24h'
    const made: Partial<Record<EndpointId, () => Reply>> = {
      'session.show': () => ok({ operator: 'Ada Lovelace', role: 'owner', expiresMs: null }),
      'session.end': () => ({ status: 204, body: null }),
      status: () => ok(this.#status()),
      overview: () => ok(this.#overview(window)),
      incidents: () => ok({ incidents: this.#incidents(), alerts: this.#alerts() }),
      'deployments.list': () => ok(this.#fleet()),
      'deployments.show': () => this.#deployment(text('id') ?? '', window),
      'deployments.drain': () => this.#drain(text('id') ?? '', given),
      'deployments.undrain': () => this.#drain(text('id') ?? '', null),
      'consumers.list': () =>
        ok(this.#level(text('under'), text('search'), text('after'), Number(given['limit'] ?? 200))),
      'consumers.show': () => this.#consumer(text('path') ?? '', window),
      'keys.create': () => this.#madeKey(text('consumer') ?? ''),
      'keys.rotate': () => this.#madeKey(text('consumer') ?? ''),
      'keys.revoke': () =>
        ok({ ...this.#key('/contoso'), id: text('id'), state: 'revoked', revokedMs: this.#nowMs }),
      'raises.make': () => ({ status: 201, body: this.#raise(given) }),
    }
    return made[id]?.() ?? this.#access.answer(id, given) ?? notFound('answer made up')
  }

  live() {
    const now = Date.now()
    const swing = (about: number) => about * (1 + 0.08 * Math.sin(now / 3000 + about))
    return {
      atMs: now,
      exchangesUnderWay: 24,
      exchangesPerSecond: swing(41),
      failedPerSecond: 0.04,
      refusedPerSecond: swing(1.2),
      tokensPerSecond: swing(36_400),
      usdPerHour: swing(412),
      waiting: 1,
      ...LATENCY,
      regions: REGIONS.map(({ region }) => ({
        region,
        status: region === OUT ? 'unavailable' : 'healthy',
        attemptsPerSecond: swing(8),
        failedPerSecond: region === OUT ? 1.4 : 0,
        inFlight: 5,
      })),
      deployments: this.#deployments.map((one, at) => ({
        deployment: one.deployment,
        status: one.status,
        reason: one.reason,
        breaker: one.breaker,
        isDrained: one.isDrained,
        inFlight: one.inFlight,
        attemptsPerSecond: swing(1 + (at % 3)),
        failedPerSecond: 0,
        ptuUtilization: one.ptuUtilization,
        quotaUsed: one.quota.length === 0 ? null : 0.2 + (at % 7) / 10,
        firstTokenP95Ms: 600 + (at % 9) * 35,
      })),
      alerts: this.#alerts(),
    }
  }

  #status() {
    return {
      version: '0.1.0',
      workload: 'contoso-assistant',
      environment: 'production',
      planRevision: '4f1c8a',
      address: 'http://127.0.0.1:8080',
      startedMs: this.#nowMs - 3 * DAY_MS,
      workers: 2,
      isSimulated: false,
      warnings: [],
      lastReload: null,
      recordedFromMs: this.#nowMs - 40 * DAY_MS,
      records: { database: 'following', backlogBytes: 0, problem: null },
    }
  }

  /** A day has two peaks; one region is out for an hour of it. */
  #steps(window: string, perMinute: number, hasOutage: boolean): Step[] {
    const { lengthMs, stepMs } = WINDOWS[window] ?? { lengthMs: DAY_MS, stepMs: 15 * MINUTE_MS }
    const endMs = Math.floor(this.#nowMs / stepMs) * stepMs
    return Array.from({ length: lengthMs / stepMs }, (_, at) => {
      const atMs = endMs - lengthMs + at * stepMs
      const ofDay = (atMs % DAY_MS) / DAY_MS
      const load = 0.55 + 0.4 * Math.sin(ofDay * 4 * Math.PI - 1) + 0.05 * Math.sin(at * 2.3)
      const exchanges = Math.round((perMinute * stepMs * load) / MINUTE_MS)
      const isOut = hasOutage && atMs > this.#nowMs - 3 * HOUR_MS && atMs < this.#nowMs - 2 * HOUR_MS
      return { atMs, ...trafficOf(exchanges, isOut ? 0.25 : 0.001, at) }
    })
  }

  #overview(window: string) {
    const steps = this.#steps(window, 40, true)
    const first = steps[0]?.atMs ?? 0
    return {
      fromMs: first,
      toMs: this.#nowMs,
      stepMs: WINDOWS[window]?.stepMs ?? MINUTE_MS,
      total: sumOf(steps),
      before: { ...sumOf(this.#steps(window, 37, false)), firstTokenP95Ms: 690 },
      steps,
      regions: REGIONS.map(({ region }, at) => {
        const own = this.#steps(window, 14 - 2.4 * at, region === OUT)
        return { region, total: sumOf(own), steps: own }
      }),
      models: MODELS.map((model, at) => ({ model, total: sumOf(this.#steps(window, 15 - 3 * at, false)) })),
      failures: FAILURES,
    }
  }

  #alerts() {
    return [
      {
        id: 'breaker-open',
        severity: 'critical',
        title: 'The breaker of a deployment is open.',
        detail: 'Its breaker has been open for 6 minutes: 12 of its last 20 attempts failed with 503.',
        labels: { deployment: 'gpt-4.1-germ' },
        value: 1,
        sinceMs: this.#nowMs - 6 * MINUTE_MS,
        remedy:
          '`causeway deployments list` says why; see the health of Azure OpenAI in Germany West Central.',
        remedyInConsole:
          '[The deployment](/models?deployment=gpt-4.1-germ) says why; see the health of Azure OpenAI in Germany West Central.',
      },
      {
        id: 'budget-used',
        severity: 'warning',
        title: 'A budget is nearly used up.',
        detail: '$1,680 of the $2,000 of this month; at this rate it ends on the 26th.',
        labels: { limit: '/contoso/claims|budget_per_month' },
        value: 0.84,
        sinceMs: this.#nowMs - 2 * HOUR_MS,
        remedy: 'Raise it for a while, or agree with the business unit on what may wait.',
        remedyInConsole: null,
      },
    ]
  }

  #incidents() {
    return [
      {
        id: 'i1',
        kind: 'deployment',
        severity: 'critical',
        title: 'gpt-4.1-germ: the breaker opened',
        detail: '12 of 20 attempts failed (503).',
        about: 'gpt-4.1-germ',
        labels: { deployment: 'gpt-4.1-germ' },
        fromMs: this.#nowMs - 6 * MINUTE_MS,
        untilMs: null,
        remedy: null,
        remedyInConsole: null,
      },
      {
        id: 'i2',
        kind: 'operator',
        severity: 'info',
        title: 'Ada Lovelace drained gpt-4.1-mini-fran',
        detail: 'For work on the network.',
        about: 'gpt-4.1-mini-fran',
        labels: { deployment: 'gpt-4.1-mini-fran' },
        fromMs: this.#nowMs - 90 * MINUTE_MS,
        untilMs: null,
        remedy: null,
        remedyInConsole: null,
      },
      {
        id: 'i3',
        kind: 'region',
        severity: 'warning',
        title: 'Southeast Asia answered slowly',
        detail: 'First token above 2 s at p95.',
        about: 'southeastasia',
        labels: { region: 'southeastasia' },
        fromMs: this.#nowMs - 8 * HOUR_MS,
        untilMs: this.#nowMs - 8 * HOUR_MS + 14 * MINUTE_MS,
        remedy: null,
        remedyInConsole: null,
      },
      ...[20, 17, 12].map((hours) => ({
        id: `gpt-5-east ${hours}`,
        kind: 'deployment',
        severity: 'warning',
        title: 'gpt-5-east took no requests',
        detail: 'What may serve elsewhere serves its load.',
        about: 'gpt-5-east',
        labels: { deployment: 'gpt-5-east' },
        fromMs: this.#nowMs - hours * HOUR_MS,
        untilMs: this.#nowMs - hours * HOUR_MS + hours * MINUTE_MS,
        remedy: null,
        remedyInConsole: null,
      })),
    ]
  }

  #fleet() {
    return {
      models: MODELS.map((model, at) => ({
        model,
        task: model.startsWith('text-embedding') ? 'embed' : 'generate',
        status: at === 0 ? 'degraded' : 'healthy',
        fallback: at === 0 ? ['gpt-4.1-mini'] : [],
      })),
      deployments: this.#deployments,
      regions: REGIONS,
    }
  }

  #deployment(id: string, window: string): Reply {
    const deployment = this.#deployments.find((one) => one.deployment === id)
    if (deployment === undefined) return notFound('deployment')
    const steps = this.#steps(window, 6, deployment.region === OUT)
    const users = this.#nodes.filter(({ models }) => models !== null).slice(0, 8)
    return ok({
      deployment,
      total: sumOf(steps),
      steps,
      failures: [
        { reason: '503 service unavailable', attempts: 412 },
        { reason: '429 too many requests', attempts: 90 },
      ],
      consumers: users.map(({ path }, at) => ({
        consumer: path,
        exchanges: 900 - 90 * at,
        usd: 40 - 4 * at,
      })),
    })
  }

  #drain(id: string, drain: { readonly reason?: unknown } | null): Reply {
    const deployment = this.#deployments.find((one) => one.deployment === id)
    if (deployment === undefined) return notFound('deployment')
    deployment.isDrained = drain !== null
    deployment.drainReason = typeof drain?.reason === 'string' ? drain.reason : null
    return ok({ deployment: id, isDrained: drain !== null })
  }

  #level(under: string | null, search: string | null, after: string | null, limit: number) {
    const all = this.#nodes
      .filter((node) => (search === null ? node.parent === under : node.path.includes(search)))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
    const from = after === null ? 0 : all.findIndex(({ path }) => path === after) + 1
    return { nodes: all.slice(from, from + limit), total: all.length, hasMore: from + limit < all.length }
  }

  #consumer(path: string, window: string): Reply {
    const node = this.#nodes.find((one) => one.path === path)
    if (node === undefined) return notFound('path')
    const steps = this.#steps(window, 5, false)
    const monthMs = this.#nowMs - 20.5 * DAY_MS
    return ok({
      node,
      limits: [
        limitOf('/contoso/claims', 'tokens_per_minute', 'tokens', 120_000, 81_200, null),
        limitOf('/contoso/claims', 'budget_per_month', 'usd', 2000, 1680.4, 9 * DAY_MS),
        limitOf('/contoso', 'requests_per_minute', 'requests', 6000, 412, null),
      ],
      raises: [],
      keys: node.models === null ? [] : [this.#key(path)],
      budgets: [
        {
          limit: 'budget_per_month',
          node: '/contoso/claims',
          budgetUsd: 2000,
          usedUsd: 1680.4,
          fromMs: Math.floor(monthMs),
          untilMs: Math.floor(monthMs + 30 * DAY_MS),
          forecastUsd: 2460,
          exhaustedMs: Math.floor(this.#nowMs + 4.2 * DAY_MS),
          days: Array.from({ length: 21 }, (_, day) => ({
            day: new Date(monthMs + day * DAY_MS).toISOString().slice(0, 10),
            usd: 80 + 18 * Math.sin(day),
          })),
        },
      ],
      total: sumOf(steps),
      steps,
      models: MODELS.slice(0, 3).map((model) => ({ model, total: sumOf(this.#steps(window, 2, false)) })),
      failures: FAILURES,
    })
  }

  #key(consumer: string) {
    return {
      id: 'k_4c81f2',
      consumer,
      label: 'production',
      createdMs: this.#nowMs - 40 * DAY_MS,
      expiresMs: this.#nowMs + 50 * DAY_MS,
      revokedMs: null,
      state: 'live',
      lastUsedMs: this.#nowMs - 12_000,
      useKnownFromMs: this.#nowMs - 30 * DAY_MS,
    }
  }

  #madeKey(consumer: string): Reply {
    return { status: 201, body: { ...this.#key(consumer), key: 'cw_made-up-key' } }
  }

  #raise(given: Readonly<Record<string, unknown>>) {
    const until = String(given['until'])
    return {
      limit: String(given['limit']),
      unit: 'tokens',
      amount: Number(given['amount']),
      from: new Date(this.#nowMs).toISOString(),
      until: `${until}T23:59:59Z`,
      by: 'Ada Lovelace',
      reason: String(given['reason']),
    }
  }
}

const FAILURES = [
  {
    failure: 'limit_reached',
    exchanges: 412,
    meaning: 'A limit of the consumer, or of a path above it, was used up.',
  },
  {
    failure: 'no_capacity',
    exchanges: 38,
    meaning: 'All deployments that may serve it were full for as long as it waited.',
  },
  { failure: 'model_not_allowed', exchanges: 9, meaning: 'The consumer may not use the model.' },
]

function trafficOf(exchanges: number, failing: number, at: number): Traffic {
  const failed = Math.round(exchanges * failing)
  const refused = Math.round(exchanges * 0.012)
  return {
    exchanges,
    answered: exchanges - failed - refused,
    refused,
    failed,
    attempts: Math.round(exchanges * 1.05),
    attemptsAnswered: exchanges - failed - refused,
    input: exchanges * 812,
    cached: exchanges * 214,
    output: exchanges * 166,
    usd: exchanges * 0.0031,
    firstTokenP50Ms: 282 + 20 * Math.sin(at),
    firstTokenP95Ms: 744 + 90 * Math.sin(at / 2),
    totalP50Ms: 1510 + 60 * Math.sin(at / 3),
    totalP95Ms: 4620 + 500 * Math.sin(at / 4),
  }
}

function sumOf(steps: readonly Step[]): Traffic {
  const sum: Traffic = { ...trafficOf(0, 0, 0), ...LATENCY }
  for (const step of steps) for (const name of COUNTED) sum[name] += step[name]
  return sum
}

function deploymentsOf(perPlace: number) {
  const places = MODELS.flatMap((model) => REGIONS.map(({ region }) => ({ model, region })))
  return places.flatMap(({ model, region }, place) =>
    Array.from({ length: perPlace }, (_, at) => {
      const isProvisioned = model === 'gpt-4.1' && region === 'swedencentral'
      const isOut = region === OUT && model === 'gpt-4.1' && at === 0
      const name = `${model.replace('text-embedding-3-large', 'embed-3-large')}-${region.slice(0, 4)}`
      return {
        deployment: at === 0 ? name : `${name}-${at + 1}`,
        model,
        baseModel: model,
        version: '2025-04-14',
        provider: 'azure-openai',
        account: `aoai-${region.slice(0, 4)}`,
        region,
        type: isProvisioned ? 'provisioned-managed' : model === 'gpt-5' ? 'global-standard' : 'standard',
        priority: isProvisioned ? 1 : 2,
        capacity: isProvisioned
          ? { unit: 'ptu', amount: 100 }
          : { unit: 'tokens_per_minute', amount: 240_000 },
        status: isOut ? 'unavailable' : place === 6 && at === 0 ? 'degraded' : 'healthy',
        reason: isOut
          ? 'The breaker is open: 12 of the last 20 attempts failed (503).'
          : place === 6 && at === 0
            ? 'The first token is slower than usual.'
            : null,
        breaker: isOut ? 'open' : 'closed',
        isDrained: false,
        drainReason: null as string | null,
        inFlight: (place * 3 + at) % 9,
        ptuUtilization: isProvisioned ? 0.71 : null,
        quota: isProvisioned
          ? []
          : [
              { unit: 'tokens', most: 240_000, used: 24_000 * ((place + at) % 9) },
              { unit: 'requests', most: 1440, used: 120 * ((place + at) % 9) },
            ],
        retires: model === 'gpt-4.1' ? '2027-04-14' : null,
      }
    }),
  )
}

function nodesOf(applicationsPerUnit: number) {
  const node = (path: string, children: number, at: number) => ({
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    parent: path.lastIndexOf('/') === 0 ? null : path.slice(0, path.lastIndexOf('/')),
    children,
    costCenter: path === '/contoso' ? null : `CC-${1040 + (at % 6)}`,
    models: children > 0 ? null : ['gpt-4.1', 'gpt-4.1-mini'],
    priority: ['interactive', 'standard', 'batch'][at % 3],
    exchanges: children > 0 ? 40_000 + 100 * at : 9000 - ((at * 37) % 8000),
    refused: (at * 13) % 120,
    usd: children > 0 ? 1200 - 20 * at : 210 - ((at * 7) % 200),
    liveKeys: children > 0 ? 0 : 1,
    limitUsed: at % 4 === 0 ? null : ((at * 29) % 100) / 100,
  })
  return [
    node('/contoso', UNITS.length, 0),
    ...UNITS.flatMap((unit, at) => [
      node(`/contoso/${unit}`, applicationsPerUnit, at + 1),
      ...Array.from({ length: applicationsPerUnit }, (_, application) =>
        node(`/contoso/${unit}/application-${String(application + 1).padStart(3, '0')}`, 0, application + at),
      ),
    ]),
  ]
}

function limitOf(
  node: string,
  limit: string,
  unit: string,
  most: number,
  used: number,
  resetMs: number | null,
) {
  return { key: `${node}|${limit}`, node, limit, unit, mode: 'hard', most, used, left: most - used, resetMs }
}

function ok(body: unknown): Reply {
  return { status: 200, body }
}

function notFound(what: string): Reply {
  return {
    status: 404,
    body: {
      error: { code: 'not_found', message: `There is no such ${what}.`, remedy: 'Look for it by its name.' },
    },
  }
}
