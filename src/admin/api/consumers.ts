import { z } from 'zod'

import { LONGEST_KEY_LIFE_MS } from '../../identity/index.ts'
import { count, type Endpoint, json, moment, usd } from './endpoint.ts'
import { traffic, trafficStep, window } from './overview.ts'

export const consumerNode = z
  .object({
    path: z.string(),
    name: z.string().describe('The last part of the path.'),
    parent: z.string().nullable(),
    children: count(),
    costCenter: z.string().nullable().describe('Its own, or that of the path above.'),
    /** Names of models; null where it may use none, as of a path that only holds others. */
    models: z.array(z.string()).nullable(),
    priority: z.enum(['interactive', 'standard', 'batch']),
    /** Of this path and all below it, in the window. */
    exchanges: count(),
    refused: count(),
    usd: usd(),
    liveKeys: count().describe('Of this path itself.'),
    /** The highest share in use of any limit of this path itself; null where it has none. */
    limitUsed: z.number().nullable(),
  })
  .meta({ id: 'ConsumerNode' })

export const limit = z
  .object({
    key: z.string(),
    node: z.string(),
    limit: z.string(),
    unit: z.string(),
    mode: z.string(),
    most: z.number(),
    used: z.number(),
    left: z.number(),
    /** Milliseconds until it is whole again; null where it fills steadily, or nothing is used. */
    resetMs: z.number().nullable(),
  })
  .meta({ id: 'Limit' })

export const raise = z
  .object({
    limit: z.string(),
    unit: z.string().nullable(),
    amount: z.number(),
    from: z.string(),
    until: z.string(),
    by: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'Raise' })

export const consumerKey = z
  .object({
    id: z.string(),
    consumer: z.string(),
    label: z.string().nullable(),
    createdMs: moment(),
    expiresMs: moment().nullable(),
    revokedMs: moment().nullable(),
    state: z.enum(['live', 'expired', 'revoked']),
    lastUsedMs: moment()
      .nullable()
      .describe('Within half a minute, whatever the request came to; null where no use is known.'),
    useKnownFromMs: moment()
      .nullable()
      .describe(
        'Uses before are not known; null where the ledger does not answer now, and in the answer to a change, which does not ask it.',
      ),
  })
  .meta({ id: 'ConsumerKey' })

/** At what rate a budget runs down, from its days so far. */
export const budgetForecast = z
  .object({
    limit: z.string(),
    node: z.string(),
    budgetUsd: usd(),
    usedUsd: usd(),
    fromMs: moment(),
    untilMs: moment(),
    /** What the period will have cost at its end; null where too little of it has passed to say. */
    forecastUsd: usd().nullable(),
    /** When it will be used up; null where it will last. */
    exhaustedMs: moment().nullable(),
    days: z.array(z.object({ day: z.string(), usd: usd() })),
  })
  .meta({ id: 'BudgetForecast' })

const subject = 'Consumers'
const path = z.string().max(512).regex(/^\//, { error: 'must begin with /' })
const made = consumerKey.extend({ key: z.string().describe('Shown this once.') }).meta({ id: 'MadeKey' })

export const CONSUMERS = {
  'consumers.list': {
    method: 'GET',
    path: '/consumers',
    summary: 'The paths below one, a level, or those whose path holds a text',
    subject,
    role: 'viewer',
    query: z.object({
      /** Its children; the topmost paths when left out. */
      under: path.optional(),
      /** At any depth; then `under` bounds where. */
      search: z.string().max(200).optional(),
      window,
      after: path.optional().describe('The last path of the page before.'),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    answer: json(z.object({ nodes: z.array(consumerNode), total: count(), hasMore: z.boolean() })),
    audit: null,
  },
  'consumers.show': {
    method: 'GET',
    path: '/consumer',
    summary: 'One path: its limits with what is left, keys, budgets and use',
    subject,
    role: 'viewer',
    query: z.object({ path, window }),
    answer: json(
      z
        .object({
          node: consumerNode,
          /** Its own, and of the paths above it, which bind it too. */
          limits: z.array(limit),
          raises: z.array(raise),
          keys: z.array(consumerKey),
          budgets: z.array(budgetForecast),
          total: traffic,
          steps: z.array(trafficStep),
          models: z.array(z.object({ model: z.string(), total: traffic })),
          failures: z.array(z.object({ failure: z.string(), exchanges: count(), meaning: z.string() })),
        })
        .meta({ id: 'ConsumerDetail' }),
    ),
    audit: null,
  },
  'limits.list': {
    method: 'GET',
    path: '/limits',
    summary: 'All limits with what is left of them',
    subject,
    role: 'viewer',
    query: z.object({
      consumer: path.optional().describe('Only those of this path, those above and those below it.'),
    }),
    answer: json(z.object({ limits: z.array(limit) })),
    audit: null,
  },
  'raises.list': {
    method: 'GET',
    path: '/limits/raises',
    summary: 'Raises of limits in force',
    subject,
    role: 'viewer',
    answer: json(z.object({ raises: z.array(raise) })),
    audit: null,
  },
  'raises.make': {
    method: 'POST',
    path: '/limits/raises',
    summary: 'Raise a limit for a while',
    subject,
    role: 'owner',
    body: z.record(z.string(), z.unknown()).describe('As `causeway limits raise` sends it.'),
    answer: json(raise),
    status: 201,
    audit: 'limits.raise',
  },
  'keys.list': {
    method: 'GET',
    path: '/keys',
    summary: 'Keys of consumers, without the keys themselves',
    subject,
    role: 'viewer',
    query: z.object({
      consumer: path.optional().describe('Of this path and all below it.'),
      after: z.string().optional().describe('The last id of the page before.'),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    answer: json(z.object({ keys: z.array(consumerKey), hasMore: z.boolean() })),
    audit: null,
  },
  'keys.create': {
    method: 'POST',
    path: '/keys',
    summary: 'A key for a consumer; it is shown this once',
    subject,
    role: 'operator',
    body: z.object({
      consumer: path,
      label: z.string().max(200).nullable().default(null),
      expiresInMs: z.int().positive().max(LONGEST_KEY_LIFE_MS).nullable().default(null),
    }),
    answer: json(made),
    status: 201,
    audit: 'keys.create',
  },
  'keys.rotate': {
    method: 'POST',
    path: '/keys/rotate',
    summary: 'A new key for a consumer; the ones before end after a grace',
    subject,
    role: 'operator',
    body: z.object({
      consumer: path,
      graceMs: z
        .int()
        .min(0)
        .max(30 * 86_400_000),
      label: z.string().max(200).nullable().default(null),
    }),
    answer: json(made),
    status: 201,
    audit: 'keys.rotate',
  },
  'keys.revoke': {
    method: 'POST',
    path: '/keys/{id}/revoke',
    summary: 'End a key at once',
    subject,
    role: 'operator',
    params: z.object({ id: z.string() }),
    answer: json(consumerKey),
    audit: 'keys.revoke',
  },
} as const satisfies Record<string, Endpoint>
