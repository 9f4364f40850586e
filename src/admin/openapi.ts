import { z } from 'zod'

import { type Endpoint, problem } from './api/endpoint.ts'
import { ENDPOINTS } from './endpoints.ts'
import { SECURE_SESSION_COOKIE, SESSION_COOKIE } from './session-cookie.ts'

const BASE = '/admin/v1'

/** The admin API as an OpenAPI 3.1 document, made from the endpoints that are served. */
export function openApi(version: string): object {
  const schemas: Schemas = {}
  const paths: Record<string, Record<string, object>> = {}
  for (const [id, endpoint] of Object.entries<Endpoint>(ENDPOINTS)) {
    const at = (paths[BASE + endpoint.path] ??= {})
    at[endpoint.method.toLowerCase()] = operation(id, endpoint, schemas)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Causeway admin API',
      version,
      description: 'What the console and remote commands use. Within v1 fields are only added.',
    },
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        operatorKey: { type: 'http', scheme: 'bearer', description: 'A key of `causeway operators create`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: SECURE_SESSION_COOKIE,
          description: `Over plain HTTP, which is for this machine alone, it is called ${SESSION_COOKIE}.`,
        },
      },
    },
  }
}

function operation(id: string, endpoint: Endpoint, schemas: Schemas): object {
  const { summary, subject, role, status = 200, body } = endpoint
  return {
    operationId: id,
    summary,
    tags: [subject],
    description:
      role === null ? 'Open to who has not signed in.' : `For the role ${role} and those above it.`,
    security: role === null ? [] : [{ operatorKey: [] }, { session: [] }],
    parameters: [
      ...parametersOf(endpoint.params, 'path', schemas),
      ...parametersOf(endpoint.query, 'query', schemas),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: endpoint.isBodyOptional !== true,
            content: content(body, 'input', schemas),
          },
        }),
    responses: {
      [status]: answerOf(endpoint, schemas),
      default: { description: 'It could not be done.', content: content(problem, 'output', schemas) },
    },
  }
}

function answerOf({ answer }: Endpoint, schemas: Schemas): object {
  switch (answer.kind) {
    case 'json':
      return { description: 'Done.', content: content(answer.schema, 'output', schemas) }
    case 'events':
      return {
        description: `Events: ${Object.keys(answer.events).join(', ')}.`,
        content: {
          'text/event-stream': {
            schema: { type: 'string' },
            'x-events': Object.fromEntries(
              Object.entries(answer.events).map(([name, schema]) => [
                name,
                schemaOf(schema, 'output', schemas),
              ]),
            ),
          },
        },
      }
    case 'file':
      return {
        description: 'The file.',
        content: Object.fromEntries(
          answer.mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
        ),
      }
    case 'nothing':
      return { description: 'Done.' }
  }
}

function parametersOf(schema: z.ZodObject | undefined, where: 'path' | 'query', schemas: Schemas): object[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input', schemas) as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...of }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: of,
  }))
}

function content(schema: z.ZodType, io: 'input' | 'output', schemas: Schemas): object {
  return { 'application/json': { schema: schemaOf(schema, io, schemas) } }
}

type Schemas = Record<string, unknown>

/** Schemas with an id become components, once for all who use them. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Schemas): object {
  const {
    $schema: _,
    $defs,
    id,
    ...made
  } = z.toJSONSchema(schema, { io, reused: 'inline' }) as Record<string, unknown>
  for (const [name, of] of Object.entries(($defs ?? {}) as Record<string, Record<string, unknown>>)) {
    const { id: _name, ...rest } = of
    schemas[name] = placed(rest)
  }
  if (typeof id !== 'string') return placed(made) as object
  schemas[id] = placed(made)
  return { $ref: `#/components/schemas/${id}` }
}

function placed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(placed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, of]) => [
      key,
      key === '$ref' && typeof of === 'string' ? of.replace('#/$defs/', '#/components/schemas/') : placed(of),
    ]),
  )
}
