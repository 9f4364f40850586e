import type { AuthSetting } from '../../workload/index.ts'
import { TokenCalls, type TokenEndpointCall } from './token-calls.ts'
import { defaultAzureProblem, managedIdentityProblem } from './token-problem.ts'

/** The part of `@azure/identity`'s `TokenCredential` that is needed here; tests bring their own. */
export interface TokenSource {
  getToken(scope: string, options: TokenOptions): Promise<AccessToken | null>
}

export interface TokenOptions {
  readonly abortSignal: AbortSignal
  /** Whoever the token at hand is for refuses it: another one is wanted, and not the library's own copy of it. */
  readonly isRefused?: boolean
}

export interface AccessToken {
  readonly token: string
  /** Milliseconds since the epoch, as is `refreshAfterTimestamp`. */
  readonly expiresOnTimestamp: number
  readonly refreshAfterTimestamp?: number | undefined
}

export type EntraAuth = Extract<AuthSetting, { kind: 'managed-identity' | 'default-azure' }>

/**
 * Token sources of `@azure/identity`, one for each identity, so that accounts with the same identity share its cache
 * and its calls. The library is loaded on the first token: it costs some 200 ms that a start without Entra saves.
 */
export function azureTokenSources(): (auth: EntraAuth) => TokenSource {
  const known = new Map<string, TokenSource>()
  return (auth) => {
    const name = auth.kind === 'default-azure' ? auth.kind : `${auth.kind} ${auth.clientId ?? ''}`
    let source = known.get(name)
    if (source === undefined) {
      source = lazySource(auth)
      known.set(name, source)
    }
    return source
  }
}

function lazySource(auth: EntraAuth): TokenSource {
  let loading: Promise<TokenSource> | null = null
  return {
    async getToken(scope, options) {
      loading ??= loadSource(auth)
      return (await loading).getToken(scope, options)
    },
  }
}

async function loadSource(auth: EntraAuth): Promise<TokenSource> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity')
  const calls = new TokenCalls()
  const { httpClient } = calls
  if (auth.kind === 'managed-identity') {
    const { clientId } = auth
    // The library's types of an HTTP client are those of a package that this program does not depend on.
    const options = (clientId === null ? { httpClient } : { httpClient, clientId }) as object
    const credential = new ManagedIdentityCredential(options)
    return {
      async getToken(scope, { abortSignal, isRefused = false }) {
        const call: TokenEndpointCall = { signal: abortSignal, last: null }
        try {
          return await calls.within(call, async () => {
            if (isRefused) await refreshed(credential, scope)
            return credential.getToken(scope, { abortSignal })
          })
        } catch (error) {
          throw managedIdentityProblem(call, error) ?? error
        }
      },
    }
  }
  const made = () => new DefaultAzureCredential({ httpClient } as object)
  let credential = made()
  return {
    async getToken(scope, { abortSignal, isRefused = false }) {
      // What it keeps of tokens goes with it.
      if (isRefused) credential = made()
      try {
        return await calls.within({ signal: abortSignal, last: null }, () =>
          credential.getToken(scope, { abortSignal }),
        )
      } catch (error) {
        throw defaultAzureProblem(error)
      }
    },
  }
}

/** Of @azure/msal-node, as far as it is used. */
interface ManagedIdentityApplication {
  acquireToken(request: { readonly resource: string; readonly forceRefresh: true }): Promise<unknown>
}

/**
 * All managed identities of a process share one cache, which gives a token until five minutes before it expires, and the
 * library has no option to pass it over. The application below it is no part of its interface, so its version is pinned
 * and a test counts the calls.
 */
async function refreshed(credential: object, scope: string): Promise<void> {
  const application = Reflect.get(credential, 'managedIdentityApp') as ManagedIdentityApplication
  await application.acquireToken({ resource: scope.replace(/\/\.default$/, ''), forceRefresh: true })
}

/**
 * Scope of a token by the host that it is for. Source: Azure OpenAI reference and the Foundry page on errors: a token
 * for another audience gets 401. Sovereign clouds have their own.
 */
const SCOPES: readonly (readonly [hostEnding: string, scope: string])[] = [
  ['.services.ai.azure.com', 'https://ai.azure.com/.default'],
  ['.azure.us', 'https://cognitiveservices.azure.us/.default'],
  ['.azure.cn', 'https://cognitiveservices.azure.cn/.default'],
]
const DEFAULT_SCOPE = 'https://cognitiveservices.azure.com/.default'

export function tokenScope(baseUrl: string | null): string {
  if (baseUrl === null || !URL.canParse(baseUrl)) return DEFAULT_SCOPE
  const { hostname } = new URL(baseUrl)
  return SCOPES.find(([ending]) => hostname.endsWith(ending))?.[1] ?? DEFAULT_SCOPE
}
