import type { Account, Deployment, ProviderName } from '../workload/index.ts'
import type { Headers, UpstreamReply, Verdict } from './verdict.ts'

/**
 * What one file per upstream wire implements: how a call is addressed there, and what its replies mean. Pure: no
 * clock, network or environment. The credential is added, and the request sent, by the gateway.
 */
export interface Provider {
  readonly name: ProviderName
  /** What the wire can carry at all; a server behind it may offer less and says so with a 404. */
  readonly offers: ReadonlySet<Operation>
  /**
   * Made once for each deployment of a plan; with a null deployment, for calls on the account itself (stored
   * responses). Throws `TypeError` when `baseUrl` is none that can be called.
   */
  target(account: Account, deployment: Deployment | null, baseUrl: string): Target
  classify(reply: UpstreamReply): Verdict
  /** `error` is what a 200 stream sent in place of an answer: the event's whole data, or the error object in it. */
  classifyStreamError(error: unknown): Verdict
  /** `target` is where the call went: what it asked for tells an ordinary answer from one that spilled. */
  facts(headers: Headers, target: Target | null): ReplyFacts
}

export const OPERATIONS = [
  'chat',
  'completions',
  'embeddings',
  'responses',
  'images',
  'image-edits',
  'speech',
  'transcriptions',
  'translations',
] as const
export type Operation = (typeof OPERATIONS)[number]

/** What the gateway has understood of the client's request, as far as the upstream's URL and headers need it. */
export interface Call {
  readonly operation: Operation
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** For responses: `''`, `/resp_x`, `/resp_x/cancel` or `/resp_x/input_items`, with the upstream's own id. */
  readonly suffix: string
  /** The client's query without `api-version`: starts with `?`, or is empty. */
  readonly query: string
  /** The `api-version` that the client gave, in whichever shape it speaks. */
  readonly apiVersion: string | null
}

export interface Target {
  /** `scheme://host:port`, the port only where it is not the scheme's own. */
  readonly origin: string
  /** What the base URL has after its origin, without a slash at its end; often empty. */
  readonly basePath: string
  /** Path and query. Throws `Failure` (`id_not_owned`) for a suffix that no provider's id can make. */
  path(call: Call): string
  /**
   * Path and query of files and batches, which stand at the account; `id` is the provider's own, null for all of them.
   * Throws `Failure` (`id_not_owned`) for an id that no provider makes.
   */
  keptPath(kind: 'files' | 'batches', id: string | null, tail?: '' | '/content' | '/cancel'): string
  /** Whether the body's `model` field is replaced with `upstreamName`, or goes on as the client sent it. */
  readonly modelField: 'replace' | 'leave'
  /** The deployment's name at the account; empty for calls on the account itself. */
  readonly upstreamName: string
}

/** What a reply's headers tell beside the answer. Null: not told. */
export interface ReplyFacts {
  /** An admission estimate of Azure's, not usage: neither billing nor forecasts may rest on it. */
  readonly remainingTokens: number | null
  readonly remainingRequests: number | null
  /** Below the configured quota when Azure cut the limit for a time. */
  readonly limitTokens: number | null
  /** Of a provisioned deployment, 0 to 1. */
  readonly utilization: number | null
  /** The deployment that served, when it is another than was asked for: the provider spilled the call. */
  readonly servedBy: string | null
  readonly spilledFrom: string | null
  /** The status of the provisioned deployment that made the provider spill, such as `429`. */
  readonly spilloverError: string | null
  readonly providerRequestId: string | null
  /** Of the resource; not proof of where a global deployment processed. */
  readonly region: string | null
}
