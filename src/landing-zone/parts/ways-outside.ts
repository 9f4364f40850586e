import type { Reference } from '../../workload/index.ts'
import { overlaps, parseRange } from '../address-plan.ts'
import type { Estate } from '../estate.ts'
import { type AllowedOut, listedDestinations, openTo } from './firewall-rules.ts'

/** Ports that addresses mean where they name none. */
const PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'redis:': 6379,
  'rediss:': 6379,
  'postgres:': 5432,
  'postgresql:': 5432,
}

/**
 * What the file lets the gateway call outside of the landing zone, and nothing lets out: known hosts that are not in
 * `network.egress.allow`, and those that only the one who deploys knows.
 */
export function tellOfWaysOutside(estate: Estate): void {
  if (estate.gateway === null) return
  const { hosts, addresses } = listedDestinations(estate)
  const allowed = [...hosts, ...addresses, ...openTo(estate)]
  const closed: string[] = []
  const unknown: string[] = []
  for (const { at, address } of called(estate)) {
    const url = address.kind === 'literal' ? URL.parse(address.value) : null
    if (url === null) unknown.push(at)
    // Of an address the host alone: paths of webhooks are as good as keys.
    else if (!isLetOut(url, allowed)) closed.push(`${at} (${url.host})`)
  }
  if (closed.length > 0)
    estate.notes.add(`Nothing lets the gateway out to ${closed.join(', ')}: list it in network.egress.allow.`)
  if (unknown.length > 0)
    estate.notes.add(
      `Where ${unknown.join(', ')} leads is known when the gateway is deployed: its host has to be in network.egress.allow, with its port if that is not 443.`,
    )
}

interface Called {
  /** Where the file has it. */
  readonly at: string
  readonly address: Reference
}

function called({ plan, gateway }: Estate): readonly Called[] {
  const { accounts, telemetry, storage } = plan
  const { counters, database } = storage
  const found: readonly { readonly at: string; readonly address: Reference | null }[] = [
    ...[...accounts.values()]
      .filter(({ provider }) => provider === 'openai')
      .map(({ name, endpoint }) => ({ at: `accounts.${name}.endpoint`, address: endpoint })),
    { at: 'telemetry.otlp.endpoint', address: telemetry.otlp?.endpoint ?? null },
    ...telemetry.alerts.webhooks.map(({ address }) => ({ at: 'telemetry.alerts.webhooks', address })),
    { at: 'storage.counters.redis', address: gateway?.redis === null ? (counters?.redis ?? null) : null },
    { at: 'storage.database', address: gateway?.postgres === null ? (database?.address ?? null) : null },
  ]
  return found.flatMap(({ at, address }) => (address === null ? [] : [{ at, address }]))
}

function isLetOut(url: URL, allowed: readonly AllowedOut[]): boolean {
  const port = url.port === '' ? PORTS[url.protocol] : Number(url.port)
  const range = parseRange(`${url.hostname}/32`)
  return allowed.some(
    ({ to, ports }) =>
      port !== undefined &&
      ports.includes(port) &&
      to.some((one) => {
        const listed = parseRange(one.includes('/') ? one : `${one}/32`)
        if (range !== null && listed !== null) return overlaps(range, listed)
        return (
          one === '*' || one === url.hostname || (one.startsWith('*.') && url.hostname.endsWith(one.slice(1)))
        )
      }),
  )
}
