import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Stands in for what gives a managed identity its tokens on App Service and Container Apps: `IDENTITY_ENDPOINT` and
 * `IDENTITY_HEADER` lead there ("How to use managed identities for App Service and Azure Functions", REST endpoint
 * reference, learn.microsoft.com, November 2026), and for an Azure OpenAI that takes these tokens.
 */
export interface IdentityEndpoint {
  readonly env: Readonly<Record<string, string>>
  /** Calls for tokens so far. */
  readonly asked: readonly TokenCall[]
  readonly issued: readonly IssuedToken[]
  /** Of tokens from now on. */
  lifeSeconds: number
  /** What becomes of calls that come from now on; `silent` answers none of them. */
  answers: 'tokens' | 'silent' | { readonly status: number; readonly body: string }
  close(): Promise<void>
}

export interface TokenCall {
  readonly resource: string | null
  readonly clientId: string | null
  readonly header: string | undefined
}

export interface IssuedToken {
  readonly token: string
  readonly resource: string | null
  readonly expiresMs: number
}

const IDENTITY_HEADER = 'proof-of-the-host'

export async function startIdentityEndpoint(): Promise<IdentityEndpoint> {
  const asked: TokenCall[] = []
  const issued: IssuedToken[] = []
  const { origin, close } = await listening((request, response) => {
    const query = new URL(request.url ?? '', 'http://endpoint').searchParams
    const resource = query.get('resource')
    const header = request.headers['x-identity-header']
    asked.push({ resource, clientId: query.get('client_id'), header: String(header) })
    const { answers } = endpoint
    if (answers === 'silent') return
    if (answers !== 'tokens') {
      response.writeHead(answers.status, { 'content-type': 'application/json' }).end(answers.body)
      return
    }
    const expiresOn = Math.floor(Date.now() / 1000) + endpoint.lifeSeconds
    const token = `token-${issued.length + 1}`
    issued.push({ token, resource, expiresMs: expiresOn * 1000 })
    json(response, 200, {
      access_token: token,
      expires_on: String(expiresOn),
      resource,
      token_type: 'Bearer',
    })
  })
  const endpoint: IdentityEndpoint = {
    env: { IDENTITY_ENDPOINT: `${origin}/msi/token`, IDENTITY_HEADER },
    asked,
    issued,
    lifeSeconds: 86_400,
    answers: 'tokens',
    close,
  }
  return endpoint
}

export interface SignedInProvider {
  readonly address: string
  /** The `authorization` of each call, in order. */
  readonly authorizations: readonly string[]
  /** Tokens that it takes no longer. */
  readonly refused: Set<string>
  close(): Promise<void>
}

/** Takes tokens that were issued for its resource and have not expired, and says 401 to others as Azure does. */
export async function startSignedInProvider(identity: IdentityEndpoint): Promise<SignedInProvider> {
  const authorizations: string[] = []
  const refused = new Set<string>()
  const { origin, close } = await listening((request, response) => {
    request.resume()
    request.on('end', () => {
      const given = String(request.headers.authorization)
      authorizations.push(given)
      const known = identity.issued.find(({ token }) => given === `Bearer ${token}`)
      const isGood =
        known?.resource === 'https://cognitiveservices.azure.com' &&
        known.expiresMs > Date.now() &&
        !refused.has(known.token)
      if (isGood) json(response, 200, ANSWER)
      else json(response, 401, { statusCode: 401, message: UNAUTHORIZED })
    })
  })
  return { address: origin, authorizations, refused, close }
}

const UNAUTHORIZED = 'Unauthorized. Access token is missing, invalid, audience is incorrect, or have expired.'
const ANSWER = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'gpt-4.1-2025-04-14',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
}

async function listening(listener: RequestListener) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
