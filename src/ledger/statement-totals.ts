import type { StatementLine } from './statement.ts'

export interface Totals {
  readonly nanoUsd: bigint
  readonly amount: bigint
  readonly tokensNanoUsd: bigint
  readonly provisionedNanoUsd: bigint
  readonly idleNanoUsd: bigint
  readonly cacheSavedNanoUsd: bigint
  readonly tierSavedNanoUsd: bigint
  readonly unpricedTokens: number
  readonly estimatedTokens: number
}

/** In one pass: a large month has tens of thousands of lines. */
export function totalsOf(lines: readonly StatementLine[]): Totals {
  const ofKind = { tokens: 0n, provisioned: 0n, idle: 0n }
  let amount = 0n
  let cacheSavedNanoUsd = 0n
  let tierSavedNanoUsd = 0n
  let unpricedTokens = 0
  let estimatedTokens = 0
  for (const line of lines) {
    ofKind[line.kind] += line.nanoUsd
    amount += line.amount
    cacheSavedNanoUsd += line.cacheSavedNanoUsd
    tierSavedNanoUsd += line.tierSavedNanoUsd
    estimatedTokens += line.estimatedTokens
    if (!line.isPriced && line.kind === 'tokens') unpricedTokens += line.quantity
  }
  return {
    nanoUsd: ofKind.tokens + ofKind.provisioned + ofKind.idle,
    amount,
    tokensNanoUsd: ofKind.tokens,
    provisionedNanoUsd: ofKind.provisioned,
    idleNanoUsd: ofKind.idle,
    cacheSavedNanoUsd,
    tierSavedNanoUsd,
    unpricedTokens,
    estimatedTokens,
  }
}

export function totalOf(parts: readonly Totals[]): Totals {
  const total = { ...totalsOf([]) }
  for (const part of parts) {
    total.nanoUsd += part.nanoUsd
    total.amount += part.amount
    total.tokensNanoUsd += part.tokensNanoUsd
    total.provisionedNanoUsd += part.provisionedNanoUsd
    total.idleNanoUsd += part.idleNanoUsd
    total.cacheSavedNanoUsd += part.cacheSavedNanoUsd
    total.tierSavedNanoUsd += part.tierSavedNanoUsd
    total.unpricedTokens += part.unpricedTokens
    total.estimatedTokens += part.estimatedTokens
  }
  return total
}
