import assert from 'node:assert/strict'

import type { ReceivedAttribute, ReceivedPoint, ReceivedSpan } from '../../src/telemetry/otlp-wire.fixture.ts'

/**
 * What OpenTelemetry's conventions say of the spans that the gateway makes, as far as it has these attributes: for
 * generative AI docs/gen-ai/client-inference.md and openai.md (github.com/open-telemetry/semantic-conventions-genai at
 * 024a4f9), for servers of HTTP docs/http/http-spans.md (github.com/open-telemetry/semantic-conventions 1.42.0).
 */
type Types = Readonly<Record<string, readonly ReceivedAttribute['type'][]>>

const TEXT = ['string'] as const
const WHOLE = ['int'] as const
/** A whole number of seconds travels as one. */
const NUMBER = ['double', 'int'] as const

const SERVER_REQUIRED: Types = { 'http.request.method': TEXT, 'url.path': TEXT, 'url.scheme': TEXT }
const SERVER_ALLOWED: Types = {
  'http.response.status_code': WHOLE,
  'http.route': TEXT,
  'error.type': TEXT,
  'user_agent.original': TEXT,
}

const INFERENCE_REQUIRED: Types = {
  'gen_ai.operation.name': TEXT,
  'gen_ai.provider.name': TEXT,
  'gen_ai.request.model': TEXT,
  'server.address': TEXT,
  'server.port': WHOLE,
}
const INFERENCE_ALLOWED: Types = {
  'error.type': TEXT,
  'gen_ai.input.messages': TEXT,
  'gen_ai.output.messages': TEXT,
  'gen_ai.output.type': TEXT,
  'gen_ai.request.choice.count': WHOLE,
  'gen_ai.request.max_tokens': WHOLE,
  'gen_ai.request.stream': ['boolean'],
  'gen_ai.response.finish_reasons': ['string[]'],
  'gen_ai.response.id': TEXT,
  'gen_ai.response.model': TEXT,
  'gen_ai.response.time_to_first_chunk': NUMBER,
  'gen_ai.usage.cache_read.input_tokens': WHOLE,
  'gen_ai.usage.input_tokens': WHOLE,
  'gen_ai.usage.output_tokens': WHOLE,
  'gen_ai.usage.reasoning.output_tokens': WHOLE,
  'http.response.status_code': WHOLE,
  'openai.api.type': TEXT,
}

const OPERATIONS = new Set(['chat', 'text_completion', 'embeddings'])
const PROVIDERS = new Set(['azure.ai.openai', 'openai'])

/** The exchange of a client, the attempts below it, and what else is below it. */
export function checkConventions(spans: readonly ReceivedSpan[]): void {
  for (const span of spans) {
    assert.match(span.traceId, /^[0-9a-f]{32}$/)
    assert.match(span.spanId, /^[0-9a-f]{16}$/)
    assert.ok(span.endMs >= span.startMs, `${span.name} ends before it begins`)
    assert.equal(span.resource['service.name'], 'causeway')
    if (span.kind === 'server') checkServer(span)
    else if (span.kind === 'client') checkInference(span)
    else assert.ok(span.name === 'queue' || span.name.startsWith('batch line '), span.name)
    if (span.isFailed) assert.ok('error.type' in span.attributes || span.name === 'queue', span.name)
  }
}

function checkServer(span: ReceivedSpan): void {
  checkTypes(span, SERVER_REQUIRED, SERVER_ALLOWED)
  const method = text(span, 'http.request.method')
  const route = text(span, 'http.route')
  assert.equal(span.name, route === undefined ? method : `${method} ${route}`)
  const status = Number(span.attributes['http.response.status_code']?.value)
  if (status >= 500) assert.ok(span.isFailed, `${span.name}: ${status} is a failure of the server`)
  if (status >= 400 && status < 500) assert.ok(!span.isFailed, `${span.name}: ${status} is the client's`)
}

function checkInference(span: ReceivedSpan): void {
  checkTypes(span, INFERENCE_REQUIRED, INFERENCE_ALLOWED)
  const operation = text(span, 'gen_ai.operation.name')
  assert.equal(span.name, `${operation} ${text(span, 'gen_ai.request.model')}`)
  assert.ok(OPERATIONS.has(operation ?? ''), operation)
  assert.ok(PROVIDERS.has(text(span, 'gen_ai.provider.name') ?? ''))
  assert.equal('error.type' in span.attributes, span.isFailed, span.name)
  const isStream = span.attributes['gen_ai.request.stream']?.value === true
  if ('gen_ai.response.time_to_first_chunk' in span.attributes) assert.ok(isStream)
}

function checkTypes({ name, attributes }: ReceivedSpan, required: Types, allowed: Types): void {
  for (const attribute of Object.keys(required)) assert.ok(attribute in attributes, `${name}: ${attribute}`)
  for (const [attribute, { type }] of Object.entries(attributes)) {
    // Our own, which no convention has a word for.
    if (attribute.startsWith('causeway.')) continue
    const types = required[attribute] ?? allowed[attribute]
    assert.ok(types?.includes(type), `${name}: ${attribute} of type ${type}`)
  }
}

export function text({ attributes }: ReceivedSpan, name: string): string | undefined {
  const value = attributes[name]?.value
  return typeof value === 'string' ? value : undefined
}

/**
 * The metrics of generative AI that the gateway tells: unit, buckets and attributes of docs/gen-ai/gen-ai-metrics.md
 * (the same repository at 004902b).
 */
const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
const TOKENS = Array.from({ length: 14 }, (_, i) => 4 ** i)

const COMMON = ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model']

export const GEN_AI_METRICS: Readonly<
  Record<
    string,
    { readonly unit: string; readonly bounds: readonly number[]; readonly attributes: readonly string[] }
  >
> = {
  'gen_ai.client.token.usage': {
    unit: '{token}',
    bounds: TOKENS,
    attributes: [...COMMON, 'gen_ai.token.type'],
  },
  'gen_ai.client.operation.duration': { unit: 's', bounds: SECONDS, attributes: COMMON },
  'gen_ai.client.operation.time_to_first_chunk': { unit: 's', bounds: SECONDS, attributes: COMMON },
  'gen_ai.server.time_to_first_token': {
    unit: 's',
    bounds: [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    attributes: COMMON,
  },
  'gen_ai.server.time_per_output_token': {
    unit: 's',
    bounds: [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5],
    attributes: COMMON,
  },
}

export function checkGenAiMetrics(points: readonly ReceivedPoint[]): void {
  const ours = points.filter(({ metric }) => metric.startsWith('gen_ai.'))
  assert.deepEqual(
    new Set(ours.map(({ metric }) => metric)),
    new Set(Object.keys(GEN_AI_METRICS)),
    'the metrics that were told',
  )
  for (const { metric, unit, kind, bounds, attributes } of ours) {
    const wanted = GEN_AI_METRICS[metric]
    assert.equal(kind, 'histogram', metric)
    assert.equal(unit, wanted?.unit, metric)
    assert.deepEqual(bounds, wanted?.bounds, metric)
    const { 'error.type': error, ...rest } = attributes
    if (error !== undefined) assert.equal(metric, 'gen_ai.client.operation.duration')
    assert.deepEqual(Object.keys(rest).toSorted(), wanted?.attributes.toSorted(), metric)
    assert.ok(OPERATIONS.has(attributes['gen_ai.operation.name'] ?? ''))
    assert.ok(PROVIDERS.has(attributes['gen_ai.provider.name'] ?? ''))
  }
}
