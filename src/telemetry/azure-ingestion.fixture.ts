import { once } from 'node:events'
import { createServer } from 'node:http'
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

export async function startAzureIngestion(): Promise<AzureIngestion> {
  const envelopes: Envelope[] = []
  const authorizations: (string | undefined)[] = []
  const paths = new Set<string>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      paths.add(request.url ?? '')
      authorizations.push(request.headers.authorization)
      const whole = Buffer.concat(chunks)
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole
      const items = JSON.parse(body.toString()) as Envelope[]
      if (ingestion.answer === 200) envelopes.push(...items)
      response.writeHead(ingestion.answer, { 'content-type': 'application/json' })
      const accepted = ingestion.answer === 200 ? items.length : 0
      response.end(JSON.stringify({ itemsReceived: items.length, itemsAccepted: accepted, errors: [] }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ingestion: AzureIngestion = {
    connectionString: `InstrumentationKey=${INSTRUMENTATION_KEY};IngestionEndpoint=${endpoint}/`,
    envelopes,
    authorizations,
    paths,
    answer: 200,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return ingestion
}
