/** Many clients at once, each asking again and again, and what each got. */
export interface Outcome {
  readonly status: number
  /** Null when the answer was whole and said what it should; otherwise what was wrong with it. */
  readonly error: string | null
  readonly deployment: string | null
  readonly requestId: string | null
}

export interface ClientOptions {
  readonly address: string
  readonly key: string
  readonly model: string
  readonly clients: number
  /** Each client asks so often ... */
  readonly requestsEach: number
  /** ... or until this is aborted; a request under way is then broken off. */
  readonly signal?: AbortSignal
  readonly stream: (client: number, request: number) => boolean
  /** Told of each as it comes. */
  readonly came?: (outcome: Outcome) => void
}

export async function askAll(options: ClientOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const one = async (client: number) => {
    for (let request = 0; request < options.requestsEach && options.signal?.aborted !== true; request++) {
      const outcome = await ask(options, options.stream(client, request))
      outcomes.push(outcome)
      options.came?.(outcome)
    }
  }
  await Promise.all(Array.from({ length: options.clients }, (_, client) => one(client)))
  return outcomes
}

async function ask({ address, key, model, signal }: ClientOptions, stream: boolean): Promise<Outcome> {
  let status = 0
  let deployment: string | null = null
  let requestId: string | null = null
  try {
    const response = await fetch(`${address}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model,
        stream,
        max_tokens: 20,
        messages: [{ role: 'user', content: 'Tell me a short story' }],
      }),
      ...(signal === undefined ? {} : { signal }),
    })
    status = response.status
    deployment = response.headers.get('x-causeway-deployment')
    requestId = response.headers.get('x-request-id')
    const text = await response.text()
    return { status, deployment, requestId, error: faultOf(status, text, stream) }
  } catch (error) {
    return { status, deployment, requestId, error: `connection: ${String((error as Error).cause ?? error)}` }
  }
}

function faultOf(status: number, text: string, stream: boolean): string | null {
  if (status !== 200) return `status ${status}: ${text.slice(0, 200)}`
  const error = text.indexOf('"error":{')
  if (error !== -1) return `an error inside a 200: ${text.slice(error, error + 200)}`
  if (!stream) return text.includes('"finish_reason"') ? null : `no answer: ${text.slice(0, 200)}`
  return text.endsWith('data: [DONE]\n\n') ? null : `a stream without its end: ${text.slice(-200)}`
}

export function errorsOf(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ error }) => (error === null ? [] : [error]))
}
