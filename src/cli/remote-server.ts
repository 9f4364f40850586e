import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'

import { type BodyOf, type EndpointId, ENDPOINTS, type ParamsOf, type QueryInputOf } from '../admin/index.ts'
import { asOneLine } from '../base/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, NegativeAnswer, WrongUse } from './exit-code.ts'
import { OPERATOR_KEY_VARIABLE, type RemoteWords } from './remote-words.ts'

/** A running program elsewhere, asked over its admin API. */
const DEADLINE_MS = 120_000
const MAX_ANSWER_BYTES = 256 * 1024 * 1024
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

type JsonId = {
  [Id in EndpointId]: (typeof ENDPOINTS)[Id]['answer'] extends { readonly kind: 'json' } ? Id : never
}[EndpointId]
type FileId = {
  [Id in EndpointId]: (typeof ENDPOINTS)[Id]['answer'] extends { readonly kind: 'file' } ? Id : never
}[EndpointId]
type JsonAnswer<Id extends JsonId> = z.output<(typeof ENDPOINTS)[Id]['answer']['schema']>

export interface Asked<Id extends EndpointId> {
  readonly params?: ParamsOf<Id>
  readonly query?: QueryInputOf<Id>
  readonly body?: BodyOf<Id>
}

export class RemoteServer {
  readonly #url: URL
  readonly #key: string

  private constructor(url: URL, key: string) {
    this.#url = url
    this.#key = key
  }

  static async open({ server, operatorKey }: RemoteWords, environment: Environment): Promise<RemoteServer> {
    const url = URL.parse(server)
    if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
      throw new WrongUse(
        `--server is no address: ${server}`,
        'Write --server https://causeway.contoso.com:8090',
      )
    if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
      throw new WrongUse(`--server ${server} would send the operator key in the clear`, 'Write https://.')
    return new RemoteServer(url, await keyOf(operatorKey, environment))
  }

  get address(): string {
    return this.#url.origin
  }

  /** Asks once; what cannot be, and why, is thrown for the command line to tell. */
  async ask<Id extends JsonId>(id: Id, asked: Asked<Id> = {}): Promise<JsonAnswer<Id>> {
    const { answer } = ENDPOINTS[id]
    const parsed = parsedJson((await this.#bytesOf(id, asked)).toString())
    const checked = answer.schema.safeParse(parsed)
    if (checked.success) return checked.data as JsonAnswer<Id>
    throw new CouldNotRun(
      `${this.address} answers otherwise than this version of causeway understands; use the version that runs there`,
    )
  }

  /** A file, as it is sent. */
  askFile<Id extends FileId>(id: Id, asked: Asked<Id> = {}): Promise<Buffer> {
    return this.#bytesOf(id, asked)
  }

  async #bytesOf<Id extends EndpointId>(id: Id, { params, query, body }: Asked<Id>): Promise<Buffer> {
    const { method, path: template } = ENDPOINTS[id]
    const at = new URL(`/admin/v1${filled(template, params ?? {})}`, this.#url)
    for (const [name, value] of Object.entries<unknown>(query ?? {}))
      if (typeof value === 'string' || typeof value === 'number') at.searchParams.set(name, `${value}`)
    const { status, bytes } = await this.#send(at, method, body ?? null)
    if (status >= 300) throw this.#refusal(status, parsedJson(bytes.toString()))
    return bytes
  }

  async #send(
    at: URL,
    method: string,
    body: unknown,
  ): Promise<{ readonly status: number; readonly bytes: Buffer }> {
    try {
      const response = await fetch(at, {
        method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(DEADLINE_MS),
      })
      return { status: response.status, bytes: await boundedBytes(response) }
    } catch (error) {
      const cause = (error as Error).cause ?? error
      throw new CouldNotRun(`${this.address} cannot be asked: ${(cause as Error).message}`, { cause: error })
    }
  }

  #refusal(status: number, parsed: unknown): Error {
    const problem = problemIn(parsed)
    if (problem === null)
      return new CouldNotRun(`${this.address} answered ${status}, and not as an admin API of causeway does`)
    const { message, remedy } = problem
    const text = asOneLine(`${this.address}: ${message}${remedy === null ? '' : `. ${remedy}`}`)
    return status >= 500 || status === 429 ? new CouldNotRun(text) : new NegativeAnswer(text)
  }
}

async function keyOf(reference: string | null, { env, cwd }: Environment): Promise<string> {
  const [kind, rest = ''] = (reference ?? `env:${OPERATOR_KEY_VARIABLE}`).split(/:(.*)/s, 2)
  if (kind === 'env') {
    const key = env[rest]
    if (key !== undefined && key !== '') return key
    throw new WrongUse(
      `the environment has no ${rest}`,
      `Set ${rest} to your operator key, or say --operator-key file:PATH.`,
    )
  }
  if (kind !== 'file')
    throw new WrongUse(
      '--operator-key is a reference, so that no key stands on the command line',
      'Write --operator-key file:PATH or --operator-key env:NAME.',
    )
  try {
    return (await readFile(path.resolve(cwd, rest), 'utf8')).trim()
  } catch (error) {
    throw new CouldNotRun(`the operator key cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

function filled(template: string, params: object): string {
  const values = params as Readonly<Record<string, string>>
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
}

async function boundedBytes(response: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`it says more than ${MAX_ANSWER_BYTES} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** Undefined where it is none. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function problemIn(parsed: unknown): { readonly message: string; readonly remedy: string | null } | null {
  if (typeof parsed !== 'object' || parsed === null) return null
  const { error } = parsed as { readonly error?: { readonly message?: unknown; readonly remedy?: unknown } }
  // A gateway's own answer to a stranger has a message, too, and no remedy.
  if (typeof error?.message !== 'string' || error.remedy === undefined) return null
  return { message: error.message, remedy: typeof error.remedy === 'string' ? error.remedy : null }
}
