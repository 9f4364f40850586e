import { isIPv4 } from 'node:net'
import type { AzureFacts } from '../../azure/index.ts'
import { formatRange, parseRange } from '../address-plan.ts'

/** What an entry of `network.egress.allow` names, as far as a firewall can tell it apart. */
export type Destination =
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'addresses'; readonly range: string }
  /** A tag of Azure, which stands for the addresses of a service, such as `Storage.SwedenCentral`. */
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'unclear' }

const EVERYWHERE = /^(?:\*|any|internet|0\.0\.0\.0\/0)$/i
/** Azure Firewall takes one star, as the first label (FAQ of Azure Firewall: wildcards in target FQDNs). */
const HOST = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i
const TAG = /^[A-Za-z][A-Za-z0-9]*$/
/** The one tag whose second part is no region. */
const TAG_WITH_PARTS = 'azurefrontdoor'

export function destinationOf(written: string, { regions }: Pick<AzureFacts, 'regions'>): Destination {
  const text = written.trim()
  if (EVERYWHERE.test(text)) return { kind: 'everywhere' }
  if (isIPv4(text)) return { kind: 'addresses', range: text }
  const range = parseRange(text)
  if (range !== null) return { kind: 'addresses', range: formatRange(range) }
  if (isTag(text, (region) => regions.find(region) !== null)) return { kind: 'tag', tag: text }
  const host = hostOf(text)
  return HOST.test(host) ? { kind: 'host', host: host.toLowerCase() } : { kind: 'unclear' }
}

function isTag(text: string, isRegion: (text: string) => boolean): boolean {
  const [service = '', part, ...more] = text.split('.')
  if (!TAG.test(service) || more.length > 0) return false
  if (part === undefined) return true
  return service.toLowerCase() === TAG_WITH_PARTS || isRegion(part.toLowerCase())
}

/** Of an address such as `https://rates.example.org/today`, since a firewall sees host names alone. */
function hostOf(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  return url === null || url.port !== '' ? text : url.hostname
}
