import type { Clock } from '../base/index.ts'
import type { Visit } from './visit.ts'

/**
 * Where a managed identity's tokens come from, as App Service has it: `IDENTITY_ENDPOINT` and `IDENTITY_HEADER` lead
 * Azure's identity libraries here. Source: "How to use managed identities for App Service and Azure Functions", "REST
 * endpoint reference" (learn.microsoft.com/azure/app-service/overview-managed-identity), as of 2026-11.
 */
export const IDENTITY_PATH = '/identity/token'

const VALID_SECONDS = 86_400

/** A token for whatever is asked: the simulator looks at the shape of tokens alone, which is three parts. */
export function serveIdentityToken(visit: Visit, clock: Clock): void {
  const url = new URL(visit.request.url ?? '', 'http://simulator')
  const resource = url.searchParams.get('resource')
  if (visit.request.method !== 'GET' || visit.header('x-identity-header') === null || resource === null) {
    const message = 'GET it with resource, api-version and the header X-IDENTITY-HEADER.'
    return visit.json(400, { statusCode: 400, message })
  }
  const expiresOn = Math.floor(clock.nowMs() / 1000) + VALID_SECONDS
  const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url')
  visit.json(200, {
    access_token: `${part({ alg: 'none', typ: 'JWT' })}.${part({ aud: resource, exp: expiresOn })}.simulated`,
    client_id: visit.requestId,
    expires_on: String(expiresOn),
    resource,
    token_type: 'Bearer',
  })
}
