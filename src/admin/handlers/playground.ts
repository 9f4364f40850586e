import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { z } from 'zod'

import type { ConsumerPath } from '../../base/index.ts'
import type { Plan } from '../../workload/index.ts'
import type { TRIALS } from '../api/trials.ts'
import { ApiProblem } from '../api-problem.ts'
import type { Call, EventSink, Handlers } from '../call.ts'
import { askGateway } from '../gateway-control.ts'
import { beginCall, textOf } from '../json-call.ts'
import { isAtOrBelow } from '../paths.ts'
import type { ApiPorts } from '../ports.ts'
import { ServerEvents } from '../server-events.ts'
import { limitsOf } from './consumers.ts'
import { detailOf } from './exchanges.ts'
import { addressOf, type ControlStatus } from './status.ts'

type Events = (typeof TRIALS)['playground.chat']['answer']['events']
type End = z.output<Events['end']>
type ChatBody = Call<'playground.chat'>['body']

const MAX_CONSUMERS = 50
/** Characters of an answer that is none of the gateway's. */
const MAX_TOLD = 500
/** The token is looked at once, when the head of the request comes; its answer may take longer. */
const GRANT_MS = 15_000

export const PLAYGROUND_HANDLERS: Handlers<'playground.options' | 'playground.chat'> = {
  'playground.options'({ query: { search = '' }, ports }) {
    const { plan } = ports.design()
    const wanted = search.toLowerCase()
    const consumers = [...plan.consumers.values()].flatMap(({ path, models }) => {
      const own = [...models].filter((name) => plan.models.get(name)?.task === 'generate')
      return own.length > 0 && path.toLowerCase().includes(wanted) ? [{ consumer: path, models: own }] : []
    })
    return { consumers: consumers.slice(0, MAX_CONSUMERS) }
  },
  async 'playground.chat'({ body, operator, ports, note }) {
    const { plan } = ports.design()
    if (!plan.consumers.has(body.consumer as ConsumerPath))
      throw new ApiProblem('not_found', `there is no consumer ${body.consumer}`)
    if (plan.models.get(body.model)?.task !== 'generate')
      throw new ApiProblem('not_found', `there is no model ${body.model} to chat with`)
    const status = await askGateway<ControlStatus>(ports, 'GET', '/status')
    note({ details: { consumer: body.consumer, model: body.model } })
    const bearer = ports.playground.make({
      consumer: body.consumer as ConsumerPath,
      operator: operator.name,
      expiresMs: ports.clock.nowMs() + GRANT_MS,
    })
    return (sink) =>
      chat({ body, plan, ports, bearer, url: `${addressOf(local(status), plan)}/v1/chat/completions` }, sink)
  },
}

interface Chat {
  readonly body: ChatBody
  readonly plan: Plan
  readonly ports: ApiPorts
  readonly bearer: string
  readonly url: string
}

/** Who listens everywhere listens here. */
function local(status: ControlStatus): ControlStatus {
  const { host, port } = status.address
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return { ...status, address: { host: here, port } }
}

async function chat(of: Chat, sink: EventSink<Events>): Promise<void> {
  const { ports, bearer, url, body } = of
  const beganMs = ports.clock.monotonicMs()
  const elapsedMs = () => Math.round(ports.clock.monotonicMs() - beganMs)
  let answer: IncomingMessage
  try {
    const { gatewayCertificate: certificate } = ports
    answer = await beginCall({
      url,
      method: 'POST',
      body: asked(of),
      bearer,
      certificate,
      signal: sink.signal,
    })
  } catch (error) {
    if (!sink.signal.aborted) sink.send('end', { ...unreached(error), totalMs: elapsedMs() })
    return
  }
  const status = answer.statusCode ?? 0
  const relayed = await relay(answer, status, sink, elapsedMs)
  if (sink.signal.aborted) return
  const exchange = textIn(answer.headers, 'x-request-id')
  sink.send('end', {
    ...relayed,
    exchange,
    status,
    deployment: textIn(answer.headers, 'x-causeway-deployment'),
    attempts: Number(textIn(answer.headers, 'x-causeway-attempts') ?? 0),
    overheadMs: numberIn(answer.headers, 'x-causeway-overhead-ms'),
    totalMs: elapsedMs(),
    ...(await afterwards(body.consumer, exchange, ports)),
  })
}

