import type { AccountState } from './estate.ts'
import { REFUSALS } from './refusal.ts'
import type { Visit } from './visit.ts'

/**
 * A key in `api-key`; or in `Authorization: Bearer`, where v1 takes keys too. A token of Entra is not checked beyond its
 * shape: three parts. An account without keys asks for no credential.
 */
export function authenticate(visit: Visit, account: AccountState): void {
  if (account.keys.size === 0) return
  const key = visit.header('api-key')
  const bearer = bearerOf(visit.header('authorization'))
  if (key === null && bearer === null) throw REFUSALS.wrongAudience()
  if (key !== null) {
    if (!account.keys.has(key)) throw REFUSALS.wrongKey()
    return
  }
  if (bearer === null || account.keys.has(bearer)) return
  if (bearer.split('.').length !== 3) throw REFUSALS.wrongKey()
}

function bearerOf(header: string | null): string | null {
  const match = header === null ? null : /^bearer +(\S+)$/i.exec(header)
  return match?.[1] ?? null
}
