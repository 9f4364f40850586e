import { isLoopback } from './hosts.ts'
import type { Reference } from './plan.ts'

/**
 * Why the address of a webhook cannot stand in the file as it is; null where it can. Such addresses mostly hold a key, in
 * the query or in the path: what stands there is never repeated.
 */
export function webhookProblem(address: Reference): string | null {
  if (address.kind !== 'literal') return null
  const url = URL.canParse(address.value) ? new URL(address.value) : null
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))))
    return 'is no address of HTTPS; write https://HOST/PATH, or where it stands: env:NAME'
  if (url.search !== '' || url.username !== '' || url.password !== '')
    return 'may hold a key; keep secrets out of the file and write where it stands: env:NAME'
  return null
}
