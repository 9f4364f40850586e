import { z } from 'zod'

import type { Endpoint } from './api/endpoint.ts'
import { ApiProblem } from './api-problem.ts'

/** What an endpoint takes, held to its schemas: what is wrong is named, and no unknown name passes. */
export interface Input {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

const MAX_PROBLEM_CHARACTERS = 300

export function checkedInput(
  endpoint: Endpoint,
  sent: {
    readonly params: Readonly<Record<string, string>>
    readonly query: URLSearchParams
    readonly body: unknown
  },
): Input {
  return {
    params: endpoint.params === undefined ? null : checked(endpoint.params, plain(sent.params), 'the path'),
    query: checkedQuery(endpoint, sent.query),
    body: endpoint.body === undefined ? null : checked(strict(endpoint.body), sent.body, 'the body'),
  }
}

function checkedQuery({ query: schema }: Endpoint, query: URLSearchParams): unknown {
  // Without a prototype, so that no name is there already.
  const given = Object.create(null) as Record<string, string>
  for (const [name, value] of query) {
    if (name in given) throw new ApiProblem('bad_request', `the query has ${name} twice`)
    given[name] = value
  }
  if (schema !== undefined) return checked(schema.strict(), plain(given), 'the query')
  const [unknown] = Object.keys(given)
  if (unknown !== undefined) throw new ApiProblem('bad_request', `the query: ${unknown} is not known here`)
  return null
}

/** Nothing is called by a control character: the database could not even be asked for some of them. */
function plain(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [name, text] of Object.entries(texts))
    if (/\p{Cc}/u.test(text)) throw new ApiProblem('bad_request', `${name} has a control character`)
  return texts
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
    // A message has the names that were sent, which may be as long as all that was.
    return (at === '' ? message : `${at}: ${message}`).slice(0, MAX_PROBLEM_CHARACTERS)
  })
  throw new ApiProblem('bad_request', `${where}: ${problems.join('; ')}`, 'See docs/admin-api.md.')
}
