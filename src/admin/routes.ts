import type { Endpoint } from './api/endpoint.ts'
import { type EndpointId, ENDPOINTS } from './endpoints.ts'

/** Which endpoint a path is of: the longest literal beginning wins, so that `/keys/rotate` is no key of that name. */
export type Found =
  | {
      readonly kind: 'endpoint'
      readonly id: EndpointId
      readonly endpoint: Endpoint
      readonly params: Readonly<Record<string, string>>
    }
  | { readonly kind: 'other-method'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' }

interface Route {
  readonly id: EndpointId
  readonly endpoint: Endpoint
  readonly segments: readonly string[]
}

const ROUTES: readonly Route[] = Object.entries<Endpoint>(ENDPOINTS)
  .map(([id, endpoint]) => ({ id: id as EndpointId, endpoint, segments: endpoint.path.split('/').slice(1) }))
  .sort((a, b) => parametersOf(a) - parametersOf(b))

function parametersOf({ segments }: Route): number {
  return segments.filter(isParameter).length
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{')
}

/** `path` is below `/admin/v1`, without a query. */
export function findRoute(method: string, path: string): Found {
  const segments = path.split('/').slice(1)
  const methods: string[] = []
  for (const { id, endpoint, segments: of } of ROUTES) {
    const params = matched(of, segments)
    if (params === null) continue
    if (endpoint.method === method) return { kind: 'endpoint', id, endpoint, params }
    methods.push(endpoint.method)
  }
  return methods.length > 0 ? { kind: 'other-method', methods } : { kind: 'unknown' }
}

function matched(of: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (of.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, wanted] of of.entries()) {
    const segment = segments[index] as string
    if (isParameter(wanted)) {
      const value = decoded(segment)
      if (value === null || value === '') return null
      params[wanted.slice(1, -1)] = value
    } else if (segment !== wanted) return null
  }
  return params
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
