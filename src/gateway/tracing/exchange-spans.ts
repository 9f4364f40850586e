import type { Clock, FinishedSpan, Random, SpanValue } from '../../base/index.ts'
import type { AttemptClosed } from '../../ledger/index.ts'
import type { Attempt } from '../attempt.ts'
import { LineClient } from '../batches/line-client.ts'
import { addFinishReasons, responseReason } from '../bytes/finish-reasons.ts'
import { scanAnswer } from '../bytes/usage.ts'
import { routeTemplate } from '../client-wire.ts'
import type { Exchange } from '../exchange.ts'
import { GEN_AI_PROVIDERS, genAiOperation } from '../gen-ai-words.ts'
import { wholeAnswer } from './capture.ts'
import { newSpanId } from './trace-context.ts'
import type { Trace } from './tracing.ts'

/**
 * The spans of an exchange that has ended. The exchange is what a server of HTTP did, by the conventions for HTTP
 * (opentelemetry.io/docs/specs/semconv/http/http-spans, stable); each attempt below it is a call of a client to a
 * generative AI service, by the conventions that `gen-ai-words.ts` names. So tokens stand once in a trace, at the
 * attempt that used them. What no convention has a word for begins with `causeway.`.
 */
export interface Outcome {
  /** `answered`, `refused` by the provider, or the code of a failure. */
  readonly word: string
  readonly status: number
  readonly totalMs: number
  readonly overheadMs: number
}

/** Of one exchange; the first ones are told of. */
const MAX_ATTEMPTS_TOLD = 32
const MAX_PATH_CHARACTERS = 512
/** A server's span is failed by what the server did wrong, not by what the client asked. */
const FIRST_SERVER_ERROR = 500

type Attributes = Record<string, SpanValue>

export function exchangeSpans(
  x: Exchange,
  trace: Trace,
  outcome: Outcome,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): readonly FinishedSpan[] {
  const epochMs = clock.nowMs() - clock.monotonicMs()
  const common = { traceId: trace.traceId, traceState: trace.state }
  const exchange: FinishedSpan = {
    ...common,
    ...about(x, outcome),
    spanId: trace.spanId,
    parentSpanId: trace.caller?.spanId ?? null,
    hasRemoteParent: trace.caller !== null,
    startMs: epochMs + x.startedMs,
    endMs: epochMs + x.startedMs + outcome.totalMs,
    isFailed: outcome.status >= FIRST_SERVER_ERROR || (outcome.word !== 'answered' && outcome.status < 400),
  }
  const below = { ...common, parentSpanId: trace.spanId, hasRemoteParent: false }
  const waits = (x.waits ?? []).map(({ sinceMs, untilMs, ended }) => ({
    ...below,
    spanId: newSpanId(random),
    name: 'queue',
    kind: 'internal' as const,
    startMs: epochMs + sinceMs,
    endMs: epochMs + untilMs,
    attributes: { 'causeway.queue.class': x.priority, 'causeway.queue.ended': ended },
    isFailed: ended !== 'go',
  }))
  const text = textOf(x)
  const last = x.attempts.at(-1)
  const attempts = x.attempts.slice(0, MAX_ATTEMPTS_TOLD).map((made) => ({
    ...below,
    ...aboutAttempt(x, made, made === last ? text : {}),
    spanId: made.spanId ?? newSpanId(random),
    startMs: epochMs + made.startedMs,
    endMs: epochMs + (made.endedMs ?? x.startedMs + outcome.totalMs),
    isFailed: made.failureReason !== null,
  }))
  return [exchange, ...waits, ...attempts]
}

function about(
  x: Exchange,
  { word, status, overheadMs }: Outcome,
): Pick<FinishedSpan, 'name' | 'kind' | 'attributes'> {
  const { client, consumer, route, model, answer } = x
  const served =
    answer === null || answer.kind === 'local' || answer.kind === 'file' ? null : answer.attempt.deployment
  const own: Attributes = {
    'causeway.request': x.id,
    'causeway.operation': x.operation ?? route?.target.kind ?? 'none',
    'causeway.outcome': word,
    'causeway.attempts': x.attempts.length,
    'causeway.overhead_ms': Math.round(overheadMs * 100) / 100,
    'causeway.priority': x.priority,
  }
  if (consumer !== null) own['causeway.consumer'] = consumer.consumer.path
  if (model !== null) own['causeway.model'] = model.model.name
  if (served !== null) own['causeway.deployment'] = served.deployment.id
  if (x.place !== null) own['causeway.queue_ms'] = Math.round(x.place.waitedMs)
  if (word !== 'answered') own['error.type'] = word === 'refused' ? String(status) : word
  if (client instanceof LineClient)
    return { name: `batch line ${x.operation ?? ''}`.trimEnd(), kind: 'internal', attributes: own }
  const template = route === null ? null : routeTemplate(client.url, route)
  const mark = client.url.indexOf('?')
  const http: Attributes = {
    'http.request.method': client.method,
    'http.response.status_code': status,
    'url.path': (mark === -1 ? client.url : client.url.slice(0, mark)).slice(0, MAX_PATH_CHARACTERS),
    'url.scheme':
      x.fleet.plan.gateway.tls === null && !x.fleet.plan.gateway.tlsEndsInFront ? 'http' : 'https',
  }
  if (template !== null) http['http.route'] = template
  const agent = client.headers['user-agent']
  if (agent !== undefined) http['user_agent.original'] = agent.slice(0, MAX_PATH_CHARACTERS)
  return {
    name: template === null ? client.method : `${client.method} ${template}`,
    kind: 'server',
    attributes: { ...http, ...own },
  }
}

