import type { AuthSetting } from '../../workload/index.ts'

/** The part of `@azure/identity`'s `TokenCredential` that is needed here; tests bring their own. */
export interface TokenSource {
  getToken(scope: string, options: { readonly abortSignal: AbortSignal }): Promise<AccessToken | null>
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
  if (auth.kind === 'default-azure') return new DefaultAzureCredential()
  return auth.clientId === null
    ? new ManagedIdentityCredential()
    : new ManagedIdentityCredential({ clientId: auth.clientId })
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
