import { type Answer, refusalOf } from './client.ts'

/** An event of the server as it came; what its data is the contract says by its name. */
export interface ServerEvent {
  readonly name: string
  readonly data: unknown
}

/** Far longer than any event of the admin API; what has no end by then is none of its. */
const MAX_EVENT_CHARACTERS = 1_000_000

/**
 * Posts, and hands on the events of the answer as they come: an `EventSource` can only get. The outcome comes when the
 * answer has ended; rejects only when it was aborted.
 */
export async function postEvents(
  path: string,
  body: object,
  signal: AbortSignal,
  take: (event: ServerEvent) => void,
): Promise<Answer<null>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-causeway-console': '1' },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal,
    })
    if (!response.ok || response.body === null) return { ok: false, problem: await refusalOf(response) }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { ok: true, value: null }
      const parts = (rest + value).split('\n\n')
      rest = parts.pop() ?? ''
      if (rest.length > MAX_EVENT_CHARACTERS) {
        await reader.cancel()
        throw new Error('an event has no end')
      }
      for (const part of parts) {
        const event = eventIn(part)
        if (event !== null) take(event)
      }
    }
  } catch (error) {
    if (signal.aborted) throw error
    return {
      ok: false,
      problem: {
        status: null,
        code: 'unreachable',
        message: 'The connection to Causeway broke.',
        remedy: 'See that the program runs, and that this machine reaches it; then try again.',
      },
    }
  }
}

/** Null of what carries no data, such as a comment that keeps the connection. */
function eventIn(text: string): ServerEvent | null {
  let name = 'message'
  const data: string[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('event:')) name = line.slice('event:'.length).trim()
    if (line.startsWith('data:')) data.push(line.slice('data:'.length))
  }
  return data.length === 0 ? null : { name, data: JSON.parse(data.join('\n')) as unknown }
}