function aboutAttempt(
  x: Exchange,
  made: Attempt,
  text: Attributes,
): Pick<FinishedSpan, 'name' | 'kind' | 'attributes'> {
  const { deployment, account } = made
  const attributes: Attributes = {
    'causeway.attempt': made.number,
    'causeway.account': account.account.name,
    ...serverOf(account.baseUrl),
  }
  if (account.account.region !== null) attributes['causeway.region'] = account.account.region
  if (made.status !== null) attributes['http.response.status_code'] = made.status
  if (made.failureReason !== null) attributes['error.type'] = errorType(made)
  if (made.facts !== null && made.facts.providerRequestId !== null)
    attributes['causeway.provider_request'] = made.facts.providerRequestId
  if (deployment === null) {
    // A stored response is read or cancelled where it lies: no model is asked.
    attributes['http.request.method'] = x.client.method
    return { name: x.client.method, kind: 'client', attributes }
  }
  const operation = genAiOperation(x.operation ?? 'responses')
  const model = deployment.model.name
  attributes['gen_ai.operation.name'] = operation
  attributes['gen_ai.provider.name'] = GEN_AI_PROVIDERS[account.account.provider]
  attributes['gen_ai.request.model'] = model
  attributes['causeway.deployment'] = deployment.deployment.id
  Object.assign(attributes, asked(x), told(made, x.closed), ended(x, made), text)
  if (account.account.provider === 'openai' && (x.operation === 'chat' || x.operation === 'responses'))
    attributes['openai.api.type'] = x.operation === 'chat' ? 'chat_completions' : 'responses'
  return { name: `${operation} ${model}`, kind: 'client', attributes }
}

/** What the consumer's part of the file asks for; it stands at the last attempt alone. */
function textOf({ capture, answer }: Exchange): Attributes {
  if (capture === null) return {}
  const { input, output, isCut } = capture.told(wholeAnswer(answer))
  const attributes: Attributes = {}
  if (input !== null) attributes['gen_ai.input.messages'] = input
  if (output !== null) attributes['gen_ai.output.messages'] = output
  if (isCut) attributes['causeway.text_cut'] = true
  return attributes
}

const OUTPUT_TYPES: Readonly<Record<string, string>> = {
  images: 'image',
  'image-edits': 'image',
  speech: 'speech',
}

function asked({ ask, operation }: Exchange): Attributes {
  const attributes: Attributes = {}
  const output = OUTPUT_TYPES[operation ?? '']
  if (output !== undefined) attributes['gen_ai.output.type'] = output
  if (ask === null) return attributes
  if (ask.stream) attributes['gen_ai.request.stream'] = true
  if (ask.maxOutputTokens !== null) attributes['gen_ai.request.max_tokens'] = ask.maxOutputTokens
  if (ask.choices !== 1) attributes['gen_ai.request.choice.count'] = ask.choices
  return attributes
}

const MAX_ID_CHARACTERS = 128
/** Answers of others, such as embeddings and pictures, have neither. */
const WITH_REASONS: ReadonlySet<string> = new Set(['chat', 'completions', 'responses'])

/** The answer's own id, as the provider gave it, and why the model stopped; of a whole one it is looked for only here. */
function ended({ answer, operation }: Exchange, made: Attempt): Attributes {
  const { observer } = made
  if (observer !== null) return idAndReasons(observer.answerId, observer.finishReasons)
  if (!WITH_REASONS.has(operation ?? '') || answer?.kind !== 'whole' || answer.attempt !== made) return {}
  const scanned = answer.status < 400 ? scanAnswer(answer.body) : null
  if (scanned === null) return {}
  const reasons: string[] = []
  const text = answer.body.toString('latin1')
  if (operation !== 'responses') addFinishReasons(text, reasons)
  else if (scanned.status !== null) reasons.push(responseReason(scanned.status, text))
  return idAndReasons(scanned.id, reasons)
}

function idAndReasons(id: string | null, reasons: readonly string[]): Attributes {
  const attributes: Attributes = {}
  if (id !== null) attributes['gen_ai.response.id'] = id.slice(0, MAX_ID_CHARACTERS)
  if (reasons.length > 0) attributes['gen_ai.response.finish_reasons'] = reasons
  return attributes
}

/** Counts that were estimated are not told: the conventions want those of the provider, or none. */
function told(made: Attempt, closed: AttemptClosed | null): Attributes {
  const attributes: Attributes = {}
  if (made.observer !== null && made.firstByteMs !== null)
    attributes['gen_ai.response.time_to_first_chunk'] = (made.firstByteMs - made.startedMs) / 1000
  if (closed === null || closed.attempt !== made.id) return attributes
  if (closed.servedModel !== null) attributes['gen_ai.response.model'] = closed.servedModel
  const { usage } = closed
  if (usage === null || closed.quality !== 'measured') return attributes
  attributes['gen_ai.usage.input_tokens'] = usage.input
  attributes['gen_ai.usage.output_tokens'] = usage.output
  if (usage.cached > 0) attributes['gen_ai.usage.cache_read.input_tokens'] = usage.cached
  if (usage.reasoning > 0) attributes['gen_ai.usage.reasoning.output_tokens'] = usage.reasoning
  return attributes
}

/** A few words: messages of sockets, which hold addresses and ports, are one. */
function errorType({ failureReason, status }: Attempt): string {
  if (failureReason !== null && /^[a-z0-9_]{1,64}$/i.test(failureReason)) return failureReason
  return status === null ? 'no_answer' : String(status)
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

function serverOf(baseUrl: string): Attributes {
  const { hostname, port, protocol } = new URL(baseUrl)
  return {
    'server.address': hostname.replace(/^\[|\]$/g, ''),
    'server.port': port === '' ? (DEFAULT_PORTS[protocol] ?? 0) : Number(port),
  }
}
