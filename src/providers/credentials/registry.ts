import type { Clock, Log } from '../../base/index.ts'
import type { Account } from '../../workload/index.ts'
import { ApiKeyCredential } from './api-key.ts'
import type { Credential } from './credential.ts'
import { EntraCredential } from './entra.ts'
import { NoCredential } from './none.ts'
import { azureTokenSources, type EntraAuth, type TokenSource, tokenScope } from './token-source.ts'

export interface CredentialDependencies {
  readonly clock: Clock
  readonly log: Log
  /** Where tokens come from; give one made by `azureTokenSources` to all accounts, so that they share tokens. */
  readonly tokenSource?: (auth: EntraAuth) => TokenSource
  /** The account's resolved address: its host decides the token's audience. */
  readonly baseUrl?: string | null
}

/** One line per kind of `auth`. `secret` is what its reference resolved to; null where it has none. */
export function credentialFor(
  account: Account,
  secret: string | null,
  deps: CredentialDependencies,
): Credential {
  const { auth } = account
  if (auth.kind === 'key') return new ApiKeyCredential(account.provider, secret)
  if (auth.kind === 'none') return new NoCredential()
  return entra(account, auth, deps)
}

function entra(account: Account, auth: EntraAuth, deps: CredentialDependencies): Credential {
  const { clock, log, tokenSource = azureTokenSources(), baseUrl } = deps
  const address = baseUrl ?? (account.endpoint?.kind === 'literal' ? account.endpoint.value : null)
  return new EntraCredential({
    name: account.name,
    scope: tokenScope(address),
    source: tokenSource(auth),
    clock,
    log,
  })
}
