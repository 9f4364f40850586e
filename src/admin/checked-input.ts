import { z } from 'zod'

import type { Endpoint } from './api/endpoint.ts'
import { ApiProblem } from './api-problem.ts'

/** What an endpoint takes, held to its schemas: what is wrong is named, and no unknown name passes. */
export interface Input {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

export function checkedInput(
  endpoint: Endpoint,
  sent: {
    readonly params: Readonly<Record<string, string>>
    readonly query: URLSearchParams
    readonly body: unknown
  },
): Input {
  return {
    params: endpoint.params === undefined ? null : checked(endpoint.params, sent.params, 'the path'),
    query: checkedQuery(endpoint, sent.query),
    body: endpoint.body === undefined ? null : checked(strict(endpoint.body), sent.body, 'the body'),
  }
}

function checkedQuery({ query: schema }: Endpoint, query: URLSearchParams): unknown {
  const given: Record<string, string> = {}
  for (const [name, value] of query) {
    if (Object.hasOwn(given, name)) throw new ApiProblem('bad_request', `the query has ${name} twice`)
    given[name] = value
  }
  if (schema !== undefined) return checked(schema.strict(), given, 'the query')
  const [unknown] = Object.keys(given)
  if (unknown !== undefined) throw new ApiProblem('bad_request', `the query: ${unknown} is not known here`)
  return null
}

function strict(schema: z.ZodType): z.ZodType {
  // A loose object takes more on purpose.
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema
}

function checked(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.slice(0, 5).map(({ path, message }) => {
    const at = path.map(String).join('.')
    return at === '' ? message : `${at}: ${message}`
  })
  throw new ApiProblem('bad_request', `${where}: ${problems.join('; ')}`, 'See docs/admin-api.md.')
}
