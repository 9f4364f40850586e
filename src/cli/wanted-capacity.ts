import { parseCount } from '../base/index.ts'
import type { WantedCapacity } from '../landing-zone/index.ts'

const PTU = /^(\d{1,6})\s*ptu$/i
/** More than the workload file takes. */
const MAX_TOKENS_PER_MINUTE = 1e12

/** `240k` tokens per minute, or `100ptu`; null where it is neither, or nothing. */
export function parseCapacity(text: string): WantedCapacity | null {
  const ptu = PTU.exec(text.trim())
  const count = ptu === null ? parseCount(text) : Number(ptu[1])
  if (count === null || count === 0 || count > MAX_TOKENS_PER_MINUTE) return null
  return ptu === null ? { kind: 'tokens', tokensPerMinute: count } : { kind: 'provisioned', ptu: count }
}