function asked({ body: { model, messages, maxOutputTokens }, plan }: Chat): object {
  const cap = plan.models.get(model)?.reasoning === true ? 'max_completion_tokens' : 'max_tokens'
  return {
    model,
    messages,
    stream: true,
    ...(maxOutputTokens === undefined ? {} : { [cap]: maxOutputTokens }),
  }
}

function unreached(error: unknown): Omit<End, 'totalMs'> {
  return {
    exchange: null,
    status: 503,
    error: {
      code: 'gateway_away',
      message: `the gateway does not answer: ${(error as Error).message}`,
      remedy: 'See that the gateway runs; its log says why it does not.',
    },
    deployment: null,
    attempts: 0,
    overheadMs: null,
    firstTokenMs: null,
    usd: null,
    limits: [],
    detail: null,
  }
}

async function relay(
  answer: IncomingMessage,
  status: number,
  sink: EventSink<Events>,
  elapsedMs: () => number,
): Promise<Pick<End, 'error' | 'firstTokenMs'>> {
  if (status >= 400) return { error: errorIn(await textOf(answer)), firstTokenMs: null }
  let firstTokenMs: number | null = null
  let error: End['error'] = null
  const events = new ServerEvents((data) => {
    const said = chunkOf(data)
    if (said.error !== null) error = said.error
    if (said.text === '') return
    firstTokenMs ??= elapsedMs()
    sink.send('text', { text: said.text })
  })
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) events.add(piece)
  } catch (fault) {
    error ??= {
      code: 'upstream_cut',
      message: `the answer broke off: ${(fault as Error).message}`,
      remedy: 'Ask again.',
    }
  }
  return { error, firstTokenMs }
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[]
  readonly error?: ToldError
}

/** `causeway` is the gateway's own, beside what OpenAI's clients read. */
interface ToldError {
  readonly code?: string | null
  readonly message?: string
  readonly causeway?: { readonly remedy?: string }
}

function chunkOf(data: string): { readonly text: string; readonly error: End['error'] } {
  if (data === '[DONE]') return { text: '', error: null }
  const { choices = [], error } = JSON.parse(data) as Chunk
  const text = choices[0]?.delta?.content ?? ''
  if (error === undefined) return { text, error: null }
  return { text, error: told(error, '') }
}

function errorIn(text: string): NonNullable<End['error']> {
  try {
    const { error } = JSON.parse(text) as Chunk
    return told(error ?? {}, text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return told({}, text)
  }
}

function told({ code, message, causeway }: ToldError, text: string): NonNullable<End['error']> {
  return {
    code: code ?? 'error',
    message: message ?? text.slice(0, MAX_TOLD),
    remedy: causeway?.remedy ?? null,
  }
}

/** What is left of the limits, and what it cost; where one of them cannot be asked the answer has been given all the same. */
async function afterwards(
  consumer: string,
  exchange: string | null,
  ports: ApiPorts,
): Promise<Pick<End, 'usd' | 'limits' | 'detail'>> {
  const [limits, records] = await Promise.all([
    limitsOf(ports).catch(whereAway([])),
    exchange === null ? null : ports.ledger.exchange(exchange).catch(whereAway(null)),
  ])
  const detail = exchange === null || records === null ? null : detailOf(exchange, records, ports)
  return {
    usd: detail?.row.usd ?? null,
    limits: limits.filter(({ node }) => node.startsWith('/') && isAtOrBelow(consumer, node)),
    detail,
  }
}

function whereAway<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof ApiProblem) return instead
    throw error
  }
}

function textIn(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' ? value : null
}

function numberIn(headers: IncomingHttpHeaders, name: string): number | null {
  const value = textIn(headers, name)
  return value === null ? null : Number(value)
}
