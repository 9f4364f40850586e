import { isLoopback } from './hosts.ts'
import type { OtlpProtocol } from './plan-telemetry.ts'

/** Where telemetry may be sent. The message never repeats what was written: it may hold a key. */
export type OtlpEndpoint =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly problem: string }

export type OtlpSignal = 'metrics' | 'traces' | 'logs'

export interface OtlpUse {
  readonly signal: OtlpSignal
  readonly protocol: OtlpProtocol
  readonly hasHeaders: boolean
}

const SIGNAL_PATH = /\/v1\/(?:metrics|traces|logs)$/

/** `text` is a base URL; over HTTP the path of the signal is added, or put in the place of another signal's. */
export function otlpEndpoint(text: string, { signal, protocol, hasHeaders }: OtlpUse): OtlpEndpoint {
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
  if (protocol === 'grpc') {
    if (url.pathname !== '/')
      return { ok: false, problem: 'has a path, which gRPC does not know; write the host and the port alone' }
    return { ok: true, url: url.origin }
  }
  const base = url.pathname.replace(SIGNAL_PATH, '').replace(/\/*$/, '')
  url.pathname = `${base}/v1/${signal}`
  return { ok: true, url: url.href }
}
