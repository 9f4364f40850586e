import type { AzureFacts } from '../../azure/index.ts'
import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { isLoopback, isPrivate } from '../hosts.ts'
import type { AccountDeclaration } from '../schema.ts'
import { checkRegion, checkResidency } from './places-of-processing.ts'

/** What each provider needs of an account, and where its calls may go. */
export function checkAccounts({ declaration, accountNames, facts }: Declared, findings: Findings): void {
  if (accountNames.size === 0 && findings.isSound(['accounts'])) {
    findings.error(['accounts'], 'names no account, so no model can be served', { at: 'key' })
  }
  for (const [name, account] of Object.entries(declaration.accounts)) {
    new AccountCheck(name, account, facts, findings).run()
  }
}

class AccountCheck {
  readonly #path: readonly string[]
  readonly #account: AccountDeclaration
  readonly #facts: AzureFacts
  readonly #findings: Findings

  constructor(name: string, account: AccountDeclaration, facts: AzureFacts, findings: Findings) {
    this.#path = ['accounts', name]
    this.#account = account
    this.#facts = facts
    this.#findings = findings
  }

  run(): void {
    const { provider, region, api, api_version: apiVersion, processed_in: processedIn } = this.#account
    if (region !== undefined) checkRegion(region, this.#at('region'), this.#facts, this.#findings)
    if (processedIn !== undefined)
      checkResidency(processedIn, this.#at('processed_in'), this.#facts, this.#findings)
    if (provider !== 'openai') this.#require('region', 'is missing: the Azure region of the account')
    if (provider !== 'openai') {
      this.#forbid(
        'processed_in',
        'is for openai accounts: in Azure, region and deployment type say where calls are processed',
      )
    }
    if (provider !== 'azure-openai') {
      this.#forbid('api', 'is for azure-openai accounts')
      this.#forbid('api_version', 'is for azure-openai accounts')
    } else if (api === 'v1' && apiVersion !== undefined) {
      this.#findings.error(
        this.#at('api_version'),
        'is for the classic API: leave it out, or write api: classic',
      )
    } else if (api === 'classic' && apiVersion === undefined)
      this.#require('api_version', 'is missing: the classic API needs one')
    if (provider === 'simulated') {
      this.#forbid('endpoint', 'is not for simulated accounts: the simulator chooses its own address')
    } else {
      this.#require('endpoint', 'is missing: the base URL of the account, such as env:AOAI_ENDPOINT')
      this.#checkEndpoint()
    }
    this.#checkAuth()
  }

  #checkAuth(): void {
    const { provider, auth } = this.#account
    if (provider === 'azure-openai') {
      this.#require('auth', 'is missing: write managed-identity, default-azure or { key: env:NAME }')
      if (auth === 'none')
        this.#findings.error(this.#at('auth'), 'must not be none: Azure answers no call without a credential')
    } else if (
      provider === 'openai' &&
      auth !== undefined &&
      auth !== 'none' &&
      !(typeof auth === 'object' && 'key' in auth)
    ) {
      this.#findings.error(
        this.#at('auth'),
        'must be { key: env:NAME } or none: Azure identities are for azure-openai accounts',
      )
    } else if (provider === 'simulated' && auth !== undefined && auth !== 'none') {
      this.#findings.error(
        this.#at('auth'),
        'must be none, or left out: simulated accounts take no credential',
      )
    }
  }

  #checkEndpoint(): void {
    const { endpoint, provider, auth } = this.#account
    if (endpoint?.kind !== 'literal') return
    const problem = endpointProblem(endpoint.value)
    if (problem !== null) {
      this.#findings.error(this.#at('endpoint'), problem)
      return
    }
    const url = new URL(endpoint.value)
    if (url.protocol === 'https:' || isLoopback(url.hostname)) return
    if (provider === 'openai' && isPrivate(url.hostname)) return
    if (provider === 'openai' && (auth === undefined || auth === 'none')) {
      this.#findings.warning(
        this.#at('endpoint'),
        'is plain http over a public network: prompts can be read on the way',
      )
    } else
      this.#findings.error(
        this.#at('endpoint'),
        'must begin with https://: keys and prompts would travel in the clear',
      )
  }

  #require(setting: keyof AccountDeclaration, message: string): void {
    const path = this.#at(setting)
    if (this.#account[setting] === undefined && this.#findings.isWhole(path))
      this.#findings.error(path, message, { at: 'key' })
  }

  #forbid(setting: keyof AccountDeclaration, message: string): void {
    if (this.#account[setting] !== undefined) this.#findings.error(this.#at(setting), message, { at: 'key' })
  }

  #at(setting: string): readonly string[] {
    return [...this.#path, setting]
  }
}

/** Paths that portals and SDKs show behind the base; the provider cuts `/openai` and `/openai/v1` off. */
const OPERATION_TAIL = /\/(deployments|chat|completions|embeddings|responses|images|audio)(\/|$)/

function endpointProblem(endpoint: string): string | null {
  if (!URL.canParse(endpoint))
    return 'is not a URL such as https://my-account.openai.azure.com, nor a reference'
  const url = new URL(endpoint)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://'
  if (url.username !== '' || url.password !== '')
    return 'holds a user name or password: set auth on the account instead'
  if (url.search !== '' || url.hash !== '') return 'has a query: give the base URL alone'
  if (OPERATION_TAIL.test(url.pathname))
    return 'goes on to one operation: give the base URL alone, such as https://my-account.openai.azure.com'
  return null
}
