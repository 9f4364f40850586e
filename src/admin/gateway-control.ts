import { ApiProblem } from './api-problem.ts'
import type { ApiPorts } from './ports.ts'

/** Asks the running gateway on its control socket; throws what the caller is to read where it cannot. */
export async function askGateway<T>(
  { control }: ApiPorts,
  method: 'GET' | 'POST',
  path: string,
  body: object | null = null,
): Promise<T> {
  const reply = await control.ask(method, `/admin/v1${path}`, body).catch((error: unknown) => {
    throw away(error)
  })
  if (reply === null) throw away(null)
  if (reply.status < 300) return reply.body as T
  const { error = 'the gateway refused' } = reply.body as { readonly error?: string }
  if (reply.status === 404) throw new ApiProblem('not_found', error)
  if (reply.status === 400) throw new ApiProblem('bad_request', error)
  throw new ApiProblem('unavailable', error, 'The log of the gateway says why.')
}

function away(cause: unknown): ApiProblem {
  return new ApiProblem(
    'unavailable',
    'the gateway does not answer',
    'Try again in some seconds; where it stays so, see its log.',
    { cause },
  )
}
