import { crc32 } from 'node:zlib'

/**
 * What a prompt will count, told from its bytes alone: counting tokens exactly costs more than all else that the
 * gateway does. Four bytes are about one token of English; what they are worth for the texts that a model really gets
 * is learnt from the provider's own figures.
 */
const BYTES_PER_TOKEN = 4
/** An image counts by its size in pixels, not in bytes: 85 to about 1,100 tokens (OpenAI guide, "Images and vision"). */
const IMAGE_TOKENS = 1_000
/** Prompts with an image are longer than this; shorter ones are not searched for one. */
const MIN_BYTES_WITH_IMAGE = 8_192
const BASE64_MARK = Buffer.from(';base64,')
const QUOTE = 0x22

/** Tokens before any correction. Data URLs (images, files, sound) count as images, not as text. */
export function estimateTokens(body: Buffer, start: number, end: number): number {
  let bytes = end - start
  let images = 0
  if (bytes >= MIN_BYTES_WITH_IMAGE) {
    for (let at = body.indexOf(BASE64_MARK, start); at !== -1 && at < end;) {
      const close = body.indexOf(QUOTE, at)
      if (close === -1 || close > end) break
      bytes -= close - at
      images++
      at = body.indexOf(BASE64_MARK, close)
    }
  }
  return Math.ceil(bytes / BYTES_PER_TOKEN) + images * IMAGE_TOKENS
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

  /** Tokens to reckon with, whole, for an estimate as `estimateTokens` gives it. */
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
