import type { Json } from './json.ts'

/** Invented, but of the right shape: every token is all but certain. */
const LOGPROB = -0.0105

export function tokenLogprobs(pieces: readonly string[]): Json[] {
  return pieces.map((token) => ({
    token,
    bytes: [...Buffer.from(token)],
    logprob: LOGPROB,
    top_logprobs: [],
  }))
}
