import { z } from 'zod'

import { count, type Endpoint, json, usd } from './endpoint.ts'
import { limit } from './consumers.ts'
import { exchangeDetail } from './exchanges.ts'

/** Trying things out: faults of the simulator, and a conversation as a consumer would have it. */
export const fault = z
  .looseObject({
    id: z.int(),
    kind: z.string(),
    scope: z.object({
      account: z.string().optional(),
      region: z.string().optional(),
      deployment: z.string().optional(),
    }),
    probability: z.number().optional(),
    untilMs: z.number().optional(),
  })
  .meta({ id: 'Fault' })

const simulation = z
  .object({
    /** False where no account of the workload is simulated: nothing can be broken then. */
    isThere: z.boolean(),
    faults: z.array(fault),
    /** What a fault may be, for whoever makes a form of it. */
    kinds: z.array(
      z.object({
        kind: z.string(),
        meaning: z.string(),
        /** Numbers that this kind needs beside its scope. */
        numbers: z.array(z.object({ name: z.string(), unit: z.string(), standard: z.number() })),
      }),
    ),
    places: z.array(z.object({ deployment: z.string(), account: z.string(), region: z.string().nullable() })),
  })
  .meta({ id: 'Simulation' })

export const MAX_PLAYGROUND_MESSAGES = 100
export const MAX_PLAYGROUND_CHARACTERS = 100_000

export const TRIALS = {
  'simulator.show': {
    method: 'GET',
    path: '/simulator',
    summary: 'What the simulator breaks now, and what it could',
    subject: 'Simulator',
    role: 'viewer',
    answer: json(simulation),
    audit: null,
  },
  'simulator.break': {
    method: 'POST',
    path: '/simulator/faults',
    summary: 'Put a fault in',
    subject: 'Simulator',
    role: 'operator',
    body: z.looseObject({ kind: z.string() }).describe('As the control API of `causeway simulate` takes it.'),
    answer: json(fault),
    status: 201,
    audit: 'simulator.break',
  },
  'simulator.mend': {
    method: 'DELETE',
    path: '/simulator/faults/{id}',
    summary: 'Take a fault out; the id `all` takes out every one',
    subject: 'Simulator',
    role: 'operator',
    params: z.object({ id: z.string() }),
    answer: { kind: 'nothing' },
    status: 204,
    audit: 'simulator.mend',
  },
  'playground.options': {
    method: 'GET',
    path: '/playground',
    summary: 'Which consumers may chat with which models',
    subject: 'Playground',
    role: 'operator',
    query: z.object({ search: z.string().max(200).optional() }),
    answer: json(
      z.object({
        consumers: z
          .array(z.object({ consumer: z.string(), models: z.array(z.string()) }))
          .describe('At most 50; search for others.'),
      }),
    ),
    audit: null,
  },
  'playground.chat': {
    method: 'POST',
    path: '/playground/chat',
    summary:
      'One answer of a model, as the consumer would get it; it counts against its limits and is billed to it',
    subject: 'Playground',
    role: 'operator',
    body: z.object({
      consumer: z.string().max(512),
      model: z.string().max(200),
      messages: z
        .array(
          z.object({
            role: z.enum(['system', 'user', 'assistant']),
            content: z.string().max(MAX_PLAYGROUND_CHARACTERS),
          }),
        )
        .min(1)
        .max(MAX_PLAYGROUND_MESSAGES),
      maxOutputTokens: z.int().positive().max(100_000).optional(),
    }),
    answer: {
      kind: 'events',
      events: {
        text: z.object({ text: z.string() }).describe('A piece of the answer.'),
        /** The last one, whatever happened. */
        end: z.object({
          exchange: z.string().nullable(),
          status: z.int(),
          /** What the client would read, where it was refused or failed. */
          error: z
            .object({ code: z.string(), message: z.string(), remedy: z.string().nullable() })
            .nullable(),
          deployment: z.string().nullable(),
          attempts: count(),
          overheadMs: z.number().nullable(),
          totalMs: z.number(),
          firstTokenMs: z.number().nullable(),
          usd: usd().nullable(),
          limits: z.array(limit).describe('What is left now.'),
          /** Null where the records do not have it yet. */
          detail: exchangeDetail.nullable(),
        }),
      },
    },
    audit: 'playground.chat',
  },
} as const satisfies Record<string, Endpoint>
