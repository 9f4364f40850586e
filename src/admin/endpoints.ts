import type { z } from 'zod'

import { CHARGEBACK } from './api/chargeback.ts'
import { CONSUMERS } from './api/consumers.ts'
import { DESIGN } from './api/design.ts'
import type { Endpoint } from './api/endpoint.ts'
import { EXCHANGES } from './api/exchanges.ts'
import { MODELS } from './api/models.ts'
import { OVERVIEW } from './api/overview.ts'
import { SESSION } from './api/session.ts'
import { TRIALS } from './api/trials.ts'

/** Every endpoint of the admin API, by its id; a new one is a line in the file of its subject. */
export const ENDPOINTS = {
  ...SESSION,
  ...OVERVIEW,
  ...MODELS,
  ...CONSUMERS,
  ...EXCHANGES,
  ...CHARGEBACK,
  ...DESIGN,
  ...TRIALS,
} as const satisfies Record<string, Endpoint>

type Endpoints = typeof ENDPOINTS
export type EndpointId = keyof Endpoints

type OutputOf<Id extends EndpointId, Part extends string> =
  Endpoints[Id] extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.output<Schema> : null

export type ParamsOf<Id extends EndpointId> = OutputOf<Id, 'params'>
export type QueryOf<Id extends EndpointId> = OutputOf<Id, 'query'>
export type BodyOf<Id extends EndpointId> = OutputOf<Id, 'body'>
/** A query as it is sent: what has a default may be left out. */
export type QueryInputOf<Id extends EndpointId> =
  Endpoints[Id] extends Readonly<Record<'query', infer Schema extends z.ZodType>> ? z.input<Schema> : null
