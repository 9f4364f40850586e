import { isLoopback } from './hosts.ts'

/** Where metrics may be pushed. The message never repeats what was written: it may hold a key. */
export type OtlpEndpoint =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly problem: string }

const METRICS_PATH = '/v1/metrics'

/** `text` is a base URL, to which the path of metrics is added where it does not end with it. */
export function otlpEndpoint(text: string, hasHeaders: boolean): OtlpEndpoint {
  const url = URL.parse(text.trim())
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return { ok: false, problem: 'is not the URL of a collector, such as http://localhost:4318' }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return {
      ok: false,
      problem: 'has a user, a password, a query or a fragment; write telemetry.otlp.headers',
    }
  if (hasHeaders && url.protocol === 'http:' && !isLoopback(url.hostname))
    return { ok: false, problem: 'must begin with https://: the headers would travel in the clear' }
  if (!url.pathname.endsWith(METRICS_PATH)) url.pathname = url.pathname.replace(/\/*$/, METRICS_PATH)
  return { ok: true, url: url.href }
}
