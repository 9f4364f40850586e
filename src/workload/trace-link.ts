/**
 * Where a trace is looked at: an address with a place for its id. Operators follow it from the console, so it is one of
 * the web, and says by itself which host it leads to.
 */
const PLACE = '{trace_id}'

/** Null where it is sound. */
export function traceLinkProblem(link: string): string | null {
  const wanted = `write an address with ${PLACE} in it: https://HOST/trace/${PLACE}`
  if (!link.includes(PLACE)) return `has no ${PLACE}; ${wanted}`
  const a = URL.parse(traceLink(link, '0'.repeat(32)))
  const b = URL.parse(traceLink(link, '1'.repeat(32)))
  if (a === null || b === null) return `is no address; ${wanted}`
  if (a.protocol !== 'https:' && a.protocol !== 'http:') return `is no address of the web; ${wanted}`
  if (a.username !== '' || a.password !== '')
    return 'holds a user or a password, which everybody in the console would read'
  return a.origin === b.origin ? null : `has ${PLACE} in its host; ${wanted}`
}

export function traceLink(link: string, traceId: string): string {
  return link.replaceAll(PLACE, traceId)
}
