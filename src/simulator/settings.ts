/** What a simulator is started with. Optional fields have their default beside them. */
export interface SimulatorSettings {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** The same seed and prompt give the same words. */
  readonly seed: number
  readonly latency: Latency
  readonly limits: WindowMode
  readonly accounts: readonly SimulatedAccount[]
  /** Tokens of an answer that nothing cuts shorter; `DEFAULT_OUTPUT_TOKENS`. */
  readonly outputTokens?: number
  /** Each bill is appended here as a line of JSON before the last byte of its answer leaves. */
  readonly billFile?: string | null
  /** Bills held in memory, the oldest dropped first; `DEFAULT_BILLS_KEPT`. */
  readonly billsKept?: number
  /** Asked for by the control API as `Authorization: Bearer`; without it, only this machine may control. */
  readonly controlKey?: string | null
}

export interface Latency {
  /** From the request to the first token. */
  readonly firstTokenMs: number
  readonly perTokenMs: number
  /** Each wait is longer or shorter by up to this share, 0 to 1. */
  readonly jitter: number
}

/**
 * Azure's documents say that the counter resets each minute and that refused calls count; microsoft/aoai-api-simulator
 * slides its window and counts what it admitted only. Source: learn.microsoft.com/azure/ai-foundry/openai/how-to/quota,
 * "Understanding rate limits".
 */
export type WindowMode = 'reset-each-minute' | 'sliding'

export interface SimulatedAccount {
  /** First segment of its path, and its name in faults and bills. */
  readonly name: string
  readonly region: string
  /** Empty: any credential is taken, and none is asked for. */
  readonly keys: readonly string[]
  readonly deployments: readonly SimulatedDeployment[]
}

export interface SimulatedDeployment {
  readonly name: string
  /** The maker's name; decides what it can do, its context and whether it reasons. */
  readonly model: string
  readonly version: string | null
  /** A word of the workload file, such as `standard`; only the bill repeats it. */
  readonly type: string
  /** Null: no limit. */
  readonly tokensPerMinute: number | null
  readonly requestsPerMinute: number | null
  readonly ptu: { readonly inputTokensPerMinute: number; readonly outputWeight: number } | null
  /** A standard deployment of the same account that takes the calls this one refuses. */
  readonly spillover: string | null
  readonly latency?: Latency
  /** In place of the model's own, to reach the end of the context with small prompts. */
  readonly contextTokens?: number
}

export const NO_LATENCY: Latency = { firstTokenMs: 0, perTokenMs: 0, jitter: 0 }
export const DEFAULT_OUTPUT_TOKENS = 64
export const DEFAULT_BILLS_KEPT = 100_000

/** Azure takes images of 20 MB; encoded in a body they are a third larger. */
export const BODY_LIMIT_BYTES = 32 * 1024 * 1024
