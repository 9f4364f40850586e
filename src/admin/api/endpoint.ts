import { z } from 'zod'

import type { Role } from '../../identity/index.ts'

export { type Role, ROLES } from '../../identity/index.ts'

/**
 * What the admin API is made of: each endpoint is a value, and the server, the OpenAPI document, the console's types
 * and the remote commands follow from it. What an endpoint does stands elsewhere (`../handlers/`), so that the contract
 * can be read whole.
 */
export type Answer =
  | { readonly kind: 'json'; readonly schema: z.ZodType }
  /** Server-sent events; `events` has the schema of each one's data by the event's name. */
  | { readonly kind: 'events'; readonly events: Readonly<Record<string, z.ZodType>> }
  | { readonly kind: 'file'; readonly mediaTypes: readonly string[] }
  | { readonly kind: 'nothing' }

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/admin/v1`, with parameters in braces; these are in `params`. */
  readonly path: string
  readonly summary: string
  /** Of the console's pages, and the heading in the documents. */
  readonly subject: string
  /** Null for who has not signed in. */
  readonly role: Role | null
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Then `{}` is taken where nothing is sent. */
  readonly isBodyOptional?: true
  readonly answer: Answer
  /** Status of success; 200 when left out. */
  readonly status?: 200 | 201 | 202 | 204
  /** Such as `keys.rotate`: who did it, when and to what is written to the audit log. Null of what changes nothing and shows no text of clients. */
  readonly audit: string | null
}

export const problem = z
  .object({
    error: z.object({
      code: z.string().describe('A word for programs, such as `not_found`.'),
      message: z.string().describe('What happened, for people.'),
      remedy: z.string().nullable().describe('What to do next, where that is known.'),
    }),
  })
  .meta({ id: 'Problem' })

/** Milliseconds since the epoch. */
export const moment = (): z.ZodInt => z.int().min(0)
export const count = (): z.ZodInt => z.int().min(0)
/** US dollars, for showing: exact amounts are in statements. */
export const usd = (): z.ZodNumber => z.number()
/** Beside a remedy, which is for who has a terminal. */
export const remedyInConsole = (): z.ZodNullable<z.ZodString> =>
  z
    .string()
    .nullable()
    .describe(
      'The same for who looks at the console, with links as in Markdown to below `/console`; null where it is no other.',
    )

/** `json` answers of this shape. */
export function json<Schema extends z.ZodType>(
  schema: Schema,
): { readonly kind: 'json'; readonly schema: Schema } {
  return { kind: 'json', schema }
}
