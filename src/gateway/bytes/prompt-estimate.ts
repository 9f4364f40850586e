import { crc32 } from 'node:zlib'

/**
 * What a prompt will count, told from its bytes alone: counting tokens exactly costs more than all else that the
 * gateway does. Four bytes are about one token of English; what they are worth for the texts that a model really gets
 * is learnt from the provider's own figures.
 */
const BYTES_PER_TOKEN = 4

/** Tokens before any correction, for so many bytes of text. */
export function textTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN)
}

const MIN_FACTOR = 0.25
const MAX_FACTOR = 4
/** The share of each new figure once there are many; the first ones count more. */
const STEADY_SHARE = 1 / 32
/** Shorter prompts are mostly JSON around the text, and say little about the text. */
const MIN_TOKENS_TO_LEARN_FROM = 32

/** The running correction of one model's estimates: a moving average of measured over estimated tokens. */
export class EstimateFactor {
  #factor = 1
  #figures = 0

  get factor(): number {
    return this.#factor
  }

  /** Tokens to reckon with, whole, for an estimate as `textTokens` gives it. */
  apply(estimated: number): number {
    return Math.ceil(estimated * this.#factor)
  }

  /** `estimated` is what was given to `apply`, not what it returned. */
  learn(estimated: number, measured: number): void {
    if (!(estimated >= MIN_TOKENS_TO_LEARN_FROM) || !(measured > 0)) return
    const ratio = Math.min(MAX_FACTOR, Math.max(MIN_FACTOR, measured / estimated))
    this.#figures++
    this.#factor += (ratio - this.#factor) * Math.max(STEADY_SHARE, 1 / this.#figures)
  }
}

/** Providers cache prompts from 1,024 tokens up (Azure OpenAI, "Prompt caching"). */
const PREFIX_BYTES = 4_096

/**
 * Hash of a prompt's beginning, to send prompts that share one to the same deployment, whose cache then knows it; null
 * when the prompt is too short to be cached.
 */
export function prefixKey(body: Buffer, start: number, end: number): number | null {
  if (start < 0 || end - start < PREFIX_BYTES) return null
  return crc32(body.subarray(start, start + PREFIX_BYTES))
}
