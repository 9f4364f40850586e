import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** Stands in for the ingestion endpoint of Application Insights: POST /v2.1/track takes a list of envelopes. */
export interface AzureIngestion {
  readonly connectionString: string
  readonly envelopes: readonly Envelope[]
  readonly authorizations: readonly (string | undefined)[]
  /** Paths that were asked for. */
  readonly paths: ReadonlySet<string>
  /** The status that it answers from now on; anything but 200 takes nothing. */
  answer: number
  /** The one token that it takes from now on, as a resource with `DisableLocalAuth` does; null for calls without any. */
  wanted: string | null
  close(): Promise<void>
}

export interface Envelope {
  readonly name: string
  readonly time: string
  readonly iKey: string
  readonly tags: Readonly<Record<string, string>>
  readonly data: { readonly baseType: string; readonly baseData: Readonly<Record<string, unknown>> }
}

const INSTRUMENTATION_KEY = '00000000-0000-4000-8000-000000000001'

/** Tokens are only sent over TLS. */
export interface Certificate {
  readonly key: Buffer
  readonly cert: Buffer
}

export async function startAzureIngestion(certificate: Certificate | null = null): Promise<AzureIngestion> {
  const envelopes: Envelope[] = []
  const authorizations: (string | undefined)[] = []
  const paths = new Set<string>()
  const take: RequestListener = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      paths.add(request.url ?? '')
      authorizations.push(request.headers.authorization)
      const whole = Buffer.concat(chunks)
      const isSignedIn =
        ingestion.wanted === null || request.headers.authorization === `Bearer ${ingestion.wanted}`
      const status = isSignedIn ? ingestion.answer : 401
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole
      const items = JSON.parse(body.toString()) as Envelope[]
      if (status === 200) envelopes.push(...items)
      response.writeHead(status, { 'content-type': 'application/json' })
      const accepted = status === 200 ? items.length : 0
      response.end(JSON.stringify({ itemsReceived: items.length, itemsAccepted: accepted, errors: [] }))
    })
  }
  const server = certificate === null ? createServer(take) : createTlsServer(certificate, take)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `${certificate === null ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ingestion: AzureIngestion = {
    connectionString: `InstrumentationKey=${INSTRUMENTATION_KEY};IngestionEndpoint=${endpoint}/`,
    envelopes,
    authorizations,
    paths,
    answer: 200,
    wanted: null,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return ingestion
}
