import { z } from 'zod'

import { count, type Endpoint, json, moment, remedyInConsole, usd } from './endpoint.ts'

/** How far back, and in steps of what length a series of it comes. */
export const WINDOWS = {
  '1h': { lengthMs: 3_600_000, stepMs: 60_000 },
  '24h': { lengthMs: 86_400_000, stepMs: 900_000 },
  '7d': { lengthMs: 604_800_000, stepMs: 7_200_000 },
  '30d': { lengthMs: 2_592_000_000, stepMs: 21_600_000 },
} as const
export type Window = keyof typeof WINDOWS
export const window = z.enum(Object.keys(WINDOWS) as [Window, ...Window[]]).default('24h')

/**
 * Of exchanges and attempts that ended in a step of time, or of all in a window. Of a deployment or a region, an exchange
 * counts where its answer came from, or else where it was tried last; an attempt, and what it used, where it was made.
 */
export const traffic = z
  .object({
    exchanges: count(),
    answered: count(),
    /** Refused by a limit, a right or the provider for what was asked: the client's matter. */
    refused: count(),
    /** Ended by a fault of the gateway or of all providers. */
    failed: count(),
    attempts: count(),
    attemptsAnswered: count()
      .nullable()
      .describe(
        'The other attempts failed, were refused or were given up. Null where percentiles are left out.',
      ),
    input: count(),
    cached: count(),
    output: count(),
    usd: usd(),
    /** Of attempts that answered; null where none did. Percentiles are of histogram buckets, so approximate. */
    firstTokenP50Ms: z.number().nullable(),
    firstTokenP95Ms: z.number().nullable(),
    totalP50Ms: z.number().nullable(),
    totalP95Ms: z.number().nullable(),
  })
  .meta({ id: 'Traffic' })

export const trafficStep = traffic.extend({ atMs: moment() }).meta({ id: 'TrafficStep' })

export const incident = z
  .object({
    id: z.string(),
    kind: z.enum(['alert', 'deployment', 'region', 'operator']),
    severity: z.enum(['critical', 'warning', 'info']),
    title: z.string(),
    detail: z.string(),
    /** A deployment, a region, a consumer, or the name of an alert. */
    about: z.string().nullable(),
    labels: z
      .record(z.string(), z.string())
      .describe('What it is about, to be found by: `deployment`, `model`, `region`, `limit` and others.'),
    fromMs: moment(),
    /** Null while it lasts. */
    untilMs: moment().nullable(),
    remedy: z.string().nullable(),
    remedyInConsole: remedyInConsole(),
  })
  .meta({ id: 'Incident' })

export const alert = z
  .object({
    id: z.string().describe('Of the rule, such as `availability-burn`.'),
    severity: z.enum(['critical', 'warning', 'info']),
    title: z.string(),
    detail: z.string(),
    labels: z.record(z.string(), z.string()),
    value: z.number().nullable(),
    sinceMs: moment(),
    remedy: z.string(),
    remedyInConsole: remedyInConsole(),
  })
  .meta({ id: 'Alert' })

/** What is so this moment, from the memory of the gateway. Rates are of the time since the event before. */
export const live = z
  .object({
    atMs: moment(),
    exchangesUnderWay: count(),
    exchangesPerSecond: z.number(),
    failedPerSecond: z.number(),
    refusedPerSecond: z.number(),
    tokensPerSecond: z.number(),
    usdPerHour: usd(),
    waiting: count().describe('Exchanges in line for a deployment.'),
    firstTokenP50Ms: z.number().nullable(),
    firstTokenP95Ms: z.number().nullable(),
    totalP50Ms: z.number().nullable(),
    totalP95Ms: z.number().nullable(),
    regions: z.array(
      z.object({
        region: z.string(),
        status: z.enum(['healthy', 'degraded', 'unavailable']),
        attemptsPerSecond: z.number(),
        failedPerSecond: z.number(),
        inFlight: count(),
      }),
    ),
    deployments: z.array(
      z.object({
        deployment: z.string(),
        status: z.enum(['healthy', 'degraded', 'saturated', 'unavailable']),
        reason: z.string().nullable(),
        breaker: z.string(),
        isDrained: z.boolean(),
        inFlight: count(),
        attemptsPerSecond: z.number(),
        failedPerSecond: z.number(),
        ptuUtilization: z.number().nullable(),
        /** Share of the quota (tokens or requests a minute) in use; null where it has none. */
        quotaUsed: z.number().nullable(),
        firstTokenP95Ms: z.number().nullable(),
      }),
    ),
    alerts: z.array(alert),
  })
  .meta({ id: 'Live' })

