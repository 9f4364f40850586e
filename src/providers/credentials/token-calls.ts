import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'

/**
 * The HTTP client of the identity library, held to the signal of whoever asks for a token: by itself the library leaves
 * the signal to nobody, and a call to an endpoint that never answers keeps the program from ending.
 */
export interface TokenEndpointCall {
  readonly signal: AbortSignal
  /** How the latest call ended; null while none did. */
  last: TokenEndpointAnswer | null
}

export interface TokenEndpointAnswer {
  readonly origin: string
  /** Null where none came; then `code` may say why. */
  readonly status: number | null
  readonly code: string | null
  readonly text: string
}

/** Of @azure/core-rest-pipeline, as far as it is used. */
interface PipelineRequest {
  readonly url: string
  abortSignal?: AbortSignal
}
interface PipelineResponse {
  readonly status: number
  readonly bodyAsText?: string | null
}
interface HttpClient {
  sendRequest(request: PipelineRequest): Promise<PipelineResponse>
}

export class TokenCalls {
  readonly #calls = new AsyncLocalStorage<TokenEndpointCall>()
  /** For the library's options. */
  readonly httpClient: HttpClient

  constructor() {
    // The library's own: it is no dependency of this program.
    const library = createRequire(import.meta.resolve('@azure/identity'))
    const { createDefaultHttpClient } = library('@azure/core-rest-pipeline') as {
      readonly createDefaultHttpClient: () => HttpClient
    }
    const client = createDefaultHttpClient()
    this.httpClient = { sendRequest: (request) => this.#send(client, request) }
  }

  within<T>(call: TokenEndpointCall, work: () => Promise<T>): Promise<T> {
    return this.#calls.run(call, work)
  }

  async #send(client: HttpClient, request: PipelineRequest): Promise<PipelineResponse> {
    const call = this.#calls.getStore()
    if (call === undefined) return client.sendRequest(request)
    request.abortSignal = call.signal
    const { origin } = new URL(request.url)
    try {
      const response = await client.sendRequest(request)
      call.last = { origin, status: response.status, code: null, text: response.bodyAsText ?? '' }
      return response
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      call.last = { origin, status: null, code: typeof code === 'string' ? code : null, text: '' }
      throw error
    }
  }
}
