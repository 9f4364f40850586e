import { asOneLine } from '../../base/index.ts'
import type { TokenEndpointCall } from './token-calls.ts'

/**
 * Why no token could be had, by what the endpoint answered: the identity library calls each answer that it cannot read an
 * unreachable network, and what the endpoint said stands in the midst of its message.
 */
export class TokenProblem extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string, cause: unknown) {
    super(message, { cause })
    this.name = 'TokenProblem'
    this.remedy = remedy
  }
}

const MAX_SAID_CHARACTERS = 200

const AWAY =
  'It is asked again by itself. Outside Azure no host has an identity: sign in with default-azure or a key.'
const BUSY = 'It is asked again by itself.'
const NOT_ASSIGNED =
  'Assign an identity to this host; where it has several, name one by client_id in the workload file or AZURE_CLIENT_ID.'
const NO_ENDPOINT =
  'What answers there is no identity endpoint: look at IDENTITY_ENDPOINT, or at a proxy that is asked for it.'

export function managedIdentityProblem({ last }: TokenEndpointCall, cause: unknown): TokenProblem | null {
  if (last === null) return null
  const { origin, status, code, text } = last
  if (status === null) return new TokenProblem(`${origin} did not answer (${code ?? 'cut'})`, AWAY, cause)
  if (status < 400)
    return new TokenProblem(`${origin} answered ${status} without a token`, NO_ENDPOINT, cause)
  const said = saidIn(text)
  const message = `${origin} answered ${status}${said === '' ? '' : `: ${said}`}`
  if (said === '' && status !== 429 && status < 500) return new TokenProblem(message, NO_ENDPOINT, cause)
  return new TokenProblem(message, status === 429 || status >= 500 ? BUSY : NOT_ASSIGNED, cause)
}

/** Of those that the library tries one after the other its message tells the first line. */
export function defaultAzureProblem(cause: unknown): TokenProblem {
  const message = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : ''
  return new TokenProblem(
    message === '' ? 'no way of signing in gave a token' : message,
    'Sign in with az login, give the environment a service principal, or the host an identity.',
    cause,
  )
}

/** App Service writes `message`, others an object `error` or `error_description`. */
function saidIn(text: string): string {
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const said =
    field(told, 'message') ?? field(field(told, 'error'), 'message') ?? field(told, 'error_description')
  return typeof said === 'string' ? asOneLine(said.slice(0, MAX_SAID_CHARACTERS)) : ''
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (Reflect.get(of, name) as unknown) : undefined
}
