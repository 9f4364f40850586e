import type { TokenWeights } from '../workload/index.ts'
import type { BoundLimit } from './limit-book.ts'

/** What is asked of each limit, and what was used of it, in its own measure: whole numbers, rounded up. */
export interface Estimate {
  readonly inputTokens: number
  readonly outputTokens: number
  readonly nanoUsd: number
}

/** `cached` is part of `input`, `reasoning` of `output`, audio of each, as in the ledger's records. */
export interface TokensUsed {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
  readonly audioInput: number
  readonly audioOutput: number
}

/** Before a call its classes are not known: all that goes in weighs as input, all that comes out as output. */
export function estimatedAmounts(limits: readonly BoundLimit[], estimate: Estimate): readonly number[] {
  return limits.map(({ measure, weights }) => {
    if (measure === 'tokens')
      return Math.ceil(estimate.inputTokens * weights.input + estimate.outputTokens * weights.output)
    return measure === 'nano-usd' ? Math.ceil(estimate.nanoUsd) : 1
  })
}

/** Of an exchange that a provider was called for; one that never got so far is released instead. */
export function actualAmounts(
  limits: readonly BoundLimit[],
  tokens: TokensUsed | null,
  nanoUsd: number,
): readonly number[] {
  return limits.map(({ measure, weights }) => {
    if (measure === 'tokens') return tokens === null ? 0 : weighTokens(tokens, weights)
    return measure === 'nano-usd' ? Math.ceil(nanoUsd) : 1
  })
}

/** Each token in one class: cached or sound before input, reasoning or sound before output. */
export function weighTokens(tokens: TokensUsed, weights: TokenWeights): number {
  const { input, cached, output, reasoning, audioInput, audioOutput } = tokens
  const plainInput = Math.max(0, input - cached - audioInput)
  // Sound that was cached is in both figures of the provider; as input it cannot be more than what else is left.
  const soundInput = Math.max(0, Math.min(audioInput, input - cached))
  const plainOutput = Math.max(0, output - reasoning - audioOutput)
  return Math.ceil(
    plainInput * weights.input +
      cached * weights.cached +
      plainOutput * weights.output +
      reasoning * weights.reasoning +
      (soundInput + audioOutput) * weights.audio,
  )
}
