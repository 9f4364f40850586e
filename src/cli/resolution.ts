import { readFileSync } from 'node:fs'
import path from 'node:path'

import type { Log } from '../base/index.ts'
import type { ResolvedAccount } from '../gateway/index.ts'
import {
  azureTokenSources,
  type Credential,
  credentialFor,
  type EntraAuth,
  readKeyVaultSecret,
  type TokenSource,
} from '../providers/index.ts'
import {
  type Account,
  type Plan,
  type Reference,
  type ReferenceSources,
  resolveReference,
} from '../workload/index.ts'
import type { Environment } from './environment.ts'

/** Makes a plan's references into values: the only place where addresses and secrets meet the plan. */
export class Resolver {
  readonly #environment: Environment
  readonly #log: Log
  readonly #sources: ReferenceSources
  readonly #tokenSource = azureTokenSources()
  readonly #credentials = new Map<string, { readonly fingerprint: string; readonly credential: Credential }>()

  constructor(environment: Environment, log: Log) {
    this.#environment = environment
    this.#log = log
    this.#sources = {
      env: (name) => environment.env[name],
      readFile: (file) => readFileSync(path.resolve(environment.cwd, file), 'utf8').trim(),
      keyvault: (vaultUrl, secret) =>
        readKeyVaultSecret(vaultUrl, secret, this.#tokenSource({ kind: 'default-azure' })),
    }
  }

  value(reference: Reference): Promise<string> {
    return resolveReference(reference, this.#sources)
  }

  tokens(auth: EntraAuth): TokenSource {
    return this.#tokenSource(this.identity(auth))
  }

  /** As the file says; where it names no identity of a host that has some of its own, the one that the host names. */
  identity(auth: EntraAuth): EntraAuth {
    const clientId = this.#environment.env['AZURE_CLIENT_ID']
    const isOpen = auth.kind === 'managed-identity' && auth.clientId === null
    return isOpen && clientId !== undefined && clientId !== '' ? { ...auth, clientId } : auth
  }

  /**
   * Base URL and credential of each account. A credential outlives a reload that leaves the account's way of signing
   * in as it was, so that no token is fetched anew. Throws, naming the account, when a reference leads nowhere.
   */
  async accounts(
    plan: Plan,
    simulatedUrl: (account: string) => string,
  ): Promise<Map<string, ResolvedAccount>> {
    // At the same time: each waits for its token, and where the identity endpoint is silent for as long as it may.
    const resolved = [...plan.accounts.values()].map(async (account) => {
      const { name, endpoint } = account
      const baseUrl = endpoint === null ? simulatedUrl(name) : await this.value(endpoint)
      return [name, { baseUrl, credential: await this.#credential(account, baseUrl) }] as const
    })
    return new Map(await Promise.all(resolved))
  }

  close(): void {
    for (const { credential } of this.#credentials.values()) credential.close()
    this.#credentials.clear()
  }

  async #credential(account: Account, baseUrl: string): Promise<Credential> {
    const secret = account.auth.kind === 'key' ? await this.value(account.auth.secret) : null
    const fingerprint = JSON.stringify([account.provider, account.auth, baseUrl, secret])
    const known = this.#credentials.get(account.name)
    if (known?.fingerprint === fingerprint) return known.credential
    const credential = credentialFor(account, secret, {
      clock: this.#environment.clock,
      log: this.#log,
      tokenSource: (auth) => this.tokens(auth),
      baseUrl,
    })
    // Before it is there: `close` ends it also where another account's reference leads nowhere.
    this.#credentials.set(account.name, { fingerprint, credential })
    await credential.start()
    return credential
  }
}
