import { TokenProblem } from './token-problem.ts'
import type { TokenSource } from './token-source.ts'

/**
 * Reads one secret from Azure Key Vault: GET {vault}/secrets/{name}.
 * Source: learn.microsoft.com/rest/api/keyvault/secrets/get-secret, api-version 7.4. Roles: Key Vault Secrets User.
 */
const API_VERSION = '7.4'
const TIMEOUT_MS = 10_000
/** A secret has at most 25 000 characters; JSON may escape each to six bytes. */
const MAX_BODY_BYTES = 262_144

/** A vault's token goes to a vault alone: a mistyped host in the workload file must not get it. */
const VAULTS: readonly (readonly [hostEnding: string, scope: string])[] = [
  ['.vault.azure.net', 'https://vault.azure.net/.default'],
  ['.vault.usgovcloudapi.net', 'https://vault.usgovcloudapi.net/.default'],
  ['.vault.azure.cn', 'https://vault.azure.cn/.default'],
]
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])
const SECRET_NAME = /^[0-9A-Za-z-]{1,127}$/

export type KeyVaultProblem =
  /** The reference itself is wrong. */
  | 'reference'
  /** The identity may not read: no token, 401 or 403. */
  | 'forbidden'
  /** The vault has no such secret, or it is disabled. */
  | 'missing'
  /** No answer, or one that may be better later. */
  | 'unreachable'

export class KeyVaultError extends Error {
  readonly problem: KeyVaultProblem

  constructor(problem: KeyVaultProblem, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'KeyVaultError'
    this.problem = problem
  }
}

/** The part of undici's `request` that is used here. */
export type Requester = (
  url: string,
  options: {
    readonly method: 'GET'
    readonly headers: Record<string, string>
    readonly signal: AbortSignal
  },
) => Promise<{ readonly statusCode: number; readonly body: AsyncIterable<Uint8Array> }>

/** Loaded when a vault is read: a program without vaults does not carry the library in its memory. */
const requestByUndici: Requester = async (url, options) => (await import('undici')).request(url, options)

/** Throws `KeyVaultError`, whose message names vault and secret, never the secret's value. Tries once. */
export async function readKeyVaultSecret(
  vaultUrl: string,
  name: string,
  tokens: TokenSource,
  request: Requester = requestByUndici,
  signal: AbortSignal = AbortSignal.timeout(TIMEOUT_MS),
): Promise<string> {
  const { origin, scope } = vaultAt(vaultUrl)
  if (!SECRET_NAME.test(name)) {
    throw new KeyVaultError(
      'reference',
      `"${name}" is no name of a secret: letters, digits and dashes, at most 127`,
    )
  }
  const where = `secret ${name} of ${origin}`
  const token = await tokenFor(scope, where, tokens, signal)
  const url = `${origin}/secrets/${name}?api-version=${API_VERSION}`
  let status: number
  let text: string
  try {
    const reply = await request(url, {
      method: 'GET',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal,
    })
    status = reply.statusCode
    text = await readText(reply.body, where)
  } catch (error) {
    if (error instanceof KeyVaultError) throw error
    throw new KeyVaultError('unreachable', `${where}: the vault did not answer`, error)
  }
  if (status === 401 || status === 403) {
    throw new KeyVaultError(
      'forbidden',
      `${where}: the vault answered ${status}; the identity needs the role Key Vault Secrets User, and the network a way to the vault`,
    )
  }
  if (status === 404) throw new KeyVaultError('missing', `${where}: there is none`)
  if (status !== 200) throw new KeyVaultError('unreachable', `${where}: the vault answered ${status}`)
  return valueIn(text, where)
}

function vaultAt(vaultUrl: string): { origin: string; scope: string } {
  if (!URL.canParse(vaultUrl))
    throw new KeyVaultError('reference', 'The vault is not a URL such as https://my-vault.vault.azure.net')
  const { protocol, hostname, origin } = new URL(vaultUrl)
  const known = VAULTS.find(([ending]) => hostname.endsWith(ending))
  if (known !== undefined && protocol === 'https:') return { origin, scope: known[1] }
  // A vault emulator on the same machine.
  if (LOOPBACK.has(hostname)) return { origin, scope: 'https://vault.azure.net/.default' }
  throw new KeyVaultError(
    'reference',
    `${origin} is no Azure Key Vault: expected https://<name>.vault.azure.net`,
  )
}

async function tokenFor(
  scope: string,
  where: string,
  tokens: TokenSource,
  signal: AbortSignal,
): Promise<string> {
  try {
    const given = await tokens.getToken(scope, { abortSignal: signal })
    if (given !== null) return given.token
  } catch (error) {
    const why = error instanceof TokenProblem ? `: ${error.message}. ${error.remedy}` : ''
    throw new KeyVaultError('forbidden', `${where}: no token for the vault could be had${why}`, error)
  }
  throw new KeyVaultError('forbidden', `${where}: the identity gave no token for the vault`)
}

async function readText(body: AsyncIterable<Uint8Array>, where: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES)
      throw new KeyVaultError('unreachable', `${where}: the answer is larger than any secret`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes).toString('utf8')
}

function valueIn(text: string, where: string): string {
  let parsed: unknown = null
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    // The parser's own message quotes the text, and with it perhaps the secret: it is not handed on.
    if (!(error instanceof SyntaxError)) throw error
  }
  if (
    typeof parsed === 'object' &&
    parsed !== null &&
    'value' in parsed &&
    typeof parsed.value === 'string'
  ) {
    return parsed.value
  }
  throw new KeyVaultError('unreachable', `${where}: the answer is not that of a vault`)
}