const subject = 'Overview'

export const OVERVIEW = {
  status: {
    method: 'GET',
    path: '/status',
    summary: 'How the program stands: plan, journal, records, counters, memory',
    subject,
    role: 'viewer',
    answer: json(
      z
        .object({
          version: z.string(),
          workload: z.string(),
          environment: z.string(),
          planRevision: z.string(),
          address: z.string().describe('Where clients reach the gateway.'),
          startedMs: moment().nullable(),
          workers: count(),
          isSimulated: z.boolean().describe('Whether any account is the simulator’s.'),
          warnings: z.array(z.string()),
          lastReload: z.object({ atMs: moment(), isInForce: z.boolean(), message: z.string() }).nullable(),
          recordedFromMs: moment()
            .nullable()
            .describe(
              'Hour of the oldest record; the present moment where there is none yet, null where it is not known now.',
            ),
          records: z
            .object({
              database: z.enum(['starting', 'following', 'away']),
              backlogBytes: count(),
              problem: z.string().nullable(),
            })
            .nullable(),
        })
        .meta({ id: 'Status' }),
    ),
    audit: null,
  },
  overview: {
    method: 'GET',
    path: '/overview',
    summary: 'Traffic, errors, latency, tokens and cost over a window, whole, by step of time, and by region',
    subject,
    role: 'viewer',
    query: z.object({ window }),
    answer: json(
      z
        .object({
          fromMs: moment(),
          toMs: moment(),
          stepMs: z.int().positive(),
          total: traffic,
          /** Of the window before this one, to compare. */
          before: traffic,
          steps: z.array(trafficStep),
          regions: z.array(
            z.object({
              /** Null of accounts without a region. */
              region: z.string().nullable(),
              total: traffic,
              steps: z.array(trafficStep),
            }),
          ),
          models: z
            .array(z.object({ model: z.string(), total: traffic }))
            .describe('Dearest first; at most 20.'),
          failures: z
            .array(z.object({ failure: z.string(), exchanges: count(), meaning: z.string() }))
            .describe('Why exchanges were not answered, most first.'),
        })
        .meta({ id: 'Overview' }),
    ),
    audit: null,
  },
  incidents: {
    method: 'GET',
    path: '/incidents',
    summary: 'What went wrong and what operators did, newest first',
    subject,
    role: 'viewer',
    query: z.object({
      sinceMs: z.coerce.number().int().min(0).optional().describe('The last day when left out.'),
    }),
    answer: json(z.object({ incidents: z.array(incident), alerts: z.array(alert) })),
    audit: null,
  },
  live: {
    method: 'GET',
    path: '/live',
    summary: 'What happens, every two seconds, as server-sent events',
    subject,
    role: 'viewer',
    answer: {
      kind: 'events',
      events: {
        live,
        incident,
        problem: z
          .object({ message: z.string() })
          .describe('The gateway could not be asked; it is asked again.'),
      },
    },
    audit: null,
  },
  reload: {
    method: 'POST',
    path: '/reload',
    summary: 'Read the workload file again, and put it in force if it is sound',
    subject,
    role: 'operator',
    answer: json(z.object({ isInForce: z.boolean(), message: z.string() })),
    audit: 'reload',
  },
} as const satisfies Record<string, Endpoint>
