export {
  type Call,
  type Operation,
  OPERATIONS,
  type Provider,
  type ReplyFacts,
  type Target,
} from './provider.ts'
export { parseBaseUrl } from './base-url.ts'
export { providerOf, PROVIDERS } from './registry.ts'
export type { Headers, SaturationCause, UpstreamReply, Verdict } from './verdict.ts'
export { DEFAULT_RETRY_AFTER_MS, MAX_RETRY_AFTER_MS } from './retry-after.ts'
export { VERDICT_ROWS, type VerdictRow } from './verdict-rows.ts'
export { verdictOf, verdictOfStreamError } from './verdicts.ts'
export type { Credential, CredentialState } from './credentials/credential.ts'
export { EntraCredential, type EntraOptions } from './credentials/entra.ts'
export { type CredentialDependencies, credentialFor } from './credentials/registry.ts'
export {
  KeyVaultError,
  type KeyVaultProblem,
  readKeyVaultSecret,
  type Requester,
} from './credentials/keyvault.ts'
export {
  type AccessToken,
  azureTokenSources,
  type EntraAuth,
  tokenScope,
  type TokenSource,
} from './credentials/token-source.ts'
