import type { SaturationCause } from './verdict.ts'

/**
 * THE table of error classes: what each reply means, in one place. The first row that fits decides. A row fits when
 * the status is among `statuses`, and the error's code (or its inner code, or its type) is among `codes`, and its
 * message matches `says`; what a row leaves out may be anything. docs/providers.md shows it; a test holds them together.
 */
export interface VerdictRow {
  readonly id: string
  /** For people. */
  readonly meaning: string
  /** `[400, 499]` is a range, both ends in it. */
  readonly statuses: readonly (number | readonly [number, number])[]
  /** Lower case. */
  readonly codes?: readonly string[]
  readonly says?: RegExp
  readonly verdict:
    | { readonly kind: 'answer' }
    | { readonly kind: 'elsewhere' }
    | { readonly kind: 'credential' }
    | { readonly kind: 'misconfigured' }
    | { readonly kind: 'fault' }
    | { readonly kind: 'refuse'; readonly billedPrompt: boolean }
    | {
        readonly kind: 'saturated'
        readonly scope: 'deployment' | 'quota-group'
        readonly cause: SaturationCause
      }
}

export const VERDICT_ROWS: readonly VerdictRow[] = [
  { id: 'answer', meaning: 'An answer', statuses: [[200, 299]], verdict: { kind: 'answer' } },

  // The plan and the account disagree.
  {
    id: 'deployment-not-found',
    meaning: 'The account has no such deployment (or not yet: minutes may pass after its creation)',
    // Azure: 404 DeploymentNotFound. OpenAI: 404 model_not_found, or 403 where the project may not use the model.
    statuses: [400, 403, 404],
    codes: ['deploymentnotfound', 'model_not_found'],
    verdict: { kind: 'misconfigured' },
  },
  {
    id: 'model-not-found',
    meaning: 'The server has no such model',
    statuses: [404],
    says: /\bmodel\b.{0,300}(?:does not exist|not found)|deployment.{0,300}does not exist/is,
    verdict: { kind: 'misconfigured' },
  },
  {
    id: 'retired',
    meaning: 'The model of this deployment was retired',
    statuses: [410],
    verdict: { kind: 'misconfigured' },
  },
  {
    id: 'retired-by-code',
    meaning: 'The model of this deployment was retired',
    statuses: [[400, 499]],
    codes: ['modeldeprecated', 'model_deprecated', 'modelretired', 'model_retired'],
    verdict: { kind: 'misconfigured' },
  },
  {
    id: 'api-version',
    meaning: "The account's api-version is not one that Azure has",
    // Azure: 400 BadRequest, "API version not supported".
    statuses: [400, 404],
    says: /api version not supported/i,
    verdict: { kind: 'misconfigured' },
  },

  // Refused for what was asked.
  {
    id: 'content-filter',
    meaning: 'The content filter refused the prompt; Azure bills it all the same',
    // Source: Azure OpenAI content filtering, "pricing" and "filtered prompt" scenarios.
    statuses: [400],
    codes: ['content_filter', 'responsibleaipolicyviolation'],
    verdict: { kind: 'refuse', billedPrompt: true },
  },
  {
    id: 'encrypted-content',
    meaning: 'The request holds reasoning that another account encrypted; that account can read it',
    // The code was seen missing (openai-agents-python issue 2063), the words never.
    statuses: [400],
    codes: ['invalid_encrypted_content'],
    verdict: { kind: 'elsewhere' },
  },
  {
    id: 'encrypted-content-by-text',
    meaning: 'The same, from API versions that send no code',
    statuses: [400],
    says: /encrypted content.{0,2000}could not be verified/is,
    verdict: { kind: 'elsewhere' },
  },

  // The account, not the call.
  {
    id: 'credit',
    meaning: 'The account has no credit left',
    // OpenAI: 429 insufficient_quota; no wait mends it.
    statuses: [402, 403, 429],
    codes: ['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active'],
    verdict: { kind: 'credential' },
  },
  {
    id: 'credential',
    meaning:
      'The account refuses the credential (wrong key or audience, role missing) or the network it comes from',
    statuses: [401, 402, 403, 407],
    verdict: { kind: 'credential' },
  },

  // Full.
  {
    id: 'demand',
    meaning: "The provider's shared capacity is short, whatever our quota; or flex has none",
    // Azure: type too_many_requests, code no_capacity, "currently experiencing high demand". It goes on to advertise
    // Provisioned Throughput, so this row stands before `provisioned`.
    statuses: [429],
    says: /high demand|temporarily unable to process|overloaded|peak load|server busy|resource unavailable/i,
    verdict: { kind: 'saturated', scope: 'quota-group', cause: 'demand' },
  },
  {
    id: 'no-capacity',
    meaning: 'The same, by its code',
    statuses: [429],
    codes: ['no_capacity', 'resource_unavailable'],
    verdict: { kind: 'saturated', scope: 'quota-group', cause: 'demand' },
  },
  {
    id: 'tokens',
    meaning: 'Tokens per minute are used up',
    // Azure: "have exceeded token rate limit". OpenAI: "on tokens per min (TPM)".
    statuses: [429],
    says: /token rate limit|tokens per min|\bTPM\b/i,
    verdict: { kind: 'saturated', scope: 'deployment', cause: 'tokens' },
  },
  {
    id: 'requests',
    meaning: 'Requests per minute, or per slice of it, are used up',
    // Azure: "have exceeded call rate limit". OpenAI: "on requests per min (RPM)".
    statuses: [429],
    says: /(?:call|request) rate limit|requests per (?:min|day)|\bRPM\b/i,
    verdict: { kind: 'saturated', scope: 'deployment', cause: 'requests' },
  },
  {
    id: 'provisioned',
    meaning: 'All PTUs are in use; not an error, and short',
    statuses: [429],
    says: /provisioned/i,
    verdict: { kind: 'saturated', scope: 'deployment', cause: 'provisioned' },
  },
  {
    id: 'saturated',
    meaning: 'Saturated, without saying why',
    statuses: [429],
    verdict: { kind: 'saturated', scope: 'deployment', cause: 'unknown' },
  },
  {
    id: 'busy',
    meaning: 'The server works, but its queue is full',
    // Ollama: 503 "server busy, please try again"; OpenAI: 503 "The engine is currently overloaded".
    statuses: [503, 529],
    says: /overloaded|server busy|high demand|maximum pending requests/i,
    verdict: { kind: 'saturated', scope: 'deployment', cause: 'demand' },
  },

  // Not here.
  {
    id: 'unknown-id',
    meaning: 'An id in the request is not known',
    // OpenAI, Azure: 404 "Response with id 'resp_x' not found.", type invalid_request_error.
    statuses: [404],
    codes: ['invalid_request_error'],
    verdict: { kind: 'refuse', billedPrompt: false },
  },
  {
    id: 'unknown-path',
    meaning: 'The server does not have this operation; others of its operations are well',
    // Azure: 404, code "404", "Resource not found". vLLM: {"detail":"Not Found"}. 501: llama.cpp.
    statuses: [404, 405, 501],
    verdict: { kind: 'elsewhere' },
  },

  {
    id: 'late',
    meaning: 'The server gave up waiting, or something behind it did',
    // 424: Azure AI Foundry, a dependency failed. 499: the server's own front end hung up.
    statuses: [408, 424, 425, 499],
    verdict: { kind: 'fault' },
  },
  {
    id: 'refused',
    meaning: 'Any other refusal of what was asked: bad field, too long for the model, too large',
    statuses: [[400, 499]],
    verdict: { kind: 'refuse', billedPrompt: false },
  },
  {
    id: 'fault',
    meaning: 'Any other fault of the server',
    statuses: [[500, 599]],
    verdict: { kind: 'fault' },
  },
]
