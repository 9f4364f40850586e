import type { ResourceMetrics } from '@opentelemetry/sdk-metrics'
import { isLoopback } from '../workload/index.ts'
import type { Exporter, TelemetryExporters } from './export-call.ts'
import { metricDeltas } from './metric-deltas.ts'

/**
 * Microsoft's exporters of Azure Monitor (@azure/monitor-opentelemetry-exporter 1.0.0-beta.45), held to what the program
 * promises: they call the ingestion endpoint of the connection string and nobody else, keep nothing on disk, do not try
 * again behind our back, and say truly what was taken. They are made for version 2 of OpenTelemetry's SDK, whose spans,
 * records and metrics have the fields that they read of version 3.
 */
export interface AzureMonitorOptions {
  readonly connectionString: string
  readonly timeoutMs: number
  /** Null where the connection string is all that ingestion asks for. */
  readonly tokens: TokenSource | null
}

/** What signs in with a Microsoft Entra token. */
export interface TokenSource {
  getToken(
    scope: string,
    options: { readonly abortSignal: AbortSignal },
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>
}

/** With this variable set the exporters send no statistics of their own to Microsoft. */
export const NO_STATISTICS = 'APPLICATION_INSIGHTS_NO_STATSBEAT'

export async function azureMonitorExporters(options: AzureMonitorOptions): Promise<TelemetryExporters> {
  const { AzureMonitorLogExporter, AzureMonitorMetricExporter, AzureMonitorTraceExporter } =
    await import('@azure/monitor-opentelemetry-exporter')
  const { connectionString } = options
  const ingestion = ingestionOf(connectionString)
  const made = <Data, Made extends ThirdExporter>(make: (config: object) => Made): Exporter<Data> => {
    const call: LastCall = { failure: null }
    const exporter = make({
      connectionString,
      disableOfflineStorage: true,
      retryOptions: { maxRetries: 0 },
      ...inTheClear(ingestion),
      additionalPolicies: [{ position: 'perCall', policy: watching(call, options.timeoutMs) }],
      ...(options.tokens === null ? {} : { credential: credentialOf(options.tokens, options.timeoutMs) }),
    })
    return truthful(exporter as unknown as Exporter<Data>, call)
  }
  const silenced = await silence()
  return {
    // The rest of a connection string is what one needs to write.
    shownAs: ingestion?.origin ?? 'Azure Monitor',
    spans: async () => silenced(made((config) => new AzureMonitorTraceExporter(config))),
    logs: async () => ({
      ...silenced(made((config) => new AzureMonitorLogExporter(config))),
      forceFlush: () => Promise.resolve(),
    }),
    metrics: async () =>
      metricDeltas(
        silenced(made<ResourceMetrics, ThirdExporter>((config) => new AzureMonitorMetricExporter(config))),
      ),
  }
}

function ingestionOf(connectionString: string): URL | null {
  return URL.parse(/(?:^|;)\s*IngestionEndpoint=([^;]+)/i.exec(connectionString)?.[1] ?? '')
}

/** The exporters make https:// of every address; a stand-in on this machine may go without. */
function inTheClear(ingestion: URL | null): object {
  if (ingestion?.protocol !== 'http:' || !isLoopback(ingestion.hostname)) return {}
  return { host: ingestion.origin, allowInsecureConnection: true }
}

interface ThirdExporter {
  shutdown(): Promise<void>
}

/** Why the last call was not taken: a status, or the code of an error. */
interface LastCall {
  failure: string | null
}

/** Of @azure/core-rest-pipeline, as far as it is used. */
interface PipelineRequest {
  timeout: number
}
type Next = (request: PipelineRequest) => Promise<{ readonly status: number }>

function watching(call: LastCall, timeoutMs: number) {
  return {
    name: 'causewayOutcome',
    async sendRequest(request: PipelineRequest, next: Next): Promise<{ readonly status: number }> {
      request.timeout = timeoutMs
      call.failure = 'no answer'
      try {
        const response = await next(request)
        // 206: some of it was taken, and what was not will not be.
        call.failure = response.status === 200 ? null : `it answered ${response.status}`
        return response
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : null
        call.failure = typeof code === 'string' ? code : 'the call failed'
        throw error
      }
    },
  }
}

/** With no disk to keep it on, the exporter says of what it could not send that it did. */
function truthful<Data>(exporter: Exporter<Data>, call: LastCall): Exporter<Data> {
  return {
    export(data, done) {
      let isDone = false
      exporter.export(data, ({ code }) => {
        // It tells of spans twice.
        if (isDone) return
        isDone = true
        const failure = call.failure ?? (code === 0 ? null : 'the call failed')
        if (failure === null) done({ code: 0 })
        else done({ code: 1, error: Object.assign(new Error(failure), { code: failure }) })
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}

function credentialOf(tokens: TokenSource, timeoutMs: number) {
  return {
    getToken: (scopes: string | string[]) => {
      const scope = typeof scopes === 'string' ? scopes : (scopes[0] ?? '')
      return tokens.getToken(scope, { abortSignal: AbortSignal.timeout(timeoutMs) })
    },
  }
}

/**
 * Each exporter begins to ask settings.sdk.monitor.azure.com for settings, some seconds after it was made, and has no
 * option to leave that: its manager is told to stop. It is no part of the package's interface, so its version is pinned
 * and a test counts the calls.
 */
async function silence(): Promise<<Made>(exporter: Made) => Made> {
  const entry = import.meta.resolve('@azure/monitor-opentelemetry-exporter')
  const module = (await import(new URL('_configuration/configurationManager.js', entry).href)) as {
    readonly ConfigurationManager: { getInstance(): { shutdown(): void } }
  }
  return (exporter) => {
    module.ConfigurationManager.getInstance().shutdown()
    return exporter
  }
}
