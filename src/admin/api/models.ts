import { z } from 'zod'

import { isDrainReason, NO_DRAIN_REASON } from '../drain-reason.ts'
import { count, type Endpoint, json, usd } from './endpoint.ts'
import { traffic, trafficStep, window } from './overview.ts'

export const deployment = z
  .object({
    deployment: z.string(),
    model: z.string(),
    baseModel: z.string(),
    version: z.string().nullable(),
    provider: z.string(),
    account: z.string(),
    region: z.string().nullable(),
    type: z.string().nullable(),
    priority: z.int(),
    capacity: z.object({ unit: z.enum(['tokens_per_minute', 'ptu']), amount: z.number() }).nullable(),
    status: z.enum(['healthy', 'degraded', 'saturated', 'unavailable']),
    reason: z.string().nullable(),
    breaker: z.string(),
    isDrained: z.boolean(),
    drainReason: z.string().nullable().describe('Why, where whoever drained it said so.'),
    inFlight: count(),
    ptuUtilization: z.number().nullable(),
    quota: z
      .array(z.object({ unit: z.enum(['tokens', 'requests']), most: z.number(), used: z.number() }))
      .describe('Of a minute.'),
    /** Day on which Azure retires the model's version, such as `2027-02-01`; null where it is not known. */
    retires: z.string().nullable(),
  })
  .meta({ id: 'Deployment' })

export const regionPlace = z
  .object({
    region: z.string(),
    displayName: z.string(),
    geography: z.string().nullable(),
    /** Degrees; null where they are not known. */
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
  })
  .meta({ id: 'RegionPlace' })

const subject = 'Models'
const params = z.object({ id: z.string() })
const drained = z.object({ deployment: z.string(), isDrained: z.boolean() })

export const MODELS = {
  'deployments.list': {
    method: 'GET',
    path: '/deployments',
    summary: 'All models and deployments, with health, quota and place',
    subject,
    role: 'viewer',
    answer: json(
      z
        .object({
          models: z.array(
            z.object({
              model: z.string(),
              task: z.string(),
              status: z.enum(['healthy', 'degraded', 'unavailable']),
              fallback: z.array(z.string()),
            }),
          ),
          deployments: z.array(deployment),
          regions: z.array(regionPlace),
        })
        .meta({ id: 'Fleet' }),
    ),
    audit: null,
  },
  'deployments.show': {
    method: 'GET',
    path: '/deployments/{id}',
    summary: 'One deployment, and what it did in a window',
    subject,
    role: 'viewer',
    params,
    query: z.object({ window }),
    answer: json(
      z
        .object({
          deployment,
          total: traffic,
          steps: z.array(trafficStep),
          failures: z.array(z.object({ reason: z.string(), attempts: count() })),
          consumers: z
            .array(z.object({ consumer: z.string(), exchanges: count(), usd: usd() }))
            .describe('Who used it most; at most 20.'),
        })
        .meta({ id: 'DeploymentDetail' }),
    ),
    audit: null,
  },
  'deployments.drain': {
    method: 'POST',
    path: '/deployments/{id}/drain',
    summary: 'Send no new attempt to a deployment; those under way end',
    subject,
    role: 'operator',
    params,
    body: z.object({
      reason: z.string().refine(isDrainReason, { error: NO_DRAIN_REASON }).nullable().default(null),
    }),
    isBodyOptional: true,
    answer: json(drained),
    audit: 'deployments.drain',
  },
  'deployments.undrain': {
    method: 'POST',
    path: '/deployments/{id}/undrain',
    summary: 'Send attempts to a drained deployment again',
    subject,
    role: 'operator',
    params,
    answer: json(drained),
    audit: 'deployments.undrain',
  },
} as const satisfies Record<string, Endpoint>
